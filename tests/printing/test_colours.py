"""The colours on paper are those of the screen, on white."""

import re

import pytest
from django.conf import settings

from handlungsfelder.models import Hue, Quadrant
from workshops.documentation.word import QUADRANTS

CSS = settings.BASE_DIR / "static" / "css"
FRAME = (settings.BASE_DIR / "templates" / "printing" / "frame.typ").read_text()


def declared(file: str, name: str) -> str:
    """What a custom property is first set to: later come dark screens and print."""
    return re.search(rf"--{name}: ([^;]+);", (CSS / file).read_text())[1]


def on_paper(name: str) -> str:
    return re.search(rf'\b{name}(?::| =) rgb\("(#[0-9a-f]+)"\)', FRAME)[1]


@pytest.mark.parametrize("name", ["ink", "ink-soft", "rule"])
def test_text_and_lines_have_the_colours_of_the_site_on(name):
    assert on_paper(name) == declared("tokens.css", name)


def test_a_page_without_a_field_has_the_colour_of_the_frame():
    assert on_paper("frame-hue") == declared("tokens.css", "hue")


@pytest.mark.parametrize("hue", Hue.values)
def test_a_field_has_its_colour_in(hue):
    tokens = (CSS / "tokens.css").read_text()

    assert re.search(rf"\.hue-{hue} {{ --hue: (#\w+);", tokens)[1] == on_paper(hue)


@pytest.mark.parametrize("quadrant", Quadrant.values)
def test_a_quadrant_has_its_colour_on_sheets_and_in_word(quadrant):
    colour = declared("quadrants.css", f"{quadrant}-on-light")

    assert on_paper(quadrant) == colour
    assert QUADRANTS[quadrant][0] == colour[1:].upper()

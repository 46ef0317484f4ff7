"""How templates are written."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from django.conf import settings
from djhtml.modes import DjHTML

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = {path.relative_to(FOLDER).as_posix(): path.read_text() for path in sorted(FOLDER.rglob("*.html"))}


def lines_that(are_wrong: Callable[[str], bool]) -> list[str]:
    return [
        f"{name}: {line.strip()}" for name, text in TEMPLATES.items() for line in text.splitlines() if are_wrong(line)
    ]


def test_no_line_is_longer_than_120_characters():
    assert lines_that(lambda line: len(line) > 120) == []


def test_each_level_is_indented_by_two_spaces():
    """`make format` does it."""
    assert [name for name, text in TEMPLATES.items() if DjHTML(text).indent(2) != text] == []


def test_one_library_is_loaded_per_line():
    assert lines_that(lambda line: "{% load " in line and not re.fullmatch(r"{% load \w+ %}", line)) == []


def test_the_end_of_a_block_says_which():
    assert lines_that(lambda line: "{% endblock %}" in line) == []


def test_what_is_included_is_named_as_a_part():
    """With a `_` in front; what Django's admin includes is named otherwise."""

    def names_no_part(line: str) -> bool:
        found = re.search(r'{% include "(.+?\.html)"', line)
        return bool(found) and found[1] in TEMPLATES and not PurePosixPath(found[1]).name.startswith("_")

    assert lines_that(names_no_part) == []


def test_scripts_of_our_own_are_modules():
    assert lines_that(lambda line: '{% static "js/' in line and 'type="module"' not in line) == []

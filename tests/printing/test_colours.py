"""What is printed has the colours of the site, and there is one for everything that asks for one."""

from handlungsfelder.models import Hue, Quadrant
from leader_portal.printing.colours import STYLES, colours, tint


def test_every_field_and_every_quadrant_has_its_colour():
    assert set(colours()["hues"]) == set(Hue.values)
    assert list(colours()["quadrants"]) == Quadrant.values


def test_they_are_those_of_the_site_on_white():
    """The first of each in the style sheets; dark screens come later."""
    assert colours()["ink"] == "#1b1e22"
    assert colours()["hue"] == "#3d4654"
    assert colours()["hues"]["brick"] == "#9a3b1f"
    assert colours()["quadrants"]["idea"] == "#755600"


def test_no_template_of_a_sheet_has_a_colour_of_its_own():
    templates = STYLES.parent.parent / "templates" / "printing"

    assert [path.name for path in templates.glob("*.typ") if 'rgb("' in path.read_text(encoding="utf-8")] == []


def test_an_area_behind_text_is_thinned_with_white():
    assert (tint("#000000", 0.1), tint("#ffffff"), tint("#246534")) == ("#e6e6e6", "#ffffff", "#edf3ef")

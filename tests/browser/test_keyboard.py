"""The whole site can be used with a keyboard: everything is reached, in its order, and one sees where one is."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.inspection import DESK, prepare

WALKING = Path(__file__).with_name("walking.js").read_text(encoding="utf-8")
# Low and narrow, as a desk's window is when it is magnified: the switcher sticks to its upper edge.
NARROW = {"width": 360, "height": 640}

pytestmark = pytest.mark.parametrize("portal", ["westharz"], indirect=True)


def open_page(page, portal, what: str, fragment: str = ""):
    address = next(address for address in portal.addresses if address.what == what)
    page.goto(portal.at(address) + fragment)
    prepare(page)
    page.evaluate(WALKING)


@dataclass
class Walk:
    """Once over a page and back again: what stands there, and where the focus was after each key."""

    stops: list[str]
    there: list[dict]
    back: list[dict]


WINDOWS = {"wide": (DESK["viewport"], "light"), "narrow": (NARROW, "dark")}


@pytest.fixture(
    scope="module", params=[f"{what}, {window}" for what in ("Start", "Feld 2", "Workshop") for window in WINDOWS]
)
def walk(request, browser, portal) -> Walk:
    what, window = request.param.split(", ")
    viewport, scheme = WINDOWS[window]
    with browser.new_context(viewport=viewport, color_scheme=scheme) as context:
        page = context.new_page()
        open_page(page, portal, what)
        return Walk(page.evaluate("walking.stops"), press_until_out(page, "Tab"), press_until_out(page, "Shift+Tab"))


def press_until_out(page, key: str) -> list[dict]:
    """Press a key until the focus leaves the page or begins again: every stop on the way."""
    stops, visited = [], set()
    while True:
        page.keyboard.press(key)
        here = page.evaluate("walking.here()")
        if here is None or here["stop"] in visited:
            return stops
        stops.append(here)
        visited.add(here["stop"])


def test_the_first_stop_is_the_way_past_the_navigation(portal, page):
    open_page(page, portal, "Feld 2")

    page.keyboard.press("Tab")

    skip_link = page.get_by_role("link", name="Zum Inhalt springen")
    assert page.evaluate("walking.here()")["isInSight"]
    assert skip_link.evaluate("link => link === document.activeElement")

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    first = page.locator("main a").first
    assert first.evaluate("link => link === document.activeElement")


def test_every_stop_is_reached_in_its_order_and_left_again(walk):
    in_order = list(range(len(walk.stops)))

    assert [stop["stop"] for stop in walk.there] == in_order
    assert [stop["stop"] for stop in walk.back] == in_order[::-1]


def test_one_sees_by_a_ring_that_stands_out_where_the_focus_is(walk):
    """WCAG 2.4.7 and 1.4.11."""
    stops = walk.there + walk.back

    assert [stop for stop in stops if not stop["ring"]["isShown"]] == []
    assert [stop for stop in stops if stop["ring"]["width"] < 2] == []
    assert [stop for stop in stops if stop["ring"]["contrast"] < 3] == []


def test_neither_the_switcher_nor_anything_else_covers_the_focus(walk):
    """WCAG 2.4.11."""
    assert [stop for stop in walk.there + walk.back if not stop["isInSight"]] == []


def test_what_the_switcher_leads_to_is_not_below_it(portal, page):
    page.set_viewport_size(NARROW)
    open_page(page, portal, "Feld 2")
    anchors = page.locator(".switcher a").evaluate_all("links => links.map(link => link.hash)")

    hidden = []
    for anchor in anchors:
        page.locator(f".switcher a[href='{anchor}']").press("Enter")
        if not page.evaluate("walking.isInSight", f"{anchor} .quadrant-title"):
            hidden.append(anchor)

    assert anchors == ["#staerken", "#schwaechen", "#potentiale", "#ideen"]
    assert hidden == []


def test_a_card_that_a_link_names_is_not_below_the_switcher(portal, page):
    page.set_viewport_size(NARROW)
    open_page(page, portal, "Feld 2")
    card = page.locator("#schwaechen .card").last.get_attribute("id")

    open_page(page, portal, "Feld 2", f"#{card}")

    assert page.locator(":target").get_attribute("id") == card
    assert page.evaluate("walking.isInSight", ":target p")


def test_a_focus_that_cannot_be_seen_would_be_noticed(portal, page):
    open_page(page, portal, "Feld 2")
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`:focus-visible { outline: none !important }
                               body::after { content: ""; position: fixed; inset: 0; z-index: 99 }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )

    page.keyboard.press("Tab")

    here = page.evaluate("walking.here()")
    assert (here["ring"]["width"], here["isInSight"]) == (0, False)

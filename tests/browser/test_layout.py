"""Nothing has to be scrolled sideways, cut off or laid over other text: not at 320 px, not by the longest word."""

import pytest

from tests.browser.inspection import prepare


def test_no_page_is_wider_than_the_window(inspection):
    """At 320, 360 and 1280 px; 320 is what a desk's window at 400 % leaves (WCAG 1.4.10)."""
    assert inspection.too_wide == []


def test_no_text_is_cut_off_or_covered_by_another(inspection):
    assert inspection.unreadable == []


def test_no_text_is_lost_with_the_spacing_that_readers_may_set(inspection):
    """WCAG 1.4.12."""
    assert inspection.lost_when_spaced == []


FAULTY = {
    "a word that does not fit": (f"<p>{'W' * 200}</p>", "tooWide"),
    "a box beside the page": ('<p style="position: absolute; left: -4rem">weg</p>', "tooWide"),
    "a text in a box too small": ('<p style="height: 1rem; overflow: hidden">eins<br>zwei</p>', "unreadable"),
    "a text on another": ('<p>unten</p><p style="margin-top: -2rem">oben</p>', "unreadable"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_the_looks_would_find(fault, page):
    html, look = FAULTY[fault]
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content(f'<!doctype html><meta name="viewport" content="width=device-width"><body>{html}')
    prepare(page)

    found = {"tooWide": page.evaluate("looking.tooWide", 320), "unreadable": page.evaluate("looking.unreadable()")}

    assert [name for name, sentences in found.items() if sentences] == [look]


def test_the_spacing_that_readers_may_set_would_show_what_it_breaks(page):
    style = "width: max-content; height: 1.2rem; overflow: hidden; white-space: nowrap"
    page.set_content(f'<p style="{style}">gerade eben</p>')
    prepare(page)

    assert page.evaluate("looking.unreadable()") == []
    assert page.evaluate("looking.spacedOut(looking.unreadable)") == ["p „gerade eben“ is cut off"]

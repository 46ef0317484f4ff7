"""Every page prints decently from the browser: with its address, without navigation, on few sheets."""

import re

import pytest


def test_every_page_prints_its_address_and_no_navigation(inspection):
    assert inspection.badly_printed == []


@pytest.mark.parametrize("portal", ["westharz"], indirect=True)
@pytest.mark.parametrize(("what", "sheets"), [("Start", 3), ("Feld 2", 2), ("Karte", 1), ("Workshop", 7)])
def test_a_page_takes_no_more_sheets_than_it_has_to_say(portal, page, what, sheets):
    page.goto(portal.at(next(address for address in portal.addresses if address.what == what)))

    printed = page.pdf(format="A4")

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= sheets


@pytest.mark.parametrize("portal", ["westharz"], indirect=True)
def test_the_quadrants_stand_side_by_side_on_paper_and_no_ink_is_wasted(portal, page):
    page.goto(portal.at(next(address for address in portal.addresses if address.what == "Feld 2")))
    # As wide as an A4 sheet between its margins.
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")

    tops = page.locator(".quadrant").evaluate_all("them => them.map(it => it.getBoundingClientRect().top)")
    band, title = page.locator(".band, .band h1").evaluate_all(
        "them => them.map(it => [getComputedStyle(it).backgroundColor, getComputedStyle(it).color])"
    )

    assert len(tops) == 4
    assert len(set(tops)) == 1
    assert band[0] == "rgb(255, 255, 255)"
    assert title[1] == "rgb(154, 59, 31)"

"""No page has a barrier that a machine can find, on a phone and on a desk, in light and in dark."""

from fnmatch import fnmatch

import pytest

from tests.browser.inspection import Undecided, prepare

# What stands on the page for paper alone, and what stands there for narrow windows alone.
HIDDEN_ON_PURPOSE = {"p.print-address", "*nav.switcher"}
# Where axe-core says that it cannot measure the contrast of a text, and why; we measure it.
MEASURED = {
    # One digit could be a picture of something, and a large one reaches below the address that covers its entry.
    "*ol.field-list > li.field-entry.hue-* > p.field-entry-number": {"shortTextContent", "elmPartiallyObscured"},
    # The number below is set so tight that its line reaches over the word above, with nothing to be seen there.
    "*div.band-inner > p.band-number > span": {"bgOverlap"},
}
# Enough for text of any size.
CONTRAST = 4.5
# In a list of links there is no running text that a link could be lost in; beside it stand badges, which have a border.
LISTS_OF_LINKS = {"*ul.topic-list > li.weight-* > a"}


def is_explained(undecided: Undecided) -> bool:
    """Whether what axe-core leaves to people to decide is one of the cases above, and in order."""

    def is_one_of(paths):
        return any(fnmatch(undecided.path, path) for path in paths)

    match undecided.rule:
        case "hidden-content":
            return is_one_of(HIDDEN_ON_PURPOSE)
        case "color-contrast":
            reasons = [expected for path, expected in MEASURED.items() if fnmatch(undecided.path, path)]
            return bool(reasons) and set(undecided.reasons) <= reasons[0] and undecided.contrast >= CONTRAST
        case "link-in-text-block":
            return is_one_of(LISTS_OF_LINKS)
    return False


def test_every_address_answers_with_what_it_is_visited_for(inspection):
    assert inspection.wrong_answers == []


def test_axe_core_finds_nothing(inspection):
    assert inspection.violations == []


def test_what_axe_core_cannot_decide_is_explained_and_in_order(inspection):
    assert [undecided for undecided in inspection.undecided if not is_explained(undecided)] == []


FAULTY = """<!doctype html>
<html><head><title>Mit Fehlern</title></head>
<body>
<main>
<h1>Überschrift</h1>
<h4>Ausgelassene Ebenen</h4>
<p style="color: #aaa; background: #fff">blass</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<a href="/eins/" style="display: block; font-size: 8px; line-height: 8px">eng</a>
<a href="/zwei/" style="display: block; font-size: 8px; line-height: 8px">beieinander</a>
</main>
</body></html>"""


def test_axe_core_would_find_what_it_is_asked_for(page):
    page.set_content(FAULTY)
    prepare(page)

    found = page.evaluate("looking.axeFindings()")["violations"]

    assert {violation.split(":")[0] for violation in found} == {
        "color-contrast",
        "heading-order",
        "html-has-lang",
        "image-alt",
        "target-size",
    }


@pytest.mark.parametrize(
    ("in_the_dark", "rule"),
    [
        ("p { color: #333; background: #000 }", "color-contrast"),
        ("img { display: block }", "image-alt"),
        ("a { display: block; font-size: 8px; line-height: 8px }", "target-size"),
    ],
)
def test_what_is_wrong_in_the_dark_alone_is_found_there(page, in_the_dark, rule):
    page.emulate_media(color_scheme="light")
    page.set_content(f"""<!doctype html>
<html lang="de"><head><title>Bei Nacht</title>
<style>img {{ display: none }} @media (prefers-color-scheme: dark) {{ {in_the_dark} }}</style></head>
<body><main>
<h1>Überschrift</h1>
<p>Text</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<a href="/eins/">eins</a>
<a href="/zwei/">zwei</a>
</main></body></html>""")
    prepare(page)
    by_day = page.evaluate("looking.axeFindings()")["violations"]

    page.emulate_media(color_scheme="dark")
    at_night = page.evaluate("looking.axeFindings()")["violations"]

    assert by_day == []
    assert {violation.split(":")[0] for violation in at_night} == {rule}


@pytest.mark.parametrize(
    ("text", "ground", "contrast"),
    [
        ("#000", "#fff", 21.0),
        ("#767676", "#fff", 4.54),
        ("rgb(0 0 0 / 50%)", "#fff", 3.95),
        ("#fff", "color-mix(in srgb, #000 50%, #fff)", 3.95),
    ],
)
def test_contrast_is_measured_as_the_guidelines_define_it(page, text, ground, contrast):
    page.set_content(f'<body style="background: {ground}"><p style="color: {text}">Text</p>')
    prepare(page)

    assert page.evaluate("looking.contrast(document.querySelector('p'))") == pytest.approx(contrast, abs=0.06)

"""What a visit costs a slow connection: little, and what does not change only once."""

import re

import pytest

from tests.visiting import ask

pytestmark = pytest.mark.parametrize("portal", ["westharz"], indirect=True)

FIELDS = [f"Feld {number}" for number in range(1, 6)]
FILES_OF_A_PAGE = (
    "link[rel~='stylesheet'], link[rel~='preload'], link[rel~='icon'], link[rel~='apple-touch-icon'], script[src]"
)
# The page and the two files it is set with. The picture for the tab comes besides, where a browser has tabs.
KINDS = ["document", "font", "stylesheet"]
COMPRESSED = (".css", ".js", ".svg")


def path_of(portal, what: str) -> str:
    return next(address.path for address in portal.addresses if address.what == what)


def files_of(page) -> list[str]:
    """The paths of all files that a page names in its head."""
    return page.locator(FILES_OF_A_PAGE).evaluate_all("them => them.map(it => new URL(it.href ?? it.src).pathname)")


def sent(portal, path: str) -> int:
    """How many bytes of a file or page go over the wire to somebody who takes brotli."""
    answer = ask(portal.url, path, accept_encoding="gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "br"
    return len(answer.body)


def test_the_heaviest_field_is_sent_in_30_kb(portal, page):
    weights = {}
    for field in FIELDS:
        path = path_of(portal, field)
        page.goto(portal.url + path)
        code = [file for file in files_of(page) if file.endswith((".css", ".js"))]
        weights[field] = sent(portal, path) + sum(sent(portal, file) for file in code)

    assert max(weights.values()) <= 30_000, weights


def test_the_font_is_at_most_50_kb_and_fetched_once(portal, page):
    fetched = []
    for what in ("Feld 2", "Feld 3", "Start"):
        page.goto(portal.url + path_of(portal, what))
        page.evaluate("document.fonts.ready")
        fetched += page.evaluate(
            """performance.getEntriesByType('resource').filter(it => it.name.endsWith('.woff2'))
                          .map(it => [it.encodedBodySize, it.transferSize > 0])"""
        )

    [size] = {size for size, _ in fetched}
    assert size <= 50_000
    assert [over_the_wire for _, over_the_wire in fetched] == [True, False, False]


def test_a_page_costs_the_same_few_requests_whatever_stands_on_it(portal, browser):
    asked = {}
    for field in FIELDS:
        with browser.new_context() as context:
            page = context.new_page()
            requests = []
            page.on("request", lambda request, requests=requests: requests.append(request))
            page.goto(portal.url + path_of(portal, field), wait_until="networkidle")
            picture = page.locator("link[rel~='icon']").evaluate("link => link.href")
            asked[field] = [request.resource_type for request in requests if request.url != picture]

    assert asked == dict.fromkeys(FIELDS, KINDS)


def test_files_are_named_by_their_content_and_kept_for_good(portal, page):
    page.goto(portal.url)

    files = files_of(page)

    assert len(files) == 4
    for file in files:
        answer = ask(portal.url, file, accept_encoding="br")
        assert re.search(r"\.[0-9a-f]{12}\.[a-z0-9]+$", file), file
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable", file
        assert answer.headers["Content-Encoding"] == ("br" if file.endswith(COMPRESSED) else None), file

"""The HTML checker, shown rejecting what it is there to reject; and the pages it is put to on every kind of content."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client

from tests.browser.contents import CONTENTS
from tests.crawling import Crawl, crawl
from tests.page_reader import ReadPage
from tests.website.html_checker import html_mistakes

# The pages come out the same from either database, and the checker takes long.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = """<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><title>Prüfling</title></head>
<body><main><h1>Prüfling</h1>
{part}
</main></body>
</html>"""

REJECTED = {
    "a duplicate id": ('<p id="a">eins</p><p id="a">zwei</p>', "Duplicate ID “a”."),
    "an unclosed element": ("<div><p>Text</p>", "Unclosed element “div”."),
    "an unclosed word": ("<p><b>fett</p>", "Unclosed element “b”."),
    "a div in a list": (
        "<ul><div>kein Punkt</div></ul>",
        "Element “div” not allowed as child of element “ul” in this context. "
        "(Suppressing further errors from this subtree.)",
    ),
    "a paragraph in a word": (
        "<span><p>Absatz</p></span>",
        "Element “p” not allowed as child of element “span” in this context. "
        "(Suppressing further errors from this subtree.)",
    ),
    "a link in a link": (
        '<p><a href="/">außen <a href="/orte/">innen</a></a></p>',
        "Start tag “a” seen but an element of the same type was already open.",
    ),
    "a link in a button": (
        '<button><a href="/">Verweis</a></button>',
        "The element “a” must not appear as a descendant of the “button” element.",
    ),
    "a heading in a heading": ("<h2>Titel <h3>Untertitel</h3></h2>", "Heading cannot be a child of another heading."),
    "a picture without words": (
        '<img src="/a.png">',
        "An “img” element must have an “alt” attribute, except under certain conditions. For details, consult "
        "guidance on providing text alternatives for images.",
    ),
    "a section without a heading": (
        "<section><p>Text</p></section>",
        "Section lacks heading. Consider using “h2”-“h6” elements to add identifying headings to all sections.",
    ),
    "a label that is not there": (
        '<section aria-labelledby="fehlt"><h2>Titel</h2></section>',
        "The “aria-labelledby” attribute must point to an element in the same document.",
    ),
    "a second main part": (
        "<main>zwei</main>",
        "The “main” element must not appear as a descendant of the “main” element.",
    ),
    "a term without its description": (
        "<dl><dt>Begriff</dt></dl>",
        "Element “dl” is missing a required instance of child element “dd”.",
    ),
    "an unescaped text": (
        "<p>1 < 2</p>",
        "Bad character “ ” after “<”. Probable cause: Unescaped “<”. Try escaping it as “&lt;”.",
    ),
    "an address with a space": (
        '<a href="/or te/">Orte</a>',
        "Bad value “/or te/” for attribute “href” on element “a”: Illegal character in path segment: space is not "
        "allowed.",
    ),
    "an attribute given twice": ('<p class="a" class="b">Text</p>', "Duplicate attribute “class”."),
    "a control character": ("<p>\x07</p>", "Forbidden code point U+0007."),
}


@pytest.fixture(scope="module")
def mistakes() -> list[str]:
    """What the checker says of all of them, asked in one run."""
    return html_mistakes({name: PAGE.format(part=part) for name, (part, _) in REJECTED.items()})


@pytest.mark.parametrize("name", REJECTED)
def test_the_checker_rejects(name, mistakes):
    assert f"{name}, line 5: {REJECTED[name][1]}" in mistakes


def test_the_checker_says_where():
    pages = {
        "/gut/": PAGE.format(part="<p>gut</p>"),
        "/schlecht/": PAGE.format(part="<p>gut</p>\n<p id='a b'>nicht</p>"),
    }

    assert html_mistakes(pages) == [
        "/schlecht/, line 6: Bad value “a b” for attribute “id” on element “p”: An ID must not contain whitespace."
    ]


@dataclass
class Walk:
    """Every page that is linked on some content, and the HTML of all answers, also of what is gone or never was."""

    crawl: Crawl
    answers: dict[str, str]


# The real content is walked through in tests/test_crawl.py; without a database there is nothing to walk through.
@pytest.fixture(scope="module", params=[name for name in CONTENTS if name not in ("westharz", "unreachable")])
def walk(request, static_files, django_db_setup, django_db_blocker) -> Walk:
    with django_db_blocker.unblock(), transaction.atomic():
        addresses = CONTENTS[request.param].fill()
        client = Client()
        found = crawl(client)
        others = {address.path: client.get(address.path, follow=True).text for address in addresses}
        transaction.set_rollback(True)
    return Walk(found, found.sources | others)


def test_every_page_is_valid_html_with(walk):
    assert html_mistakes(walk.answers) == []


def test_no_link_leads_nowhere_with(walk):
    assert walk.crawl.dead == []


def test_no_frame_is_empty_with(walk):
    """What is not there yet is said in a sentence, or left out with all that would stand around it."""
    empty = {path: ReadPage(html).empty_frames for path, html in walk.answers.items()}

    assert {path: frames for path, frames in empty.items() if frames} == {}


def test_the_pages_that_need_no_database_are_valid_html():
    templates = ("400.html", "403_csrf.html", "500.html")

    assert html_mistakes({template: render_to_string(template) for template in templates}) == []

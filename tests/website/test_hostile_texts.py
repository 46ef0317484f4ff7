"""Whatever somebody writes into a field is shown as text: every letter of it, and nothing but letters."""

from collections import Counter

import pytest
from django.db import transaction
from django.db.models import CharField, EmailField, SlugField, TextField, URLField
from django.test import Client

from handlungsfelder.models import Card
from leader_portal.models import Page, Region
from leader_portal.templatetags.commonmark import commonmark
from tests import factories
from tests.crawling import Crawl, crawl
from tests.page_reader import ReadPage, read
from workshops.models import Survey, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.braces_in_content]

# As long as every field takes, and none of the things that CommonMark makes something of.
HARMLESS = "harmlos"
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a picture that runs a script": "\"><img src=x onerror='alert(1)'>",
    "the end of the page": "</p></main></title></body></html><!-- -->",
    "quotation marks": "„Hallo“ »da« 'drüben' \"und\" ‚hier‘",
    "ampersands": "Forst & Jagd &amp; Fisch &lt;&gt; &nbsp; &#x3C;b&#x3E;",
    "emoji": "Fest 🎉 mit 👩‍👩‍👧‍👦 und 🏳️‍🌈",
    "Hebrew and Arabic": "שלום לכל und التنمية الريفية",
    "a change of direction": "vorwärts \u202eställtgnir\u202c weiter",
    "combining letters": "Z̷̛a͜l̵g̶o̴ u̶n̷d̸ a̶̧n̵d̴e̶r̵e̷",
    "template code": "{{ 7*7 }}{% now 'Y' %}{# weg #}{{ settings.SECRET_KEY }}",
    "a placeholder": "%(name)s %s %d {0} ${x} \\n",
    "a query": "'; DROP TABLE handlungsfelder_card; --",
    "an address": "siehe javascript:alert(1) und //evil.example/x",
    "numbers": "1.000,50 € für 3½ m² bei −5 °C",
    "what is not there": "None null undefined NaN []",
}
MARKDOWN = {(Region, "introduction"), (Page, "text"), (Workshop, "introduction"), (Survey, "introduction")}


def texts_of(model, text: str) -> dict[str, str]:
    """That text for every field of the model that takes any text."""
    return {
        field.name: text
        for field in model._meta.concrete_fields
        if type(field) in (CharField, TextField)
        and not field.choices
        and field.editable
        and (model, field.name) not in MARKDOWN
    }


def everything_says(text: str) -> list:
    """One of everything, each field of which holds the text, all linked with each other."""
    things = []

    def make(name: str, **links):
        maker = getattr(factories, f"make_{name}")
        things.append(maker(**{**texts_of(maker.__annotations__["return"], text), **links}))
        return things[-1]

    make("region")
    make("page", slug="seite", text="Absatz")
    field = make("field", number=1, slug="feld")
    topic = make("topic", handlungsfeld=field, id=1)
    place = make("place", slug="ort")
    card = make("card", handlungsfeld=field, topics=[topic], places=[place], code="ABC234")
    workshop = make("workshop", slug="workshop")
    make("question", workshop=workshop)
    make("board_column", workshop=workshop, handlungsfeld=field)
    make("board_topic", workshop=workshop, handlungsfeld=field, topic=topic)
    make("contribution", working_group=make("group", workshop=workshop, handlungsfeld=field, id=1), cards=[card])
    survey = make("survey", workshop=workshop, id=1)
    make("survey_answer", question=make("survey_question", survey=survey, id=1))
    return things


def walked(text: str) -> Crawl:
    """All pages of a site on which everything says the text. Nothing of it is left behind."""
    with transaction.atomic():
        everything_says(text)
        found = crawl(Client())
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def harmless(static_files, django_db_setup, django_db_blocker) -> Crawl:
    with django_db_blocker.unblock():
        return walked(HARMLESS)


def elements(page: ReadPage) -> Counter:
    return Counter(
        (element.tag, element.get("class", "")) for element in page.tree.iter() if isinstance(element.tag, str)
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_every_field_of_everything_shows_it_as_text(harmless, name):
    text = HOSTILE[name]
    hostile = walked(text)

    assert hostile.dead == []
    assert hostile.pages.keys() == harmless.pages.keys()
    for path, page in hostile.pages.items():
        like = harmless.pages[path]
        assert page.text.count(text) == like.text.count(HARMLESS) > 0, path
        assert elements(page) == elements(like), path
        assert page.links == like.links, path
        assert page.metadata("og:title") == like.metadata("og:title").replace(HARMLESS, text), path
        assert page.title == like.title.replace(HARMLESS, text), path


def test_a_text_of_2000_letters_is_shown_to_the_last(client):
    text = " ".join(f"Wort{number}" for number in range(300))[:2000]
    card = factories.make_card(text=text)

    for thing in (card, card.handlungsfeld, "/handlungsfelder/"):
        assert read(client, thing).text.count(text) == 1


def test_a_word_of_200_letters_is_shown_to_the_last(client):
    word = "Donaudampfschifffahrt" * 10
    card = factories.make_card(text=word[:200])

    for thing in (card, card.handlungsfeld, "/handlungsfelder/"):
        assert word[:200] in read(client, thing).text


def test_lines_of_a_text_are_lines_on_the_page(client):
    card = factories.make_card(text="erste\nzweite\n\ndritte")

    assert len(read(client, card).one("h1").findall("br")) == 3


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b onclick='x'>fett</b>", "<p>&lt;b onclick='x'&gt;fett&lt;/b&gt;</p>\n"),
        ("a <!-- weg --> b", "<p>a &lt;!-- weg --&gt; b</p>\n"),
        ("<div>\n\nText\n\n</div>", "<p>&lt;div&gt;</p>\n<p>Text</p>\n<p>&lt;/div&gt;</p>\n"),
        ("[klick](javascript:alert(1))", "<p>[klick](javascript:alert(1))</p>\n"),
        ("[klick](JaVaScRiPt:alert(1))", "<p>[klick](JaVaScRiPt:alert(1))</p>\n"),
        ("[klick](&#106;avascript:alert(1))", "<p>[klick](javascript:alert(1))</p>\n"),
        ("[klick](java\tscript:x)", "<p>[klick](java\tscript:x)</p>\n"),
        ("[klick](vbscript:x)", "<p>[klick](vbscript:x)</p>\n"),
        ("[klick](data:text/html,x)", "<p>[klick](data:text/html,x)</p>\n"),
        ("[klick](file:///etc/passwd)", "<p>[klick](file:///etc/passwd)</p>\n"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
        ("[klick]\n\n[klick]: javascript:alert(1)", "<p>[klick]</p>\n<p>[klick]: javascript:alert(1)</p>\n"),
        ('[klick](/orte/ "a\\" onclick=\\"x")', '<p><a href="/orte/" title="a&quot; onclick=&quot;x">klick</a></p>\n'),
        ('[klick](/orte/"onclick="x)', '<p><a href="/orte/%22onclick=%22x">klick</a></p>\n'),
        ("![Bild](http://x.example/y.png)", '<p>!<a href="http://x.example/y.png">Bild</a></p>\n'),
        ("![Bild][b]\n\n[b]: http://x.example/y.png", '<p>!<a href="http://x.example/y.png">Bild</a></p>\n'),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        (
            "```<b>\n</pre><script>\n```",
            '<pre><code class="language-&lt;b&gt;">&lt;/pre&gt;&lt;script&gt;\n</code></pre>\n',
        ),
        ("# Titel\n## Titel\n### Titel", "<h2>Titel</h2>\n<h2>Titel</h2>\n<h3>Titel</h3>\n"),
        ("Titel\n=====", "<h2>Titel</h2>\n"),
        ("{{ 7*7 }}", "<p>{{ 7*7 }}</p>\n"),
    ],
)
def test_commonmark_shows_html_and_dangerous_links_as_text(written, shown):
    assert commonmark(written) == shown


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (factories.make_region, "introduction"),
        (factories.make_page, "text"),
        (factories.make_workshop, "introduction"),
        (factories.make_survey, "introduction"),
    ],
)
def test_every_field_that_takes_commonmark_shows_html_and_pictures_as_text(client, make, field):
    thing = make(**{field: "<script>alert(1)</script> **fett** ![Bild](http://x.example/y.png)"})

    page = read(client, "/" if isinstance(thing, Region) else thing)

    (prose,) = [element for element in page.tree.iter("div") if "prose" in element.get("class", "").split()][:1]
    assert [element.tag for element in prose.iter()] == ["div", "p", "strong", "a"]
    assert "<script>alert(1)</script> fett !Bild" in page.main
    assert page.all("img") == []


def test_every_field_that_takes_any_text_is_tried():
    """A new one too: it says so here if no test has an eye on it."""
    untried = {
        (type(thing), field.name)
        for thing in everything_says(HARMLESS)
        for field in thing._meta.concrete_fields
        if isinstance(field, (CharField, TextField)) and getattr(thing, field.name) != HARMLESS
    }

    choices_and_addresses = {(model, name) for model, name in untried if is_no_text(model._meta.get_field(name))}
    assert untried - choices_and_addresses == MARKDOWN | {(Card, "code")}


def is_no_text(field) -> bool:
    return bool(field.choices) or isinstance(field, (SlugField, EmailField, URLField))

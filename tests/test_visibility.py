"""
What visitors may see of the strategy: what is published and stands in something published, and nothing else.

Every life of a thing is crossed with every life of what it stands in, and with every page, list, count and map.
"""

import re

import pytest

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.models import Page
from tests.factories import (
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_page,
    make_place,
    make_survey,
    make_topic,
    make_workshop,
)
from tests.lives import LIVES, PUBLISHED, Life, answer_of, are_visible, each_life
from tests.page_reader import ReadPage, read, text_of, words
from workshops.models import Survey, Workshop

pytestmark = pytest.mark.django_db

PRINT_ADDRESS = re.compile('<p class="print-address">.*?</p>')
OVERVIEWS = ["/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/", "/sitemap.xml"]


class World:
    """
    A strategy in which a field, a topic and a card are always there for all to see, and another field with a topic and
    a card in it is as far as the test says. Both cards have the same topics and place and come from one workshop.
    """

    def __init__(
        self, field: Life = PUBLISHED, card: Life = PUBLISHED, topic: Life = PUBLISHED, overall: Life = PUBLISHED
    ):
        self.seen_field = make_field(number=1, title="Offenes Feld")
        self.seen_topic = make_topic(handlungsfeld=self.seen_field, title="Offenes Thema")
        self.field = make_field(number=2, title="Fragliches Feld", **field.values)
        self.topic = make_topic(handlungsfeld=self.field, title="Fragliches Thema", **topic.values)
        self.overall = make_topic(handlungsfeld=None, title="Fragliches Querschnittsthema", **overall.values)
        self.whole = make_place(name="Seesen")
        self.place = make_place(name="Münchehof", part_of=self.whole)
        about = {"topics": [self.seen_topic, self.topic, self.overall], "places": [self.place]}
        self.seen_card = make_card(handlungsfeld=self.seen_field, text="Offener Gedanke", **about)
        self.card = make_card(
            handlungsfeld=self.field, text="Fraglicher Gedanke", quadrant=Quadrant.IDEA, **about, **card.values
        )
        self.workshop = make_workshop(title="Zukunftskonferenz")
        self.group = make_group(workshop=self.workshop, handlungsfeld=self.field, label="Gruppe des Feldes")
        self.contribution = make_contribution(
            working_group=self.group, wording="Gesagtes", cards=[self.card, self.seen_card]
        )
        for topic in (self.topic, self.overall):
            make_board_topic(
                workshop=self.workshop, handlungsfeld=topic.handlungsfeld, topic=topic, wording=f"Am Brett: {topic}"
            )

    @property
    def pages(self) -> list[str]:
        """Every address that there is or could be, whatever it answers."""
        things = [
            thing
            for model in (Handlungsfeld, Topic, Card, Place, Workshop, Survey, Page)
            for thing in model.objects.order_by("pk")
        ]
        return OVERVIEWS + [thing.get_absolute_url() for thing in things]


def pages_that_say(client, world: World, *words: str) -> set[str]:
    """
    The addresses under which any of these words can be found, be it in the text, in a link or in the head. That a
    page repeats the address it was asked for when it is printed says nothing.
    """
    answers = {page: PRINT_ADDRESS.sub("", client.get(page).text) for page in world.pages}
    return {page for page, html in answers.items() if any(word in html for word in words)}


def addresses(*things) -> set[str]:
    return {thing if isinstance(thing, str) else thing.get_absolute_url() for thing in things}


@each_life("field")
@each_life("card")
def test_a_card_is_on_its_pages_if_visitors_may_see_it_and_nowhere_if_not(client, field, card):
    world = World(field=field, card=card)

    assert client.get(world.card.get_absolute_url()).status_code == answer_of(field, card)
    pages = addresses(
        "/handlungsfelder/",
        "/sitemap.xml",
        world.card,
        world.field,
        world.seen_topic,
        world.overall,
        world.place,
        world.whole,
        world.workshop,
        world.topic,
    )
    assert pages_that_say(client, world, world.card.code, world.card.text) == (
        pages if are_visible(field, card) else set()
    )


@each_life("field")
def test_a_field_is_on_its_pages_if_visitors_may_see_it(client, field):
    world = World(field=field)

    assert client.get(world.field.get_absolute_url()).status_code == answer_of(field)
    on = addresses(*OVERVIEWS) - {"/orte/", "/workshops/"}
    on |= addresses(world.field, world.seen_field, world.card, world.topic, world.seen_topic, world.overall)
    on |= addresses(world.place, world.whole, world.workshop)
    assert pages_that_say(client, world, world.field.get_absolute_url()) == (on if are_visible(field) else set())


@each_life("field")
def test_a_field_that_visitors_may_not_see_is_named_nowhere_and_its_column_stays_on_the_record(client, field):
    """The record names a column by the head that was recorded, and this one has none."""
    world = World(field=field)

    named = pages_that_say(client, world, world.field.title)

    assert (named == set()) == (not are_visible(field))
    assert pages_that_say(client, world, "Überschrift nicht überliefert") == addresses(world.workshop)


@each_life("field")
@each_life("topic")
def test_a_topic_is_on_its_pages_if_visitors_may_see_it_and_nowhere_if_not(client, field, topic):
    world = World(field=field, topic=topic)

    assert client.get(world.topic.get_absolute_url()).status_code == answer_of(field, topic)
    on = addresses("/themen/", "/sitemap.xml", world.topic, world.field, world.card, world.seen_card, world.workshop)
    linked = pages_that_say(client, world, f'{world.topic.get_absolute_url()}"', f"{world.topic.get_absolute_url()}<")
    assert linked == (on if are_visible(field, topic) else set())


@each_life("overall")
def test_a_cross_cutting_topic_is_on_its_pages_if_visitors_may_see_it_and_nowhere_if_not(client, overall):
    world = World(overall=overall)

    assert client.get(world.overall.get_absolute_url()).status_code == answer_of(overall)
    on = addresses("/", "/themen/", "/sitemap.xml", world.overall, world.card, world.seen_card, world.workshop)
    linked = pages_that_say(
        client, world, f'{world.overall.get_absolute_url()}"', f"{world.overall.get_absolute_url()}<"
    )
    assert linked == (on if are_visible(overall) else set())


def lines_with(page: ReadPage, word: str) -> list[str]:
    return [line for line in page.main.splitlines() if word in line]


@each_life("field")
@each_life("card")
def test_no_count_has_a_card_in_it_that_visitors_may_not_see(client, field, card):
    world = World(field=field, card=card)
    cards = 1 + are_visible(field, card)
    fields = 1 + are_visible(field)

    for page in (read(client, "/"), read(client, "/handlungsfelder/")):
        assert words(page.one("tfoot").iter("td")) == ["1", "0", "0", str(cards - 1)]
        assert len(page.one("tbody").findall("tr")) == fields
    lead = text_of(read(client, "/handlungsfelder/").one("p", class_="lead"))
    assert lead.split(".")[0] == " in ".join(
        [
            "Eine Karte" if cards == 1 else "2 Karten",
            "einem Handlungsfeld" if fields == 1 else "zwei Handlungsfeldern",
        ]
    )
    tallies = [words(tally.findall("li")) for tally in read(client, "/").all("ul", class_="tally")]
    assert (
        tallies
        == [
            ["1 Stärke", "0 Schwächen", "0 Potentiale", "0 Ideen"],
            ["0 Stärken", "0 Schwächen", "0 Potentiale", "1 Idee" if cards == 2 else "0 Ideen"],
        ][:fields]
    )
    assert lines_with(read(client, "/themen/"), "Offenes Thema") == [
        f"Offenes Thema {cards}{' Karte' if cards == 1 else ' Karten'}"
    ]
    counted = "1 Karte" if cards == 1 else "2 Karten"
    assert lines_with(read(client, "/orte/"), "Münchehof") == [f"Münchehof {counted}"]
    assert text_of(read(client, world.place).one("p", class_="lead")) == (
        f"{'Eine Karte nennt' if cards == 1 else '2 Karten nennen'} Münchehof."
    )


@each_life("field")
@each_life("topic")
def test_no_count_has_a_topic_in_it_that_visitors_may_not_see(client, field, topic):
    world = World(field=field, topic=topic)

    if are_visible(field):
        page = read(client, world.field)
        assert text_of(page.one("h2", id="themen")) == f"Themen {int(are_visible(topic))}"
    assert len(read(client, "/themen/").all("section")) == 2 + are_visible(field)


@each_life("page")
def test_a_page_of_the_lag_is_linked_and_answers_if_visitors_may_see_it(client, page):
    world = World()
    below = make_page(title="Fragliche Seite", slug="unten", **page.values)
    above = make_page(title="Fragliche Seite oben", slug="oben", place="navigation", **page.values)

    assert [client.get(thing.get_absolute_url()).status_code for thing in (below, above)] == [answer_of(page)] * 2
    on = set(world.pages) - {"/sitemap.xml"} if are_visible(page) else set()
    assert pages_that_say(client, world, 'href="/unten/"') == on
    assert pages_that_say(client, world, 'href="/oben/"') == on
    assert ("/unten/</loc>" in client.get("/sitemap.xml").text) == are_visible(page)


def all_of_every_life():
    """One of everything in every life, in each life of what it stands in."""
    for number, (word, life) in enumerate(LIVES.items(), start=1):
        field = make_field(number=number, **life.values)
        workshop = make_workshop(**life.values)
        make_page(**life.values)
        make_topic(handlungsfeld=None, **life.values)
        for inner in LIVES.values():
            make_topic(handlungsfeld=field, **inner.values)
            make_card(handlungsfeld=field, **inner.values)
            make_survey(workshop=workshop, title=f"{word} {inner.status} {inner.was_published}", **inner.values)


@pytest.mark.parametrize(
    ("model", "all_there", "visible"),
    [(Handlungsfeld, 5, 1), (Topic, 30, 2), (Card, 25, 1), (Workshop, 5, 1), (Survey, 25, 1), (Page, 5, 1)],
)
def test_what_the_database_calls_visible_each_object_calls_visible(model, all_there, visible):
    all_of_every_life()

    everything = list(model.objects.all())

    assert len(everything) == all_there
    assert {thing.pk for thing in everything if thing.is_visible} == {thing.pk for thing in model.objects.visible()}
    assert model.objects.visible().count() == visible


SENTENCES = {
    Handlungsfeld: (
        "Dieses Handlungsfeld gehört nicht mehr zur Strategie.",
        "Zu den Handlungsfeldern",
        "/handlungsfelder/",
    ),
    Card: ("Diese Karte gehört nicht mehr zur Strategie.", "Zu den Handlungsfeldern", "/handlungsfelder/"),
    Topic: ("Dieses Thema gehört nicht mehr zur Strategie.", "Zu allen Themen", "/themen/"),
    Workshop: ("Das Protokoll dieses Workshops ist nicht mehr veröffentlicht.", "Zu den Workshops", "/workshops/"),
    Survey: ("Diese Umfrage ist nicht mehr veröffentlicht.", "Zu den Workshops", "/workshops/"),
    Page: ("Diese Seite ist nicht mehr veröffentlicht.", "Zur Startseite", "/"),
}


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (Handlungsfeld, make_field),
        (Card, make_card),
        (Topic, make_topic),
        (Workshop, make_workshop),
        (Survey, make_survey),
        (Page, make_page),
    ],
)
def test_what_is_gone_says_so_in_a_sentence_with_a_way_on(client, model, make):
    gone = make(**LIVES["archived"].values)

    response = client.get(gone.get_absolute_url())

    page = ReadPage(response.text)
    sentence, way_on, address = SENTENCES[model]
    assert (response.status_code, page.heading) == (410, sentence)
    links = [(text_of(link), link.get("href")) for link in page.one("main").iter("a")]
    assert links == [(way_on, address)]
    assert page.metadata("robots") == "noindex"
    assert client.get(address).status_code == 200


def test_a_name_of_what_is_gone_is_not_on_the_page_that_says_so(client):
    gone = make_card(text="Widerrufener Gedanke", **LIVES["archived"].values)

    assert "Widerrufener" not in client.get(gone.get_absolute_url()).text


def test_places_are_there_whoever_names_them(client):
    place = make_place(name="Lutter am Barenberge")
    make_card(places=[place], status=Status.DRAFT)

    assert client.get(place.get_absolute_url()).status_code == 200
    assert lines_with(read(client, "/orte/"), "Lutter") == ["Lutter am Barenberge noch keine Karte"]


@each_life("life")
@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (make_field, "/handlungsfelder/alt/", "/handlungsfelder/neu/"),
        (make_workshop, "/workshops/alt/", "/workshops/neu/"),
        (make_page, "/alt/", "/neu/"),
    ],
)
def test_a_new_name_is_told_at_the_old_address_of_what_visitors_could_once_see_and_of_nothing_else(
    client, make, old, new, life
):
    renamed = make(slug="alt", **life.values)
    renamed.slug = "neu"
    renamed.save()

    response = client.get(old)

    told = (301, new) if life.was_published else (404, None)
    assert (response.status_code, response.get("Location")) == told

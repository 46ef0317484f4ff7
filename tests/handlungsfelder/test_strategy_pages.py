"""What the pages of the strategy say of content that is there, and how they do without what is not there yet."""

from datetime import date

import pytest
from django.conf import settings

from handlungsfelder.models import Quadrant
from tests.factories import (
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_place,
    make_topic,
    make_workshop,
)
from tests.page_reader import read, text_of, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("overview", "sentence"),
    [
        ("/", "Noch ist kein Handlungsfeld veröffentlicht. Die Lokale Aktionsgruppe arbeitet daran."),
        ("/handlungsfelder/", "Noch ist kein Handlungsfeld veröffentlicht. Die Lokale Aktionsgruppe arbeitet daran."),
        ("/themen/", "Noch ist kein Thema veröffentlicht."),
        ("/orte/", "Noch sind keine Orte verzeichnet."),
        ("/workshops/", "Noch ist kein Protokoll veröffentlicht."),
    ],
)
def test_an_overview_of_nothing_says_so(client, overview, sentence):
    assert words(read(client, overview).all("p", class_="nothing-yet")) == [sentence]


def test_a_field_with_nothing_in_it_says_what_is_missing(client):
    field = make_field(guiding_statement="", guiding_statement_stem="", topics_line="")

    page = read(client, field)

    assert words(page.all("p", class_="nothing-yet")) == [
        "Der Leitsatz für dieses Handlungsfeld ist noch nicht formuliert.",
        "Diesem Handlungsfeld sind noch keine Themen zugeordnet.",
        *["Hier ist noch keine Karte."] * 4,
    ]
    assert (page.all("p", class_="band-topics"), page.all("h2", id="quelle")) == ([], [])


def test_a_field_without_a_guiding_statement_says_so_on_the_start_page_too(client):
    make_field(guiding_statement="", guiding_statement_stem="Wir wollen …")

    stems = words(read(client, "/").all("p", class_="field-entry-stem"))

    assert stems == ["Der Leitsatz für dieses Handlungsfeld ist noch nicht formuliert."]


def test_a_topic_without_cards_leads_to_its_field(client):
    topic = make_topic(handlungsfeld=make_field(title="Gutes Leben"))

    page = read(client, topic)

    assert words(page.all("p", class_="nothing-yet")) == [
        "Diesem Thema ist noch keine Karte zugeordnet. Alles, was zum Handlungsfeld beigetragen wurde, steht auf der "
        "Seite Gutes Leben."
    ]
    assert "Herkunft nicht überliefert." in page.main


def test_a_cross_cutting_topic_without_cards_leads_to_all_fields(client):
    page = read(client, make_topic(handlungsfeld=None))

    assert words(page.all("p", class_="nothing-yet")) == [
        "Diesem Thema ist noch keine Karte zugeordnet. Alle Karten stehen in den Handlungsfeldern."
    ]


def test_a_place_that_no_card_names_says_so(client):
    page = read(client, make_place(name="Liebenburg"))

    assert words(page.all("p", class_="nothing-yet")) == [
        "Noch nennt keine Karte Liebenburg beim Namen. Was für die ganze Region gilt, steht in den Handlungsfeldern."
    ]


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        (0, "Handlungsfelder"),
        (1, "Ein Handlungsfeld"),
        (2, "Zwei Handlungsfelder"),
        (6, "Sechs Handlungsfelder"),
        (12, "12 Handlungsfelder"),
    ],
)
def test_the_start_page_counts_the_fields_in_words(client, fields, heading):
    for _ in range(fields):
        make_field()

    page = read(client, "/")

    assert text_of(page.one("h2", id="felder")) == heading
    assert len(page.all("li", class_="field-entry hue-teal")) == fields


def test_a_field_leads_to_the_one_before_and_the_one_after_by_number(client):
    second, first, third = (make_field(number=number, title=f"Feld {number}") for number in (20, 3, 100))

    pagers = [words(read(client, field).one("nav", class_="pager").iter("a")) for field in (first, second, third)]

    overview = "Übersicht Alle Handlungsfelder"
    assert pagers == [
        [overview, "Handlungsfeld 20 Feld 20"],
        ["Handlungsfeld 3 Feld 3", overview, "Handlungsfeld 100 Feld 100"],
        ["Handlungsfeld 20 Feld 20", overview],
    ]


def test_fields_stand_in_the_order_of_their_numbers_everywhere(client):
    card = make_card(handlungsfeld=make_field(number=10, title="Zehntes"))
    topic, place = make_topic(handlungsfeld=None), make_place()
    for thing in (card, make_card(handlungsfeld=make_field(number=9, title="Neuntes"))):
        thing.topics.set([topic])
        thing.places.set([place])

    for page in ("/", "/handlungsfelder/", "/themen/", topic, place):
        text = read(client, page).main

        assert text.index("Neuntes") < text.index("Zehntes"), page


def test_places_stand_in_the_order_of_an_encyclopaedia_villages_below_their_municipality(client):
    seesen = make_place(name="Seesen")
    for name in ("Zorge", "Ölper", "Oker", "Osterode"):
        make_place(name=name)
    for name in ("Münchehof", "Bornhausen"):
        make_place(name=name, part_of=seesen)

    entries = words(read(client, "/orte/").one("ul", class_="place-list").iter("a"))

    assert entries == ["Oker", "Ölper", "Osterode", "Seesen", "Bornhausen", "Münchehof", "Zorge"]


def test_a_place_shows_the_cards_of_the_villages_that_belong_to_it(client):
    seesen = make_place(name="Seesen")
    make_card(text="Ein Dorfladen", places=[make_place(name="Münchehof", part_of=seesen)])
    make_card(text="Ein Bahnhof", places=[seesen])
    make_card(text="Anderswo", places=[make_place(name="Goslar")])

    page = read(client, seesen)

    assert words(page.all("p", class_="lead")) == ["2 Karten nennen Seesen oder einen Ort, der dazugehört."]
    shown = [card for card in ("Ein Dorfladen", "Ein Bahnhof", "Anderswo") if card in page.main]
    assert shown == ["Ein Dorfladen", "Ein Bahnhof"]


def test_a_card_that_names_a_municipality_and_its_village_is_shown_once(client):
    seesen = make_place(name="Seesen")
    make_card(text="Ein Dorfladen", places=[seesen, make_place(name="Münchehof", part_of=seesen)])

    assert read(client, seesen).main.count("Ein Dorfladen") == 1


def test_a_card_whose_contribution_says_the_same_says_so(client):
    card = make_card(text="Gute Luft")
    make_contribution(wording="Gute Luft", cards=[card])

    page = read(client, card)

    assert "Wortlaut unverändert übernommen." in page.main
    assert page.all("blockquote") == []


def test_a_card_that_was_curated_shows_what_was_said_then(client):
    card = make_card(text="Saubere Luft")
    group = make_group(label="HF 1: Gutes Leben", workshop=make_workshop(title="Konferenz", held_on=date(2021, 12, 15)))
    make_contribution(working_group=group, wording="gute Luft!!", round=2, reply="Gern.", cards=[card])

    page = read(client, card)

    assert page.heading == "Saubere Luft"
    assert words(page.all("blockquote")) == ["„gute Luft!!“"]
    assert words(page.all("p", class_="source")) == [
        "Beitrag der Arbeitsgruppe „HF 1: Gutes Leben“, Runde 2, Konferenz, 15. Dezember 2021"
    ]
    assert words(page.all("p", class_="reply")) == ["Antwort der LAG: Gern."]


@pytest.mark.parametrize(
    ("quadrant", "sentence"),
    [
        (Quadrant.STRENGTH, "Stärken sind Einschätzungen von Menschen aus der Region, keine Messwerte."),
        (Quadrant.WEAKNESS, "Schwächen sind Einschätzungen von Menschen aus der Region, keine Messwerte."),
        (
            Quadrant.POTENTIAL,
            "Potentiale sind Möglichkeiten, die Menschen aus der Region sehen, keine beschlossenen Vorhaben.",
        ),
        (Quadrant.IDEA, "Ideen sind gesammelte Beiträge, keine beschlossenen Vorhaben."),
    ],
)
def test_a_card_says_plainly_what_it_is(client, quadrant, sentence):
    page = read(client, make_card(quadrant=quadrant))

    assert text_of(page.one("aside")).splitlines()[0].endswith(sentence)


def test_a_card_can_be_quoted_by_its_address(client):
    card = make_card()

    page = read(client, card)

    assert f"{settings.SITE_URL}/karten/{card.code}/" in text_of(page.one("aside"))


def test_a_place_of_the_third_level_is_listed_too(client):
    town = make_place(name="Stadt")
    village = make_place(name="Dorf", part_of=town)
    make_place(name="Weiler", part_of=village)

    assert {"Stadt", "Dorf", "Weiler"} <= {text_of(link) for link in read(client, "/orte/").all("a")}


def test_a_topic_of_which_both_answers_are_no_is_settled(client):
    topic = make_topic(mandated_by_state=False, named_by_lag=False)

    page = read(client, topic)

    assert "Weder Pflichtthema des Landes noch von der LAG benannt." in page.text
    assert "Herkunft nicht überliefert" not in page.text

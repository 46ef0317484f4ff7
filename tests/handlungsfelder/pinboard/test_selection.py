"""What is ticked on the pinboard is changed in one go: all of it or nothing, with one way back."""

import pytest

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.factories import make_card, make_field, make_place, make_topic, make_user
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard, said, texts_in
from tests.page_reader import ReadPage, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    return make_field(number=2, title="Wohnen")


@pytest.fixture
def petra(field) -> AtThePinboard:
    return AtThePinboard(make_user(), field)


@pytest.fixture
def cards(field) -> list[Card]:
    return [
        make_card(handlungsfeld=field, quadrant=Quadrant.WEAKNESS, text=text, status=Status.DRAFT)
        for text in ("Kein Bus nach Goslar", "Leerstand")
    ]


def send(somebody: AtThePinboard, cards, follow: bool = True, **sent):
    versions = {f"version-{card.code}": card.version for card in cards}
    data = {"karte": [card.code for card in cards], **versions, **sent}
    return somebody.client.post(somebody.address("selection"), data, follow=follow)


def refusals(response) -> list[str]:
    page = ReadPage(response.content.decode())
    return [text_of(alert) for alert in page.all("div", role="alert") if text_of(alert)]


def test_the_page_shows_what_is_ticked_and_how_many(petra, cards):
    page = ReadPage(petra.get("selection", query="?" + "&".join(f"karte={card.code}" for card in cards)).text)

    shown = [" ".join(text_of(item).split()) for item in page.one("ul", class_="selected-cards").iter("li")]
    assert shown == [f"{card.code} {card.text} Schwächen, Entwurf" for card in cards]
    assert "2 Karten veröffentlichen" in [" ".join(text_of(button).split()) for button in page.all("button")]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("published", "2 Karten sind veröffentlicht."),
        ("archived", "2 Karten sind archiviert."),
        ("draft", "2 Karten sind zum Entwurf gemacht."),
    ],
)
def test_all_get_the_status_in_one_operation(petra, cards, status, sentence):
    answered = send(petra, cards, status=status)

    assert said(answered) == sentence
    assert set(Card.objects.values_list("status", flat=True)) == {status}
    assert len({card.history.first().operation for card in cards}) == 1


def test_all_go_to_the_foot_of_another_column_in_their_order(petra, field, cards):
    other = make_field(number=3, title="Natur")
    make_card(handlungsfeld=other, quadrant=Quadrant.IDEA, text="Schon da")

    answered = send(petra, cards, do="move", quadrant="idea", handlungsfeld=other.pk)

    assert said(answered) == "2 Karten sind verschoben nach HF 3: Natur, Ideen."
    assert texts_in(other, Quadrant.IDEA) == ["Schon da", "Kein Bus nach Goslar", "Leerstand"]


def test_without_a_quadrant_each_stays_in_its_own(petra, cards):
    other = make_field(number=3)

    send(petra, cards, do="move", quadrant="", handlungsfeld=other.pk)

    assert len(texts_in(other, Quadrant.WEAKNESS)) == 2


def test_topics_and_places_come_to_those_that_are_there(petra, field, cards):
    old, new = make_topic(handlungsfeld=field), make_topic(handlungsfeld=field)
    place = make_place(name="Goslar")
    cards[0].topics.add(old)
    cards[0].refresh_from_db()

    answered = send(petra, cards, do="tag", topics=[new.pk], places=[place.pk])

    assert said(answered) == "2 Karten sind verschlagwortet."
    assert [set(card.topics.all()) for card in cards] == [{old, new}, {new}]
    assert [card.text for card in Card.objects.order_by("pk")] == ["Kein Bus nach Goslar", "Leerstand"]


def test_places_that_a_text_names_are_offered_first(petra, cards):
    for name in ("Astfeld", "Goslar", "Lar"):
        make_place(name=name)

    page = ReadPage(petra.get("selection", query=f"?karte={cards[0].code}").text)

    lists = {
        text_of(box.find("legend")): [" ".join(text_of(label).split()) for label in box.iter("label")]
        for box in page.all("fieldset", class_="ticks")
    }
    assert (lists["Orte, die der Text nennt"], lists["Orte"]) == (["Goslar"], ["Astfeld", "Lar"])


@pytest.mark.parametrize(
    "sent", [{"do": "move"}, {"do": "tag"}, {}, {"status": "x"}, {"do": "tag", "topics": ["9" * 99]}]
)
def test_what_says_nothing_changes_nothing(petra, cards, sent):
    response = send(petra, cards, **sent)

    assert response.status_code == 422
    assert {card.version for card in Card.objects.all()} == {card.version for card in cards}


def test_what_somebody_else_has_changed_is_left_with_all_the_others(petra, cards):
    changed = Card.objects.get(pk=cards[1].pk)
    changed.text = "Viel Leerstand"
    changed.save()

    response = send(petra, cards, status="published")

    assert response.status_code == 409
    assert refusals(response)[-1].startswith("Es wurde nichts geändert. Karte ")
    assert set(Card.objects.values_list("status", flat=True)) == {Status.DRAFT}


@pytest.mark.parametrize("codes", [[], ["GIBTSNICHT"], ["x" * 300], ["A"] * 201, ["%00"]])
def test_cards_that_there_are_not_are_refused_in_words(petra, codes):
    response = petra.client.post(petra.address("selection"), {"karte": codes, "status": "published"})

    assert response.status_code in (404, 422)
    assert said(response)


def test_a_card_of_another_field_is_refused(petra, cards):
    stranger = make_card(handlungsfeld=make_field(number=7), status=Status.DRAFT)

    assert send(petra, [*cards, stranger], status="published").status_code == 404
    assert not Card.objects.published().exists()


def test_moderation_publishes_nothing_so(field, cards):
    moritz = AtThePinboard(make_user("moritz", MODERATION), field)

    assert send(moritz, cards, status="published").status_code == 403
    assert not Card.objects.published().exists()


def test_a_card_has_a_page_with_all_that_can_be_done(petra, cards):
    page = ReadPage(petra.get("card", card=cards[0]).text)

    assert {" ".join(text_of(button).split()) for button in page.all("button")} >= {
        "nach oben",
        "nach Ideen",
        "veröffentlichen",
        "archivieren",
    }
    assert not {"nach Schwächen", "zum Entwurf machen"} & {" ".join(text_of(b).split()) for b in page.all("button")}

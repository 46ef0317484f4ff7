"""Where the address of a card leads that went into another."""

import pytest

from handlungsfelder.models import Card
from tests.factories import make_card
from tests.lives import LIVES, answer_of, each_life

pytestmark = pytest.mark.django_db

ARCHIVED = LIVES["archived"].values


def merged(into: Card, **life) -> Card:
    return make_card(merged_into=into, **(life or ARCHIVED))


def answer(client, card: Card) -> tuple[int, str | None]:
    response = client.get(card.get_absolute_url())
    return response.status_code, response.get("Location")


def test_a_merged_card_leads_to_the_card_it_went_into(client):
    card = make_card()

    assert answer(client, merged(into=card)) == (302, card.get_absolute_url())


def test_a_card_merged_again_and_again_leads_straight_to_where_its_thought_is_now(client):
    card = make_card()

    assert answer(client, merged(into=merged(into=merged(into=card)))) == (302, card.get_absolute_url())


@each_life("life")
def test_a_merged_card_never_leads_to_what_visitors_may_not_see(client, life):
    card = make_card(**life.values)

    assert answer(client, merged(into=card))[0] == (302 if answer_of(life) == 200 else 410)


@each_life("field")
def test_a_merged_card_never_leads_into_a_field_that_visitors_may_not_see(client, field):
    card = make_card()
    type(card.handlungsfeld).objects.update(**field.values)

    # The merged card stands in the same field, so that it is gone for good where the field was never seen.
    there = merged(into=card, handlungsfeld=card.handlungsfeld, **ARCHIVED)

    assert answer(client, there)[0] == (302 if answer_of(field) == 200 else answer_of(field))


def test_a_merged_card_that_was_never_published_is_not_found(client):
    card = make_card()

    assert answer(client, merged(into=card, **LIVES["discarded"].values)) == (404, None)


def test_cards_merged_in_a_circle_are_gone_and_lead_nobody_round_it(client):
    one = make_card(**ARCHIVED)
    other = merged(into=one)
    Card.objects.filter(pk=one.pk).update(merged_into=other)

    assert [answer(client, card) for card in (one, other)] == [(410, None), (410, None)]


def test_nobody_may_keep_where_a_merged_card_leads(client):
    response = client.get(merged(into=make_card()).get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"


def test_a_code_in_small_letters_leads_to_the_card(client):
    make_card(code="ABC234")

    response = client.get("/karten/abc234/")

    assert (response.status_code, response["Location"]) == (301, "/karten/ABC234/")


@each_life("life")
def test_a_code_in_small_letters_tells_nothing_of_a_card_that_visitors_may_not_see(client, life):
    make_card(code="ABC234", **life.values)

    assert client.get("/karten/Abc234/").status_code == (301 if answer_of(life) == 200 else answer_of(life))

"""What saving and cleaning do to a row before it is kept."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from handlungsfelder.models import CODE_ALPHABET, Card, Handlungsfeld, Quadrant, new_code
from leader_portal.content.audience import Status
from leader_portal.models import Page, Region
from tests.factories import (
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_region,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("  Ruhe \n", "Ruhe"),
        ("Ruhe\x00 und\x07 Natur\x7f", "Ruhe und Natur"),
        ("erste\r\nzweite\rdritte", "erste\nzweite\ndritte"),
        ("a\tb", "a\tb"),
        ("Mu\u0308nchehof", "M\u00fcnchehof"),
        ("שלום 👩‍👩‍👧 <script>", "שלום 👩‍👩‍👧 <script>"),
    ],
)
def test_texts_are_cleaned_before_they_are_checked(entered, kept):
    card = Card(handlungsfeld=make_field(), quadrant=Quadrant.IDEA, text=entered)

    card.full_clean()

    assert card.text == kept


@pytest.mark.parametrize("entered", ["", "   ", "\n\t", "\x00\x07", "\u00a0\u2003"])
def test_a_text_of_nothing_is_refused_in_a_sentence(entered):
    card = Card(handlungsfeld=make_field(), quadrant=Quadrant.IDEA, text=entered)

    with pytest.raises(ValidationError) as refusal:
        card.full_clean()

    assert refusal.value.messages in (["Dieses Feld darf nicht leer sein."], ["Bitte geben Sie einen Text ein."])


def test_codes_are_readable_aloud():
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert set("".join(codes)) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    assert set(CODE_ALPHABET).isdisjoint("01IO")
    assert {len(code) for code in codes} == {6}


def test_a_card_keeps_its_code():
    card = make_card()
    code = card.code

    card.text = "Anders"
    card.save()

    assert re.fullmatch(f"[{CODE_ALPHABET}]{{6}}", code)
    assert Card.objects.get().code == code


def test_what_has_no_position_goes_to_the_end_of_its_row():
    field = make_field()
    first, second = make_card(handlungsfeld=field), make_card(handlungsfeld=field)
    make_card(handlungsfeld=field, position=700)
    elsewhere = make_card(handlungsfeld=field, quadrant=Quadrant.IDEA)
    last = make_card(handlungsfeld=field)

    assert [card.position for card in (first, second, last, elsewhere)] == [10, 20, 710, 10]


def test_an_empty_position_in_a_form_goes_to_the_end_too():
    field = make_field()
    make_card(handlungsfeld=field)
    card = Card(handlungsfeld=field, quadrant=Quadrant.STRENGTH, text="Ruhe", position=None)

    card.full_clean()
    card.save()

    assert card.position == 20


def test_cross_cutting_topics_are_a_row_of_their_own():
    make_topic()
    first, second = make_topic(handlungsfeld=None), make_topic(handlungsfeld=None)

    assert (first.position, second.position) == (10, 20)


def test_equal_positions_are_told_apart_by_age():
    field = make_field()
    cards = [make_card(handlungsfeld=field, position=5) for _ in range(3)]

    assert list(field.cards.all()) == cards


def test_a_draft_has_no_day_of_publication():
    assert make_card(status=Status.DRAFT).first_published_at is None


def test_publishing_notes_the_day():
    card = make_card(status=Status.DRAFT)

    card.status = Status.PUBLISHED
    card.save()

    card.refresh_from_db()
    assert card.was_published


def test_publishing_with_update_fields_notes_the_day_too():
    card = make_card(status=Status.DRAFT)

    card.status = Status.PUBLISHED
    card.save(update_fields=["status"])

    card.refresh_from_db()
    assert card.was_published


def test_the_day_of_first_publication_stays():
    day = datetime(2022, 3, 1, tzinfo=UTC)
    card = make_card(first_published_at=day)

    for status in (Status.ARCHIVED, Status.DRAFT, Status.PUBLISHED):
        card.status = status
        card.save()

    card.refresh_from_db()
    assert card.first_published_at == day


def test_saving_notes_the_time():
    card = make_card()
    before = card.updated_at

    card.save()
    card.refresh_from_db()

    assert card.updated_at > before


def test_loading_a_fixture_keeps_its_times():
    card = make_card()
    row = json.loads(serializers.serialize("json", [card]))
    row[0]["fields"]["updated_at"] = "2021-12-15T18:00:00Z"

    next(iter(serializers.deserialize("json", json.dumps(row)))).save()

    card.refresh_from_db()
    assert card.updated_at == datetime(2021, 12, 15, 18, tzinfo=UTC)


def test_there_is_no_second_region():
    make_region(name="Westharz")

    with pytest.raises(ValidationError):
        Region(name="Osterland").full_clean()


@pytest.mark.parametrize(
    "slug", ["handlungsfelder", "themen", "orte", "workshops", "admin", "karten", "suche", "static"]
)
def test_a_page_can_t_take_the_address_of_another_part(slug):
    page = Page(title="Karten", slug=slug, text="Text")

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert refusal.value.message_dict["slug"] == [
        "Unter dieser Adresse liegt schon ein anderer Teil des Portals. Bitte wählen Sie ein anderes Kürzel."
    ]


@pytest.mark.parametrize(
    "make_dependent",
    [
        lambda field: make_card(handlungsfeld=field),
        lambda field: make_topic(handlungsfeld=field),
        lambda field: make_group(handlungsfeld=field),
        lambda field: make_board_topic(handlungsfeld=field),
    ],
)
def test_a_field_that_something_stands_in_can_t_be_deleted(make_dependent):
    field = make_field(status=Status.DRAFT)
    make_dependent(field)

    with pytest.raises(ProtectedError):
        field.delete()

    assert Handlungsfeld.objects.filter(pk=field.pk).exists()


def test_a_contribution_keeps_its_wording_when_its_card_is_curated():
    card = make_card(text="Gute Luft")
    contribution = make_contribution(wording="gute Luft!!")
    contribution.cards.add(card)

    card.text = "Saubere Luft"
    card.save()

    contribution.refresh_from_db()
    assert contribution.wording == "gute Luft!!"

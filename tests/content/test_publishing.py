"""Publishing and withdrawing several at once, and swapping the numbers of two fields."""

import pytest

from handlungsfelder.models import Card, Handlungsfeld
from handlungsfelder.numbering import swap_numbers
from leader_portal.content.audience import Status
from leader_portal.content.editing import Refused
from leader_portal.content.roles import MODERATION
from leader_portal.content.versions import EditConflict
from tests import factories
from tests.desk.forms import AtTheDesk, address, messages_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return AtTheDesk("erika")


def test_several_drafts_are_published_at_once_each_with_a_row_of_history(erika):
    drafts = [factories.make_card(status=Status.DRAFT) for _ in range(3)]

    answered = erika.choose("publish_selected", drafts)

    assert messages_in(answered) == ["Veröffentlicht und sofort auf der Website: 3 Karten."]
    for card in Card.objects.all():
        row = card.history.first()
        assert (card.status, card.was_published) == (Status.PUBLISHED, True)
        assert (row.history_type, row.status, row.history_user.username) == ("~", Status.PUBLISHED, "erika")


def test_what_is_published_already_is_left_alone(erika):
    card = factories.make_card()

    answered = erika.choose("publish_selected", [card])

    assert messages_in(answered) == ["Unverändert, weil schon veröffentlicht: 1 Karte."]
    assert card.history.count() == 1


def test_several_are_withdrawn_at_once(erika):
    cards = [factories.make_card() for _ in range(2)]

    answered = erika.choose("withdraw_selected", cards)

    assert messages_in(answered) == ["Zurückgezogen, wieder Entwurf: 2 Karten."]
    assert {card.status for card in Card.objects.all()} == {Status.DRAFT}


def test_withdrawing_does_not_empty_the_archive(erika):
    card = factories.make_card()
    card.archive()

    erika.choose("withdraw_selected", [card], "?status=alle")

    assert Card.objects.get().status == Status.ARCHIVED


MERGED = (
    "Diese Karte ist in einer anderen aufgegangen und bleibt darum archiviert. Die Tafel kann die Zusammenführung "
    "aufheben."
)


def test_a_merged_card_comes_back_by_undoing_the_merge_and_not_without_its_contributions(erika):
    merged = factories.make_card(text="Luft", status=Status.ARCHIVED, merged_into=factories.make_card())

    answered = erika.choose("bring_back_selected", [merged], "?status=archived")

    assert messages_in(answered) == [f"„Luft“ bleibt, wie es war: {MERGED}"]
    merged.refresh_from_db()
    assert merged.status == Status.ARCHIVED


def test_one_that_can_t_be_published_does_not_keep_the_others_back(erika):
    survivor = factories.make_card()
    merged = factories.make_card(text="Luft", status=Status.ARCHIVED, merged_into=survivor)
    draft = factories.make_card(status=Status.DRAFT)

    answered = erika.choose("publish_selected", [merged, draft], "?status=alle")

    assert messages_in(answered) == [
        "Veröffentlicht und sofort auf der Website: 1 Karte.",
        f"„Luft“ bleibt, wie es war: {MERGED}",
    ]
    merged.refresh_from_db()
    assert merged.status == Status.ARCHIVED


def test_nobody_but_the_redaktion_is_offered_to_publish():
    mo = AtTheDesk("mo", MODERATION)
    draft = factories.make_card(status=Status.DRAFT)

    answered = mo.choose("publish_selected", [draft])

    assert Card.objects.get().status == Status.DRAFT
    assert messages_in(answered) == ["Keine Aktion ausgewählt."]


@pytest.mark.parametrize(("status", "is_live"), [(Status.PUBLISHED, True), (Status.DRAFT, False)])
def test_the_form_of_something_published_says_that_saving_is_live(status, is_live, erika):
    card = factories.make_card(status=status)

    text = erika.open(address(card, "change")).text

    assert ("Veröffentlicht. Was Sie hier speichern, steht sofort auf der Website." in text) == is_live
    assert ("Entwurf: Besucher*innen sehen das nicht." in text) != is_live


def test_two_fields_swap_their_numbers_with_one_action(erika):
    first, second = factories.make_field(number=1, title="Leben"), factories.make_field(number=4, title="Bauen")

    answered = erika.choose("swap_numbers_of_two", [first, second])

    assert messages_in(answered) == ["Getauscht: jetzt „HF 4: Leben“ und „HF 1: Bauen“."]
    assert dict(Handlungsfeld.objects.values_list("title", "number")) == {"Leben": 4, "Bauen": 1}
    assert [row.number for row in first.history.all()] == [4, 1]
    assert [row.number for row in second.history.all()] == [1, 4]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_two_to_swap(count, erika):
    fields = [factories.make_field(number=number) for number in range(1, count + 1)]

    answered = erika.choose("swap_numbers_of_two", fields)

    assert messages_in(answered) == ["Bitte wählen Sie genau zwei Handlungsfelder aus."]
    assert list(Handlungsfeld.objects.values_list("number", flat=True)) == list(range(1, count + 1))


def test_an_archived_field_has_no_number_to_give():
    first, archived = factories.make_field(number=1), factories.make_field(number=2)
    archived.archive()

    with pytest.raises(Refused, match="Archivierte Felder haben ihre Nummer freigegeben"):
        swap_numbers(first=first, second=archived)


def test_numbers_are_not_swapped_over_a_change_that_nobody_saw():
    first, second = factories.make_field(number=1), factories.make_field(number=2)
    first, second = Handlungsfeld.objects.get(number=1), Handlungsfeld.objects.get(number=2)
    other = Handlungsfeld.objects.get(number=2)
    other.title = "Anders"
    other.save()

    with pytest.raises(EditConflict):
        swap_numbers(first=first, second=second)

    assert list(Handlungsfeld.objects.values_list("pk", "number")) == [(first.pk, 1), (second.pk, 2)]


def test_the_highest_number_there_is_can_be_swapped():
    first, second = factories.make_field(number=32767), factories.make_field(number=1)

    swap_numbers(first=first, second=second)

    assert {field.pk: field.number for field in Handlungsfeld.objects.all()} == {first.pk: 1, second.pk: 32767}

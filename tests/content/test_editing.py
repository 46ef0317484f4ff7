"""What every step at the desk has in common: it is whole, it is one operation, and it says why it can't be taken."""

import pytest

from handlungsfelder.models import Card
from leader_portal.content.editing import (
    Refused,
    as_it_stands,
    keep,
    mistaken,
    one_row_of_history,
    one_step,
    refuse_stale,
    refuse_unless_may,
)
from leader_portal.content.roles import MODERATION
from leader_portal.content.versions import EditConflict
from tests.factories import make_card, make_contribution, make_place, make_survey_answer, make_topic, make_user

pytestmark = pytest.mark.django_db


@one_step()
def rewrite(cards: list[Card], user, *, stop: bool = False):
    for card in cards:
        card.text = "neu"
        keep(card, user, "umgeschrieben")
    if stop:
        raise mistaken("So nicht.", "Bitte anders.")


def test_a_step_is_one_operation_by_somebody_who_says_what_they_did():
    petra, cards = make_user("petra"), [make_card(), make_card()]

    rewrite(cards, petra)

    rows = [card.history.first() for card in cards]
    assert {(row.history_user, row.history_change_reason) for row in rows} == {(petra, "umgeschrieben")}
    assert len({row.operation for row in rows}) == 1


def test_a_step_that_is_refused_writes_nothing_and_says_why():
    cards = [make_card(text="alt"), make_card(text="alt")]

    with pytest.raises(Refused) as refusal:
        rewrite(cards, make_user(), stop=True)

    assert [card.text for card in Card.objects.all()] == ["alt", "alt"]
    assert (refusal.value.sentences, refusal.value.status) == (["So nicht.", "Bitte anders."], 422)
    assert str(refusal.value) == "So nicht. Bitte anders."


@pytest.mark.parametrize("make", [make_survey_answer, make_contribution, make_topic, make_place])
def test_a_thing_is_read_as_it_stands_with_what_it_stands_in(make, django_assert_num_queries):
    thing = make()

    with django_assert_num_queries(1):
        current = as_it_stands(thing, None, "weg")
        whole = current
        while whole is not None:
            whole = whole.whole

    assert (current, current is thing) == (thing, False)


def test_what_is_gone_is_refused_in_the_words_of_its_kind():
    card = make_card(status="draft")
    gone = Card.objects.get(pk=card.pk)
    card.delete()

    with pytest.raises(Refused, match="Die Karte ist weg") as refusal:
        as_it_stands(gone, 1, "Die Karte ist weg.")

    assert refusal.value.status == 409


def test_what_somebody_else_has_changed_is_a_conflict():
    card = make_card()
    Card.objects.get(pk=card.pk).save()

    current = as_it_stands(card, 1, "weg")
    with pytest.raises(EditConflict):
        refuse_stale(current)
    with pytest.raises(EditConflict):
        keep(current, make_user())


def test_who_does_not_say_what_they_saw_changes_what_stands():
    card = make_card()
    Card.objects.get(pk=card.pk).save()

    current = as_it_stands(card, None, "weg")
    refuse_stale(current)
    keep(current, make_user())

    assert current.version == 3


def test_what_a_role_may_not_do_is_refused_with_the_reason():
    card = make_card()

    with pytest.raises(Refused, match=f"{card.code} ist öffentlich") as refusal:
        refuse_unless_may(make_user("momo", MODERATION), "change", card, lambda card: f"{card.code} ist öffentlich")

    assert refusal.value.status == 403


def test_links_and_text_leave_one_row_of_history_together():
    card, topic = make_card(text="alt"), make_topic()

    with one_row_of_history(card):
        card.topics.add(topic)
    card.text = "neu"
    keep(card, make_user())

    assert [row.text for row in card.history.all()] == ["neu", "alt"]
    assert [link.topic_id for link in card.history.first().topics.all()] == [topic.pk]

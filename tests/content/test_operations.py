"""What somebody does in one go belongs together, and every row of history says to what."""

from threading import Thread

import pytest
from django.core import serializers
from django.core.management import call_command

from handlungsfelder.models import Card
from leader_portal.content.audience import Status
from leader_portal.content.operations import current, current_id, operation, renumbering
from tests import factories
from tests.desk.forms import AtTheDesk
from workshops.models import PlenaryQuestion, Workshop


def operations_of(*things) -> set:
    return {type(thing).history.filter(id=thing.pk).first().operation for thing in things}


def reasons(thing) -> list:
    return [row.history_change_reason for row in thing.history.all()]


@pytest.mark.django_db
def test_what_is_written_in_one_operation_carries_its_id():
    with operation() as under_way:
        card, topic = factories.make_card(topics=[factories.make_topic()]), factories.make_topic()

    assert {row.operation for thing in (card, topic) for row in thing.history.all()} == {under_way.id}
    assert under_way.is_recorded


@pytest.mark.django_db
def test_what_is_written_outside_any_is_one_of_its_own():
    assert len(operations_of(factories.make_topic(), factories.make_topic())) == 2


@pytest.mark.django_db
def test_an_operation_inside_another_belongs_to_it_and_goes_under_its_own_name():
    card = factories.make_card()

    with operation("umgestellt") as outer:
        with operation("veröffentlicht") as inner:
            card.save()
        card.save()
        card._change_reason = "auf Wunsch geändert"
        card.save()

    assert inner is outer
    assert reasons(card) == ["auf Wunsch geändert", "umgestellt", "veröffentlicht", None]
    assert {row.operation for row in card.history.all()[:3]} == {outer.id}


def test_afterwards_none_is_under_way():
    with pytest.raises(ZeroDivisionError), operation():
        1 / 0  # noqa: B018

    assert current.get() is None


def test_ids_sort_by_the_time_at_which_they_were_made():
    ids = [current_id() for _ in range(5)]

    assert [id.version for id in ids] == [7] * 5
    assert ids == sorted(ids)


def test_two_threads_are_in_two_operations():
    found = []
    with operation() as mine:
        threads = [Thread(target=lambda: found.append(current_id())) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len({mine.id, *found}) == 3


@pytest.mark.django_db
def test_each_request_is_an_operation_also_where_one_is_under_way():
    erika, cards = AtTheDesk("erika"), [factories.make_card(status=Status.DRAFT) for _ in range(3)]
    with operation() as around:
        erika.choose("publish_selected", cards)
        factories.make_topic()
    (published,) = operations_of(*cards)
    erika.save(cards[0], text="Neu")

    assert published != around.id
    assert operations_of(cards[0]) != {published}


@pytest.mark.django_db
def test_what_a_fixture_loads_belongs_together(tmp_path):
    things = [factories.make_topic(), factories.make_page()]
    fixture = tmp_path / "inhalt.json"
    fixture.write_text(serializers.serialize("json", things))

    call_command("loaddata", fixture, verbosity=0)

    assert len(operations_of(*things)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("delete", [lambda thing: thing.delete(), lambda thing: Workshop.objects.all().delete()])
def test_what_is_deleted_with_something_belongs_together(delete):
    workshop = factories.make_workshop(status=Status.DRAFT)
    question = factories.make_question(workshop=workshop)

    delete(workshop)

    assert not PlenaryQuestion.objects.exists()
    assert Workshop.history.get(history_type="-").operation == question.history.get(history_type="-").operation


@pytest.mark.django_db
def test_a_row_says_whether_only_the_place_got_another_number():
    card = factories.make_card()
    with renumbering():
        card.save()
    card.save()

    assert [row.is_renumbering for row in Card.history.all()] == [False, True, False]

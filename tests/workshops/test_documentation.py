"""The Ergebnisdokumentation as data: the record, all of it, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.content.audience import Status, preview
from tests.factories import (
    make_board_column,
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_question,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_workshop,
)
from tests.workshops.records import make_record
from workshops.documentation.content import DocumentedContribution, DocumentedTopic, documentation
from workshops.models import Contribution, QuestionKind, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_it_holds_the_record_in_the_order_in_which_it_is_read():
    record = documentation(make_record(held_on=date(2021, 12, 15), format="online", participants="rund 50"))
    group, free_group = record.groups
    (survey,) = record.surveys

    assert record.facts == [("Datum", "Mittwoch, 15. Dezember 2021"), ("Form", "online"), ("Teilnehmende", "rund 50")]
    assert record.questions == ["Was fehlt?"]
    assert [(column.heading, [topic.wording for topic in column.topics]) for column in record.topic_board.columns] == [
        ("HF 1: Wohn.", ["Dorfladen", "Bus"])
    ]
    assert [topic.wording for topic in record.topic_board.for_all] == ["Netz"]
    assert record.topic_board.legend == ["Grün = neu"]
    assert record.groups_heading == "Zwei Arbeitsgruppen"
    assert (group.label, group.title, group.qualifier) == ("HF 1: Wohnen & mehr", "Wohnen", "im Dorf")
    assert (group.topics_line, group.facts) == ("Läden, Busse", "3 Beiträge in zwei Runden")
    assert [(each.label, [said.wording for said in each.contributions]) for each in group.quadrants] == [
        ("Stärken", ["Ruhe"]),
        ("Schwächen", []),
        ("Potentiale", []),
        ("Ideen", ["Mitfahrbank", "Backhaus"]),
    ]
    assert (group.stem, group.statement) == ("Wir wollen, dass …", "… alle bleiben.")
    assert (free_group.label, free_group.hue, free_group.facts) == ("Freie Gruppe", "", "0 Beiträge in einer Runde")
    assert (survey.title, survey.respondents) == ("Wie war es?", "12 Personen haben geantwortet.")


def test_it_says_in_which_round_something_was_said():
    group, _ = documentation(make_record()).groups

    assert group.quadrants[-1].contributions == [
        DocumentedContribution("Mitfahrbank", 2),
        DocumentedContribution("Backhaus", None),
    ]


def test_it_says_of_each_topic_what_is_known_where_something_is_known():
    topic_board = documentation(make_record()).topic_board

    assert topic_board.columns[0].topics == [
        DocumentedTopic("Dorfladen", 5, ["hier hinzugefügt", "Gewicht 5 von 5"]),
        DocumentedTopic("Bus", None, ["hing schon vorher", "Gewicht nicht überliefert"]),
    ]
    assert topic_board.for_all == [
        DocumentedTopic("Netz", None, ["Herkunft nicht überliefert", "Gewicht nicht überliefert"])
    ]
    assert topic_board.unknown == ""


@pytest.mark.parametrize("note", ["", "Was grün war, ist nicht überliefert."])
def test_what_is_not_known_of_the_board_is_said_in_the_words_of_its_record(note):
    workshop = make_workshop(board_note=note)
    make_board_topic(workshop=workshop)

    assert documentation(workshop).topic_board.unknown == note


def test_that_no_round_is_recorded_is_said_once():
    group = make_group(rounds=2)
    make_contribution(working_group=group)

    assert documentation(group.workshop).groups_facts == (
        "Ein Beitrag in zwei Runden, hier im Wortlaut. Was in welcher Runde gesagt wurde, ist nicht überliefert."
    )


def test_a_column_whose_head_is_not_recorded_says_so_and_stands_last():
    workshop = make_workshop()
    first, second = make_field(number=1), make_field(number=2)
    make_board_topic(workshop=workshop, handlungsfeld=first)
    make_board_column(workshop=workshop, handlungsfeld=second, heading="HF 2: Zwei")

    assert [column.heading for column in documentation(workshop).topic_board.columns] == [
        "HF 2: Zwei",
        "Überschrift nicht überliefert",
    ]


def test_a_workshop_of_which_nothing_is_recorded_yet_has_a_documentation_too():
    record = documentation(make_workshop())

    assert (record.topic_board, record.groups, record.surveys, record.questions) == (None, [], [], [])


def test_figures_have_percentages_of_who_could_answer():
    survey = make_survey(respondents=8)
    one = make_survey_question(survey=survey)
    several = make_survey_question(survey=survey, kind=QuestionKind.MULTIPLE)
    for question in (one, several):
        make_survey_answer(question=question, label="A", votes=6)
        make_survey_answer(question=question, label="B", votes=3)

    (found,) = documentation(survey.workshop).surveys

    assert [[(answer.votes, answer.percent, answer.share) for answer in each.answers] for each in found.questions] == [
        [(6, 67, 6 / 9), (3, 33, 3 / 9)],
        [(6, 75, 6 / 8), (3, 38, 3 / 8)],
    ]


def test_a_survey_that_is_not_published_is_there_for_the_preview_alone():
    survey = make_survey(status=Status.DRAFT)

    assert documentation(survey.workshop).surveys == []
    with preview():
        assert [found.is_draft for found in documentation(survey.workshop).surveys] == [True]


LATER_CHANGES = {
    "cards are edited": (Card, {"text": "neu gefasst"}),
    "cards are archived": (Card, {"status": Status.ARCHIVED}),
    "fields are renamed": (Handlungsfeld, {"title": "Neu", "qualifier": "neu", "topics_line": "neu"}),
    "fields are numbered the other way round": (Handlungsfeld, {"number": lambda field: 1000 - field.number}),
    "fields move": (Handlungsfeld, {"slug": lambda field: f"neu-{field.pk}"}),
    "fields get another Leitsatz": (Handlungsfeld, {"guiding_statement": "neu", "guiding_statement_stem": "neu"}),
    "fields are archived": (Handlungsfeld, {"status": Status.ARCHIVED}),
    "topics are renamed": (Topic, {"title": lambda topic: f"Neu {topic.pk}"}),
    "topics change their field": (Topic, {"handlungsfeld": None}),
    "topics turn out to be mandated": (Topic, {"mandated_by_state": True, "named_by_lag": True}),
    "topics are archived": (Topic, {"status": Status.ARCHIVED}),
}


@pytest.mark.parametrize(("model", "changes"), LATER_CHANGES.values(), ids=LATER_CHANGES)
def test_no_later_change_of_the_strategy_changes_anything_in_it(model, changes, westharz):
    before = documentation(Workshop.objects.get())
    for thing in model.objects.all():
        for name, value in changes.items():
            setattr(thing, name, value(thing) if callable(value) else value)
        thing.save()

    assert documentation(Workshop.objects.get()) == before


def test_what_becomes_of_a_contribution_is_no_part_of_it(westharz):
    before = documentation(Workshop.objects.get())
    for contribution in Contribution.objects.all():
        contribution.outcome, contribution.reply = "not_adopted", "Passt nicht mehr."
        contribution.save()
        contribution.cards.clear()
    after = documentation(Workshop.objects.get())

    assert replace(after, changed_at=before.changed_at) == before


def fill(workshop, number: int):
    fields = [make_field() for _ in range(number)]
    for field in fields:
        make_question(workshop=workshop)
        make_board_column(workshop=workshop, handlungsfeld=field)
        make_board_topic(workshop=workshop, handlungsfeld=field, topic=make_topic(handlungsfeld=field))
        make_board_topic(workshop=workshop)
        group = make_group(workshop=workshop, handlungsfeld=field)
        for quadrant in Quadrant:
            card = make_card(handlungsfeld=field)
            make_contribution(working_group=group, quadrant=quadrant, cards=[card])
        survey = make_survey(workshop=workshop)
        for _ in range(2):
            make_survey_answer(question=make_survey_question(survey=survey))


@pytest.mark.parametrize("number", [1, 30])
def test_it_takes_eight_queries_however_much_there_is(number):
    workshop = make_workshop()
    fill(workshop, number)

    with CaptureQueriesContext(connection) as captured:
        documentation(workshop)

    assert len(captured) == 8

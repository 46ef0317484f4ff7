"""What the pages of the record say of content that is there, and how they do without what is not there yet."""

from datetime import date

import pytest

from tests.factories import (
    make_board_topic,
    make_contribution,
    make_group,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_workshop,
)
from tests.page_reader import read, text_of, words
from workshops.models import Outcome, QuestionKind, WorkshopFormat

pytestmark = pytest.mark.django_db


def test_a_workshop_of_which_nothing_is_recorded_says_so(client):
    page = read(client, make_workshop(title="Auftakt"))

    assert page.main.splitlines() == [
        "Start",
        "Workshops",
        "Auftakt",
        "Protokoll",
        "Auftakt",
        "Ergebnisdokumentation als PDF für Word Mehr zum Drucken",
        "Aus Arbeitsgruppen ist in diesem Protokoll noch nichts festgehalten.",
    ]


def test_a_group_that_said_nothing_has_four_columns_that_say_so(client):
    group = make_group()

    page = read(client, group.workshop)

    assert words(page.all("p", class_="nothing-yet")) == ["Hier wurde nichts festgehalten."] * 4
    assert words(page.all("p", class_="group-sheet-facts")) == ["0 Beiträge in einer Runde"]


def test_a_survey_without_questions_says_that_its_figures_are_not_recorded(client):
    page = read(client, make_survey())

    assert words(page.all("p", class_="notice")) == [
        "Die Zahlen dieser Umfrage sind nicht überliefert. Es werden keine geschätzt."
    ]


def test_a_question_without_answers_says_so(client):
    page = read(client, make_survey_question().survey)

    assert words(page.all("p", class_="nothing-yet")) == ["Zu dieser Frage sind keine Antworten überliefert."]
    assert page.all("table") == []


def test_a_workshop_says_when_where_how_and_with_whom(client):
    workshop = make_workshop(
        held_on=date(2021, 12, 15), format=WorkshopFormat.ONLINE, place="Zoom", participants="rund 50"
    )
    group = make_group(workshop=workshop)
    make_contribution(working_group=group, outcome=Outcome.ADOPTED)
    make_contribution(working_group=group)

    facts = words(read(client, workshop).one("dl", class_="facts").findall("div"))

    assert facts == [
        "Datum\nMittwoch, 15. Dezember 2021",
        "Form\nonline",
        "Ort\nZoom",
        "Teilnehmende\nrund 50",
        "Beiträge\n2, davon 1 offen, 1 übernommen",
    ]


@pytest.mark.parametrize("note", ["", "Was grün war, ist nicht überliefert."])
def test_a_topic_board_says_what_its_record_says_is_not_known_of_it(client, note):
    board_topic = make_board_topic(workshop=make_workshop(board_note=note))

    lines = read(client, board_topic.workshop).main.splitlines()

    assert [line for line in lines if "überliefert." in line] == [note] * bool(note)


@pytest.mark.parametrize(
    ("kind", "respondents", "votes", "shown"),
    [
        (QuestionKind.SINGLE, None, [3, 1], ["3 75 %", "1 25 %"]),
        (QuestionKind.SINGLE, 40, [1, 2], ["1 33 %", "2 67 %"]),
        (QuestionKind.SCALE, 40, [10, 0], ["10 100 %", "0 0 %"]),
        (QuestionKind.MULTIPLE, 40, [30, 20], ["30 75 %", "20 50 %"]),
        (QuestionKind.MULTIPLE, None, [30, 20], ["30", "20"]),
        (QuestionKind.MULTIPLE, 0, [30, 20], ["30", "20"]),
        (QuestionKind.SINGLE, 40, [0, 0], ["0", "0"]),
    ],
)
def test_answers_are_shown_in_figures_and_percentages_of_what_is_known(client, kind, respondents, votes, shown):
    question = make_survey_question(survey=make_survey(respondents=respondents), kind=kind)
    for count in votes:
        make_survey_answer(question=question, votes=count)

    page = read(client, question.survey)

    assert [text_of(row.find("td")) for row in page.one("tbody")] == shown


def test_a_survey_says_how_many_answered_and_how(client):
    survey = make_survey(respondents=1)
    for kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE):
        make_survey_answer(question=make_survey_question(survey=survey, kind=kind), votes=2)

    page = read(client, survey)

    assert "Eine Person hat geantwortet." in page.main.splitlines()
    assert words(page.all("p", class_="legend")) == [
        "Eine Antwort war möglich. 2 Stimmen.",
        "Mehrere Antworten waren möglich. 2 Stimmen.",
        "Antworten auf einer Skala. 2 Stimmen.",
    ]

"""
What a page costs the database before it is kept: the same however much there is.

The numbers are literal, so that nobody raises one unseen. One of each is the query for the state of the content.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handlungsfelder.models import Card, Quadrant
from handlungsfelder.printing import FIELD, sheet_of_fields
from leader_portal.content.audience import Status
from leader_portal.printing.sheets import Paper
from tests.factories import (
    make_board_column,
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_funder,
    make_group,
    make_page,
    make_place,
    make_question,
    make_region,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_workshop,
)
from tests.printing.looking import as_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = {"/": 8, "/handlungsfelder/": 6, "/themen/": 7, "/orte/": 6, "/workshops/": 5, "/sitemap.xml": 15}
DETAILS = {
    "field": 8,
    "card": 8,
    "topic": 7,
    "place": 7,
    "workshop": 12,
    "survey": 7,
    "page": 5,
}


def queries(path: str) -> int:
    """How many a visitor costs who is the first to ask for the page."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = Client().get(path)
    assert response.status_code == 200
    return len(captured)


def fill(number: int) -> dict[str, str]:
    """That many of everything, everywhere. Gives the address of the one page of each kind that has most on it."""
    make_region()
    fields = [make_field() for _ in range(number)]
    field = fields[0]
    places = [make_place() for _ in range(number)]
    parts = [make_place(part_of=places[0]) for _ in range(number)]
    workshops = [make_workshop() for _ in range(number)]
    workshop = workshops[0]
    topics = []
    for _ in range(number):
        make_funder()
        make_page()
        make_page(place="navigation")
        make_topic(handlungsfeld=None)
        topics.append(make_topic(handlungsfeld=field))
        make_question(workshop=workshop)
        make_board_topic(workshop=workshop, handlungsfeld=field, topic=topics[-1])
    cards = [
        make_card(handlungsfeld=field, quadrant=quadrant, topics=topics, places=[places[0], *parts])
        for quadrant in Quadrant
        for _ in range(number)
    ]
    for other, a_workshop in zip(fields, workshops, strict=True):
        cards.append(make_card(handlungsfeld=other, topics=topics[:1], places=places[:1]))
        make_board_column(workshop=workshop, handlungsfeld=other)
        make_board_topic(workshop=a_workshop, handlungsfeld=other, topic=topics[0])
        make_contribution(working_group=make_group(workshop=a_workshop, handlungsfeld=field), cards=cards[:1])
        make_contribution(working_group=make_group(workshop=workshop, handlungsfeld=other), cards=cards)
    survey = make_survey(workshop=workshop)
    for _ in range(number - 1):
        make_survey(workshop=workshop)
    for _ in range(number):
        question = make_survey_question(survey=survey)
        make_survey_answer(question=question)
        make_survey_answer(question=question)
    things = {
        "field": field,
        "card": cards[0],
        "topic": topics[0],
        "place": places[0],
        "workshop": workshop,
        "survey": survey,
        "page": make_page(),
    }
    return {name: thing.get_absolute_url() for name, thing in things.items()}


@pytest.mark.parametrize("number", [1, 30])
def test_every_list_costs_the_same_with(number):
    fill(number)

    assert {path: queries(path) for path in LISTS} == LISTS


@pytest.mark.parametrize("number", [1, 30])
def test_every_page_of_one_thing_costs_the_same_with(number):
    pages = fill(number)

    assert {name: queries(path) for name, path in pages.items()} == DETAILS


@pytest.mark.long
def test_a_field_costs_the_same_with_3000_cards():
    field = make_field()
    Card.objects.bulk_create(
        Card(
            handlungsfeld=field,
            quadrant=list(Quadrant)[number % 4],
            text=f"Karte {number}",
            position=number,
            status=Status.PUBLISHED,
            first_published_at=timezone.now(),
        )
        for number in range(3000)
    )

    assert queries(field.get_absolute_url()) == DETAILS["field"] == 8


@pytest.mark.parametrize(("path", "number"), [("/gibt-es-nicht/", 6), ("/robots.txt", 1)])
def test_what_is_no_page_costs_little(path, number):
    fill(1)

    with CaptureQueriesContext(connection) as captured:
        Client().get(path)

    assert len(captured) == number


def test_a_sheet_costs_the_same_however_many_cards_stand_on_it(django_assert_num_queries):
    for number in (1, 30):
        fields = [make_field() for _ in range(number)]
        for field in fields:
            make_card(handlungsfeld=field)
            make_topic(handlungsfeld=field)

        with django_assert_num_queries(6):
            as_pdf(sheet_of_fields(FIELD, Paper.A4, fields))

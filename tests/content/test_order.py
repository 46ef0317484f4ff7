"""What people see in an order stands in that order, also where the database counts along: that drops Meta.ordering."""

import datetime
import re

import pytest

from tests.factories import make_board_topic, make_contribution, make_field, make_group, make_topic, make_workshop
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def shown(page: str, *wordings: str) -> list[str]:
    return re.findall("|".join(wordings), page.split("<main")[1])


@pytest.mark.parametrize("address", ["/handlungsfelder/feld/", "/themen/"])
def test_topics_stand_by_their_position(address, client):
    field = make_field(slug="feld", topics_line="")
    for position, title in [(30, "Drittes"), (10, "Erstes"), (20, "Zweites")]:
        make_board_topic(topic=make_topic(handlungsfeld=field, title=title, position=position))

    assert shown(client.get(address).text, "Erstes", "Zweites", "Drittes") == ["Erstes", "Zweites", "Drittes"]


def test_workshops_stand_newest_first(client):
    for year in (2021, 2025, 2023):
        workshop = make_workshop(title=f"Konferenz {year}", held_on=datetime.date(year, 5, 1))
        make_contribution(working_group=make_group(workshop=workshop))

    assert shown(client.get("/workshops/").text, r"Konferenz \d+") == [
        "Konferenz 2025",
        "Konferenz 2023",
        "Konferenz 2021",
    ]


def test_a_workshop_without_a_day_stands_last():
    unknown = make_workshop(held_on=None)
    early, late = (make_workshop(held_on=datetime.date(year, 1, 1)) for year in (2001, 2021))

    assert list(Workshop.objects.all()) == [late, early, unknown]

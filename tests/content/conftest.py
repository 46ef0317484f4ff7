"""The content of the fixture, read back from the database after loading."""

from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from tests.content.files import FIXTURE
from workshops.models import BoardColumn, BoardTopic, Contribution, PlenaryQuestion, Survey, WorkingGroup, Workshop


@dataclass(frozen=True)
class Content:
    """Everything that has words of the source, as plain rows, each list in the order in which it is shown."""

    workshop: dict
    questions: list[str]
    board_heads: dict[int, str]
    board: dict[int | None, list[dict]]
    groups: dict[int, dict]
    contributions: dict[int, dict[Quadrant, list[dict]]]
    survey: dict
    fields: dict[int, dict]
    topics: dict[int | None, list[dict]]
    cards: dict[int, dict[Quadrant, list[dict]]]

    @property
    def wordings(self) -> dict[int, dict[Quadrant, list[str]]]:
        """What each group said, by the number of its field and by quadrant."""
        return {
            number: {quadrant: [row["wording"] for row in rows] for quadrant, rows in columns.items()}
            for number, columns in self.contributions.items()
        }

    @property
    def board_wordings(self) -> dict[int | None, list[str]]:
        return {number: [row["wording"] for row in rows] for number, rows in self.board.items()}


def by_field(queryset, number: str, *more: str) -> dict:
    found = {}
    for row in queryset.values("pk", *more, field_number=F(number)):
        found.setdefault(row["field_number"], []).append(row)
    return found


def by_quadrant(rows: list[dict]) -> dict[Quadrant, list[dict]]:
    return {quadrant: [row for row in rows if row["quadrant"] == quadrant] for quadrant in Quadrant}


def read_content() -> Content:
    contributions = by_field(
        Contribution.objects.all(),
        "working_group__handlungsfeld__number",
        "quadrant",
        "wording",
        "position",
        "round",
        "outcome",
        "reply",
        "cards",
    )
    cards = by_field(Card.objects.all(), "handlungsfeld__number", "quadrant", "text", "position")
    sheet = ["title", "qualifier", "topics_line", "guiding_statement_stem", "guiding_statement"]
    return Content(
        workshop=Workshop.objects.values().get(),
        questions=list(PlenaryQuestion.objects.values_list("text", flat=True)),
        board_heads=dict(BoardColumn.objects.values_list("handlungsfeld__number", "heading")),
        board=by_field(BoardTopic.objects.all(), "handlungsfeld__number", "wording", "topic", "added_here", "weight"),
        groups={
            row["handlungsfeld__number"]: row
            for row in WorkingGroup.objects.values("handlungsfeld__number", "label", "rounds", *sheet)
        },
        contributions={number: by_quadrant(rows) for number, rows in contributions.items()},
        survey=Survey.objects.values("title", "introduction", "respondents", "questions").get(),
        fields={row["number"]: row for row in Handlungsfeld.objects.values("number", *sheet)},
        topics=by_field(Topic.objects.all(), "handlungsfeld__number", "title", "mandated_by_state", "named_by_lag"),
        cards={number: by_quadrant(rows) for number, rows in cards.items()},
    )


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker) -> Content:
    """Loaded once for all tests of a module that only read it; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", FIXTURE, verbosity=0)
        found = read_content()
        transaction.set_rollback(True)
    return found

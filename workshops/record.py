"""How a workshop's record is laid out: topic board in columns, each group's sheet in quadrants, surveys in figures."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from workshops.models import (
    BoardColumn,
    BoardTopic,
    Contribution,
    Outcome,
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    WorkingGroup,
    Workshop,
)

HEADING_UNKNOWN = "Überschrift nicht überliefert"


@dataclass(frozen=True)
class TopicColumn:
    """One column of the topic board under its head; None where its head is not recorded."""

    handlungsfeld: Handlungsfeld
    head: BoardColumn | None
    topics: list[BoardTopic]

    @property
    def heading(self) -> str:
        return self.head.heading if self.head else HEADING_UNKNOWN


@dataclass(frozen=True)
class TopicBoard:
    """The topic board: its columns, and what hung there for all fields."""

    columns: list[TopicColumn]
    for_all: list[BoardTopic]

    @property
    def is_recorded(self) -> bool:
        """Whether anything of it is: a head or a topic."""
        return bool(self.columns or self.for_all)

    @cached_property
    def heads(self) -> list[BoardColumn]:
        return [column.head for column in self.columns if column.head]

    @cached_property
    def topics(self) -> list[BoardTopic]:
        return [topic for column in self.columns for topic in column.topics] + self.for_all

    @cached_property
    def has_origins(self) -> bool:
        """Whether it is recorded of any topic if it was added in the room."""
        return any(topic.added_here is not None for topic in self.topics)

    @cached_property
    def has_weights(self) -> bool:
        return any(topic.weight is not None for topic in self.topics)


@dataclass(frozen=True)
class GroupSheet:
    """What one group wrote: its contributions by quadrant, in their order."""

    group: WorkingGroup
    columns: list[tuple[Quadrant, list[Contribution]]]

    @property
    def count(self) -> int:
        return sum(len(contributions) for _, contributions in self.columns)


@dataclass(frozen=True)
class Result:
    """The counted answers to one question. `base` is the number that percentages are of: None if unknown."""

    question: SurveyQuestion
    answers: list[SurveyAnswer]
    base: int | None

    @property
    def votes(self) -> int:
        return sum(answer.votes for answer in self.answers)

    @property
    def largest(self) -> int:
        """The most votes that an answer got."""
        return max((answer.votes for answer in self.answers), default=0)

    @property
    def whole(self) -> int:
        """The votes for which a bar is full: all that percentages are of, so that 43 % fill 43 % of it."""
        return max(self.base or 0, self.largest)


def topic_board(workshop: Workshop) -> TopicBoard:
    """
    The topic board of a workshop. Two queries.

    Its columns stand in the order in which their heads were recorded, since the fields' numbers are today's. A column
    whose head is not recorded stands last.
    """
    heads = {head.handlungsfeld: head for head in workshop.board_columns.select_related("handlungsfeld")}
    topics = defaultdict(list)
    for board_topic in workshop.board_topics.select_related("handlungsfeld", "topic__handlungsfeld"):
        topics[board_topic.handlungsfeld].append(board_topic)
    for_all = topics.pop(None, [])
    headless = sorted(topics.keys() - heads.keys(), key=lambda field: field.pk)
    columns = [TopicColumn(field, heads.get(field), topics[field]) for field in [*heads, *headless]]
    return TopicBoard(columns, for_all)


def group_sheets(workshop: Workshop) -> list[GroupSheet]:
    """The sheets of a workshop's groups, each contribution with the `visible_cards` it lives on in. Three queries."""
    contributions = Contribution.objects.prefetch_related(
        Prefetch("cards", queryset=Card.objects.visible(), to_attr="visible_cards")
    )
    groups = workshop.groups.select_related("handlungsfeld").prefetch_related(
        Prefetch("contributions", queryset=contributions)
    )
    return [group_sheet(group) for group in groups]


def group_sheet(group: WorkingGroup) -> GroupSheet:
    said = defaultdict(list)
    for contribution in group.contributions.all():
        said[contribution.quadrant].append(contribution)
    return GroupSheet(group, [(quadrant, said[quadrant]) for quadrant in Quadrant])


def outcomes(group_sheets: list[GroupSheet]) -> list[tuple[Outcome, int]]:
    """How many contributions came to which outcome; those that none came to are left out."""
    found = [
        contribution.outcome
        for group_sheet in group_sheets
        for _, contributions in group_sheet.columns
        for contribution in contributions
    ]
    return [(outcome, found.count(outcome)) for outcome in Outcome if outcome in found]


def results(survey: Survey) -> list[Result]:
    """The questions of a survey with their counted answers. Two queries."""
    return [result(question, survey.respondents) for question in survey.questions.prefetch_related("answers")]


def result(question: SurveyQuestion, respondents: int | None) -> Result:
    """
    The counted answers to a question whose answers are prefetched.

    Percentages are of the votes where each person had one, and of the persons where they had several.
    """
    answers = list(question.answers.all())
    votes = sum(answer.votes for answer in answers)
    return Result(question, answers, respondents if question.kind == QuestionKind.MULTIPLE else votes)

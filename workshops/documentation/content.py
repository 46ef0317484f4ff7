"""
The Ergebnisdokumentation: the whole record of a workshop as plain data, in the order in which it is read.

It is made of the record alone. What the strategy says today, its cards, what its topics and fields are called, has no
part in it, so that no later change there rewrites what was said. Only a field's hue is today's, as on the screen.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateformat import format as formatted
from django.utils.text import capfirst

from leader_portal.content.text import counted, counted_in_words
from leader_portal.printing.prose import prose
from workshops.models import BoardTopic, QuestionKind, Survey, WorkingGroup, Workshop
from workshops.record import Result, TopicBoard, group_sheet, result, topic_board

ORIGIN_UNKNOWN = "Herkunft nicht überliefert"
WEIGHT_UNKNOWN = "Gewicht nicht überliefert"
ADDED_HERE = "hier hinzugefügt"
HUNG_BEFORE = "hing schon vorher"

KINDS = {
    QuestionKind.SINGLE: "Eine Antwort war möglich.",
    QuestionKind.MULTIPLE: "Mehrere Antworten waren möglich.",
    QuestionKind.SCALE: "Antworten auf einer Skala.",
}


@dataclass(frozen=True)
class DocumentedTopic:
    """A topic as it hung there. `notes` say in words what is known of it, where that is not the same for all."""

    wording: str
    weight: int | None
    notes: list[str]


@dataclass(frozen=True)
class DocumentedColumn:
    """A column of the topic board under its head as it hung there."""

    heading: str
    hue: str
    topics: list[DocumentedTopic]


@dataclass(frozen=True)
class DocumentedTopicBoard:
    """The topic board with its legend, and a sentence for what of it is not known."""

    columns: list[DocumentedColumn]
    for_all: list[DocumentedTopic]
    legend: list[str]
    unknown: str


@dataclass(frozen=True)
class DocumentedContribution:
    """What was said, verbatim, and in which round, if that is recorded."""

    wording: str
    round: int | None


@dataclass(frozen=True)
class DocumentedQuadrant:
    """One of the four columns of a group's sheet."""

    quadrant: str
    label: str
    contributions: list[DocumentedContribution]


@dataclass(frozen=True)
class DocumentedGroup:
    """A group's sheet, headed as it was. `facts` say how much was said in how many rounds."""

    label: str
    title: str
    qualifier: str
    topics_line: str
    hue: str
    facts: str
    quadrants: list[DocumentedQuadrant]
    stem: str
    statement: str


@dataclass(frozen=True)
class DocumentedAnswer:
    """An answer and how many chose it. `share` is of the most chosen one, `percent` None where it is not known."""

    label: str
    votes: int
    percent: int | None
    share: float


@dataclass(frozen=True)
class DocumentedQuestion:
    """A question of a survey. Without answers none are recorded."""

    text: str
    facts: str
    answers: list[DocumentedAnswer]


@dataclass(frozen=True)
class DocumentedSurvey:
    """A survey with its figures. Without questions they are not recorded."""

    title: str
    is_draft: bool
    introduction: list[dict]
    respondents: str
    questions: list[DocumentedQuestion]


@dataclass(frozen=True)
class Documentation:
    """The record of a workshop from its cover to its surveys."""

    title: str
    is_draft: bool
    date: str
    # When anything in it was last changed.
    changed_at: datetime
    facts: list[tuple[str, str]]
    introduction: list[dict]
    questions: list[str]
    topic_board: DocumentedTopicBoard | None
    groups_heading: str
    groups_facts: str
    stem: str
    groups: list[DocumentedGroup]
    surveys: list[DocumentedSurvey]


def documentation(workshop: Workshop) -> Documentation:
    """What the record of a workshop says, as far as the present audience may see its surveys. Eight queries."""
    groups = list(workshop.groups.select_related("handlungsfeld").prefetch_related("contributions"))
    surveys = list(workshop.surveys.shown().prefetch_related("questions__answers"))
    plenary = list(workshop.questions.all())
    hung = topic_board(workshop)
    said = [contribution for group in groups for contribution in group.contributions.all()]
    asked = [question for survey in surveys for question in survey.questions.all()]
    answers = [answer for question in asked for answer in question.answers.all()]
    record = [workshop, *plenary, *hung.heads, *hung.topics, *groups, *said, *surveys, *asked, *answers]
    return Documentation(
        title=workshop.title,
        is_draft=workshop.is_draft,
        date=written_out(workshop.held_on) if workshop.held_on else "",
        changed_at=max(thing.updated_at for thing in record),
        facts=facts_of(workshop),
        introduction=prose(workshop.introduction),
        questions=[question.text for question in plenary],
        topic_board=documented_topic_board(workshop, hung) if hung.is_recorded else None,
        groups_heading=capfirst(counted_in_words(len(groups), "eine Arbeitsgruppe", "Arbeitsgruppen")),
        groups_facts=facts_of_all(groups),
        stem=workshop.guiding_statement_stem,
        groups=[documented_group(group) for group in groups],
        surveys=[documented_survey(survey) for survey in surveys],
    )


def written_out(day: date) -> str:
    """»15. Dezember 2021«."""
    return formatted(day, "j. F Y")


def facts_of(workshop: Workshop) -> list[tuple[str, str]]:
    """What is known about the event itself."""
    facts = [
        ("Datum", formatted(workshop.held_on, "l, j. F Y") if workshop.held_on else ""),
        ("Form", workshop.get_format_display()),
        ("Ort", workshop.place),
        ("Teilnehmende", workshop.participants),
    ]
    return [(name, fact) for name, fact in facts if fact]


def documented_topic_board(workshop: Workshop, hung: TopicBoard) -> DocumentedTopicBoard:
    return DocumentedTopicBoard(
        columns=[
            DocumentedColumn(column.heading, column.handlungsfeld.hue, documented_topics(column.topics, hung))
            for column in hung.columns
        ],
        for_all=documented_topics(hung.for_all, hung),
        legend=workshop.board_legend.splitlines(),
        unknown=workshop.board_note if hung.topics else "",
    )


def documented_topics(topics: list[BoardTopic], hung: TopicBoard) -> list[DocumentedTopic]:
    return [DocumentedTopic(topic.wording, topic.weight, notes_on(topic, hung)) for topic in topics]


def notes_on(topic: BoardTopic, hung: TopicBoard) -> list[str]:
    """What is known of a topic, in words; what is not known of any topic is said once for all of them."""
    notes = []
    if hung.has_origins:
        notes.append({True: ADDED_HERE, False: HUNG_BEFORE, None: ORIGIN_UNKNOWN}[topic.added_here])
    if hung.has_weights:
        notes.append(f"Gewicht {topic.weight} von 5" if topic.weight else WEIGHT_UNKNOWN)
    return notes


def facts_of_all(groups: list[WorkingGroup]) -> str:
    """How much all groups said together, in how many rounds."""
    said = sum(len(group.contributions.all()) for group in groups)
    rounds = {group.rounds for group in groups}
    sentence = counted(said, "Ein Beitrag", "Beiträge")
    if len(rounds) == 1:
        sentence += f" in {rounds_in_words(rounds.pop())}"
    sentence += ", hier im Wortlaut."
    several = any(group.rounds > 1 for group in groups)
    if several and said and all(each.round is None for group in groups for each in group.contributions.all()):
        sentence += " Was in welcher Runde gesagt wurde, ist nicht überliefert."
    return sentence


def rounds_in_words(rounds: int) -> str:
    return counted_in_words(rounds, "einer Runde", "Runden")


def documented_group(group: WorkingGroup) -> DocumentedGroup:
    said = group_sheet(group)
    return DocumentedGroup(
        label=group.label,
        title=group.title,
        qualifier=group.qualifier,
        topics_line=group.topics_line,
        hue=group.handlungsfeld.hue if group.handlungsfeld else "",
        facts=f"{counted(said.count, 'Ein Beitrag', 'Beiträge')} in {rounds_in_words(group.rounds)}",
        quadrants=[
            DocumentedQuadrant(
                quadrant.value,
                quadrant.label,
                [DocumentedContribution(each.wording, each.round) for each in contributions],
            )
            for quadrant, contributions in said.columns
        ],
        stem=group.guiding_statement_stem,
        statement=group.guiding_statement,
    )


def documented_survey(survey: Survey) -> DocumentedSurvey:
    respondents = ""
    if survey.respondents is not None:
        respondents = f"{counted(survey.respondents, 'Eine Person hat', 'Personen haben')} geantwortet."
    return DocumentedSurvey(
        title=survey.title,
        is_draft=survey.is_draft,
        introduction=prose(survey.introduction),
        respondents=respondents,
        questions=[documented_question(result(question, survey.respondents)) for question in survey.questions.all()],
    )


def documented_question(counts: Result) -> DocumentedQuestion:
    votes = counted(counts.votes, "1 Stimme", "Stimmen")
    return DocumentedQuestion(
        text=counts.question.text,
        facts=f"{KINDS[counts.question.kind]} {votes}.",
        answers=[
            DocumentedAnswer(
                label=answer.label,
                votes=answer.votes,
                percent=round(answer.votes / counts.base * 100) if counts.base else None,
                share=answer.votes / counts.whole if counts.whole else 0,
            )
            for answer in counts.answers
        ],
    )

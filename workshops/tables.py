"""The record as spreadsheets: board topics, contributions, counted answers."""

from uuid import UUID

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.exchange.columns import (
    POSITION,
    Cell,
    ChoiceCell,
    Column,
    ListCell,
    NumberCell,
    ReferenceCell,
    choice_cell,
    truth_cell,
)
from leader_portal.exchange.content_tables import ContentTable
from leader_portal.exchange.rows import Row
from workshops.models import (
    BoardTopic,
    Contribution,
    Outcome,
    SurveyAnswer,
    SurveyQuestion,
    WorkingGroup,
    Workshop,
)


def names_of_group(group: WorkingGroup) -> list[list[str]]:
    return [[group.label], [f"{group.workshop}: {group.label}"]]


def names_of_question(question: SurveyQuestion) -> list[list[str]]:
    survey = question.survey
    return [[question.text], [f"{survey}: {question.text}"], [f"{survey.workshop}: {survey}: {question.text}"]]


class TokenCell(Cell):
    """The mark by which a contribution is known, however often it is sent."""

    def read(self, text):
        text = super().read(text)
        try:
            return UUID(text) if text else None
        except ValueError:
            raise ValueError(
                f"„{text}“ ist keine Kennung. Lassen Sie die Zelle leer, wenn der Beitrag neu ist."
            ) from None


class BoardTopicTable(ContentTable):
    model = BoardTopic
    name = "Themen am Brett"
    columns = [
        Column("pk", "Nr.", NumberCell(), "Sagt, welches Thema am Brett gemeint ist. Leer heißt: ein neues."),
        Column(
            "workshop",
            "Workshop",
            ReferenceCell(Workshop.objects.all, lambda workshop: [[workshop.title], [workshop.slug]]),
            "Titel des Workshops, an dessen Brett das Thema hing.",
            needed=True,
        ),
        Column(
            "handlungsfeld",
            "Spalte",
            ReferenceCell(Handlungsfeld.objects.all, nothing="für alle Felder"),
            "Nummer oder Titel des Handlungsfelds, zum Beispiel „2“; oder „für alle Felder“.",
            needed=True,
        ),
        Column("wording", "Wortlaut", Cell(), "Wie es am Brett stand.", needed=True),
        Column("added_here", "Hier hinzugefügt", truth_cell(), "ja, nein oder unbekannt; leer heißt unbekannt."),
        Column("weight", "Gewicht", NumberCell(), "1 bis 5. Leer heißt: nicht überliefert."),
        Column(
            "topic",
            "Thema der Strategie",
            ReferenceCell(lambda: Topic.objects.select_related("handlungsfeld")),
            "Titel des Themens, das daraus geworden ist. Leer, wenn keines.",
        ),
        POSITION,
    ]
    unique_together = ("workshop", "handlungsfeld", "wording")
    duplicate = "Dieses Thema hängt schon in dieser Spalte des Bretts."
    reads_with = ("workshop", "handlungsfeld", "topic__handlungsfeld")


class ContributionTable(ContentTable):
    model = Contribution
    name = "Beiträge"
    columns = [
        Column(
            "client_id", "Kennung", TokenCell(), "Sagt, welcher Beitrag gemeint ist. Leer heißt: ein neuer Beitrag."
        ),
        Column(
            "working_group",
            "Arbeitsgruppe",
            ReferenceCell(lambda: WorkingGroup.objects.select_related("workshop"), names_of_group),
            "Bezeichnung der Gruppe. Tragen mehrere dieselbe, schreiben Sie „Titel des Workshops: Bezeichnung“.",
            needed=True,
        ),
        Column(
            "quadrant",
            "Quadrant",
            ChoiceCell({quadrant.value: quadrant.spellings for quadrant in Quadrant}),
            "Stärken, Schwächen, Potentiale oder Ideen.",
            needed=True,
        ),
        Column("wording", "Wortlaut", Cell(), "Wie es gesagt oder geschrieben wurde.", needed=True),
        Column("round", "Runde", NumberCell(), "Zahl ab 1. Leer heißt: nicht überliefert."),
        POSITION,
        Column(
            "cards",
            "Karten",
            ListCell(lambda: Card.objects.only("code"), lambda card: [[card.code]]),
            "Codes der Karten, in denen der Beitrag weiterlebt, einer je Zeile oder mit Semikolon dazwischen.",
        ),
        Column(
            "outcome",
            "Ergebnis",
            choice_cell(Outcome),
            "offen, übernommen oder nicht übernommen. Neues ohne Angabe ist offen.",
            keeps=True,
        ),
        Column("reply", "Antwort", Cell(), "Was daraus wurde, in einem Satz. Steht öffentlich beim Beitrag."),
    ]
    unique_together = ("working_group", "quadrant", "wording")
    duplicate = "Dieser Beitrag steht in dieser Spalte des Blattes schon."
    reads_with = ("working_group__workshop",)
    reads_lists = ("cards",)

    def check_duplicates(self, row: Row):
        """What was said twice may be there twice, but nobody wants a whole table a second time."""
        if row.before is None:
            super().check_duplicates(row)


class SurveyAnswerTable(ContentTable):
    model = SurveyAnswer
    name = "Antworten"
    columns = [
        Column("pk", "Nr.", NumberCell(), "Sagt, welche Antwort gemeint ist. Leer heißt: eine neue Antwort."),
        Column(
            "question",
            "Frage",
            ReferenceCell(lambda: SurveyQuestion.objects.select_related("survey__workshop"), names_of_question),
            "Die Frage im Wortlaut. Gibt es sie mehrfach, schreiben Sie „Titel der Umfrage: Frage“.",
            needed=True,
        ),
        Column("label", "Antwort", Cell(), "Die Antwort im Wortlaut.", needed=True),
        Column("votes", "Stimmen", NumberCell(), "Wie viele sie gewählt haben.", needed=True),
        POSITION,
    ]
    unique_together = ("question", "label")
    duplicate = "Diese Antwort gibt es bei dieser Frage schon."
    reads_with = ("question__survey__workshop",)

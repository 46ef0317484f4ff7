"""Cards and topics as spreadsheets."""

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic, new_code
from leader_portal.content.audience import Status
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

STATUS_HELP = "Entwurf, Veröffentlicht oder Archiviert. Neues ohne Angabe wird Entwurf."


class CodeCell(Cell):
    """A code is read aloud, so it may come in small letters."""

    def read(self, text):
        return super().read(text).upper()


class CardTable(ContentTable):
    model = Card
    name = "Karten"
    columns = [
        Column("code", "Code", CodeCell(), "Sagt, welche Karte gemeint ist. Leer heißt: eine neue Karte."),
        Column(
            "handlungsfeld",
            "Handlungsfeld",
            ReferenceCell(Handlungsfeld.objects.all),
            "Nummer oder Titel, zum Beispiel „2“ oder „HF 2“.",
            needed=True,
        ),
        Column(
            "quadrant",
            "Quadrant",
            ChoiceCell({quadrant.value: quadrant.spellings for quadrant in Quadrant}),
            "Stärken, Schwächen, Potentiale oder Ideen.",
            needed=True,
        ),
        Column("text", "Text", Cell(), "Was auf der Karte steht.", needed=True),
        POSITION,
        Column(
            "topics",
            "Themen",
            ListCell(lambda: Topic.objects.select_related("handlungsfeld")),
            "Titel der Themen, eines je Zeile oder mit Semikolon dazwischen. Ein Semikolon im Titel schreiben Sie "
            "„\\;“.",
        ),
        Column(
            "places",
            "Orte",
            ListCell(lambda: Place.objects.select_related("part_of")),
            "Namen der Orte, einer je Zeile oder mit Semikolon dazwischen.",
        ),
        Column("status", "Status", choice_cell(Status), STATUS_HELP, keeps=True),
    ]
    unique_together = ("handlungsfeld", "quadrant", "text")
    duplicate = "Diese Karte gibt es in diesem Quadranten schon."
    reads_with = ("handlungsfeld",)
    reads_lists = ("topics", "places")

    def compared(self):
        return super().compared().exclude(status=Status.ARCHIVED)

    def read_stored(self, table):
        super().read_stored(table)
        self.codes = set(Card.objects.values_list("code", flat=True))

    def new_thing(self):
        """With a code that no card has: of some thousand random ones two are the same sooner than one thinks."""
        card = super().new_thing()
        while card.code in self.codes:
            card.code = new_code()
        self.codes.add(card.code)
        return card

    def check_duplicates(self, row: Row):
        """Two cards may say the same, but nobody wants a whole table a second time."""
        if row.before is None:
            super().check_duplicates(row)

    def check(self, row: Row):
        super().check(row)
        card = row.thing
        if card.merged_into_id and not card.is_archived:
            row.wrong(
                "Status", "Diese Karte ist in einer anderen aufgegangen. Zurückholen lässt sie sich auf der Tafel."
            )


class TopicTable(ContentTable):
    model = Topic
    name = "Themen"
    columns = [
        Column("pk", "Nr.", NumberCell(), "Sagt, welches Thema gemeint ist. Leer heißt: ein neues Thema."),
        Column(
            "handlungsfeld",
            "Handlungsfeld",
            ReferenceCell(Handlungsfeld.objects.all, nothing="Querschnittsthema"),
            "Nummer oder Titel, zum Beispiel „2“ oder „HF 2“; oder „Querschnittsthema“.",
            needed=True,
        ),
        Column("title", "Titel", Cell(), "Wie das Thema heißt.", needed=True),
        Column(
            "mandated_by_state",
            "Pflichtthema des Landes",
            truth_cell(),
            "ja, nein oder unbekannt; leer heißt unbekannt.",
        ),
        Column("named_by_lag", "Von der LAG benannt", truth_cell(), "ja, nein oder unbekannt; leer heißt unbekannt."),
        POSITION,
        Column("status", "Status", choice_cell(Status), STATUS_HELP, keeps=True),
    ]
    unique_together = ("handlungsfeld", "title")
    duplicate = "Dieses Thema gibt es in diesem Handlungsfeld schon, vielleicht im Archiv."
    reads_with = ("handlungsfeld",)

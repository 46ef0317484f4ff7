"""Cards and topics as spreadsheets."""

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic, new_code
from leader_portal.content.audience import Status
from leader_portal.exchange.columns import (
    Cell,
    ChoiceCell,
    Column,
    ListCell,
    NumberCell,
    ReferenceCell,
    choice_cell,
    truth_cell,
)
from leader_portal.exchange.resources import ExchangeResource
from leader_portal.exchange.rows import Row

STATUS_HELP = "Entwurf, Veröffentlicht oder Archiviert. Neues ohne Angabe wird Entwurf."
POSITION_HELP = "Bestimmt die Reihenfolge, kleine Zahlen zuerst. Neues ohne Angabe kommt ans Ende."


class CodeCell(Cell):
    """A code is read aloud, so it may come in small letters."""

    def clean(self, value, row=None, **kwargs):
        return super().clean(value).upper()


class CardResource(ExchangeResource):
    code = Column("code", "Code", CodeCell(), "Sagt, welche Karte gemeint ist. Leer heißt: eine neue Karte.")
    handlungsfeld = Column(
        "handlungsfeld",
        "Handlungsfeld",
        ReferenceCell(Handlungsfeld.objects.all),
        "Nummer oder Titel, zum Beispiel „2“ oder „HF 2“.",
        needed=True,
    )
    quadrant = Column(
        "quadrant",
        "Quadrant",
        ChoiceCell({quadrant.value: quadrant.spellings for quadrant in Quadrant}),
        "Stärken, Schwächen, Potentiale oder Ideen.",
        needed=True,
    )
    text = Column("text", "Text", Cell(), "Was auf der Karte steht.", needed=True)
    position = Column("position", "Position", NumberCell(), POSITION_HELP, keeps=True)
    topics = Column(
        "topics",
        "Themen",
        ListCell(lambda: Topic.objects.select_related("handlungsfeld")),
        "Titel der Themen, eines je Zeile oder mit Semikolon dazwischen. Ein Semikolon im Titel schreiben Sie „\\;“.",
    )
    places = Column(
        "places",
        "Orte",
        ListCell(lambda: Place.objects.select_related("part_of")),
        "Namen der Orte, einer je Zeile oder mit Semikolon dazwischen.",
    )
    status = Column("status", "Status", choice_cell(Status), STATUS_HELP, keeps=True)

    key = "code"
    unique_together = ("handlungsfeld", "quadrant", "text")
    duplicate = "Diese Karte gibt es in diesem Quadranten schon."
    reads_with = ("handlungsfeld",)
    reads_lists = ("topics", "places")

    class Meta:
        model = Card
        name = "Karten"
        fields = ("code", "version", "handlungsfeld", "quadrant", "text", "position", "topics", "places", "status")

    def compared(self):
        return super().compared().exclude(status=Status.ARCHIVED)

    def read_stored(self, dataset):
        super().read_stored(dataset)
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


class TopicResource(ExchangeResource):
    number = Column("pk", "Nr.", NumberCell(), "Sagt, welches Thema gemeint ist. Leer heißt: ein neues Thema.")
    handlungsfeld = Column(
        "handlungsfeld",
        "Handlungsfeld",
        ReferenceCell(Handlungsfeld.objects.all, nothing="Querschnittsthema"),
        "Nummer oder Titel, zum Beispiel „2“ oder „HF 2“; oder „Querschnittsthema“.",
        needed=True,
    )
    title = Column("title", "Titel", Cell(), "Wie das Thema heißt.", needed=True)
    mandated_by_state = Column(
        "mandated_by_state", "Pflichtthema des Landes", truth_cell(), "ja, nein oder unbekannt; leer heißt unbekannt."
    )
    named_by_lag = Column(
        "named_by_lag", "Von der LAG benannt", truth_cell(), "ja, nein oder unbekannt; leer heißt unbekannt."
    )
    position = Column("position", "Position", NumberCell(), POSITION_HELP, keeps=True)
    status = Column("status", "Status", choice_cell(Status), STATUS_HELP, keeps=True)

    unique_together = ("handlungsfeld", "title")
    duplicate = "Dieses Thema gibt es in diesem Handlungsfeld schon, vielleicht im Archiv."
    reads_with = ("handlungsfeld",)

    class Meta:
        model = Topic
        name = "Themen"
        fields = (
            "number",
            "version",
            "handlungsfeld",
            "title",
            "mandated_by_state",
            "named_by_lag",
            "position",
            "status",
        )

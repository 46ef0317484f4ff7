"""
The page that reads the Word document of a topic board into a workshop: first what it would note of each topic, then it
is noted. What hung in the room goes to the topics of the board, what the strategy knows of them to its own topics.
"""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponseRedirect, QueryDict
from django.urls import path

from handlungsfelder.models import Handlungsfeld, Topic
from leader_portal.content.audience import Status
from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.editing import Refused, keep, mistaken, one_step, refuse_invalid, refuse_unless_may
from leader_portal.content.positions import appending
from leader_portal.content.text import cleaned, counted
from leader_portal.desk.undo_pages import tell
from leader_portal.desk.views import DeskView
from workshops.models import BoardColumn, BoardTopic, Workshop
from workshops.topic_board_document import BOLD, GREEN, MARKS, MOST_TOPICS, UNDERLINED, columns_in, marks_used, same

LOOKS = {UNDERLINED: "unterstrichen", BOLD: "fett", GREEN: "grün"}
# What a mark may mean: the field that notes it, and how one says it.
MEANINGS = {
    "mandated_by_state": "Pflichtthema des Landes",
    "named_by_lag": "von der LAG benannt",
    "added_here": "hier hinzugefügt",
}
USUAL = {UNDERLINED: "mandated_by_state", BOLD: "named_by_lag", GREEN: "added_here"}
OF_THE_STRATEGY = ("mandated_by_state", "named_by_lag")
FOR_ALL, LEFT_OUT = "alle", "keins"
NOT_ALLOWED = "Das ist veröffentlicht oder Ihr Konto darf es nicht ändern. Es wurde nichts gespeichert."


@dataclass
class Row:
    """A topic of the document, and what becomes of it: of `stored` if it hangs there already."""

    wording: str
    marks: set[str]
    is_taken: bool = True
    stored: BoardTopic | None = None


@dataclass
class Column:
    """A column of the document, for one field, for all (`FOR_ALL`), or for none (`LEFT_OUT`)."""

    heading: str
    target: str
    rows: list[Row]

    def field_of(self, fields: dict[str, Handlungsfeld]) -> Handlungsfeld | None:
        return fields.get(self.target)


class TopicBoardReading(DeskView):
    """For one workshop."""

    model = Workshop
    permissions = ("workshops.view_boardtopic",)

    def get(self, request, pk):
        return self.ask()

    def post(self, request, pk):
        try:
            if "kopf-0" not in request.POST:
                if "dokument" not in request.FILES:
                    raise mistaken("Bitte wählen Sie zuerst ein Word-Dokument.")
                return self.preview(*self.read(request.FILES["dokument"].read()))
        except Refused as refusal:
            return self.ask(refusal.sentences, refusal.status)
        columns, meanings = self.posted(request.POST)
        try:
            count, unknown = self.save(columns, meanings)
        except Refused as refusal:
            return self.preview(columns, meanings, refusal.sentences, refusal.status)
        sentence = f"{counted(count, 'Ein Thema ist', 'Themen sind')} eingelesen." if count else "Es war nichts Neues."
        if unknown:
            without = counted(unknown, "Ein Thema am Brett gehört", "Themen am Brett gehören")
            sentence += f" {without} noch zu keinem Thema der Strategie; dort fehlt die Herkunft."
        address = desk_address(self.thing, "board_topics")
        tell(request, sentence, address)
        return HttpResponseRedirect(address)

    def read(self, document: bytes) -> tuple[list[Column], dict[str, str]]:
        found = columns_in(document)
        used = marks_used(found)
        columns = [
            Column(
                column.heading, self.target_of(column.heading), [Row(t.wording, set(t.marks)) for t in column.topics]
            )
            for column in found
        ]
        return columns, {mark: meaning for mark, meaning in USUAL.items() if mark in used}

    def target_of(self, heading: str) -> str:
        """The field whose column has this head, or whose title it says."""
        for head in self.heads:
            if same(head.heading, heading):
                return str(head.handlungsfeld_id)
        for key, field in self.fields.items():
            if same(field.title, heading) or same(f"HF {field.number}: {field.title}", heading):
                return key
        return LEFT_OUT if heading else FOR_ALL

    def posted(self, data: QueryDict) -> tuple[list[Column], dict[str, str]]:
        columns: list[Column] = []
        while (heading := data.get(f"kopf-{len(columns)}")) is not None:
            place, rows = len(columns), []
            while (wording := data.get(f"wortlaut-{place}-{len(rows)}")) is not None:
                name = f"{place}-{len(rows)}"
                marks = set(data.getlist(f"zeichen-{name}")) & set(MARKS)
                rows.append(Row(cleaned(wording), marks, f"auswahl-{name}" in data))
            columns.append(Column(cleaned(heading), data.get(f"feld-{place}", LEFT_OUT), rows))
        meanings = {mark: data.get(f"heisst-{mark}", "") for mark in MARKS if f"heisst-{mark}" in data}
        return columns, {mark: meaning if meaning in MEANINGS else "" for mark, meaning in meanings.items()}

    @one_step("eingelesen")
    def save(self, columns: list[Column], meanings: dict[str, str]) -> tuple[int, int]:
        """How many topics were noted, and of how many the strategy has none to note their origin at."""
        if sum(len(column.rows) for column in columns) > MOST_TOPICS:
            raise mistaken(f"Bis zu {MOST_TOPICS} Themen gehen auf einmal.")
        chosen = [meaning for meaning in meanings.values() if meaning]
        if len(set(chosen)) != len(chosen):
            raise mistaken("Zwei Zeichen können nicht dasselbe heißen. Bitte ändern Sie eines davon.")
        changed, unknown = 0, 0
        with appending(self.thing.board_topics.all()) as append:
            for column in columns:
                if column.target not in (*self.fields, FOR_ALL):
                    continue
                field = column.field_of(self.fields)
                self.keep_head(column, field)
                for row in column.rows:
                    if row.is_taken and row.wording:
                        facts = {meaning: mark in row.marks for mark, meaning in meanings.items() if meaning}
                        is_changed, is_unknown = self.note(row, field, facts, append)
                        changed += is_changed
                        unknown += is_unknown
        return changed, unknown

    def note(self, row: Row, field: Handlungsfeld | None, facts: dict[str, bool], append) -> tuple[bool, bool]:
        there = self.thing.board_topics.filter(handlungsfeld=field).select_related("workshop", "topic__handlungsfeld")
        board_topic = next((each for each in there if same(each.wording, row.wording)), None)
        is_new = board_topic is None
        if is_new:
            board_topic = BoardTopic(workshop=self.thing, handlungsfeld=field, wording=row.wording)
            append(board_topic)
        was = (board_topic.added_here, board_topic.topic_id)
        if board_topic.topic is None:
            topics = Topic.objects.filter(handlungsfeld=field)
            board_topic.topic = next((topic for topic in topics if same(topic.title, row.wording)), None)
        if "added_here" in facts:
            board_topic.added_here = facts["added_here"]
        is_changed = is_new or was != (board_topic.added_here, board_topic.topic_id)
        if is_changed:
            refuse_unless_may(self.request.user, "add" if is_new else "change", board_topic, lambda thing: NOT_ALLOWED)
            refuse_invalid(board_topic)
            keep(board_topic, self.request.user)
        of_strategy = {name: facts[name] for name in OF_THE_STRATEGY if name in facts}
        if not of_strategy or board_topic.topic is None:
            return is_changed, bool(of_strategy)
        topic = board_topic.topic
        if any(getattr(topic, name) != fact for name, fact in of_strategy.items()):
            for name, fact in of_strategy.items():
                setattr(topic, name, fact)
            refuse_unless_may(self.request.user, "change", topic, lambda thing: NOT_ALLOWED)
            keep(topic, self.request.user)
            is_changed = True
        return is_changed, False

    def keep_head(self, column: Column, field: Handlungsfeld | None):
        if field and column.heading and not any(head.handlungsfeld_id == field.pk for head in self.heads):
            head = BoardColumn(workshop=self.thing, handlungsfeld=field, heading=column.heading)
            refuse_unless_may(self.request.user, "add", head, lambda thing: NOT_ALLOWED)
            refuse_invalid(head)
            keep(head, self.request.user)

    @cached_property
    def fields(self) -> dict[str, Handlungsfeld]:
        return {str(field.pk): field for field in Handlungsfeld.objects.exclude(status=Status.ARCHIVED)}

    @cached_property
    def heads(self) -> list[BoardColumn]:
        return list(self.thing.board_columns.all())

    def ask(self, errors=(), status: int = 200):
        return self.show([], {}, errors, status)

    def preview(self, columns: list[Column], meanings: dict[str, str], errors=(), status: int = 200):
        there = list(self.thing.board_topics.all())
        for column in columns:
            field = column.field_of(self.fields)
            for row in column.rows:
                row.stored = next(
                    (
                        each
                        for each in there
                        if each.handlungsfeld_id == (field and field.pk) and same(each.wording, row.wording)
                    ),
                    None,
                )
        return self.show(columns, meanings, errors, status)

    def show(self, columns, meanings, errors, status):
        return self.render(
            "workshops/topic_board_reading.html",
            f"Themenbrett einlesen: {self.thing}",
            status=status,
            group=None,
            workshop=self.thing,
            columns=columns,
            signs=[(mark, LOOKS[mark], meanings.get(mark, "")) for mark in MARKS if mark in meanings],
            meanings=MEANINGS,
            looks=LOOKS,
            fields=self.fields,
            for_all=FOR_ALL,
            left_out=LEFT_OUT,
            errors=errors,
        )


def topic_board_reading_urls(admin_site) -> list:
    """Below the address of workshops."""
    view = admin_site.admin_view(TopicBoardReading.as_view())
    return [path("<int:pk>/themenbrett/einlesen/", view, name="workshops_workshop_read_board")]

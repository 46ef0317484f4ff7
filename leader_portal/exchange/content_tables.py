"""
Exchanging content with spreadsheets: what an imported table changes, row by row, and the same table back.

An import is looked at first and written when confirmed, all of it or nothing. Both look at it the same way.
"""

from contextlib import nullcontext, suppress
from copy import copy
from dataclasses import replace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import Truncator

from leader_portal.content.editing import one_row_of_history, one_step
from leader_portal.content.operations import operation
from leader_portal.content.positions import appending
from leader_portal.content.roles import may
from leader_portal.content.text import cleaned
from leader_portal.exchange.columns import VERSION, Column, alike
from leader_portal.exchange.rows import Result, Row, Rows, changed_fields
from leader_portal.exchange.tables import SpreadsheetError, Table
from leader_portal.history.differences import linked_fields, state_of
from leader_portal.history.wording import last_change

LONGEST_NAME = 80
# Of how many rows that somebody else has changed meanwhile it is told who that was.
MOST_NAMED = 20
ROLE_REFUSES = (
    "Das ist veröffentlicht oder steht in etwas Veröffentlichtem, oder es käme damit dorthin. Das darf nur, wer zur "
    "Redaktion gehört."
)


def reason_of(file_name: str) -> str:
    """What the history says of an import."""
    return f"aus „{Truncator(cleaned(file_name)).chars(LONGEST_NAME)}“ importiert"


class ContentTable:
    """
    A kind of content as a table, for one export or one import. Subclasses say which `model` it is, its `name`, and its
    `columns`, of which the first is the key: by it the table knows a thing that exists. `unique_together` are the
    attributes that no two things share, `duplicate` what is said otherwise; `reads_with` and `reads_lists` what is read
    along, so that no row costs a query.
    """

    model: type[models.Model]
    name: str
    columns: list[Column]
    unique_together: tuple[str, ...]
    duplicate: str
    reads_with: tuple[str, ...] = ()
    reads_lists: tuple[str, ...] = ()

    def __init__(self):
        # With cells of its own, since these keep what they have read, and two people may import at once.
        self.key_column, *self.content_columns = (replace(column, cell=copy(column.cell)) for column in self.columns)
        self.columns = [self.key_column, VERSION, *self.content_columns]
        self.key = self.key_column.attribute

    def prepare(self):
        for column in self.columns:
            column.cell.prepare()

    def read_along(self, things: models.QuerySet) -> models.QuerySet:
        return things.select_related(*self.reads_with).prefetch_related(*self.reads_lists)

    # Export

    def export(self, things: models.QuerySet) -> Table:
        self.prepare()
        table = Table([column.heading for column in self.columns], title=self.name)
        for thing in self.read_along(things):
            table.rows.append([column.cell.written(getattr(thing, column.attribute)) for column in self.columns])
        return table

    # Import

    def look_at(self, table: Table, user) -> Rows:
        """What the table would change. Raises SpreadsheetError if its columns are wrong."""
        self.user = user
        self.check_columns(table)
        self.prepare()
        self.read_stored(table)
        records = zip(table.row_numbers, table.records, strict=True)
        return Rows([self.look_at_row(number, record) for number, record in records])

    @one_step()
    def import_(self, table: Table, user, file_name: str, shown: str) -> Rows:
        """Write what the table changes, if nothing in it is wrong and what comes of it is still what was `shown`."""
        rows = self.look_at(table, user)
        if rows.has_mistakes or rows.digest != shown:
            return rows
        try:
            with operation(reason_of(file_name)), appending(self.model._base_manager.all()) as append:
                for row in rows.to_write:
                    if row.thing.position is None:
                        append(row.thing)
                    write(row)
        except IntegrityError as refusal:
            row.wrong("", self.sentence_of(refusal))
            transaction.set_rollback(True)
        else:
            rows.was_written = True
        return rows

    def check_columns(self, table: Table):
        known = {alike(column.heading): column.heading for column in self.columns}
        unknown = [heading for heading in table.headings if alike(heading) not in known]
        if unknown:
            raise SpreadsheetError(
                f"{named('Die Spalte', 'Die Spalten', unknown)} kennt der Import nicht. Möglich sind: "
                f"{', '.join(known.values())}."
            )
        table.rename({heading: known[alike(heading)] for heading in table.headings})
        missing = [
            column.heading for column in self.content_columns if column.needed and column.heading not in table.headings
        ]
        key = self.key_column.heading
        keys = zip(table.row_numbers, table.column(key), strict=True)
        new = next((number for number, value in keys if not value.strip()), None)
        if missing and new:
            raise SpreadsheetError(
                f"{named('Es fehlt die Spalte', 'Es fehlen die Spalten', missing)}. Ohne sie lässt sich nichts Neues "
                f"anlegen, und Zeile {new} ist neu, weil unter „{key}“ nichts steht."
            )

    def read_stored(self, table: Table):
        """All that the rows will be compared with, in a few queries for the whole table."""
        self.rows_of_keys: dict[object, int] = {}
        self.stale_rows = 0
        keys = set()
        for value in table.column(self.key_column.heading):
            # A key that is none is told where its row is looked at.
            with suppress(ValueError):
                keys.add(self.key_column.cell.read(value))
        keys -= {None, ""}
        things = self.read_along(self.model._base_manager.filter(**{f"{self.key}__in": keys}))
        self.stored = {getattr(thing, self.key): thing for thing in things}
        # By content: the key of what is stored with it, and the row of the table that has it.
        self.taken: dict[tuple, tuple[object, int | None]] = {}
        for key, *content in self.compared().values_list(self.key, *self.unique_together):
            self.taken[tuple(content)] = (key, None)

    def compared(self):
        """What something new must differ from."""
        return self.model._base_manager.all()

    def look_at_row(self, number: int, data: dict[str, str]) -> Row:
        """Find the thing, fill it in as the row says, and check whether that may be."""
        row = Row(number)
        thing = row.thing = self.thing_of(row, data)
        if thing is None:
            return row
        is_new = thing._state.adding
        action = "add" if is_new else "change"
        was_allowed = is_new or may(self.user, action, thing)
        row.before = None if is_new else state_of(thing)
        row.name = "" if is_new else str(thing)
        row.result = Result.NEW if is_new else Result.CHANGED
        links = self.fill(row, data)
        if row.problems:
            return row
        kept = {field.name: row.before[field.name] if row.before else [] for field in linked_fields(type(thing))}
        row.after = {
            **{field.name: field.value_from_object(thing) for field in thing._meta.concrete_fields},
            **kept,
            **{name: [other.pk for other in others] for name, others in links.items()},
        }
        if row.before and not changed_fields(thing, row.before, row.after):
            row.result = Result.UNCHANGED
            return row
        row.links = links
        self.check_version(row, data)
        self.check(row)
        if not was_allowed or not may(self.user, action, thing):
            row.wrong("", ROLE_REFUSES)
        return row

    def thing_of(self, row: Row, data: dict[str, str]) -> models.Model | None:
        column = self.key_column
        try:
            key = column.cell.read(data.get(column.heading, ""))
        except ValueError as mistake:
            row.wrong(column.heading, str(mistake))
            return None
        if key in (None, ""):
            return self.new_thing()
        if key in self.rows_of_keys:
            row.wrong(column.heading, f"„{key}“ steht schon in Zeile {self.rows_of_keys[key]}.")
            return None
        self.rows_of_keys[key] = row.number
        if key not in self.stored:
            row.wrong(
                column.heading,
                f"„{key}“ gibt es nicht. Soll die Zeile etwas Neues werden, lassen Sie diese Zelle leer.",
            )
        return self.stored.get(key)

    def new_thing(self) -> models.Model:
        return self.model()

    def fill(self, row: Row, data: dict[str, str]) -> dict[str, list[models.Model]]:
        """Take over the cells into the thing; returns what it is to be linked to, since that is saved after it."""
        links = {}
        lists = {field.name for field in linked_fields(type(row.thing))}
        for column in self.content_columns:
            if column.heading not in data:
                continue
            text = data[column.heading]
            is_empty = not cleaned(text)
            if is_empty and column.needed:
                row.wrong(column.heading, "Diese Zelle darf nicht leer sein.")
            elif not (is_empty and column.keeps):
                try:
                    value = column.cell.read(text)
                except ValueError as mistake:
                    row.wrong(column.heading, str(mistake))
                    continue
                if column.attribute in lists:
                    links[column.attribute] = value
                else:
                    take_over(row.thing, column.attribute, value)
        return links

    def check_version(self, row: Row, data: dict[str, str]):
        if row.before is None or not cleaned(data.get(VERSION.heading, "")):
            return
        try:
            version = VERSION.cell.read(data[VERSION.heading])
        except ValueError as mistake:
            row.wrong(VERSION.heading, str(mistake))
            return
        stored = row.thing.version
        if version != stored:
            row.is_stale = True
            self.stale_rows += 1
            # Who it was takes a query each.
            last = f" (zuletzt geändert: {last_change(row.thing)})" if self.stale_rows <= MOST_NAMED else ""
            row.wrong(
                VERSION.heading,
                f"In der Datei steht Fassung {version}, gespeichert ist aber Fassung {stored}{last}. Soll gelten, was "
                f"in der Datei steht, tragen Sie dort {stored} ein.",
            )

    def check(self, row: Row):
        """Whether the thing may be as it is to be. What the cells' own columns ensure is not asked again."""
        thing = row.thing
        attributes = {column.attribute for column in self.content_columns}
        left_out = {field.name for field in thing._meta.fields if field.is_relation or field.name not in attributes}
        try:
            thing.clean_fields(exclude=left_out)
            thing.clean()
        except ValidationError as refusal:
            self.note(row, refusal)
        self.check_duplicates(row)

    def check_duplicates(self, row: Row):
        key = getattr(row.thing, self.key)
        content = tuple(getattr(row.thing, row.thing._meta.get_field(name).attname) for name in self.unique_together)
        holder, number = self.taken.get(content, (key, None))
        if number:
            row.wrong("", f"{self.duplicate} Es steht schon in Zeile {number}.")
        elif holder != key:
            heading = self.key_column.heading
            row.wrong("", f"{self.duplicate} Soll das geändert werden, tragen Sie unter „{heading}“ {holder} ein.")
        else:
            if row.before:
                self.taken.pop(tuple(row.before[name] for name in self.unique_together), None)
            self.taken[content] = (key, row.number)

    def note(self, row: Row, refusal: ValidationError):
        """Put down what the model itself objects to, each at its column."""
        names = {column.attribute: column.heading for column in self.columns}
        for attribute, sentences in refusal.update_error_dict({}).items():
            for error in sentences:
                for sentence in error.messages:
                    row.wrong("" if attribute == NON_FIELD_ERRORS else names.get(attribute, ""), sentence)

    def sentence_of(self, refusal: IntegrityError) -> str:
        """What the database objects to, in the words of the constraint."""
        for constraint in self.model._meta.constraints:
            if constraint.name in str(refusal):
                return str(constraint.violation_error_message)
        return "Das passt nicht zu dem, was schon gespeichert ist."


def write(row: Row):
    """Save it with its links: one row of history, in which the links are right, and one before for its making."""
    thing = row.thing
    if row.before is None:
        thing.save(force_insert=True)
        links = [(name, others) for name, others in row.links.items() if others]
        for place, (name, others) in enumerate(links, 1):
            with one_row_of_history(thing) if place < len(links) else nullcontext():
                getattr(thing, name).add(*others)
        return
    changes = changed_fields(thing, row.before, row.after)
    with one_row_of_history(thing):
        for name in row.links.keys() & changes.keys():
            getattr(thing, name).set(row.links[name])
    thing.save()


def take_over(thing: models.Model, attribute: str, value):
    """Set it, unless it only differs in what is never kept, such as white space around a text."""
    if not isinstance(value, str) or cleaned(getattr(thing, attribute) or "") != value:
        setattr(thing, attribute, value)


def named(one: str, several: str, columns: list[str]) -> str:
    return f"{one if len(columns) == 1 else several} „{'“, „'.join(columns)}“"

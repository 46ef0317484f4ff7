"""
Exchanging content with spreadsheets: what an imported table changes, row by row, and the same table back.

An import is looked at first and written when confirmed, all of it or nothing. Both run the same code; only the
writing is left out the first time.
"""

from contextlib import contextmanager, nullcontext, suppress
from functools import cached_property

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from import_export.resources import ModelResource

from leader_portal.content.positions import appending
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may
from leader_portal.content.text import cleaned
from leader_portal.exchange.columns import Column, NumberCell, alike
from leader_portal.exchange.rows import Row, Rows, changed_fields
from leader_portal.exchange.tables import Sheet, SpreadsheetError
from leader_portal.history.differences import linked_fields, state_of
from leader_portal.history.wording import last_change

LONGEST_REASON = 100
# Of how many rows that somebody else has changed meanwhile it is told who that was.
MOST_NAMED = 20
VERSION_COLUMN = "Fassung"
VERSION_HELP = (
    "Trägt das Portal beim Export ein. Hat inzwischen jemand anderes die Zeile geändert, sagt es der Import, statt die "
    "Änderung zu überschreiben. Bei Neuem leer."
)
ROLE_REFUSES = (
    "Das ist veröffentlicht oder steht in etwas Veröffentlichtem, oder es käme damit dorthin. Das darf nur, wer zur "
    "Redaktion gehört."
)


def reason_of(file_name: str) -> str:
    """What the history says of an import."""
    reason = f"Import aus {cleaned(file_name)}"
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"


class ExchangeResource(ModelResource):
    """
    A kind of content as a table. Subclasses declare its columns; `key` is the attribute by which the table knows a
    thing that exists, `unique_together` the attributes that no two things share, and `reads_with` and
    `reads_lists` what is read along, so that no row costs a query.
    """

    version = Column("version", VERSION_COLUMN, NumberCell(), VERSION_HELP)

    key = "pk"
    unique_together: tuple[str, ...] = ()
    duplicate = "Das gibt es schon."
    reads_with: tuple[str, ...] = ()
    reads_lists: tuple[str, ...] = ()

    @classmethod
    def get_result_class(cls):
        return Rows

    # Export

    def filter_export(self, queryset, **kwargs):
        self.prepare_cells()
        return self.read_along(queryset)

    def iter_queryset(self, queryset):
        """In one go: page by page, as the library does it, a change meanwhile would leave out or repeat a row."""
        yield from queryset

    def read_along(self, queryset):
        return queryset.select_related(*self.reads_with).prefetch_related(*self.reads_lists)

    def prepare_cells(self):
        for column in self.columns:
            column.widget.prepare()

    @cached_property
    def columns(self) -> list[Column]:
        return self.get_import_fields()

    @cached_property
    def key_column(self) -> Column:
        return next(column for column in self.columns if column.attribute == self.key)

    @cached_property
    def content_columns(self) -> list[Column]:
        """Those that say something of the thing; key and version say which one it is."""
        return [column for column in self.columns if column.attribute not in (self.key, "version")]

    # Import

    def import_data(self, dataset: Sheet, dry_run=False, *, user, file_name: str, shown: str | None = None, **kwargs):
        """
        Look what the table would change, or change it. It is written only if nothing in it is wrong, and only if
        what comes of it is still what was `shown`. Raises SpreadsheetError if its columns are wrong.
        """
        self.user = user
        self.reason = reason_of(file_name)
        if dry_run:
            return self.import_data_inner(dataset, True, False, False, False)
        with transaction.atomic():
            # Nobody else writes from the first look to the last save.
            ContentRevision.objects.lock()
            result = self.import_data_inner(dataset, False, False, True, False)
            result.was_written = not result.has_mistakes and shown in (None, result.digest)
            if not result.was_written:
                transaction.set_rollback(True)
            return result

    def import_data_inner(self, dataset: Sheet, *args, **kwargs):
        self.check_columns(dataset)
        self.prepare_cells()
        self.read_stored(dataset)
        with appending(self._meta.model._base_manager.all()) as self.append:
            return super().import_data_inner(dataset, *args, **kwargs)

    def check_columns(self, dataset: Sheet):
        known = {alike(column.column_name): column.column_name for column in self.columns}
        unknown = [heading for heading in dataset.headers if alike(heading) not in known]
        if unknown:
            raise SpreadsheetError(
                f"{named('Die Spalte', 'Die Spalten', unknown)} kennt der Import nicht. Möglich sind: "
                f"{', '.join(known.values())}."
            )
        dataset.rename({heading: known[alike(heading)] for heading in dataset.headers})
        missing = [
            column.column_name
            for column in self.content_columns
            if column.needed and column.column_name not in dataset.headers
        ]
        key = self.key_column.column_name
        keys = dataset[key] if key in dataset.headers else [""] * dataset.height
        new = next((number for number, value in zip(dataset.row_numbers, keys, strict=True) if not value.strip()), None)
        if missing and new:
            raise SpreadsheetError(
                f"{named('Es fehlt die Spalte', 'Es fehlen die Spalten', missing)}. Ohne sie lässt sich nichts Neues "
                f"anlegen, und Zeile {new} ist neu, weil unter „{key}“ nichts steht."
            )

    def read_stored(self, dataset: Sheet):
        """All that the rows will be compared with, in a few queries for the whole table."""
        self.dataset = dataset
        self.rows_of_keys: dict[object, int] = {}
        self.stale_rows = 0
        column = self.key_column
        keys = set()
        for value in dataset[column.column_name] if column.column_name in dataset.headers else ():
            # A key that is none is told where its row is looked at.
            with suppress(ValueError):
                keys.add(column.widget.clean(value))
        keys.discard(None)
        things = self.read_along(self._meta.model._base_manager.filter(**{f"{self.key}__in": keys}))
        self.stored = {getattr(thing, self.key): thing for thing in things}
        # By content: the key of what is stored with it, and the row of the table that has it.
        self.taken: dict[tuple, tuple[object, int | None]] = {}
        if self.unique_together:
            for key, *content in self.compared().values_list(self.key, *self.unique_together):
                self.taken[tuple(content)] = (key, None)

    def compared(self):
        """What something new must differ from."""
        return self._meta.model._base_manager.all()

    def import_row(self, data, instance_loader, *, row_number, dry_run=False, **kwargs):
        row = Row(self.dataset.row_numbers[row_number - 1])
        try:
            self.look_at(row, data)
            if not row.problems and row.import_type != Row.IMPORT_TYPE_SKIP and not dry_run:
                self.write(row)
        except ValidationError as refusal:
            self.note(row, refusal)
        except IntegrityError as refusal:
            row.wrong("", self.sentence_of(refusal))
        if row.problems:
            row.import_type = Row.IMPORT_TYPE_INVALID
            row.validation_error = ValidationError([sentence for _, sentence in row.problems])
        return row

    def look_at(self, row: Row, data: dict[str, str]):
        """Find the thing, fill it in as the row says, and check whether that may be."""
        thing = row.thing = self.thing_of(row, data)
        if thing is None:
            return
        is_new = thing._state.adding
        action = "add" if is_new else "change"
        was_allowed = is_new or may(self.user, action, thing)
        row.before = None if is_new else state_of(thing)
        row.name = "" if is_new else str(thing)
        row.import_type = Row.IMPORT_TYPE_NEW if is_new else Row.IMPORT_TYPE_UPDATE
        links = self.fill(row, data)
        if row.problems:
            return
        kept = {field.name: row.before[field.name] if row.before else [] for field in linked_fields(type(thing))}
        row.after = {
            **{field.name: field.value_from_object(thing) for field in thing._meta.concrete_fields},
            **kept,
            **{name: [other.pk for other in others] for name, others in links.items()},
        }
        if row.before and not changed_fields(thing, row.before, row.after):
            row.import_type = Row.IMPORT_TYPE_SKIP
            return
        row.links = links
        self.check_version(row, data)
        self.check(row)
        if not was_allowed or not may(self.user, action, thing):
            row.wrong("", ROLE_REFUSES)

    def thing_of(self, row: Row, data: dict[str, str]) -> models.Model | None:
        column = self.key_column
        try:
            key = column.widget.clean(data.get(column.column_name, ""))
        except ValueError as mistake:
            row.wrong(column.column_name, str(mistake))
            return None
        if key in (None, ""):
            return self.new_thing()
        if key in self.rows_of_keys:
            row.wrong(column.column_name, f"„{key}“ steht schon in Zeile {self.rows_of_keys[key]}.")
            return None
        self.rows_of_keys[key] = row.number
        if key not in self.stored:
            row.wrong(
                column.column_name,
                f"„{key}“ gibt es nicht. Soll die Zeile etwas Neues werden, lassen Sie diese Zelle leer.",
            )
        return self.stored.get(key)

    def new_thing(self) -> models.Model:
        return self._meta.model()

    def fill(self, row: Row, data: dict[str, str]) -> dict[str, list[models.Model]]:
        """Take over the cells into the thing; returns what it is to be linked to, since that is saved after it."""
        links = {}
        lists = {field.name for field in linked_fields(type(row.thing))}
        for column in self.content_columns:
            if column.column_name not in data:
                continue
            text = data[column.column_name]
            is_empty = not cleaned(text)
            if is_empty and column.needed:
                row.wrong(column.column_name, "Diese Zelle darf nicht leer sein.")
            elif not (is_empty and column.keeps):
                try:
                    value = column.widget.clean(text)
                except ValueError as mistake:
                    row.wrong(column.column_name, str(mistake))
                    continue
                if column.attribute in lists:
                    links[column.attribute] = value
                else:
                    take_over(row.thing, column.attribute, value)
        return links

    def check_version(self, row: Row, data: dict[str, str]):
        if row.before is None or not cleaned(data.get(VERSION_COLUMN, "")):
            return
        try:
            version = NumberCell().clean(data[VERSION_COLUMN])
        except ValueError as mistake:
            row.wrong(VERSION_COLUMN, str(mistake))
            return
        stored = row.thing.version
        if version != stored:
            row.is_stale = True
            self.stale_rows += 1
            # Who it was takes a query each.
            last = f" (zuletzt geändert: {last_change(row.thing)})" if self.stale_rows <= MOST_NAMED else ""
            row.wrong(
                VERSION_COLUMN,
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
        if not self.unique_together:
            return
        key = getattr(row.thing, self.key)
        content = tuple(getattr(row.thing, row.thing._meta.get_field(name).attname) for name in self.unique_together)
        holder, number = self.taken.get(content, (key, None))
        if number:
            row.wrong("", f"{self.duplicate} Es steht schon in Zeile {number}.")
        elif holder != key:
            column = self.key_column.column_name
            row.wrong("", f"{self.duplicate} Soll das geändert werden, tragen Sie unter „{column}“ {holder} ein.")
        else:
            if row.before:
                self.taken.pop(tuple(row.before[name] for name in self.unique_together), None)
            self.taken[content] = (key, row.number)

    def after_import(self, dataset, result, **kwargs):
        """The library sets id counters here, for tables that bring their ids along. Ours don't."""

    def write(self, row: Row):
        """Save it with its links: one row of history, in which the links are right, and one before for its making."""
        thing = row.thing
        thing._change_reason = self.reason
        if row.before is None:
            if thing.position is None:
                self.append(thing)
            thing.save(force_insert=True)
            links = [(name, others) for name, others in row.links.items() if others]
            for place, (name, others) in enumerate(links, 1):
                with without_history(thing) if place < len(links) else nullcontext():
                    getattr(thing, name).add(*others)
            return
        changes = changed_fields(thing, row.before, row.after)
        with without_history(thing):
            for name in row.links.keys() & changes.keys():
                getattr(thing, name).set(row.links[name])
        thing.save()

    def note(self, row: Row, refusal: ValidationError):
        """Put down what the model itself objects to, each at its column."""
        names = {column.attribute: column.column_name for column in self.columns}
        for attribute, sentences in refusal.update_error_dict({}).items():
            for error in sentences:
                for sentence in error.messages:
                    row.wrong("" if attribute == NON_FIELD_ERRORS else names.get(attribute, ""), sentence)

    def sentence_of(self, refusal: IntegrityError) -> str:
        """What the database objects to, in the words of the constraint."""
        for constraint in self._meta.model._meta.constraints:
            if constraint.name in str(refusal):
                return str(constraint.violation_error_message)
        return "Das passt nicht zu dem, was schon gespeichert ist."


@contextmanager
def without_history(thing: models.Model):
    """For one step of a change of which the next step will leave a row."""
    thing.skip_history_when_saving = True
    try:
        yield
    finally:
        del thing.skip_history_when_saving


def take_over(thing: models.Model, attribute: str, value):
    """Set it, unless it only differs in what is never kept, such as white space around a text."""
    if not isinstance(value, str) or cleaned(getattr(thing, attribute) or "") != value:
        setattr(thing, attribute, value)


def named(one: str, several: str, columns: list[str]) -> str:
    return f"{one if len(columns) == 1 else several} „{'“, „'.join(columns)}“"

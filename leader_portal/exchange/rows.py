"""What becomes of the rows of an imported table."""

import hashlib
import json
from functools import cached_property

from django.db import models
from import_export.results import Result, RowResult

from leader_portal.history.differences import Difference, State, comparable, told_fields
from leader_portal.history.wording import Wording


class Row(RowResult):
    """What becomes of one row: the thing it speaks of, how that is and how it is to be, or why not."""

    def __init__(self, number: int):
        super().__init__()
        self.number = number
        self.thing: models.Model | None = None
        # What the thing is called before the change.
        self.name = ""
        self.before: State | None = None
        self.after: State | None = None
        self.links: dict[str, list[models.Model]] = {}
        self.is_stale = False
        self.problems: list[tuple[str, str]] = []

    def wrong(self, column: str, sentence: str):
        self.problems.append((column, sentence))

    @property
    def fingerprint(self) -> list:
        """What was shown of it, in short."""
        if self.before is None:
            # A new card's code and the like are made anew each time.
            said = self.after and {field.name: self.after[field.name] for field in told_fields(type(self.thing))}
            return [self.number, self.import_type, said]
        changes = self.after and changed_fields(self.thing, self.before, self.after)
        return [self.number, self.import_type, self.thing.pk, changes]


def changed_fields(thing: models.Model, before: State, after: State) -> dict[str, list]:
    return {
        field.name: [before[field.name], after[field.name]]
        for field in told_fields(type(thing))
        if comparable(field, before[field.name]) != comparable(field, after[field.name])
    }


class Rows(Result):
    """What becomes of a whole table."""

    def __init__(self):
        super().__init__()
        self.was_written = False

    def of_type(self, import_type: str) -> list[Row]:
        return [row for row in self.rows if row.import_type == import_type]

    @property
    def new(self) -> list[Row]:
        return self.of_type(Row.IMPORT_TYPE_NEW)

    @property
    def changed(self) -> list[Row]:
        return self.of_type(Row.IMPORT_TYPE_UPDATE)

    @property
    def unchanged(self) -> list[Row]:
        return self.of_type(Row.IMPORT_TYPE_SKIP)

    @property
    def refused(self) -> list[Row]:
        return self.of_type(Row.IMPORT_TYPE_INVALID)

    @property
    def has_mistakes(self) -> bool:
        return bool(self.refused)

    @property
    def digest(self) -> str:
        """The same for two looks at a table exactly if the same would come of it."""
        shown = json.dumps([row.fingerprint for row in self.rows], default=str, sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()

    @cached_property
    def wording(self) -> Wording:
        model = type(next(row.thing for row in self.rows if row.thing is not None))
        return Wording(model, [state for row in self.rows for state in (row.before, row.after) if state])

    def differences(self, row: Row) -> list[Difference]:
        """Field by field what the row changes; for something new all that it says."""
        if row.before is None:
            return [Difference(label, "", words) for label, words in self.wording.told(row.after)]
        return self.wording.differences(row.before, row.after)

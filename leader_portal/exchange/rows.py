"""What becomes of the rows of an imported table."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.db import models

from leader_portal.history.differences import Difference, State, comparable, told_fields
from leader_portal.history.wording import Wording


class Result(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass
class Row:
    """What becomes of one row: the thing it speaks of, how that is and how it is to be, or why not."""

    number: int
    result: Result = Result.REFUSED
    thing: models.Model | None = None
    # What the thing is called before the change.
    name: str = ""
    before: State | None = None
    after: State | None = None
    links: dict[str, list[models.Model]] = field(default_factory=dict)
    is_stale: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)

    def wrong(self, column: str, sentence: str):
        self.result = Result.REFUSED
        self.problems.append((column, sentence))

    @property
    def fingerprint(self) -> list:
        """What was shown of it, in short."""
        if self.before is None:
            # A new card's code and the like are made anew each time.
            said = self.after and {field.name: self.after[field.name] for field in told_fields(type(self.thing))}
            return [self.number, self.result, said]
        changes = self.after and changed_fields(self.thing, self.before, self.after)
        return [self.number, self.result, self.thing.pk, changes]


def changed_fields(thing: models.Model, before: State, after: State) -> dict[str, list]:
    return {
        field.name: [before[field.name], after[field.name]]
        for field in told_fields(type(thing))
        if comparable(field, before[field.name]) != comparable(field, after[field.name])
    }


@dataclass
class Rows:
    """What becomes of a whole table."""

    rows: list[Row]
    was_written: bool = False

    def of_result(self, result: Result) -> list[Row]:
        return [row for row in self.rows if row.result == result]

    @property
    def new(self) -> list[Row]:
        return self.of_result(Result.NEW)

    @property
    def changed(self) -> list[Row]:
        return self.of_result(Result.CHANGED)

    @property
    def unchanged(self) -> list[Row]:
        return self.of_result(Result.UNCHANGED)

    @property
    def refused(self) -> list[Row]:
        return self.of_result(Result.REFUSED)

    @property
    def to_write(self) -> list[Row]:
        return [row for row in self.rows if row.result in (Result.NEW, Result.CHANGED)]

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

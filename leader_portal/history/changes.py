"""The changes of an object: who did what and when, in entries that people can read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db import models

from leader_portal.history.differences import Difference, State, states_of
from leader_portal.history.operations import CHANGED, CREATED, DELETED
from leader_portal.history.wording import Wording

ACTIONS = {CREATED: "angelegt", CHANGED: "geändert", DELETED: "gelöscht"}


@dataclass
class Entry:
    """One change, or several saves in a row that changed nothing. `record` is its last row, the state it led to."""

    record: models.Model
    kind: str
    reason: str
    differences: list[Difference] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    saves: int = 1

    @property
    def user(self):
        return self.record.history_user

    @property
    def moment(self) -> datetime:
        return self.record.history_date

    @property
    def action(self) -> str:
        return ACTIONS[self.kind]

    @property
    def is_empty(self) -> bool:
        """Whether somebody saved without changing anything."""
        return self.kind == CHANGED and not self.differences


def changes_of(model: type[models.Model], pk) -> list[Entry]:
    """All changes of the object, newest first. The number of queries does not depend on how many there are."""
    records = list(
        model.history.filter(**{model._meta.pk.attname: pk}).select_related("history_user").order_by("history_id")
    )
    states = dict(zip((record.pk for record in records), states_of(model, records), strict=True))
    wording = Wording(model, states.values())
    entries = list(told(list(group_by_save(records)), states, wording))
    return list(folded(reversed(entries)))


def group_by_save(records: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    """
    The rows in their order, those of one operation together: it leaves several where topics and places go with a
    save. Being deleted stands alone, also for what was changed on the way.
    """
    save: list[models.Model] = []
    for record in records:
        if save and not belongs_to(save[-1], record):
            yield save
            save = []
        save.append(record)
    if save:
        yield save


def belongs_to(earlier: models.Model, later: models.Model) -> bool:
    return later.operation == earlier.operation and later.history_type == CHANGED and earlier.history_type != DELETED


def told(saves: list[list[models.Model]], states: dict[int, State], wording: Wording) -> Iterator[Entry]:
    for earlier, save in pairwise([None, *saves]):
        first, last = save[0], save[-1]
        reasons = [record.history_change_reason for record in save if record.history_change_reason]
        entry = Entry(last, first.history_type, ", ".join(dict.fromkeys(reasons)))
        if entry.kind == CREATED or earlier is None:
            entry.told = wording.told(states[last.pk])
        elif entry.kind == CHANGED:
            entry.differences = wording.differences(states[earlier[-1].pk], states[last.pk])
        yield entry


def folded(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Neighbours that changed nothing become one entry that counts them."""
    empty: Entry | None = None
    for entry in entries:
        if not entry.is_empty or entry.reason or entry.told:
            if empty:
                yield empty
                empty = None
            yield entry
        elif empty and empty.record.history_user_id == entry.record.history_user_id:
            empty.saves += 1
        else:
            if empty:
                yield empty
            empty = entry
    if empty:
        yield empty

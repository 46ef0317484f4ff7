"""The latest changes over all models: who did what, when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from leader_portal.content.desk_addresses import desk_address
from leader_portal.history.changes import ACTIONS, DELETED
from leader_portal.history.differences import as_it_was

# As many rows are looked at; what one person did to one kind of thing in one go becomes one line.
ROWS = 300
ONE_GO = timedelta(minutes=15)


@dataclass
class Change:
    """What somebody did to one thing, or to several of a kind in one go."""

    model: type[models.Model]
    kind: str
    user_id: int | None
    moment: datetime
    pks: set
    record_id: int
    reason: str
    user: models.Model | None = None
    thing: models.Model | None = None

    def is_one_go_with(self, earlier: "Change") -> bool:
        """Whether the same person did the same to the same kind of thing shortly before."""
        return (self.model, self.user_id, self.reason) == (earlier.model, earlier.user_id, earlier.reason) and (
            self.moment - earlier.moment < ONE_GO
        )

    @property
    def action(self) -> str:
        return self.reason or ACTIONS[self.kind]

    @property
    def count(self) -> int:
        return len(self.pks)

    @property
    def things(self) -> str:
        """»Karte« for one, »12 Karten« for several."""
        opts = self.model._meta
        return str(opts.verbose_name) if self.count == 1 else f"{self.count} {opts.verbose_name_plural}"

    @property
    def address(self) -> str:
        """The history of the one thing, or the list of their kind."""
        if self.count == 1:
            return desk_address(self.thing, "history")
        return desk_address(self.model, "deleted" if self.kind == DELETED else "changelist")


def latest_changes(models_: Iterable[type[models.Model]], count: int) -> list[Change]:
    """The `count` latest changes to any of these kinds, newest first: a query over all, one per kind, one for users."""
    kinds = {model._meta.label: model for model in models_}
    if not kinds:
        return []
    # Of each thing its rows of one go are one change, which began with the earliest of them; then neighbours merge.
    each: list[Change] = []
    found = rows(kinds)
    for label, pk, kind, user_id, moment, record_id, reason in found:
        change = Change(kinds[label], kind, user_id, moment, {pk}, record_id, reason)
        if each and each[-1].pks == {pk} and each[-1].is_one_go_with(change):
            each[-1].kind = kind
        else:
            each.append(change)
    changes: list[Change] = []
    for change in each:
        if changes and changes[-1].kind == change.kind and changes[-1].is_one_go_with(change):
            changes[-1].pks |= change.pks
        else:
            changes.append(change)
    if len(found) == ROWS and len(changes) > 1:
        # Nobody knows how much more the earliest of them took in.
        changes.pop()
    changes = changes[:count]
    name(changes, kinds.values())
    return changes


def rows(kinds: dict[str, type[models.Model]]):
    """The latest rows of all histories, in one query."""
    parts = [
        model.history.annotate(
            told_of=Value(label, output_field=CharField()),
            told_pk=Cast(model._meta.pk.attname, models.BigIntegerField()),
        )
        .order_by()
        .values_list(
            "told_of",
            "told_pk",
            "history_type",
            "history_user_id",
            "history_date",
            "history_id",
            "history_change_reason",
        )
        for label, model in kinds.items()
    ]
    together = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found = together.order_by("-history_date", "-history_id")[:ROWS]
    return [(*row[:-1], row[-1] or "") for row in found]


def name(changes: list[Change], kinds: Iterable[type[models.Model]]):
    """Look up whom and what the changes speak of."""
    users = get_user_model().objects.in_bulk({change.user_id for change in changes if change.user_id})
    for model in kinds:
        own = [change for change in changes if change.model is model]
        records = model.history.in_bulk([change.record_id for change in own])
        for change in own:
            change.thing = as_it_was(model, records[change.record_id])
            change.user = users.get(change.user_id)

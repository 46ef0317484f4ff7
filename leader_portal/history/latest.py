"""The latest operations over all models: who did what to which things, a line each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Value
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator

from leader_portal.content.desk_addresses import desk_address
from leader_portal.history.changes import ACTIONS
from leader_portal.history.differences import as_it_was
from leader_portal.history.operations import later, taken_back, undoings

# As much of what an operation did to different kinds of things stands in its line.
MOST_NAMED = 3
LONGEST_NAME = 70


@dataclass
class Group:
    """Things of one kind to which an operation did the same. `record_id` is that of the first record of one of them."""

    model: type[models.Model]
    action: str
    count: int
    record_id: int
    thing: models.Model | None = None

    @property
    def words(self) -> str:
        """»Karte „Gute Luft“« for one, »12 Karten« for several."""
        opts = self.model._meta
        if self.count == 1:
            return f"{opts.verbose_name} „{Truncator(self.thing).chars(LONGEST_NAME)}“"
        return f"{number_format(self.count, force_grouping=True)} {opts.verbose_name_plural}"


@dataclass
class PastOperation:
    """What somebody did in one go; nobody, if the portal's own commands did it."""

    id: UUID
    user: models.Model | None
    moment: datetime
    groups: list[Group] = field(default_factory=list)
    # The operation that this one took back.
    undoes: UUID | None = None
    # How many of the things were changed again since.
    changed_since: int = 0
    is_undone: bool = False

    @property
    def summary(self) -> str:
        """What was done, without who did it: »5 Karten angelegt, Beitrag „Mehr Bänke“ geändert«."""
        by_action: dict[str, list[Group]] = {}
        for group in self.groups:
            by_action.setdefault(group.action, []).append(group)
        parts = [f"{listed(groups)} {action}" for action, groups in by_action.items()]
        return ", ".join([*parts[:MOST_NAMED], *(["und anderes"] if len(parts) > MOST_NAMED else [])])

    @property
    def can_be_undone(self) -> bool:
        """Whether it makes sense to offer it; whether this user may is asked on the page that does it."""
        return self.user is not None and not self.changed_since and not self.is_undone

    @property
    def undo_address(self) -> str:
        return reverse("admin:undo", args=[self.id])

    @property
    def address(self) -> str:
        """The history of the one thing that it touched, or the page that tells of all."""
        if [group.count for group in self.groups] != [1]:
            return self.undo_address
        return desk_address(self.groups[0].thing, "history")


def listed(groups: list[Group]) -> str:
    """»5 Karten und 3 Beiträge«; of many kinds those of which there are most."""
    words = [group.words for group in groups]
    if len(groups) > MOST_NAMED:
        most = sorted(groups, key=lambda group: -group.count)[:MOST_NAMED]
        words = [*(group.words for group in most), "anderes"]
    return " und ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def latest_operations(kinds: Iterable[type[models.Model]], count: int) -> list[PastOperation]:
    """The `count` latest operations that touched any of these kinds, newest first; their ids begin with the time."""
    kinds = list(kinds)
    if not kinds:
        return []
    touched = together([told_of(model).values_list("operation", "told_of") for model in kinds], every=False)
    # An operation stands there once for each kind that it touched.
    found = list(touched.order_by("-operation")[: count * len(kinds)])
    ids = list(dict.fromkeys(operation for operation, _ in found))[:count]
    labels = {label for operation, label in found if operation in ids}
    return past_operations([model for model in kinds if model._meta.label in labels], ids)


def past_operations(kinds: Iterable[type[models.Model]], ids: list[UUID]) -> list[PastOperation]:
    """
    What each of these operations did to things of these kinds. Two queries over all, one for users, and one for each
    kind of which one thing alone is named.
    """
    by_label = {model._meta.label: model for model in kinds}
    undone = undoings()
    gone = taken_back(undone)
    parts = [counted(model, ids, gone) for model in by_label.values()]
    rows = list(together(parts, every=True)) if parts else []
    users = get_user_model().objects.in_bulk({row["told_user"] for row in rows} - {None})
    order = list(by_label)
    found: dict[UUID, PastOperation] = {}
    for row in sorted(rows, key=lambda row: (order.index(row["told_of"]), row["told_first"])):
        past = found.setdefault(row["operation"], PastOperation(row["operation"], None, row["told_moment"]))
        past.undoes, past.is_undone = row["told_undoes"], past.id in undone
        past.user = past.user or users.get(row["told_user"])
        past.moment = max(past.moment, row["told_moment"])
        past.changed_since += row["told_since"]
        action = row["history_change_reason"] or ACTIONS[row["history_type"]]
        past.groups.append(Group(by_label[row["told_of"]], action, row["told_things"], row["told_first"]))
    name_single_things([group for past in found.values() for group in past.groups if group.count == 1])
    return [found[id] for id in ids if id in found]


def counted(model: type[models.Model], ids: list[UUID], gone: set[UUID]) -> models.QuerySet:
    """
    How many things of the kind each operation touched, by what it did to them: the first record of each tells. `gone`
    are the operations that were taken back, so that nothing is left of what they did since.
    """
    pk = model._meta.pk.attname
    before = model.history.filter(
        **{pk: OuterRef(pk)}, operation=OuterRef("operation"), history_id__lt=OuterRef("history_id")
    )
    return (
        told_of(model)
        .filter(~Exists(before), operation__in=ids, is_renumbering=False)
        .values("told_of", "operation", "history_type", "history_change_reason", told_undoes=F("undoes"))
        .annotate(
            told_things=Count("history_id"),
            told_first=Max("history_id"),
            told_moment=Max("history_date"),
            told_user=Max("history_user_id"),
            told_since=Count("history_id", filter=Exists(later(model, gone))),
        )
    )


def told_of(model: type[models.Model]) -> models.QuerySet:
    """The history of the kind, with its name, so that it can be told from others in one query over several."""
    return model.history.order_by().annotate(told_of=Value(model._meta.label, output_field=CharField()))


def together(parts: list[models.QuerySet], *, every: bool) -> models.QuerySet:
    return parts[0].union(*parts[1:], all=every) if len(parts) > 1 else parts[0]


def name_single_things(groups: list[Group]):
    for model in {group.model: None for group in groups}:
        own = [group for group in groups if group.model is model]
        records = model.history.in_bulk([group.record_id for group in own])
        for group in own:
            group.thing = as_it_was(model, records[group.record_id])

"""What an operation did: the things it touched, each as it was before and as it was left."""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from leader_portal.content.base_models import BaseModel

CREATED, CHANGED, DELETED = "+", "~", "-"


def recorded_models() -> list[type[BaseModel]]:
    """The models whose history is kept."""
    return [model for model in apps.get_models() if issubclass(model, BaseModel)]


def undoings() -> dict[UUID, UUID]:
    """By which operation each one that was undone was undone, in the order in which that happened. One query."""
    rows = [
        model.history.order_by().filter(undoes__isnull=False).values_list("operation", "undoes")
        for model in recorded_models()
    ]
    # Ids begin with the time.
    return {undone: operation for operation, undone in sorted(set(rows[0].union(*rows[1:])))}


def taken_back(undoings: dict[UUID, UUID]) -> set[UUID]:
    """
    The operations after which everything is as it was before: each one that was undone, with its undoing. Who undoes an
    undoing does anew what had been done; that holds.
    """
    found: set[UUID] = set()
    for undone, operation in undoings.items():
        if undone not in found:
            found |= {undone, operation}
    return found


@dataclass(frozen=True)
class Step:
    """
    What an operation did to one thing. `before` and `after` are the records of it before the operation and at its end,
    `since` the latest one after it that still holds; None where it was not there, or where nothing happened since.
    `is_unknown`: it was there, but nobody noted how.
    """

    before: models.Model | None
    after: models.Model
    since: models.Model | None
    is_unknown: bool = False

    @property
    def model(self) -> type[models.Model]:
        return self.after.instance_type

    @property
    def pk(self):
        return pk_of(self.after)

    @property
    def was_created(self) -> bool:
        return self.before is None and self.after.history_type != DELETED and not self.is_unknown

    @property
    def is_fleeting(self) -> bool:
        """Whether the thing was made and deleted by the same operation."""
        return self.before is None and self.after.history_type == DELETED and not self.is_unknown

    @property
    def was_deleted(self) -> bool:
        return self.before is not None and self.after.history_type == DELETED


def steps(model: type[models.Model], operation: UUID) -> list[Step]:
    """What the operation did to each thing of this kind, in its order. Two queries, however much it was."""
    rows = (
        model.history.filter(operation=operation)
        .annotate(
            before_id=Subquery(earlier(model).values("history_id")[:1]),
            since_id=Subquery(later(model, taken_back(undoings())).values("history_id")[:1]),
        )
        .order_by("history_id")
    )
    first, last = {}, {}
    for row in rows:
        first.setdefault(pk_of(row), row)
        last[pk_of(row)] = row
    wanted = {row.before_id for row in first.values()} | {row.since_id for row in last.values()}
    records = model.history.select_related("history_user").in_bulk(wanted - {None})
    return [
        Step(
            None if first[pk].history_type == CREATED else records.get(first[pk].before_id),
            row,
            records.get(row.since_id),
            is_unknown=first[pk].history_type != CREATED and first[pk].before_id is None,
        )
        for pk, row in last.items()
    ]


def earlier(model: type[models.Model]) -> models.QuerySet:
    """For a subquery: what the thing of the outer row had in its history before that row's operation, latest first."""
    return others(model).filter(history_id__lt=OuterRef("history_id"))


def later(model: type[models.Model], taken_back: set[UUID]) -> models.QuerySet:
    """
    For a subquery: what happened to the thing of the outer row since, and still holds, latest first. That others only
    got their places counted anew is nothing that happened to it.
    """
    since = others(model).filter(history_id__gt=OuterRef("history_id"), is_renumbering=False)
    return since.exclude(operation__in=taken_back) if taken_back else since


def others(model: type[models.Model]) -> models.QuerySet:
    pk = model._meta.pk.attname
    same = model.history.filter(**{pk: OuterRef(pk)})
    return same.exclude(operation=OuterRef("operation")).order_by("-history_id")


def pk_of(record: models.Model):
    return getattr(record, record.instance_type._meta.pk.attname)

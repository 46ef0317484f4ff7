"""Publishing, withdrawing, archiving and bringing back several things at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from leader_portal.content.audience import Status
from leader_portal.content.base_models import PublishableModel
from leader_portal.content.editing import one_step
from leader_portal.content.operations import operation
from leader_portal.content.roles import may


@dataclass
class Outcome:
    """What came of it: what was changed, what was that way already, and what could not be, with the reasons."""

    changed: list[PublishableModel] = field(default_factory=list)
    unchanged: list[PublishableModel] = field(default_factory=list)
    refused: list[tuple[PublishableModel, str]] = field(default_factory=list)


@operation("veröffentlicht")
def publish(*, things: Iterable[PublishableModel], user) -> Outcome:
    return change_each(things, user, lambda thing: set_status(thing, Status.PUBLISHED))


@operation("zum Entwurf gemacht")
def withdraw(*, things: Iterable[PublishableModel], user) -> Outcome:
    """Make them drafts. What is archived stays so: it is brought back on purpose or not at all."""
    return change_each(things, user, lambda thing: thing.is_archived or set_status(thing, Status.DRAFT))


@operation("archiviert")
def archive(*, things: Iterable[PublishableModel], user) -> Outcome:
    return change_each(things, user, lambda thing: set_status(thing, Status.ARCHIVED))


@operation("aus dem Archiv zurückgeholt")
def bring_back(*, things: Iterable[PublishableModel], user) -> Outcome:
    """As they were before they were archived: what visitors saw they see again, what was a draft is one."""
    return change_each(things, user, lambda thing: thing.is_archived and thing.leave_archive())


def set_status(thing: PublishableModel, status: Status):
    thing.status = status


@one_step()
def change_each(things: Iterable[PublishableModel], user, change: Callable[[PublishableModel], object]) -> Outcome:
    """
    Change and save each of the things that may be changed, with a row of history for each.
    """
    outcome = Outcome()
    for thing in things:
        is_allowed = may(user, "change", thing)
        before = thing.status
        change(thing)
        if thing.status == before:
            outcome.unchanged.append(thing)
        elif not is_allowed or not may(user, "change", thing):
            outcome.refused.append((thing, "Das darf nur die Redaktion."))
        else:
            try:
                thing.clean()
                thing.validate_constraints()
            except ValidationError as refusal:
                outcome.refused.append((thing, " ".join(refusal.messages)))
            else:
                thing.save()
                outcome.changed.append(thing)
    return outcome

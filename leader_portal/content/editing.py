"""
Editing: what every step that somebody takes at the desk has in common.

A step is taken whole or not at all, by somebody (`user`) who may take it, with a thing as they saw it (`version`). It
makes other writers wait before it reads, so that what it has read holds until it is done. What can't be done raises
`Refused`, what somebody else has changed meanwhile `EditConflict`; then nothing was written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models, transaction

from leader_portal.content.operations import operation
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may
from leader_portal.content.versions import EditConflict

FORBIDDEN, CONFLICT, MISTAKEN = 403, 409, 422


class Refused(Exception):
    """
    Raised when something can't be done, or not by this user. The `sentences` say why, in German; `status` is the
    HTTP status that says the same to a machine.
    """

    def __init__(self, *sentences: str, status: int = CONFLICT):
        super().__init__(*sentences)
        self.sentences = list(sentences)
        self.status = status

    def __str__(self):
        return " ".join(self.sentences)


def mistaken(*sentences: str) -> Refused:
    """The refusal of what was entered."""
    return Refused(*sentences, status=MISTAKEN)


@contextmanager
def one_step(name: str = "") -> Iterator[None]:
    """What is written inside is one step and one operation of the history; also a decorator."""
    with operation(name), transaction.atomic():
        ContentRevision.objects.lock()
        yield


def as_it_stands(thing: models.Model, version: int | None, gone: str) -> models.Model:
    """
    The thing as the database has it now, with what it stands in; `gone` says that it is no longer there. It is saved
    only if it still is the version that the user saw, where that is known.
    """
    model = type(thing)
    current = model._default_manager.select_related(*way_up(model)).filter(pk=thing.pk).first()
    if current is None:
        raise Refused(gone)
    if version is not None:
        current.based_on_version = version
    return current


def way_up(model: type[models.Model]) -> list[str]:
    """The relations to what it stands in, and to what that stands in, as `select_related` takes them."""
    names = []
    while model.stands_in:
        names.append(model.stands_in)
        model = model._meta.get_field(model.stands_in).related_model
    return ["__".join(names)] if names else []


def refuse_stale(thing: models.Model):
    """Refuse, before anything is written, what is based on another version than the stored one."""
    if thing.based_on_version != thing.version:
        raise EditConflict(thing, thing)


def refuse_unless_may(user, action: str, thing: models.Model, why_not: Callable[[models.Model], str]):
    """Refuse what the user may not do to the thing as it is, or as it is to be; `why_not` finds the words for it."""
    if not may(user, action, thing):
        raise Refused(why_not(thing), status=FORBIDDEN)


def refuse_invalid(thing: models.Model):
    """Refuse what the model itself objects to."""
    try:
        thing.full_clean()
    except ValidationError as refusal:
        raise Refused(*refusal.messages) from refusal


def keep(thing: models.Model, user, reason: str = ""):
    """Save it, and leave a row of history that says who and why."""
    thing._history_user = user
    if reason:
        thing._change_reason = reason
    thing.save()


@contextmanager
def one_row_of_history(thing: models.Model) -> Iterator[None]:
    """What is changed inside leaves no row: saving the thing afterwards leaves one for everything."""
    thing.skip_history_when_saving = True
    try:
        yield
    finally:
        del thing.skip_history_when_saving

"""Bringing back an earlier state of something, also of what was deleted."""

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from leader_portal.content.editing import Refused, one_step, refuse_invalid, refuse_unless_may
from leader_portal.content.versions import EditConflict
from leader_portal.history.differences import (
    Difference,
    State,
    as_it_was,
    history_of_links,
    linked_fields,
    state_of,
    states_of,
)
from leader_portal.history.operations import CHANGED, DELETED, earlier, pk_of
from leader_portal.history.wording import Wording, label_of, when

ROLE_REFUSES = "Das darf nur zurücknehmen, wer zur Redaktion gehört: Es betrifft Veröffentlichtes."


def why_not(thing: models.Model) -> str:
    return ROLE_REFUSES


def stored(record: models.Model) -> models.Model | None:
    """The object of which this is an earlier state, as it stands now; None if it was deleted."""
    model = record.instance_type
    return model._base_manager.filter(pk=pk_of(record)).first()


def deleted(model: type[models.Model]) -> models.QuerySet:
    """The last records of what was deleted and not brought back, newest first."""
    pk = model._meta.pk.attname
    newer = model.history.filter(**{pk: OuterRef(pk)}, history_id__gt=OuterRef("history_id"), history_type=DELETED)
    there = model._base_manager.filter(pk=OuterRef(pk))
    return model.history.filter(~Exists(there), ~Exists(newer), history_type=DELETED)


def state_at(record: models.Model) -> State:
    """How the object was. When a deletion is noted the links are gone already: they stand in the record before."""
    model = record.instance_type
    (state,) = states_of(model, [record])
    if record.history_type == DELETED:
        pk = model._meta.pk.attname
        before = model.history.filter(**{pk: pk_of(record)}, history_id__lt=record.history_id).first()
        if before:
            (held,) = states_of(model, [before])
            state |= {field.name: held[field.name] for field in linked_fields(model)}
    return state


def as_it_is_to_be(record: models.Model) -> tuple[models.Model, State]:
    """The object as restoring this record would make it, unsaved, and its state."""
    thing = stored(record)
    return as_it_was(record.instance_type, record) if thing is None else set_back(thing, record), state_at(record)


def set_back(thing: models.Model, record: models.Model, from_record: models.Model | None = None) -> models.Model:
    """
    Give the object, unsaved, the values of an earlier record of it; with `from_record` only those that changed from
    there to that one. What was once published stays known to have been: its address goes on answering, and it can't be
    deleted.
    """
    published = getattr(thing, "first_published_at", None)
    for field in record.tracked_fields:
        earlier_value = getattr(record, field.attname)
        if from_record is None or getattr(from_record, field.attname) != earlier_value:
            setattr(thing, field.attname, earlier_value)
    if published:
        thing.first_published_at = published
    return thing


def changes_by(record: models.Model) -> list[Difference]:
    """What restoring this record would change; everything that it holds, if the object was deleted."""
    model = record.instance_type
    then = state_at(record)
    now = stored(record)
    if now is None:
        return [Difference(label, "–", words) for label, words in Wording(model, [then]).told(then)]
    present = state_of(now)
    return Wording(model, [present, then]).differences(present, then)


@one_step()
def restore(*, record: models.Model, user, based_on_version: int | None) -> tuple[models.Model, list[str]]:
    """
    Make the object as it was at this record, with its links, and what a deletion took along. Returns it and the
    names of what it was linked to and is gone.

    Raises EditConflict if it was changed since `based_on_version` was seen, and Refused if the user may not touch it
    as it is or as it would be, or if it can't be that way any more.
    """
    model = record.instance_type
    now = stored(record)
    if now is not None:
        refuse_unless_may(user, "change", now, why_not)
        if now.version != based_on_version:
            raise EditConflict(now, now)
        if objection := now.objection_to_restoring(record):
            raise Refused(objection)
    thing, state = as_it_is_to_be(record)
    check_that_all_is_there(thing)
    refuse_unless_may(user, "add" if now is None else "change", thing, why_not)
    refuse_invalid(thing)
    if now is not None:
        return thing, write(thing, state, f"auf den Stand vom {when(record.history_date)} zurückgesetzt")
    note = f"mit dem Stand vom {when(record.history_date)} zurückgeholt"
    missing = write(thing, state, note, is_new=True)
    deletion = model.history.filter(**{model._meta.pk.attname: thing.pk}, history_type=DELETED).first()
    relink(thing, deletion, note, user)
    for part_record in taken_along(deletion):
        part, part_state = as_it_is_to_be(part_record)
        refuse_unless_may(user, "add", part, why_not)
        missing += write(part, part_state, note, is_new=True)
        relink(part, part_record, note, user)
    return thing, missing


def write(thing: models.Model, state: State, note: str, *, is_new: bool = False) -> list[str]:
    """Save the object with its links and a note in its history. Returns the names of links that are gone."""
    thing._change_reason = note
    thing.save(force_insert=is_new)
    missing = []
    for field in linked_fields(type(thing)):
        there = field.related_model._base_manager.in_bulk(state[field.name])
        gone = [pk for pk in state[field.name] if pk not in there]
        if gone:
            wording = Wording(type(thing), [state])
            missing += [wording.name(field, pk) for pk in gone]
        getattr(thing, field.name).set(there.values())
    return missing


def relink(thing: models.Model, deletion: models.Model | None, note: str, user):
    """Link to it again what lost its link when it was deleted, such as the cards of a place."""
    if deletion is None:
        return
    for relation in thing._meta.related_objects:
        other = relation.related_model
        if not relation.many_to_many or relation.field not in linked_fields(other):
            continue
        links = history_of_links(relation.field).objects.filter(**{relation.field.m2m_reverse_name(): thing.pk})
        lost = (
            other.history.filter(operation=deletion.operation, history_type=CHANGED)
            .annotate(before=Subquery(earlier(other).values("history_id")[:1]))
            .filter(before__in=links.values("history_id"))
        )
        for loser in other._base_manager.filter(pk__in=lost.order_by().values(other._meta.pk.attname)):
            refuse_unless_may(user, "change", loser, why_not)
            loser._change_reason = note
            getattr(loser, relation.field.name).add(thing)


def check_that_all_is_there(thing: models.Model):
    """Refuse, in a sentence, what would stand in something that is gone."""
    for field in thing._meta.concrete_fields:
        if not field.is_relation or getattr(thing, field.attname) is None:
            continue
        pk = getattr(thing, field.attname)
        if not field.related_model._base_manager.filter(pk=pk).exists():
            name = Wording(type(thing), [{field.name: pk}]).name(field, pk)
            raise Refused(
                f"Das gehört zu etwas, das es nicht mehr gibt – {label_of(field)}: {name}. "
                "Holen Sie bitte zuerst das zurück."
            )


def taken_along(deletion: models.Model | None) -> list[models.Model]:
    """The last records of what was deleted because it stood in what this record says was deleted; parents first."""
    if deletion is None:
        return []
    found = []
    for relation in deletion.instance_type._meta.related_objects:
        part = relation.related_model
        if relation.on_delete is not models.CASCADE or not hasattr(part, "history"):
            continue
        records = part.history.filter(
            **{relation.field.attname: pk_of(deletion)}, history_type=DELETED, operation=deletion.operation
        )
        for record in records.order_by("history_id"):
            if stored(record) is None:
                found += [record, *taken_along(record)]
    return found

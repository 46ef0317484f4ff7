"""
Undoing an operation: everything that it touched becomes as it was before, by an operation of its own, so that undoing
can be undone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import count
from uuid import UUID, uuid4

from django.db import IntegrityError, models
from django.db.models import F

from leader_portal.content.editing import Refused, one_step, refuse_invalid, refuse_unless_may
from leader_portal.content.operations import current, operation
from leader_portal.content.roles import may
from leader_portal.history.changes import ACTIONS
from leader_portal.history.differences import Difference, State, as_it_was, linked_fields, states_of
from leader_portal.history.latest import PastOperation, past_operations
from leader_portal.history.operations import CHANGED, CREATED, DELETED, Step, recorded_models, steps
from leader_portal.history.restoring import ROLE_REFUSES, check_that_all_is_there, set_back, why_not, write
from leader_portal.history.wording import Wording, when, who

# As many sentences are said of what stands in the way.
MOST_REFUSALS = 8


@dataclass
class Change:
    """What undoing does to one thing. `now` is the thing as it stands, None if it was deleted."""

    step: Step
    now: models.Model | None
    state: State | None = None
    differences: list[Difference] = field(default_factory=list)

    @property
    def thing(self) -> models.Model:
        return self.now if self.now is not None else as_it_was(self.step.model, self.step.after)

    @property
    def kind(self) -> str:
        return self.step.model._meta.verbose_name

    @property
    def done(self) -> str:
        """What the operation did to it."""
        return ACTIONS[CREATED if self.step.was_created else DELETED if self.step.was_deleted else CHANGED]

    @property
    def consequence(self) -> str:
        """What becomes of it as a whole; empty if only some of its fields change."""
        if self.step.was_created:
            return "wird archiviert" if self.is_archived_instead else "wird gelöscht"
        return "wird wieder angelegt" if self.step.was_deleted else ""

    @property
    def is_archived_instead(self) -> bool:
        return getattr(self.now, "was_published", False)


class Undoing:
    """What undoing an operation would do, and what stands in its way. The number of queries depends on the kinds."""

    def __init__(self, past: PastOperation, user):
        self.past, self.user = past, user
        self.kinds = parents_first({group.model for group in past.groups})
        self.changes = [change for model in self.kinds for change in self.changes_to(model)]

    @classmethod
    def of(cls, operation_id: UUID, user) -> "Undoing | None":
        """None if there never was such an operation."""
        found = past_operations(recorded_models(), [operation_id])
        return cls(found[0], user) if found else None

    def changes_to(self, model: type[models.Model]) -> list[Change]:
        done = steps(model, self.past.id)
        # With what they stand in, since whether somebody may touch them is asked of that.
        stored = model._base_manager.select_related().in_bulk([step.pk for step in done])
        changes = [Change(step, stored.get(step.pk)) for step in done if step.before or not step.is_fleeting]
        returning = [change for change in changes if change.step.before]
        befores = states_of(model, [change.step.before for change in returning])
        afters = states_of(model, [change.step.after for change in returning])
        wording = Wording(model, [*befores, *afters])
        for change, before, after in zip(returning, befores, afters, strict=True):
            change.state = before
            if not change.step.was_deleted:
                change.differences = wording.differences(after, before)
        return changes

    @cached_property
    def refusals(self) -> list[str]:
        """Why it can't be undone, in sentences; empty if nothing is in the way."""
        found = list(dict.fromkeys(self.objections()))
        more = len(found) - MOST_REFUSALS
        return [*found[:MOST_REFUSALS], f"Und {more} Weiteres steht dem entgegen."] if more > 0 else found

    def objections(self) -> Iterator[str]:
        if self.past.is_undone:
            yield "Das ist schon rückgängig gemacht."
            return
        if self.past.user is None:
            yield "Das hat das Portal selbst geschrieben, etwa als seine Inhalte geladen wurden."
            return
        for change in self.changes:
            since, action = change.step.since, "delete" if change.step.was_created else "change"
            if since is not None:
                did = ACTIONS[since.history_type]
                yield f"„{change.thing}“ hat inzwischen {who(since.history_user)} am {when(since.history_date)} {did}."
            elif change.step.is_unknown or (change.now is None) != change.step.was_deleted:
                yield f"Wie „{change.thing}“ vorher war, ist nicht bekannt."
            elif change.now is not None and not may(self.user, action, change.now):
                yield ROLE_REFUSES
        for change, other in self.what_refers_to_the_new():
            yield f"Auf „{change.thing}“ bezieht sich inzwischen: {other._meta.verbose_name} „{other}“."

    def what_refers_to_the_new(self) -> Iterator[tuple[Change, models.Model]]:
        """What this operation did not touch and what would lose, or go with, something that it has made."""
        touched = {(change.step.model, change.step.pk) for change in self.changes}
        new = [change for change in self.changes if change.step.was_created and not change.is_archived_instead]
        for model in {change.step.model: None for change in new}:
            things = {change.step.pk: change for change in new if change.step.model is model}
            for relation in model._meta.related_objects:
                name, other_model = relation.field.name, relation.related_model
                if relation.many_to_many and relation.field not in linked_fields(other_model):
                    continue
                others = other_model._base_manager.filter(**{f"{name}__in": list(things)})
                for other in others.annotate(referred_to=F(f"{name}__pk")):
                    if (other_model, other.pk) not in touched:
                        yield things[other.referred_to], other

    def write(self, note: str):
        """First what was deleted comes back, then what was changed gets its earlier state, then what is new goes."""
        make_way(self.changes)
        # What stands in another of its kind was deleted before that one.
        latest_first = sorted(self.changes, key=lambda change: -change.step.after.history_id)
        for change in sorted(latest_first, key=lambda change: self.kinds.index(change.step.model)):
            if change.step.was_deleted:
                self.write_state(as_it_was(change.step.model, change.step.before), change.state, note, is_new=True)
        for change in self.changes:
            if change.step.before and not change.step.was_deleted:
                thing = set_back(change.now, change.step.before, from_record=change.step.after)
                self.write_state(thing, change.state, note)
        for model in reversed(self.kinds):
            self.remove(
                [change for change in self.changes if change.step.was_created and change.step.model is model], note
            )

    def remove(self, new: list[Change], note: str):
        """What is new of one kind goes: what was once published into the archive, the rest all at once."""
        for change in new:
            if change.is_archived_instead:
                change.now._change_reason = note
                change.now.delete()
        if drafts := [change for change in new if not change.is_archived_instead]:
            with operation(note):
                models.QuerySet(drafts[0].step.model).filter(pk__in=[draft.step.pk for draft in drafts]).delete()

    def write_state(self, thing: models.Model, state: State, note: str, *, is_new: bool = False):
        try:
            check_that_all_is_there(thing)
            refuse_invalid(thing)
        except Refused as refusal:
            raise Refused(*(f"„{thing}“: {sentence}" for sentence in refusal.sentences)) from refusal
        refuse_unless_may(self.user, "add" if is_new else "change", thing, why_not)
        write(thing, state, note, is_new=is_new)


class AlreadyUndone(Refused):
    """Raised when somebody has undone the operation before: perhaps the same person, by a second click."""


@one_step()
def undo(*, operation_id: UUID, user) -> PastOperation:
    """
    Undo all of an operation or nothing. Refused if something was changed since or can't be as it was any more, or if
    the user may not touch it.
    """
    undoing = Undoing.of(operation_id, user)
    if undoing is None:
        raise Refused("Diesen Vorgang gibt es nicht.")
    if undoing.past.is_undone:
        raise AlreadyUndone(*undoing.refusals)
    if undoing.refusals:
        raise Refused(*undoing.refusals)
    current.get().undoes = operation_id
    try:
        undoing.write(f"auf den Stand vor dem {when(undoing.past.moment)} zurückgesetzt")
    except IntegrityError as refusal:
        raise Refused("Der frühere Stand passt nicht mehr zu dem, was seither dazugekommen ist.") from refusal
    return undoing.past


def parents_first(kinds: set[type[models.Model]]) -> list[type[models.Model]]:
    """The kinds in an order in which each stands behind those that its things stand in or refer to."""
    graph = {
        model: {field.related_model for field in model._meta.concrete_fields if field.is_relation} & kinds - {model}
        for model in sorted(kinds, key=lambda model: model._meta.label)
    }
    return list(TopologicalSorter(graph).static_order())


def make_way(changes: list[Change]):
    """
    Values that no two things may share, such as the number of a field, step aside while others take them back. The
    history says nothing of it: each gets its own value before the end, or is deleted.
    """
    for change in changes:
        if change.now is None or (change.step.was_created and change.is_archived_instead):
            continue
        values = {
            field.attname: value_that_nobody_has(field)
            for field in unique_fields(change.step.model)
            if change.step.before is None
            or getattr(change.step.before, field.attname) != field.value_from_object(change.now)
        }
        if values:
            models.QuerySet(change.step.model).filter(pk=change.step.pk).update(**values)


def unique_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields whose values constraints keep apart, without what they refer to; slugs stay, they make addresses."""
    names = {
        name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    }
    return [field for field in map(model._meta.get_field, sorted(names)) if not field.is_relation]


def value_that_nobody_has(field: models.Field):
    if isinstance(field, models.IntegerField):
        used = set(field.model._base_manager.values_list(field.attname, flat=True))
        return next(number for number in count(1) if number not in used)
    return uuid4().hex

"""What tells two states of the same object apart, field by field, in the words that people see."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models

# A state of an object: the value of each field by the field's name; for a many-to-many field the ids, in order.
State = Mapping[str, Any]

NOTHING = "–"
# Above this, comparing word by word takes longer than anybody wants to wait; the texts stand whole then.
MOST_WORDS = 3000


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that a change is told of: what people can enter, and what many-to-many fields hold."""
    entered = [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]
    return [*entered, *linked_fields(model)]


def linked_fields(model: type[models.Model]) -> list[models.ManyToManyField]:
    """The many-to-many fields whose history is kept."""
    kept = getattr(model, "_history_m2m_fields", [])
    return [field for field in model._meta.many_to_many if field.name in kept]


def state_of(thing: models.Model) -> State:
    """How the object is now. A query for each many-to-many field."""
    state = {field.name: field.value_from_object(thing) for field in thing._meta.concrete_fields}
    for field in linked_fields(type(thing)):
        state[field.name] = [other.pk for other in getattr(thing, field.name).all()] if thing.pk else []
    return state


def states_of(model: type[models.Model], records: Iterable[models.Model]) -> list[State]:
    """How the object was at each of these records of its history. A query for each many-to-many field."""
    records = list(records)
    states = [{field.name: getattr(record, field.attname) for field in record.tracked_fields} for record in records]
    for field in linked_fields(model):
        linked = defaultdict(list)
        links = history_of_links(field).objects.filter(history__in=[record.pk for record in records])
        for record_id, other in links.order_by("pk").values_list("history_id", field.m2m_reverse_name()):
            linked[record_id].append(other)
        for record, state in zip(records, states, strict=True):
            state[field.name] = linked[record.pk]
    return states


def history_of_links(field: models.ManyToManyField) -> type[models.Model]:
    """The model that keeps what the many-to-many field held at each record."""
    records = field.model.history.model
    through = field.remote_field.through
    return next(
        relation.related_model
        for relation in records._meta.related_objects
        if getattr(relation.related_model, "instance_type", None) is through
    )


@dataclass(frozen=True)
class Difference:
    """One field of which two states say something else. The marks tell apart what went, what came, what stayed."""

    label: str
    before: str
    after: str

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The text in pieces: `("same" | "gone" | "new", piece)`, as one reads a corrected draft."""
        return list(marked(self.before, self.after))


def comparable(field: models.Field, value: Any) -> Any:
    """Two values that compare equal are the same to people: the order of links means nothing."""
    if field.many_to_many:
        return frozenset(value)
    return str(value or "") if isinstance(field, models.FileField) else value


def as_it_was(model: type[models.Model], record: models.Model) -> models.Model:
    """
    The object as the record holds it, unsaved. The library's own `record.instance` asks the database for the
    fields whose history is not kept.
    """
    return model(**{field.attname: getattr(record, field.attname) for field in record.tracked_fields})


def marked(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Word by word what stayed, went and came; where little stayed, the two texts one after the other."""
    if before == NOTHING or after == NOTHING:
        yield ("new", after) if before == NOTHING else ("gone", before)
        return
    old, new = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", after)
    # Where a line ends is no difference in words.
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    if len(old) + len(new) > MOST_WORDS or matcher.ratio() < 0.5:
        yield "gone", before
        yield "new", after
        return
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal" and old_to > old_from:
            yield "gone", "".join(old[old_from:old_to])
        if new_to > new_from:
            yield "same" if kind == "equal" else "new", "".join(new[new_from:new_to])

"""What tells two states of the same object apart, field by field, in the words that people see."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format

# A state of an object: the value of each field by the field's name; for a many-to-many field the ids, in order.
State = Mapping[str, Any]

NOTHING = "–"
TRUTHS = {True: "ja", False: "nein", None: "unbekannt"}
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


class Wording:
    """
    Puts what states hold into words. What they refer to is named as it is called now, or was when it was
    deleted; each kind of it costs one query for all states together, and another if some of it is gone.
    """

    def __init__(self, model: type[models.Model], states: Iterable[State]):
        self.fields = told_fields(model)
        self.names = names_of_what_is_referred_to(self.fields, list(states))

    def of(self, field: models.Field, value: Any) -> str:
        if field.many_to_many:
            return ", ".join(sorted((self.name(field, other) for other in value), key=str.casefold)) or NOTHING
        if field.is_relation:
            return NOTHING if value is None else self.name(field, value)
        return in_words(field, value)

    def name(self, field: models.Field, pk) -> str:
        return self.names.get((field.related_model, pk)) or f"Nr. {pk}, die es nicht mehr gibt"

    def differences(self, before: State, after: State) -> list[Difference]:
        """The fields in which two states differ, in the order of the form."""
        return [
            Difference(label_of(field), self.of(field, before[field.name]), self.of(field, after[field.name]))
            for field in self.fields
            if field.name in before
            and field.name in after
            and comparable(field, before[field.name]) != comparable(field, after[field.name])
        ]

    def told(self, state: State) -> list[tuple[str, str]]:
        """All that a state says: (label, words) of each field that holds anything."""
        told = [(label_of(field), self.of(field, state[field.name])) for field in self.fields if field.name in state]
        return [(label, words) for label, words in told if words != NOTHING]


def label_of(field: models.Field) -> str:
    """The field's name with a capital, which German labels begin with."""
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def comparable(field: models.Field, value: Any) -> Any:
    """Two values that compare equal are the same to people: the order of links means nothing."""
    if field.many_to_many:
        return frozenset(value)
    return str(value or "") if isinstance(field, models.FileField) else value


def in_words(field: models.Field, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value)) if value not in ("", None) else NOTHING
    if isinstance(field, models.BooleanField):
        return TRUTHS[value]
    if value is None or value == "":
        return NOTHING
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return date_format(value, "DATE_FORMAT")
    if isinstance(field, models.IntegerField):
        return number_format(value, force_grouping=True)
    return str(value)


def names_of_what_is_referred_to(fields: list[models.Field], states: list[State]) -> dict[tuple[type, Any], str]:
    wanted = defaultdict(set)
    for field in fields:
        for state in states:
            value = state.get(field.name)
            if field.many_to_many:
                wanted[field.related_model].update(value or ())
            elif field.is_relation and value is not None:
                wanted[field.related_model].add(value)
    names = {}
    for model, pks in wanted.items():
        found = model._base_manager.in_bulk(pks) if pks else {}
        names.update({(model, pk): str(thing) for pk, thing in found.items()})
        gone = pks - found.keys()
        if gone and hasattr(model, "history"):
            # The last record of each, since later ones overwrite earlier ones in the dictionary.
            for record in model.history.filter(pk_filter(model, gone)).order_by("history_id"):
                thing = as_it_was(model, record)
                names[model, thing.pk] = f"{thing} (gelöscht)"
    return names


def pk_filter(model: type[models.Model], pks: Iterable) -> models.Q:
    return models.Q(**{f"{model._meta.pk.attname}__in": pks})


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

"""What people read of a change: how fields, values and people are called, and in which words two states differ."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format

from leader_portal.history.differences import NOTHING, Difference, State, as_it_was, comparable, told_fields

TRUTHS = {True: "ja", False: "nein", None: "unbekannt"}


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


def who(user) -> str:
    """How a person is called at the desk; nobody was signed in when the content was first loaded."""
    return "das Portal" if user is None else user.get_full_name() or user.get_username()


def when(moment) -> str:
    return date_format(timezone.localtime(moment), "j. F Y, H:i") + " Uhr"


def last_change(thing: models.Model) -> str:
    """Who changed it last, and when, for the middle of a sentence."""
    record = type(thing).history.filter(**{thing._meta.pk.attname: thing.pk}).select_related("history_user").first()
    user, moment = (record.history_user, record.history_date) if record else (None, thing.updated_at)
    return f"{who(user)} am {when(moment)}"

"""
One row: a form that knows what its user saw, so that only what they changed counts.

A row that somebody else changed meanwhile is a conflict only if the user has changed it too; what they left alone is
simply shown as it is now.
"""

import json
from functools import cached_property

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from leader_portal.content.roles import may
from leader_portal.desk.forms import NOT_ALLOWED, VERSION, VersionedForm, VersionField

REMOVE = "remove"


def seen_in(value: str | None) -> dict:
    """What a row was filled in for: the version of the thing, and what each of its fields held. Empty if unknown."""
    try:
        # A number that is no whole one is none of ours, and may be infinite.
        seen = json.loads(value, parse_float=str, parse_constant=str)
    except (TypeError, ValueError, RecursionError):
        return {}
    return seen if isinstance(seen, dict) else {}


class SeenField(VersionField):
    """The version, and what the fields held then: all in one hidden value, since Django reads only so many."""

    def clean(self, value):
        return seen_in(value).get(VERSION)


class RowForm(VersionedForm):
    """
    A row. `unique` names the field of which no two rows of one group may hold the same, with the sentence for who
    tries; `can_remove` says whether rows may be taken out.
    """

    based_on_version = SeenField()
    unique: tuple[str, str] | None = None
    can_remove = False
    # Which of its buttons has the focus, after it has moved the row.
    focused_button = ""

    def __init__(self, data=None, *, user, key: str, **kwargs):
        super().__init__(data, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.user = user
        self.key = key
        self.is_new = self.instance._state.adding
        self.was = None if self.is_new else str(self.instance)
        self.called = f"„{self.was}“"
        self.may_change = may(user, "add" if self.is_new else "change", self.instance)
        self.seen = seen_in(self.data.get(self.add_prefix(VERSION)))
        self.stored = {
            name: field.prepare_value(self.initial.get(name, field.initial))
            for name, field in self.fields.items()
            if name != VERSION
        }
        self.initial[VERSION] = json.dumps(self.state())

    def state(self) -> dict:
        """How it stands now, for the page to send back."""
        return {VERSION: self.stored_version, **self.stored}

    def set_focus(self, button: str):
        """On the button that moved the row, or on the first field of one that was added."""
        self.focused_button = button
        if not button:
            self.fields[next(iter(self.stored))].widget.attrs["autofocus"] = True

    @property
    def name(self) -> str:
        """How the row is called to who can't see where it stands."""
        return self.was or "neue Zeile"

    @property
    def is_sent(self) -> bool:
        """Whether it came with the form. A script leaves out the rows that nobody touched."""
        return self.is_bound and any(self.add_prefix(name) in self.data for name in [*self.fields, REMOVE])

    @cached_property
    def changed_data(self) -> list[str]:
        """What the user changed, unless it is by now what stands anyway, or the row is to go."""
        if self.is_to_be_removed:
            return []
        return [name for name in self.stored if self.differs(name, self.seen) and self.differs(name, self.stored)]

    def differs(self, name: str, values: dict) -> bool:
        """Whether what was entered is something else than what the field holds in these values."""
        return self.fields[name].has_changed(values.get(name), self[name].data)

    @property
    def is_to_be_removed(self) -> bool:
        return self.can_remove and self.is_bound and self.add_prefix(REMOVE) in self.data

    @property
    def is_to_be_saved(self) -> bool:
        return self.is_bound and self.has_changed()

    def _post_clean(self):
        """What one may not do is refused whatever else is wrong with it."""
        super()._post_clean()
        if not self.may_change and not self.has_error(NON_FIELD_ERRORS, code="role"):
            self.add_error(None, ValidationError(NOT_ALLOWED, code="role"))

    def check_removal(self):
        objection = self.objection_to_deletion()
        if objection:
            self.refuse(objection)

    def refuse(self, objection: ValidationError):
        """Say so once; sent again, it is done knowingly."""
        self.carry_newer_version()
        self.add_error(None, objection)

    def carry_newer_version(self):
        """Based on what holds now from here on; and what the user did not touch is as it is now, not as it was."""
        super().carry_newer_version()
        self.data[self.add_prefix(VERSION)] = self.initial[VERSION]
        for name, value in self.stored.items():
            if name not in self.changed_data:
                self.data[self.add_prefix(name)] = "" if value is None else str(value)

"""Forms that know which version of a thing they were filled in for, and refuse to overwrite a newer one unseen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from leader_portal.content.roles import may
from leader_portal.history.differences import NOTHING
from leader_portal.history.wording import Wording, label_of, last_change

VERSION = "based_on_version"
NOT_ALLOWED = (
    "Das ist veröffentlicht oder steht in etwas Veröffentlichtem, oder es käme damit dorthin. Das darf nur, wer zur "
    "Redaktion gehört. Es wurde nichts gespeichert; Ihre Eingaben stehen noch hier."
)
GONE = (
    "Diesen Eintrag hat inzwischen jemand gelöscht. Ihre Eingaben stehen noch hier, damit Sie sie kopieren können; "
    "laden Sie die Seite dann neu. Unter „Verlauf“ lässt sich der Eintrag auch zurückholen."
)


@dataclass(frozen=True)
class Conflict:
    """What stands in the database and what was entered here, where the two differ: (label, theirs, mine)."""

    thing: models.Model
    rows: list[tuple[str, str, str]]


class VersionField(forms.IntegerField):
    """The version that the form was filled in for. Never a reason to save: it is no content."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        """What is no number is no version that there ever was."""
        try:
            return super().clean(value)
        except ValidationError:
            return None

    def has_changed(self, initial, data):
        return False


class VersionedForm(forms.ModelForm):
    """
    A form of something that counts its versions. Posted with another version than the one that now stands, it
    is refused once, with both versions to see; it then carries the newer version, so that sending it again is a
    knowing overwrite. `user` is set by the admin; what they may not do is refused here too.
    """

    based_on_version = VersionField()
    user = None
    conflict: Conflict | None = None
    # What the sentence about a conflict calls it: on a page of its own, nothing but this.
    called = "Das"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # None for something that is not there yet.
        self.stored_version = None if self.instance._state.adding else self.instance.version
        self.initial[VERSION] = self.stored_version

    @cached_property
    def is_stale(self) -> bool:
        """Whether somebody has changed the thing since the page with this form was made."""
        seen = self.fields[VERSION].clean(self[VERSION].data)
        return self.stored_version is not None and seen != self.stored_version

    def _post_clean(self):
        super()._post_clean()
        if self.is_stale and self.has_changed():
            self.conflict = Conflict(self.instance, list(self.rows_of_conflict()))
            self.carry_newer_version()
            self.add_error(None, ValidationError(self.sentence_of_conflict(), code="stale"))
        elif not self.errors:
            self.check_role()

    def check_role(self):
        action = "add" if self.instance._state.adding else "change"
        if self.user is not None and not may(self.user, action, self.instance):
            self.add_error(None, ValidationError(NOT_ALLOWED, code="role"))

    def objection_to_deletion(self) -> ValidationError | None:
        """Why the thing may not be deleted: its user may not, or does not know how it stands now."""
        if self.user is not None and not may(self.user, "delete", self.instance):
            return ValidationError(NOT_ALLOWED, code="role")
        if not self.is_stale:
            return None
        return ValidationError(
            f"„{self.instance}“ hat inzwischen {last_change(self.instance)} geändert. Es wurde noch nichts gelöscht "
            "und nichts gespeichert. Schauen Sie bitte nach und speichern Sie dann noch einmal.",
            code="stale",
        )

    def carry_newer_version(self):
        self.data = self.data.copy()
        self.data[self.add_prefix(VERSION)] = str(self.stored_version)

    def sentence_of_conflict(self) -> str:
        return (
            f"{self.called} hat inzwischen {last_change(self.instance)} geändert. Es wurde noch nichts gespeichert; "
            "Ihre Eingaben stehen noch hier. Vergleichen Sie die beiden Fassungen: Speichern Sie noch einmal, gilt "
            "Ihre."
        )

    def rows_of_conflict(self):
        """The entered fields that differ from what stands: label, what stands, what was entered."""
        fields = [self.instance._meta.get_field(name) for name in self.changed_data if name in self._meta_fields()]
        theirs = {field.name: self.stored_value(field) for field in fields}
        mine = {field.name: self.entered_value(field) for field in fields if field.name in self.cleaned_data}
        wording = Wording(type(self.instance), [theirs, mine])
        for field in fields:
            entered = wording.of(field, mine[field.name]) if field.name in mine else self.raw_value(field)
            yield label_of(field), wording.of(field, theirs[field.name]), entered

    def _meta_fields(self) -> set[str]:
        return {field.name for field in (*self.instance._meta.concrete_fields, *self.instance._meta.many_to_many)}

    def stored_value(self, field):
        value = self.initial.get(field.name)
        return [getattr(other, "pk", other) for other in value or ()] if field.many_to_many else value

    def entered_value(self, field):
        value = self.cleaned_data[field.name]
        if field.many_to_many:
            return [other.pk for other in value]
        return value.pk if isinstance(value, models.Model) else value

    def raw_value(self, field) -> str:
        """What was typed where it makes no value, such as »zwölf« for a number."""
        return str(self[field.name].data or NOTHING)


class VersionedFormSet(forms.BaseInlineFormSet):
    """The parts of a thing on its page. Each is checked by its own version, those to be deleted too."""

    user = None

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        # The thing itself as it is to be, so that a part can tell whether it will stand in something published.
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def get_queryset(self):
        """
        The parts as the forms have them. The admin pairs the forms with these by their order, which fails as soon
        as somebody else has added or deleted one.
        """
        if self.is_bound and "forms" in self.__dict__:
            return [None if form.instance._state.adding else form.instance for form in self.initial_forms]
        return super().get_queryset()

    def clean(self):
        super().clean()
        for form in self.initial_forms:
            if form.instance._state.adding and not (self.can_delete and self._should_delete_form(form)):
                form.add_error(None, ValidationError(GONE, code="gone"))
        for form in self.deleted_forms:
            objection = None if form.instance._state.adding else form.objection_to_deletion()
            if objection:
                raise objection


def conflicts_of(forms_: Iterable[forms.BaseForm]) -> list[Conflict]:
    return [form.conflict for form in forms_ if getattr(form, "conflict", None)]

"""
One row of a grid: a form that knows what its user saw, so that only what they changed counts.

Beside each field stands, hidden, the value that the page was made with. A row that somebody else changed meanwhile is
a conflict only if the user has changed it too; what they left alone is simply shown as it is now.
"""

from collections.abc import Callable, Hashable
from functools import cached_property

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.safestring import mark_safe

from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.content.roles import may
from leader_portal.content.text import cleaned
from leader_portal.desk.forms import NOT_ALLOWED, VERSION, VersionedForm

REMOVE = "remove"


class TextField(forms.CharField):
    """A text. What is too long is refused, never cut off without a word by the browser."""

    def __init__(self, longest: int, **options):
        super().__init__(widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"}), **options)
        self.longest = longest

    def to_python(self, value):
        text = cleaned(super().to_python(value))
        if len(text) > self.longest:
            raise ValidationError(
                f"Das sind {len(text)} Zeichen; bis zu {self.longest} haben Platz. Bitte kürzen Sie den Text."
            )
        return text


class LineField(TextField):
    """A text of one paragraph: what is pasted into it loses its line breaks."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ChoiceField(forms.TypedChoiceField):
    """One of a few values, each a button; the first choice, whose value is empty, says that it is not known."""

    def __init__(self, choices: list[tuple[str, str]], coerce: Callable[[str], Hashable], sentence: str, **options):
        super().__init__(
            choices=choices,
            coerce=coerce,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": sentence},
            **options,
        )


def truth(value) -> bool:
    """What the words of a `TruthField` mean; a truth means itself."""
    known = {"ja": True, "nein": False, True: True, False: False}
    if value not in known:
        raise ValueError(value)
    return known[value]


class TruthField(ChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **options):
        choices = [("", "unbekannt"), ("ja", "ja"), ("nein", "nein")]
        super().__init__(choices, truth, "Hier gibt es nur „unbekannt“, „ja“ und „nein“.", **options)

    def prepare_value(self, value):
        return {True: "ja", False: "nein", None: ""}.get(value, value)


class CountField(forms.IntegerField):
    """A number of persons or votes."""

    def __init__(self, **options):
        super().__init__(
            min_value=0,
            max_value=LARGEST_INTEGER,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}),
            error_messages={
                "required": "Bitte tragen Sie die Zahl ein, 0 wenn es keine gab.",
                "invalid": "Das ist keine ganze Zahl.",
                "min_value": "Weniger als 0 können es nicht sein.",
                "max_value": "Diese Zahl ist zu groß.",
            },
            **options,
        )


class RowForm(VersionedForm):
    """
    A row of a grid. `unique` names the field of which no two rows of one group may hold the same, with the sentence
    for who tries; `can_remove` says whether rows may be taken out.
    """

    unique: tuple[str, str] | None = None
    can_remove = False
    # Whether the row has just been moved or added, so that its user finds it again.
    has_focus = ""

    def __init__(self, data=None, *, user, key: str = "", **kwargs):
        super().__init__(data, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.user = user
        self.key = key
        self.is_new = self.instance._state.adding
        self.was = None if self.is_new else str(self.instance)
        self.may_change = may(user, "add" if self.is_new else "change", self.instance)
        for name, field in self.fields.items():
            field.show_hidden_initial = name != VERSION

    @cached_property
    def changed_data(self) -> list[str]:
        """What the user changed, unless it is by now what stands anyway, or the row is to go."""
        return [] if self.is_to_be_removed else [name for name in super().changed_data if self.differs(name)]

    @property
    def name(self) -> str:
        """How the row is called to who can't see where it stands."""
        return self.was or "neue Zeile"

    @property
    def seen(self) -> str:
        """What the page was made with, hidden: the version, and each field's value."""
        boxes = [self[name] for name in self.fields]
        return mark_safe(
            "".join(box.as_widget() if box.name == VERSION else box.as_hidden(only_initial=True) for box in boxes)
        )

    def differs(self, name: str) -> bool:
        """Whether what was entered is something else than what stands."""
        field = self.fields[name]
        return field.has_changed(self.initial.get(name, field.initial), self[name].data)

    @property
    def is_to_be_removed(self) -> bool:
        return self.can_remove and self.is_bound and f"{self.prefix}-{REMOVE}" in self.data

    @property
    def is_to_be_saved(self) -> bool:
        return self.is_bound and not self.is_to_be_removed and self.has_changed()

    def _post_clean(self):
        """What one may not do is refused whatever else is wrong with it."""
        super()._post_clean()
        if not self.may_change and not self.has_error(NON_FIELD_ERRORS, code="role"):
            self.add_error(None, ValidationError(NOT_ALLOWED, code="role"))

    def carry_newer_version(self):
        """Based on what holds now from here on; and what the user did not touch is as it is now, not as it was."""
        super().carry_newer_version()
        for name, field in self.fields.items():
            if name == VERSION:
                continue
            stored = field.prepare_value(self.initial.get(name, field.initial))
            stored = "" if stored is None else str(stored)
            self.data[self.add_initial_prefix(name)] = stored
            if name not in self.changed_data:
                self.data[self.add_prefix(name)] = stored

    def sentence_of_conflict(self) -> str:
        return super().sentence_of_conflict().replace("Das hat", f"„{self.was}“ hat", 1)

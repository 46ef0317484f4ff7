"""The fields of rows: texts, choices and numbers."""

from collections.abc import Callable, Hashable

from django import forms
from django.core.exceptions import ValidationError

from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.content.text import cleaned


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

"""What is entered on the pages of a group's minutes. What may be written at all, `minutes` decides."""

from django import forms

from handlungsfelder.models import Quadrant
from leader_portal.content.ids import is_id
from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.content.text import cleaned

PASTED_LIMIT = 100_000

# The words of Django's own for these are about programs.
NO_NUMBER = {
    "invalid": "Das ist keine ganze Zahl.",
    "min_value": "Diese Zahl ist zu klein.",
    "max_value": "Diese Zahl ist zu groß.",
}
NO_QUADRANT = {
    "required": "Bitte wählen Sie eine Spalte.",
    "invalid_choice": "Diese Spalte gibt es auf dem Blatt nicht.",
}


class TextField(forms.CharField):
    """A text of which control characters are taken out before anybody complains of them."""

    def to_python(self, value):
        return cleaned(super().to_python(value))


def number_field() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1, max_value=LARGEST_INTEGER, error_messages=NO_NUMBER)


class EntryForm(forms.Form):
    """What was typed at the foot of a column."""

    wording = TextField(required=False)
    quadrant = forms.ChoiceField(choices=Quadrant, error_messages=NO_QUADRANT)
    round = number_field()
    client_id = forms.UUIDField(required=False, error_messages={"invalid": "Die Kennung ist keine."})


class ContributionForm(EntryForm):
    """A contribution as corrected on the page, and the version of it that the page showed."""

    version = number_field()


class GuidingStatementForm(forms.Form):
    guiding_statement = TextField(required=False)
    version = number_field()


class AdoptForm(forms.Form):
    """Which contributions go to the strategy: the ticked ones, or all that were open when the page was shown."""

    def __init__(self, data):
        super().__init__(data)
        given = data.get("open", "").split(",") if "all" in data else data.getlist("contribution")
        given = [number for number in given if number]
        self.ids = {int(number) for number in given if is_id(number)}
        self.is_forged = not all(map(is_id, given))


class AnswerForm(forms.Form):
    reply = TextField(required=False)
    card = TextField(required=False)
    code = TextField(required=False)
    version = number_field()


class PastedForm(forms.Form):
    """The list as it was pasted."""

    text = TextField(
        required=False,
        max_length=PASTED_LIMIT,
        error_messages={
            "max_length": "Das sind %(show_value)s Zeichen auf einmal; bis zu %(limit_value)s gehen. "
            "Bitte fügen Sie die Liste in Teilen ein."
        },
    )
    round = number_field()


def sentences(form: forms.Form) -> list[str]:
    """All that is wrong with a form, in its words."""
    return [str(sentence) for errors in form.errors.values() for sentence in errors]

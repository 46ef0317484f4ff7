"""Counting a survey: its questions and the votes for each answer, entered on one page and saved together."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from leader_portal.content.roles import may
from leader_portal.desk.forms import VERSION
from leader_portal.rows.groups import Group
from leader_portal.rows.pages import Grid
from leader_portal.rows.rows import CountField, LineField, RowForm, TextField
from workshops.models import QuestionKind, Survey, SurveyAnswer, SurveyQuestion
from workshops.record import Result

SURVEY, QUESTIONS, ANSWERS = "umfrage", "fragen", "antworten"
# Empty rows to type into: below answers that are there, and for a question that has none yet.
ONE_MORE, FIRST_ONES = 1, 3
ANSWERS_CHANGED = (
    "Zu dieser Frage hat inzwischen jemand Antworten geändert oder ergänzt. Es wurde noch nichts entfernt und nichts "
    "gespeichert. Schauen Sie bitte nach und speichern Sie dann noch einmal."
)


class SurveyRow(RowForm):
    respondents = CountField(label="Teilnehmende", required=False)

    class Meta:
        model = Survey
        fields = ["respondents"]


class QuestionRow(RowForm):
    text = TextField(2000, label="Frage", error_messages={"required": "Bitte geben Sie die Frage ein."})
    kind = forms.ChoiceField(
        label="Art",
        choices=QuestionKind.choices,
        initial=QuestionKind.SINGLE,
        error_messages={"invalid_choice": "Bitte wählen Sie eine der angebotenen Arten."},
    )
    unique = ("text", "Diese Frage steht schon in der Umfrage.")
    can_remove = True

    class Meta:
        model = SurveyQuestion
        fields = ["text", "kind"]


class AnswerRow(RowForm):
    label = LineField(200, label="Antwort", error_messages={"required": "Bitte geben Sie die Antwort ein."})
    votes = CountField(label="Stimmen")
    unique = ("label", "Diese Antwort gibt es bei dieser Frage schon.")
    can_remove = True

    class Meta:
        model = SurveyAnswer
        fields = ["label", "votes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_new:
            # Not the model's 0: what nobody has counted yet is empty.
            self.initial["votes"] = None


class SurveyCount(Grid):
    """A survey with its questions in order, each with its answers in order. Two queries."""

    def __init__(self, *, survey: Survey, user, data: QueryDict | None = None):
        self.user, self.data = user, data
        self.may_add = may(user, "add", SurveyQuestion(survey=survey))
        questions = list(survey.questions.prefetch_related("answers"))
        for question in questions:
            # They share the survey, so that asking for it costs nothing.
            question.survey = survey
        self.survey = Group(SURVEY, [survey], SurveyRow, user=user, data=data)
        self.questions = Group(
            QUESTIONS,
            questions,
            QuestionRow,
            user=user,
            data=data,
            make=lambda: SurveyQuestion(survey=survey),
            blanks=0 if questions or not self.may_add else 1,
        )
        self.answers = {row.key: self.answers_to(row) for row in self.questions.rows}

    def answers_to(self, row: RowForm) -> Group:
        question = row.instance
        answers = [] if row.is_new else list(question.answers.all())
        blanks = ONE_MORE if answers else FIRST_ONES
        return Group(
            f"{ANSWERS}-{row.key}",
            answers,
            AnswerRow,
            user=self.user,
            # A question that the page did not have yet comes with empty rows too.
            data=self.data if self.data is not None and row.key in self.data.getlist(f"row-{QUESTIONS}") else None,
            make=lambda: SurveyAnswer(question=question),
            blanks=blanks if self.may_add else 0,
        )

    @property
    def groups(self) -> list[Group]:
        """Without the answers to what is to be removed, which go with it."""
        staying = [self.answers[row.key] for row in self.questions.rows if not row.is_to_be_removed]
        return [self.survey, self.questions, *staying]

    @property
    def entries(self) -> list[tuple[RowForm, Group]]:
        return [(row, self.answers[row.key]) for row in self.questions.rows]

    @property
    def respondents(self) -> RowForm:
        return self.survey.rows[0]

    def check(self):
        super().check()
        for row, answers in self.entries:
            if row.is_to_be_removed and not row.is_new and self.has_changed_meanwhile(answers):
                row.add_error(None, ValidationError(ANSWERS_CHANGED, code="stale"))
            elif row.is_new and not row.is_to_be_saved and any(answer.is_to_be_saved for answer in answers.rows):
                answers.errors.append("Zu den neuen Antworten fehlt noch die Frage. Bitte geben Sie sie ein.")

    def has_changed_meanwhile(self, answers: Group) -> bool:
        """Whether the page that was sent knew the answers as they are."""
        return any(
            self.data.get(f"{answers.key}-{key}-{VERSION}") != str(answer.version)
            for key, answer in answers.things.items()
        )

    def add(self, key: str):
        super().add(key)
        for row in self.questions.rows:
            if row.key not in self.answers:
                self.answers[row.key] = self.answers_to(row)


def warnings_of(results: list[Result], respondents: int | None) -> list[str]:
    """What can hardly be right about the figures, in a sentence each."""
    if respondents is None:
        return []
    said = []
    for result in results:
        several = result.question.kind == QuestionKind.MULTIPLE
        most = result.largest if several else result.votes
        if most > respondents:
            said.append(
                f"Bei „{result.question.text}“ {'hat eine Antwort' if several else 'sind zusammen'} {most} Stimmen"
                f"{'' if several else ' eingetragen'}, geantwortet haben aber nur {respondents} Personen. Bitte prüfen "
                f"Sie die Zahlen{'' if several else ' und ob vielleicht mehrere Antworten möglich waren'}."
            )
    return said

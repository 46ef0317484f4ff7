"""Counting a survey: its questions and the votes for each answer, entered on one page and saved together."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import path

from leader_portal.content.roles import may
from leader_portal.content.text import counted
from leader_portal.rows.fields import CountField, LineField, TextField
from leader_portal.rows.forms import RowForm
from leader_portal.rows.groups import RowGroup, Rows
from leader_portal.rows.pages import RowsView
from workshops.models import QuestionKind, Survey, SurveyAnswer, SurveyQuestion
from workshops.record import Result, results

SURVEY, QUESTIONS, ANSWERS = "umfrage", "fragen", "antworten"
# Empty rows to type into: below answers that are there, and for a question that has none yet.
ONE_MORE, FIRST_ONES = 1, 3
ANSWERS_CHANGED = (
    "Zu dieser Frage hat inzwischen jemand Antworten geändert oder ergänzt. Es wurde noch nichts gelöscht und nichts "
    "gespeichert. Schauen Sie bitte nach und speichern Sie dann noch einmal."
)


class SurveyRow(RowForm):
    respondents = CountField(label="Teilnehmende", required=False)

    class Meta:
        model = Survey
        fields = ["respondents"]


class QuestionRow(RowForm):
    """A question. Its answers go with it, so whoever removes it must have seen them as they are."""

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

    def state(self):
        answers = [] if self.is_new else self.instance.answers.all()
        return {**super().state(), ANSWERS: [[answer.pk, answer.version] for answer in answers]}

    def check_removal(self):
        super().check_removal()
        if self.seen.get(ANSWERS) != self.state()[ANSWERS]:
            self.refuse(ValidationError(ANSWERS_CHANGED, code="stale"))


class AnswerRow(RowForm):
    label = LineField(200, label="Antwort", error_messages={"required": "Bitte geben Sie die Antwort ein."})
    votes = CountField(label="Stimmen")
    unique = ("label", "Diese Antwort gibt es bei dieser Frage schon.")
    can_remove = True

    class Meta:
        model = SurveyAnswer
        fields = ["label", "votes"]


class SurveyCount(Rows):
    """A survey with its questions in order, each with its answers in order. Two queries."""

    def __init__(self, *, survey: Survey, user, data: QueryDict | None = None):
        self.user, self.data = user, data
        self.may_add = may(user, "add", SurveyQuestion(survey=survey))
        questions = list(survey.questions.prefetch_related("answers"))
        self.survey = RowGroup(SURVEY, [survey], SurveyRow, user=user, data=data)
        self.questions = RowGroup(
            QUESTIONS,
            questions,
            QuestionRow,
            user=user,
            data=data,
            make=lambda: SurveyQuestion(survey=survey),
            blanks=0 if questions or not self.may_add else 1,
        )
        self.answers = {row.key: self.answers_to(row) for row in self.questions.rows}

    def answers_to(self, row: RowForm) -> RowGroup:
        question = row.instance
        answers = [] if row.is_new else list(question.answers.all())
        blanks = ONE_MORE if answers else FIRST_ONES
        return RowGroup(
            f"{ANSWERS}-{row.key}",
            answers,
            AnswerRow,
            user=self.user,
            data=self.data,
            # Not the model's 0: what nobody has counted yet is empty.
            make=lambda: SurveyAnswer(question=question, votes=None),
            blanks=blanks if self.may_add else 0,
        )

    @property
    def groups(self) -> list[RowGroup]:
        """Without the answers to what is to be removed, which go with it."""
        staying = [self.answers[row.key] for row in self.questions.rows if not row.is_to_be_removed]
        return [self.survey, self.questions, *staying]

    @property
    def entries(self) -> list[tuple[RowForm, RowGroup]]:
        return [(row, self.answers[row.key]) for row in self.questions.rows]

    @property
    def respondents(self) -> RowForm:
        return self.survey.rows[0]

    def check(self):
        super().check()
        for row, answers in self.entries:
            if row.is_new and not row.is_to_be_saved and any(answer.is_to_be_saved for answer in answers.rows):
                answers.errors.append("Zu den neuen Antworten fehlt noch die Frage. Bitte geben Sie sie ein.")


def warnings_of(found: list[Result], respondents: int | None) -> list[str]:
    """What can hardly be right about the figures, in a sentence each."""
    if respondents is None:
        return []
    said = []
    for result in found:
        several = result.question.kind == QuestionKind.MULTIPLE
        most = result.largest if several else result.votes
        if most > respondents:
            said.append(
                f"Bei „{result.question.text}“ {'hat eine Antwort' if several else 'sind zusammen'} {most} Stimmen"
                f"{'' if several else ' eingetragen'}, geantwortet haben aber nur {respondents} Personen. Bitte prüfen "
                f"Sie die Zahlen{'' if several else ' und ob vielleicht mehrere Antworten möglich waren'}."
            )
    return said


class SurveyCountPage(RowsView):
    """One survey: what is entered, and beside it what visitors see."""

    model = Survey
    permissions = ("workshops.view_surveyquestion", "workshops.view_surveyanswer")
    template = "workshops/survey_count.html"

    def things(self):
        return Survey.objects.select_related("workshop")

    @property
    def title(self):
        return f"Auszählung: {self.thing}"

    def rows(self, data=None):
        # What was sent changes the object, but the picture beside it shows what is saved.
        survey = self.thing if data is None else self.things().get(pk=self.thing.pk)
        return SurveyCount(survey=survey, user=self.request.user, data=data)

    def sentence(self, count):
        return f"{counted(count, 'Eine Änderung ist', 'Änderungen sind')} gespeichert."

    def context(self):
        found = results(self.thing)
        return {
            "survey": self.thing,
            "results": found,
            "warnings": warnings_of(found, self.thing.respondents),
            "public_address": self.thing.get_absolute_url() if self.thing.is_visible else "",
        }


def survey_count_urls(admin_site) -> list:
    """Below the address of surveys."""
    view = admin_site.admin_view(SurveyCountPage.as_view())
    return [path("<int:pk>/auszaehlung/", view, name="workshops_survey_count")]

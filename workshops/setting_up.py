"""
Setting up a workshop on one page: what it is, which fields it is about, what is asked and what hangs on its topic
board. All of it is made in one go, a draft, with a group and a column of the board for each field.
"""

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import cached_property

from handlungsfelder.models import Handlungsfeld
from leader_portal.content.addresses import free_slug
from leader_portal.content.audience import Status
from leader_portal.content.editing import MISTAKEN, Refused, keep, one_step, refuse_invalid, refuse_unless_may
from leader_portal.content.positions import appending
from leader_portal.content.publishing import publish
from leader_portal.content.roles import may_publish
from leader_portal.content.text import cleaned, counted
from leader_portal.desk.undo_pages import tell
from leader_portal.desk.views import DeskView
from workshops.minutes.pasting import read_list
from workshops.models import (
    BoardColumn,
    BoardTopic,
    Contribution,
    Outcome,
    PlenaryQuestion,
    WorkingGroup,
    Workshop,
    WorkshopFormat,
)

MOST_ROUNDS = 20
# Of one pasted list.
MOST_LETTERS = 20_000
NOT_ALLOWED = "Mit diesem Konto dürfen Sie keine Workshops anlegen."


class WorkshopForm(forms.Form):
    """The workshop itself. The lists of topics have a field for each Handlungsfeld: `topics-7`, and `topics-all`."""

    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Bitte geben Sie dem Workshop einen Titel."}
    )
    held_on = forms.DateField(label="Datum", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    format = forms.ChoiceField(label="Form", choices=[("", "noch offen"), *WorkshopFormat.choices], required=False)
    place = forms.CharField(label="Ort der Veranstaltung", max_length=160, required=False)
    rounds = forms.IntegerField(label="Runden je Gruppe", min_value=1, max_value=MOST_ROUNDS, initial=2)
    stem = forms.CharField(
        label="Satzanfang des Leitsatzes",
        max_length=300,
        required=False,
        help_text="Bekommt jede Gruppe auf ihr Blatt. Leer gelassen gilt der Satzanfang des jeweiligen Feldes.",
    )
    questions = forms.CharField(
        label="Fragen im Plenum",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Eine Frage je Zeile.",
    )
    legend = forms.CharField(
        label="Erläuterung des Themenbretts",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was Zeichen und Farben am Brett bedeuten, eine Zeile je Zeichen.",
    )

    def __init__(self, *args, handlungsfelder: list[Handlungsfeld], **kwargs):
        super().__init__(*args, **kwargs)
        self.handlungsfelder = handlungsfelder
        for field in handlungsfelder:
            self.fields[f"field-{field.pk}"] = forms.BooleanField(label=str(field), required=False)
            self.fields[f"topics-{field.pk}"] = topic_list(f"Themen am Brett unter „{field}“")
        self.fields["topics-all"] = topic_list("Themen am Brett für alle Felder")

    @property
    def columns(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each Handlungsfeld whether it is one of the workshop's, and what hangs in its column."""
        return [(self[f"field-{field.pk}"], self[f"topics-{field.pk}"]) for field in self.handlungsfelder]

    @property
    def for_all(self) -> forms.BoundField:
        return self["topics-all"]

    @property
    def chosen(self) -> list[Handlungsfeld]:
        return [field for field in self.handlungsfelder if self.cleaned_data[f"field-{field.pk}"]]

    def clean(self):
        data = super().clean()
        for field in self.handlungsfelder:
            if data.get(f"topics-{field.pk}") and not data.get(f"field-{field.pk}"):
                self.add_error(
                    f"topics-{field.pk}",
                    "Diese Themen gehören zu einem Feld, das nicht angekreuzt ist. Bitte kreuzen Sie es an, oder "
                    "leeren Sie die Liste.",
                )
        return data


def topic_list(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 3})
    )


class SetUpWorkshop(DeskView):
    """A new workshop; with `?vorlage=7` filled in like an earlier one."""

    model = Workshop
    permissions = ("workshops.add_workshop",)

    def get(self, request):
        return self.show(WorkshopForm(handlungsfelder=self.fields, initial=self.initial()))

    def post(self, request):
        form = WorkshopForm(request.POST, handlungsfelder=self.fields)
        if not form.is_valid():
            return self.show(form, MISTAKEN)
        try:
            workshop = set_up(form=form, user=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, refusal.status)
        address = reverse("admin:workshops_workshop_ways", args=[workshop.pk])
        groups = counted(len(form.chosen), "einer Arbeitsgruppe", "Arbeitsgruppen")
        tell(request, f"„{workshop}“ ist als Entwurf angelegt, mit {groups}.", address)
        return HttpResponseRedirect(address)

    @cached_property
    def fields(self) -> list[Handlungsfeld]:
        return list(Handlungsfeld.objects.exclude(status=Status.ARCHIVED))

    def initial(self) -> dict:
        number = self.request.GET.get("vorlage", "")
        if not number:
            return {f"field-{field.pk}": True for field in self.fields}
        template = Workshop.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None
        if template is None:
            raise Http404("Diese Vorlage gibt es nicht.")
        groups = list(template.groups.all())
        return {
            "format": template.format,
            "place": template.place,
            "rounds": max((group.rounds for group in groups), default=2),
            "stem": template.guiding_statement_stem,
            "legend": template.board_legend,
            "questions": "\n".join(question.text for question in template.questions.all()),
            **{f"field-{group.handlungsfeld_id}": True for group in groups if group.handlungsfeld_id},
        }

    def show(self, form: WorkshopForm, status: int = 200):
        templates = Workshop.objects.exclude(status=Status.ARCHIVED)[:10]
        return self.render("workshops/setting_up.html", "Neuer Workshop", status=status, form=form, templates=templates)


@one_step("angelegt")
def set_up(*, form: WorkshopForm, user) -> Workshop:
    """Make all that the form says, or nothing."""
    data = form.cleaned_data
    workshop = Workshop(
        title=cleaned(data["title"]),
        slug=free_slug(Workshop, data["title"]),
        held_on=data["held_on"],
        format=data["format"],
        place=data["place"],
        guiding_statement_stem=data["stem"],
        board_legend=data["legend"],
    )
    make(workshop, user)
    with appending(workshop.questions.all()) as append:
        for text in dict.fromkeys(read_list(data["questions"])):
            make(PlenaryQuestion(workshop=workshop, text=text), user, append)
    with appending(workshop.groups.all()) as append:
        for field in form.chosen:
            make(group_for(field, workshop, data["rounds"]), user, append)
    for field in form.chosen:
        make(BoardColumn(workshop=workshop, handlungsfeld=field, heading=str(field)), user)
    with appending(workshop.board_topics.all()) as append:
        for field in [*form.chosen, None]:
            for wording in dict.fromkeys(read_list(data[f"topics-{field.pk if field else 'all'}"])):
                make(BoardTopic(workshop=workshop, handlungsfeld=field, wording=wording), user, append)
    return workshop


def group_for(field: Handlungsfeld, workshop: Workshop, rounds: int) -> WorkingGroup:
    """Its sheet begins as its field reads now."""
    return WorkingGroup(
        workshop=workshop,
        handlungsfeld=field,
        label=str(field),
        title=field.title,
        qualifier=field.qualifier,
        topics_line=field.topics_line,
        rounds=rounds,
        guiding_statement_stem=workshop.guiding_statement_stem or field.guiding_statement_stem,
    )


def make(thing, user, append=None):
    if append:
        append(thing)
    refuse_unless_may(user, "add", thing, lambda thing: NOT_ALLOWED)
    refuse_invalid(thing)
    keep(thing, user)


class WaysOn(DeskView):
    """Where one goes from a workshop that is set up: its minutes, its board, its sheets, and to the visitors."""

    model = Workshop

    def get(self, request, pk):
        groups = list(self.thing.groups.select_related("handlungsfeld"))
        open_ones = Contribution.objects.filter(working_group__in=groups, outcome=Outcome.OPEN).count()
        return self.render(
            "workshops/ways_on.html",
            str(self.thing),
            workshop=self.thing,
            groups=groups,
            open_contributions=open_ones,
            may_publish=may_publish(request.user),
        )

    def post(self, request, pk):
        outcome = publish(things=[self.thing], user=request.user)
        sentence = f"„{self.thing}“ steht jetzt auf der Website."
        if outcome.refused:
            sentence = " ".join(reason for _, reason in outcome.refused)
        tell(request, sentence, request.path)
        return HttpResponseRedirect(request.path)


def set_up_urls(admin_site) -> list:
    """Below the address of workshops."""
    view = admin_site.admin_view
    return [
        path("einrichten/", view(SetUpWorkshop.as_view()), name="workshops_workshop_set_up"),
        path("<int:pk>/wege/", view(WaysOn.as_view()), name="workshops_workshop_ways"),
    ]

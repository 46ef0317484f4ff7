"""
The pages of a group's minutes in the admin. Each button is an ordinary form; what a script sends instead of one is
answered by `Send` alone.
"""

import json
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import urlencode

from handlungsfelder.models import Quadrant
from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.editing import CONFLICT, Refused, mistaken, refuse_unless_may
from leader_portal.content.ids import is_id
from leader_portal.content.text import counted
from leader_portal.content.versions import EditConflict
from leader_portal.desk.undo_pages import tell
from leader_portal.desk.views import DeskView
from leader_portal.history.restoring import restore
from workshops.minutes import adoption, contributions
from workshops.minutes.forms import AdoptForm, ContributionForm, EntryForm, GuidingStatementForm, sentences
from workshops.minutes.page import MinutesPage
from workshops.models import Contribution, WorkingGroup

NOT_FOUND = 404
# As many as somebody can type while the connection is away for a while; the rest follows in the next message.
SENT_AT_ONCE = 50

NOT_HERE = "Dieser Beitrag gehört nicht zu dieser Gruppe oder wurde inzwischen entfernt."
CHANGED_MEANWHILE = (
    "Das hat inzwischen jemand anderes geändert. Unten stehen beide Fassungen; gespeichert ist die andere. Wenn Sie "
    "noch einmal speichern, gilt Ihre."
)


class MinutesView(DeskView):
    """Whatever has to do with the minutes of one group."""

    model = WorkingGroup

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.group = self.thing

    def things(self):
        return WorkingGroup.objects.select_related("workshop", "handlungsfeld")

    def contribution(self, pk: int) -> Contribution | None:
        return self.group.contributions.select_related("working_group__workshop").filter(pk=pk).first()

    def render(self, template: str, title: str, *, status: int = 200, **context):
        return super().render(f"workshops/minutes/{template}.html", title, status=status, group=self.group, **context)

    @property
    def home(self):
        return desk_address(self.group, "minutes")

    def tell(self, sentence: str):
        tell(self.request, sentence, self.home)

    def page(self) -> MinutesPage:
        return MinutesPage(self.group, self.request.user)

    def show(self, page: MinutesPage, status: int = 200):
        return self.render("minutes", f"Protokoll: {self.group}", status=status, page=page)

    def give_back(self, page: MinutesPage, refusal: Exception, entered: str):
        """The page for somebody who may not write (any more): the reason, and the text to copy."""
        page.errors, page.unsaved = said(refusal), entered
        return self.show(page, status_of(refusal))

    def back(self, **marks):
        """To the page of the group, with a note of where the person was."""
        address = self.home
        marks = {name: value for name, value in marks.items() if value not in (None, "")}
        return HttpResponseRedirect(f"{address}?{urlencode(marks)}" if marks else address)


class Minutes(MinutesView):
    """The page."""

    def get(self, request, pk):
        page = self.page()
        if request.GET.get("spalte") in Quadrant.values:
            page.column(request.GET["spalte"]).has_focus = True
        page.round = offered_round(request.GET.get("runde"), page)
        number = request.GET.get("bei", "")
        row = page.row(int(number)) if is_id(number) else None
        if row is not None:
            row.focus = request.GET.get("knopf", "wording")
        return self.show(page)


class Add(MinutesView):
    """What was typed at the foot of a column, sent as a form: each line is a contribution."""

    def post(self, request, pk):
        form = EntryForm(request.POST)
        try:
            if not form.is_valid():
                raise mistaken(*sentences(form))
            entry = form.cleaned_data
            items = [
                (entry["client_id"] if number == 0 and entry["client_id"] else uuid4(), line)
                for number, line in enumerate(line.strip() for line in entry["wording"].split("\n") if line.strip())
            ]
            if not items:
                raise mistaken("Ein Beitrag braucht einen Wortlaut.")
            contributions.save_pasted(
                group=self.group, quadrant=entry["quadrant"], items=items, round=entry["round"], user=request.user
            )
        except Refused as refusal:
            page = self.page()
            if not page.can_write:
                return self.give_back(page, refusal, request.POST.get("wording", ""))
            column = page.column(request.POST.get("quadrant", ""))
            column.draft, column.errors, column.has_focus = request.POST.get("wording", ""), said(refusal), True
            page.round = offered_round(request.POST.get("round"), page)
            return self.show(page, status_of(refusal))
        return self.back(spalte=entry["quadrant"], runde=entry["round"])


class Send(MinutesView):
    """
    What the script sends: contributions with the ids it gave them, to be sent again until an answer comes. Each is
    answered on its own, `saved` with how it looks on the page, or `refused` with the reason.
    """

    def post(self, request, pk):
        try:
            entries = json.loads(request.body)["entries"]
            entries = [entry for entry in entries[:SENT_AT_ONCE] if UUID(entry["client_id"])]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return JsonResponse({"reason": "Diese Nachricht ist nicht zu verstehen."}, status=400)
        saved, refused = {}, []
        for entry in entries:
            form = EntryForm(entry)
            try:
                if not form.is_valid():
                    raise mistaken(*sentences(form))
                values = form.cleaned_data
                contribution = contributions.add_contribution(group=self.group, user=request.user, **values)
                saved[str(entry["client_id"])] = contribution and contribution.pk
            except Refused as refusal:
                refused.append({"client_id": str(entry["client_id"]), "reason": str(refusal)})
        page = self.page()
        return JsonResponse(
            {
                "saved": [
                    {"client_id": client_id, "row": self.row_html(page, pk) if pk else ""}
                    for client_id, pk in saved.items()
                ],
                "refused": refused,
                "open": page.open_ids,
            }
        )

    def row_html(self, page: MinutesPage, pk: int) -> str:
        row = page.row(pk)
        if row is None:
            return ""
        context = {"row": row, "page": page, "group": self.group}
        return render_to_string("workshops/minutes/_contribution.html", context, self.request)


class Change(MinutesView):
    """One contribution: corrected, moved, removed."""

    STEPS = {"up": -1, "down": 1}

    def post(self, request, pk, contribution):
        stored = self.contribution(contribution)
        form = ContributionForm(request.POST)
        action = request.POST.get("do", "save")
        try:
            if stored is None:
                raise mistaken(NOT_HERE)
            if not form.is_valid():
                raise mistaken(*sentences(form))
            entry = form.cleaned_data
            if action == "remove":
                contributions.remove_contribution(contribution=stored, version=entry["version"], user=request.user)
                self.tell(f"„{stored}“ ist entfernt und steht jetzt unten bei „Zuletzt entfernt“.")
                return self.back(spalte=stored.quadrant)
            edited = contributions.edit_contribution(
                contribution=stored,
                wording=entry["wording"],
                quadrant=entry["quadrant"],
                round=entry["round"],
                version=entry["version"],
                user=request.user,
            )
            if action in self.STEPS:
                contributions.move_contribution(
                    contribution=edited, steps=self.STEPS[action], version=edited.version, user=request.user
                )
                return self.back(bei=edited.pk, knopf=action)
            self.tell(f"Gespeichert: „{edited}“")
            return self.back(bei=edited.pk, knopf="summary")
        except (Refused, EditConflict) as refusal:
            return self.refuse(stored, form, refusal)

    def refuse(self, stored: Contribution | None, form: ContributionForm, refusal: Exception):
        """The page again, with what was entered where it was entered."""
        page = self.page()
        if not page.can_write:
            return self.give_back(page, refusal, self.request.POST.get("wording", ""))
        row = stored and page.row(stored.pk)
        if row is None:
            page.errors = said(refusal)
            column = page.column(self.request.POST.get("quadrant", ""))
            column.draft = self.request.POST.get("wording", "")
            return self.show(page, NOT_FOUND)
        entered = form.cleaned_data
        row.entered = Contribution(
            pk=row.contribution.pk,
            working_group=self.group,
            wording=self.request.POST.get("wording", ""),
            quadrant=entered.get("quadrant") or row.contribution.quadrant,
            round=entered.get("round"),
        )
        row.errors, row.is_conflict = said(refusal), isinstance(refusal, EditConflict)
        return self.show(page, status_of(refusal))


class Restore(MinutesView):
    """A removed contribution is put back."""

    def post(self, request, pk):
        try:
            client_id = UUID(request.POST.get("client_id", ""))
        except ValueError:
            client_id = UUID(int=0)
        try:
            removed = contributions.removed(self.group).filter(client_id=client_id).first()
            if removed is None:
                raise mistaken("Dieser Beitrag ist nicht unter den entfernten. Vielleicht ist er schon zurück.")
            again = Contribution(working_group=self.group)
            refuse_unless_may(request.user, "add", again, contributions.why_not)
            restored, _ = restore(record=removed, user=request.user, based_on_version=None)
        except Refused as refusal:
            page = self.page()
            page.errors = said(refusal)
            return self.show(page, status_of(refusal))
        self.tell(f"Wieder da: „{restored}“")
        return self.back(bei=restored.pk, knopf="summary")


class GuidingStatement(MinutesView):
    """The group's Leitsatz."""

    def post(self, request, pk):
        form = GuidingStatementForm(request.POST)
        try:
            if not form.is_valid():
                raise mistaken(*sentences(form))
            contributions.write_guiding_statement(group=self.group, user=request.user, **form.cleaned_data)
        except (Refused, EditConflict) as refusal:
            self.group.refresh_from_db()
            page = self.page()
            if not page.can_write_statement:
                return self.give_back(page, refusal, request.POST.get("guiding_statement", ""))
            page.entered_statement = request.POST.get("guiding_statement", "")
            page.statement_errors, page.is_statement_conflict = said(refusal), isinstance(refusal, EditConflict)
            return self.show(page, status_of(refusal))
        self.tell("Der Leitsatz der Gruppe ist gespeichert.")
        return self.back()


class Adopt(MinutesView):
    """One, several or all contributions go to the strategy in one step."""

    def post(self, request, pk):
        form = AdoptForm(request.POST)
        publish = "publish" in request.POST
        try:
            if form.is_forged:
                raise mistaken(NOT_HERE)
            if not form.ids:
                raise mistaken("Es ist kein Beitrag ausgewählt. Setzen Sie die Häkchen vor den Beiträgen.")
            cards = adoption.adopt(group=self.group, ids=form.ids, publish=publish, user=request.user)
        except Refused as refusal:
            page = self.page()
            page.errors = said(refusal)
            page.ticked = form.ids
            return self.show(page, status_of(refusal))
        self.tell(adopted(len(cards), publish))
        if len(cards) < len(form.ids):
            messages.warning(request, already_answered(len(form.ids) - len(cards)))
        return self.back()


class PublishField(MinutesView):
    """The group's field goes to the visitors."""

    def post(self, request, pk):
        try:
            field = adoption.publish_field(group=self.group, user=request.user)
        except Refused as refusal:
            page = self.page()
            page.errors = said(refusal)
            return self.show(page, status_of(refusal))
        self.tell(f"„{field}“ steht jetzt auf der Website.")
        return self.back()


def said(refusal: Refused | EditConflict) -> list[str]:
    """Why something was not done, in sentences."""
    return [CHANGED_MEANWHILE] if isinstance(refusal, EditConflict) else refusal.sentences


def status_of(refusal: Refused | EditConflict) -> int:
    return CONFLICT if isinstance(refusal, EditConflict) else refusal.status


def offered_round(number: str | None, page: MinutesPage) -> int | None:
    return int(number) if number and number.isdecimal() and len(number) < 6 and int(number) in page.rounds else None


def adopted(count: int, published: bool) -> str:
    if count == 0:
        return "Es war nichts mehr offen."
    what = counted(count, "Ein Beitrag ist", "Beiträge sind")
    how = "eine Karte" if count == 1 else "Karten"
    state = "veröffentlicht" if published else ("als Entwurf" if count == 1 else "als Entwürfe")
    return f"{what} jetzt {how} der Strategie, {state}."


def already_answered(count: int) -> str:
    one = "Ein Beitrag war schon beantwortet und blieb, wie er war"
    many = "Beiträge waren schon beantwortet und blieben, wie sie waren"
    return f"{counted(count, one, many)}."

"""The page of the cards that are ticked on the pinboard: one thing done with all of them, in one go."""

from django.http import HttpResponseRedirect

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from handlungsfelder.pinboard.cards import edit_card, move_card, refuse_archived, set_status, why_not
from handlungsfelder.pinboard.columns import pinned_card
from handlungsfelder.pinboard.forms import SelectionForm
from handlungsfelder.pinboard.views import PinboardView
from leader_portal.content.audience import Status
from leader_portal.content.editing import MISTAKEN, Refused, mistaken, one_step, refuse_unless_may
from leader_portal.content.text import counted
from leader_portal.content.versions import EditConflict
from leader_portal.desk.undo_pages import tell

# As many as a column may hold.
MOST_SELECTED = 200
DONE = {Status.PUBLISHED: "veröffentlicht", Status.DRAFT: "zum Entwurf gemacht", Status.ARCHIVED: "archiviert"}


class Selection(PinboardView):
    """Publish, archive, move or tag what is ticked. The page itself asks: it shows what that is, and how many."""

    def get(self, request, pk):
        return self.show(SelectionForm(cards=self.cards(), field=self.field))

    def post(self, request, pk):
        cards = self.cards()
        form = SelectionForm(request.POST, cards=cards, field=self.field)
        if not form.is_valid():
            return self.show(form, MISTAKEN)
        try:
            sentence = self.change(form)
        except (Refused, EditConflict) as refusal:
            said = str(refusal) if isinstance(refusal, Refused) else self.changed_meanwhile(refusal)
            form.add_error(None, f"Es wurde nichts geändert. {said}")
            return self.show(form, getattr(refusal, "status", 409))
        tell(request, sentence, self.pinboard_url + self.query)
        return HttpResponseRedirect(f"{self.pinboard_url}{self.query}#tafel")

    def cards(self) -> list[Card]:
        codes = self.request.GET.getlist("karte") + self.request.POST.getlist("karte")
        codes = list(dict.fromkeys(code for code in codes if code.isalnum()))
        if not 1 <= len(codes) <= MOST_SELECTED:
            raise mistaken(f"Bitte kreuzen Sie eine bis {MOST_SELECTED} Karten an.")
        found = Card.objects.select_related("handlungsfeld").prefetch_related("topics", "places").filter(code__in=codes)
        cards = {card.code: card for card in found if card.handlungsfeld_id == self.field.pk}
        for code in codes:
            if code not in cards:
                raise Refused(f"Karte {code} gibt es auf dieser Tafel nicht (mehr).", status=404)
            refuse_unless_may(self.request.user, "change", cards[code], why_not)
            refuse_archived(cards[code])
        return [cards[code] for code in codes]

    def show(self, form: SelectionForm, status: int = 200):
        return self.render("selection.html", self.title(form.cards), status=status, form=form, cards=form.cards)

    def title(self, cards: list[Card]) -> str:
        return counted(len(cards), "Eine angekreuzte Karte", "angekreuzte Karten")

    def changed_meanwhile(self, conflict: EditConflict) -> str:
        name = pinned_card(conflict.theirs, self.request.user).last_change.name or "jemand anderes"
        return f"Karte {conflict.theirs.code} hat inzwischen {name} geändert. Bitte öffnen Sie die Tafel noch einmal."

    @one_step()
    def change(self, form: SelectionForm) -> str:
        """Do it with every card or with none; the sentence that tells it."""
        data = form.cleaned_data
        user = self.request.user
        what = counted(len(form.cards), "Eine Karte ist", "Karten sind")
        if status := data["status"]:
            for card, version in form.seen():
                set_status(user=user, card=card, version=version, status=Status(status))
            return f"{what} {DONE[Status(status)]}."
        if data["do"] == "move":
            return f"{what} {self.move(form, data['quadrant'], data['handlungsfeld'])}."
        if not data["topics"] and not data["places"]:
            raise mistaken("Bitte wählen Sie Themen oder Orte.")
        topics, places = Topic.objects.in_bulk(data["topics"]), Place.objects.in_bulk(data["places"])
        for card, version in form.seen():
            edit_card(
                user=user,
                card=card,
                version=version,
                text=card.text,
                topics={*card.topics.all(), *topics.values()},
                places={*card.places.all(), *places.values()},
            )
        return f"{what} verschlagwortet."

    def move(self, form: SelectionForm, quadrant: str, field: Handlungsfeld | None) -> str:
        """In their order to the foot of that column; where no quadrant is named each stays in its own."""
        if not quadrant and field is None:
            raise mistaken("Bitte wählen Sie, wohin die Karten sollen.")
        for card, version in form.seen():
            to = Quadrant(quadrant or card.quadrant)
            move_card(user=self.request.user, card=card, version=version, quadrant=to, handlungsfeld=field)
        where = [str(field) if field else "", Quadrant(quadrant).label if quadrant else ""]
        return f"verschoben nach {', '.join(filter(None, where))}"

"""
The pinboard of a field in the admin, and what its buttons do with one card.

Everything works as a page. A script that sends the same with the header `X-Requested-With: pinboard` is answered in
place: with JSON that says what happened and holds the card as it now is, or with the form alone.
"""

from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from handlungsfelder.pinboard.cards import move_card, set_status, step_card, write_card
from handlungsfelder.pinboard.columns import ON_THE_PINBOARD, columns, pinned_card, standing, state_seen
from handlungsfelder.pinboard.forms import DOWN, OTHER_FIELD, UP, MoveForm, NewCardForm, StatusForm
from leader_portal.content.audience import Status
from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.editing import CONFLICT, MISTAKEN, Refused
from leader_portal.content.roles import may_publish
from leader_portal.content.versions import EditConflict
from leader_portal.desk.undo_pages import tell, undo_address
from leader_portal.desk.views import DeskView

# What the links above the pinboard show: by the word in the address, the words on the link, and which cards.
FILTERS = {
    "": ("Alle", ON_THE_PINBOARD),
    "entwurf": ("Entwürfe", (Status.DRAFT,)),
    "veroeffentlicht": ("Veröffentlichte", (Status.PUBLISHED,)),
    "archiv": ("Archiv", (Status.ARCHIVED,)),
}


class PinboardView(DeskView):
    """Whatever has to do with the pinboard of one field."""

    model = Handlungsfeld
    permissions = ("handlungsfelder.view_card",)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.field = self.thing

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            return self.refused(refusal)
        except EditConflict as conflict:
            return self.conflicting(conflict)

    @property
    def is_in_place(self) -> bool:
        return self.request.headers.get("X-Requested-With") == "pinboard"

    @property
    def shown(self) -> str:
        """The word in the address that says which cards the user looks at."""
        word = self.request.GET.get("status", "")
        return word if word in FILTERS else ""

    @property
    def statuses(self) -> tuple[Status, ...]:
        return FILTERS[self.shown][1]

    @property
    def pinboard_url(self) -> str:
        return desk_address(self.field, "pinboard")

    @property
    def home(self):
        return self.pinboard_url

    @property
    def query(self) -> str:
        """What is put behind every address, so that one comes back to what one was looking at."""
        return f"?status={self.shown}" if self.shown else ""

    def card(self, code: str) -> Card:
        """The card of that code, if it belongs to this field."""
        card = Card.objects.select_related("handlungsfeld", "merged_into").filter(code=code).first()
        if card is None:
            raise Refused(f"Eine Karte {code} gibt es nicht, oder sie wurde inzwischen gelöscht.", status=404)
        if card.handlungsfeld_id != self.field.pk:
            raise Refused(f"Karte {code} liegt nicht auf dieser Tafel, sondern in „{card.handlungsfeld}“.")
        return card

    # What every page and every piece of one needs

    def context(self, **more) -> dict:
        return {
            "field": self.field,
            "pinboard_url": self.pinboard_url,
            "query": self.query,
            "quadrants": list(Quadrant),
            "is_archive": self.statuses == (Status.ARCHIVED,),
            "may_publish": may_publish(self.request.user),
            **more,
        }

    def render(self, template: str, title: str, *, status: int = 200, **more) -> TemplateResponse:
        return super().render(f"handlungsfelder/pinboard/{template}", title, status=status, **self.context(**more))

    def pinboard(self, status: int = 200, refusal: str = "", new_card: NewCardForm | None = None) -> TemplateResponse:
        """The whole pinboard; with `new_card`, that form with its mistakes at the foot of its column."""
        entered = new_card.data.get("quadrant") if new_card else None
        return self.render(
            "pinboard.html",
            f"Tafel: {self.field}",
            status=status,
            refusal=refusal,
            columns=[
                (column, new_card if column.quadrant == entered else blank_card(column.quadrant))
                for column in columns(self.field, self.request.user, self.statuses)
            ],
            filters=[(word, label, word == self.shown) for word, (label, _) in FILTERS.items()],
            other_fields=self.other_fields,
        )

    @property
    def other_fields(self) -> list[Handlungsfeld]:
        return list(Handlungsfeld.objects.exclude(status=Status.ARCHIVED).exclude(pk=self.field.pk))

    # The answers

    def done(self, sentence: str, card: Card):
        """It has happened: say so, and go back to the card."""
        is_here = card.handlungsfeld_id == self.field.pk and card.status in self.statuses
        back = self.pinboard_url + self.query
        if self.is_in_place:
            said = {"sentence": sentence, "undo": undo_address(back)}
            return JsonResponse(said | self.card_in_place(card) if is_here else said)
        tell(self.request, sentence, back)
        anchor = f"karte-{card.code}" if is_here else "tafel"
        return HttpResponseRedirect(f"{self.pinboard_url}{self.query}#{anchor}")

    def card_in_place(self, card: Card) -> dict:
        context = self.context(pin=pinned_card(card, self.request.user), other_fields=self.other_fields)
        number, row = standing(card) if not card.is_archived else (0, [])
        return {
            "quadrant": card.quadrant,
            "html": render_to_string("handlungsfelder/pinboard/_card.html", context, request=self.request),
            # The card stands before the first of these that is on the page.
            "followers": [other.code for other in row[number:]],
            # Making room may have changed others; their next move needs their new versions.
            "versions": {other.code: other.version for other in row},
        }

    def refused(self, refusal: Refused):
        if self.is_in_place:
            return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
        return self.pinboard(status=refusal.status, refusal=str(refusal))

    def conflicting(self, conflict: EditConflict):
        """Nobody's work is overwritten: say what the user saw and what is there now."""
        context = self.conflict_context(conflict)
        if self.is_in_place:
            html = render_to_string("handlungsfelder/pinboard/_conflict.html", self.context(**context))
            return JsonResponse({"sentence": context["conflict_sentence"], "html": html}, status=CONFLICT)
        return self.render("conflict.html", "Nicht gespeichert", status=CONFLICT, **context)

    def conflict_context(self, conflict: EditConflict) -> dict:
        theirs = pinned_card(conflict.theirs, self.request.user)
        seen = self.request.POST.get("seen", "")
        seen = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        who = f"hat inzwischen {theirs.last_change.name or 'jemand anderes'}"
        if theirs.last_change.row and theirs.last_change.row.history_user == self.request.user:
            who = "haben Sie inzwischen selbst, in einem anderen Fenster,"
        return {
            "theirs": theirs,
            "seen": state_seen(conflict.theirs, seen),
            "conflict_sentence": f"Karte {theirs.card.code} {who} geändert. "
            "Damit nichts verloren geht, wurde nichts gespeichert.",
        }


def blank_card(quadrant: Quadrant) -> NewCardForm:
    return NewCardForm(initial={"quadrant": quadrant})


def checked(form):
    """The form, if what was sent can be understood."""
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0], status=400)
    return form


class Pinboard(PinboardView):
    """The four quadrants of a field with their cards."""

    def get(self, request, *args, **kwargs):
        return self.pinboard()


class ShowCard(PinboardView):
    """One card with all that can be done with it, for those whose browser runs no scripts."""

    def get(self, request, pk, code):
        pin = pinned_card(self.card(code), request.user)
        return self.render("card.html", f"Karte {code}", pin=pin, other_fields=self.other_fields)


class WriteCard(PinboardView):
    """A new card at the foot of a column."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = NewCardForm(request.POST)
        if form.is_valid():
            try:
                return self.save(form)
            except Refused as refusal:
                form.add_error("text", str(refusal))
                status = refusal.status
        else:
            status = MISTAKEN
        if form.data.get("quadrant") not in Quadrant.values:
            checked(form)
        if self.is_in_place:
            return JsonResponse({"sentence": " ".join(form.errors.get("text", []))}, status=status)
        return self.pinboard(status=status, new_card=form)

    def save(self, form):
        quadrant = Quadrant(form.cleaned_data["quadrant"])
        card = write_card(
            user=self.request.user,
            handlungsfeld=self.field,
            quadrant=quadrant,
            text=form.cleaned_data["text"],
            publish=form.cleaned_data["publish"],
        )
        return self.done(f"Karte {card.code} ist neu ({card.get_status_display()}) und {where(card)}.", card)


class MoveCard(PinboardView):
    """A card up, down, into a quadrant, or into another field."""

    http_method_names = ["post"]

    def post(self, request, pk, code):
        card = self.card(code)
        data = checked(MoveForm(request.POST)).cleaned_data
        seen = {"user": request.user, "card": card, "version": data["version"]}
        to = data["to"]
        if to in (UP, DOWN):
            moved = step_card(**seen, direction=to, among=self.statuses)
            if moved.version == data["version"]:
                return self.done(f"Karte {code} steht schon ganz {'oben' if to == UP else 'unten'}.", moved)
        elif to == OTHER_FIELD:
            moved = move_card(**seen, quadrant=card.kind, handlungsfeld=data["handlungsfeld"])
        else:
            moved = move_card(**seen, quadrant=Quadrant(to), before=data["before"], after=data["after"])
        return self.done(f"Karte {code} {where(moved, self.field)}.", moved)


class SetStatus(PinboardView):
    """A card published, made a draft, archived, or brought back."""

    http_method_names = ["post"]

    def post(self, request, pk, code):
        data = checked(StatusForm(request.POST)).cleaned_data
        card = set_status(
            user=request.user, card=self.card(code), version=data["version"], status=Status(data["status"])
        )
        return self.done(f"Karte {code} {what_status_means(card)}.", card)


def where(card: Card, field: Handlungsfeld | None = None) -> str:
    """»steht jetzt in Potentiale, Platz 3 von 8«, with the field's name if it is another one than `field`."""
    number, row = standing(card)
    elsewhere = f"{card.handlungsfeld}, " if field is not None and card.handlungsfeld_id != field.pk else ""
    return f"steht jetzt in {elsewhere}{card.kind.label}, Platz {number} von {len(row)}"


def what_status_means(card: Card) -> str:
    if card.is_archived:
        return "liegt jetzt im Archiv dieser Tafel und lässt sich von dort zurückholen"
    if card.is_draft:
        return "ist jetzt ein Entwurf, den nur die Redaktion sieht"
    if card.handlungsfeld.is_published:
        return "ist veröffentlicht und auf der Website zu lesen"
    return "ist veröffentlicht; zu lesen ist sie, sobald es auch ihr Handlungsfeld ist"

"""The pinboard's pages with a form: edit a card, split it, merge several, and take a merge back."""

from django.template.response import TemplateResponse

from handlungsfelder.models import Place, Topic
from handlungsfelder.pinboard.cards import edit_card, refuse_archived, split_card, why_not
from handlungsfelder.pinboard.columns import pinned_card
from handlungsfelder.pinboard.forms import OWN_WORDING, EditForm, MergeForm, SplitForm, UnmergeForm
from handlungsfelder.pinboard.merging import merge_cards, unmerge_cards, wording_before_merge
from handlungsfelder.pinboard.views import PinboardView
from leader_portal.content.editing import CONFLICT, MISTAKEN, Refused, refuse_unless_may
from leader_portal.content.versions import EditConflict

# More than anybody compares on one page.
MOST_MERGED = 20


class FormPage(PinboardView):
    """
    A page with a form. What was entered stays in it, whatever happens; after a conflict it is based on the present
    state, which stands beside it, so that saving again is a decision.
    """

    template = ""
    piece = ""
    title = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.code = kwargs.get("code")

    def get(self, request, *args, **kwargs):
        self.prepare()
        return self.show(self.form())

    def post(self, request, *args, **kwargs):
        self.prepare()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, MISTAKEN)
        try:
            return self.save(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, refusal.status)
        except EditConflict as conflict:
            context = self.conflict_context(conflict)
            self.prepare()
            return self.show(self.form(self.renewed(request.POST)), CONFLICT, **context)

    def prepare(self):
        """Look up what the page is about; refuse if there is nothing to do."""
        self.subject = self.card(self.code)
        refuse_unless_may(self.request.user, "change", self.subject, why_not)
        refuse_archived(self.subject)
        self.pin = pinned_card(self.subject, self.request.user)

    def renewed(self, data):
        """What was entered, based on what holds now."""
        data = data.copy()
        data["version"] = self.subject.version
        data["seen"] = self.pin.last_change.id
        return data

    def state(self) -> dict:
        return {"version": self.subject.version, "seen": self.pin.last_change.id}

    def show(self, form, status: int = 200, **conflict):
        context = {"form": form, "pin": getattr(self, "pin", None), "conflict_sentence": "", **conflict}
        if self.is_in_place and self.piece:
            piece = f"handlungsfelder/pinboard/{self.piece}"
            return TemplateResponse(self.request, piece, self.context(**context), status=status)
        return self.render(self.template, self.title_of_page(), status=status, **context)

    def title_of_page(self) -> str:
        return f"Karte {self.code} {self.title}"


class EditCard(FormPage):
    """The text, topics and places of a card."""

    template, piece, title = "edit.html", "_edit_form.html", "bearbeiten"

    def form(self, data=None) -> EditForm:
        return EditForm(data, card=self.subject, initial=self.state(), auto_id=f"id_{self.code}_%s")

    def save(self, form):
        card = edit_card(
            user=self.request.user,
            card=self.subject,
            version=form.cleaned_data["version"],
            text=form.cleaned_data["text"],
            topics=Topic.objects.filter(pk__in=form.cleaned_data["topics"]),
            places=Place.objects.filter(pk__in=form.cleaned_data["places"]),
        )
        is_public = card.is_published and card.handlungsfeld.is_published
        return self.done(f"Karte {card.code} ist gespeichert{' und so auf der Website zu lesen' * is_public}.", card)


class SplitCard(FormPage):
    """One card becomes two."""

    template, title = "split.html", "teilen"

    def form(self, data=None) -> SplitForm:
        # Both boxes start with the whole text: one strikes out what belongs to the other card.
        initial = {**self.state(), "first": self.subject.text, "second": self.subject.text}
        return SplitForm(data, initial=initial)

    def save(self, form):
        card, new = split_card(
            user=self.request.user,
            card=self.subject,
            version=form.cleaned_data["version"],
            first=form.cleaned_data["first"],
            second=form.cleaned_data["second"],
        )
        return self.done(f"Aus Karte {card.code} sind zwei geworden: {card.code} und dahinter {new.code}.", card)


class MergeCards(FormPage):
    """Several cards become one."""

    template = "merge.html"

    def prepare(self):
        codes = self.request.GET.getlist("karte") + self.request.POST.getlist("karte")
        codes = list(dict.fromkeys(code for code in codes if code.isalnum()))
        if not 2 <= len(codes) <= MOST_MERGED:
            raise Refused(f"Bitte kreuzen Sie zum Zusammenführen zwei bis {MOST_MERGED} Karten an.", status=MISTAKEN)
        self.subjects = [self.card(code) for code in codes]
        for card in self.subjects:
            refuse_unless_may(self.request.user, "change", card, why_not)
            refuse_archived(card)
        self.pins = [pinned_card(card, self.request.user) for card in self.subjects]

    def form(self, data=None) -> MergeForm:
        first = next((card for card in self.subjects if card.is_published), self.subjects[0])
        return MergeForm(data, cards=self.subjects, initial={"survivor": first.code, "wording": first.code})

    def renewed(self, data):
        data = data.copy()
        for card in self.subjects:
            data[f"version-{card.code}"] = card.version
        return data

    def show(self, form, status: int = 200, **conflict):
        return super().show(form, status, pins=self.pins, own_wording=OWN_WORDING, **conflict)

    def title_of_page(self) -> str:
        return f"{len(self.subjects)} Karten zusammenführen"

    def save(self, form):
        survivor = form.survivor_card
        others = [card for card in self.subjects if card.pk != survivor.pk]
        card = merge_cards(
            user=self.request.user, survivor=survivor, others=others, versions=form.versions, text=form.chosen_text
        )
        gone = ", ".join(other.code for other in others)
        return self.done(
            f"Aus {len(self.subjects)} Karten ist eine geworden: {card.code}. Im Archiv, mit Verweis auf sie: {gone}.",
            card,
        )


class UnmergeCards(FormPage):
    """Cards that went into another come back."""

    template, title = "unmerge.html", "wieder trennen"

    def prepare(self):
        self.subject = self.card(self.code)
        refuse_unless_may(self.request.user, "change", self.subject, why_not)
        self.pin = pinned_card(self.subject, self.request.user)
        self.merged = list(self.subject.merged_cards.order_by("id"))
        if not self.merged:
            raise Refused(f"In Karte {self.code} ist keine andere aufgegangen, oder es ist schon aufgehoben.")

    def form(self, data=None) -> UnmergeForm:
        initial = {
            "version": self.subject.version,
            "cards": [card.pk for card in self.merged],
            "text": wording_before_merge(self.subject),
        }
        return UnmergeForm(data, merged=self.merged, initial=initial)

    def show(self, form, status: int = 200, **conflict):
        ticked = {str(value) for value in form["cards"].value() or ()}
        merged = [(card, str(card.pk) in ticked) for card in self.merged]
        return super().show(form, status, merged=merged, **conflict)

    def save(self, form):
        cards = [card for card in self.merged if card.pk in form.cleaned_data["cards"]]
        survivor = unmerge_cards(
            user=self.request.user,
            survivor=self.subject,
            version=form.cleaned_data["version"],
            cards=cards,
            text=form.cleaned_data["text"],
        )
        codes = ", ".join(card.code for card in cards)
        return self.done(f"Wieder eigene Karten, wie sie waren: {codes}.", survivor)

"""A list is pasted into a column: the text, the preview of what it becomes, and then all of it is saved."""

from django.http import Http404

from handlungsfelder.models import Quadrant
from leader_portal.content.editing import MISTAKEN, Refused, mistaken
from leader_portal.content.text import counted
from workshops.minutes import contributions
from workshops.minutes.forms import PASTED_LIMIT, PastedForm, sentences
from workshops.minutes.preview import ITEM_LIMIT, Item, join, posted_items, preview_of, remark, split
from workshops.minutes.views import MinutesView, offered_round, said, status_of

WHERE_TO_SPLIT = (
    "Setzen Sie die Einfügemarke an die Stelle, an der getrennt werden soll, fügen Sie dort mit der Eingabetaste einen "
    "Zeilenumbruch ein und drücken Sie dann „Teilen“."
)


class Paste(MinutesView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["quadrant"] not in Quadrant.values:
            raise Http404("Diese Spalte gibt es auf dem Blatt nicht.")
        self.quadrant = Quadrant(kwargs["quadrant"])

    def get(self, request, pk, quadrant):
        return self.ask_for_text("")

    def post(self, request, pk, quadrant):
        if "wortlaut-0" in request.POST:
            return self.work_on(posted_items(request.POST))
        text = request.POST.get("text", request.POST.get("wording", ""))
        form = PastedForm({"text": text, "round": request.POST.get("round", "")})
        if not form.is_valid():
            return self.ask_for_text(text, sentences(form), MISTAKEN)
        if not form.cleaned_data["text"]:
            if "text" in request.POST:
                return self.ask_for_text("", ["Bitte fügen Sie zuerst den Text ein."], MISTAKEN)
            # From below the column, with nothing typed there yet: somebody who wants to paste.
            return self.ask_for_text("")
        # Read as it was entered: spaces at the beginning of a line tell something.
        items = preview_of(text, self.group.contributions.all())
        if len(items) > ITEM_LIMIT:
            return self.ask_for_text(text, [too_many(len(items))], MISTAKEN)
        if not items:
            return self.ask_for_text(text, ["Darin stehen nur Aufzählungszeichen und keine Wörter."], MISTAKEN)
        return self.preview(items)

    def work_on(self, items: list[Item]):
        """One button of the preview: split, join, or save."""
        post = self.request.POST
        errors, focus = [], None
        if (number := index(post.get("split"), items)) is not None:
            focus = number
            if not split(items, number):
                items[number].error = WHERE_TO_SPLIT
        elif index(post.get("join"), items):
            focus = index(post.get("join"), items) - 1
            join(items, focus + 1)
        elif "save" in post:
            try:
                return self.save(items)
            except Refused as refusal:
                return self.preview(items, said(refusal), status_of(refusal))
        if len(items) > ITEM_LIMIT:
            errors = [too_many(len(items))]
        return self.preview(items, errors, MISTAKEN if errors else 200, focus=focus)

    def save(self, items: list[Item]):
        taken = [item for item in items if item.is_taken and item.wording]
        if not taken:
            raise mistaken("Es ist keine Zeile ausgewählt. Gespeichert wird, was ein Häkchen hat.")
        if len(items) > ITEM_LIMIT:
            raise mistaken(too_many(len(items)))
        for item in taken:
            if len(item.wording) > contributions.WORDING_LIMIT:
                item.error = contributions.too_long("Der Beitrag", item.wording, contributions.WORDING_LIMIT)
        if any(item.error for item in taken):
            raise mistaken("Es wurde noch nichts gespeichert: Mindestens eine Zeile ist zu lang.")
        form = PastedForm({"text": "", "round": self.request.POST.get("round", "")})
        if not form.is_valid():
            raise mistaken(*sentences(form))
        contributions.save_pasted(
            group=self.group,
            quadrant=self.quadrant,
            items=[(item.client_id, item.wording) for item in taken],
            round=form.cleaned_data["round"],
            user=self.request.user,
        )
        saved = counted(len(taken), "Ein Beitrag", "Beiträge")
        self.tell(f"{saved} unter „{self.quadrant.label}“ gespeichert.")
        return self.back(spalte=self.quadrant, runde=form.cleaned_data["round"])

    def ask_for_text(self, text: str, errors=(), status: int = 200):
        return self.render(
            "paste",
            f"Liste einfügen: {self.quadrant.label}",
            status=status,
            quadrant=self.quadrant,
            text=text,
            errors=errors,
            page=self.page_with_round(),
            limit=PASTED_LIMIT,
        )

    def preview(self, items: list[Item], errors=(), status: int = 200, focus=None):
        remark(items, self.group.contributions.all())
        return self.render(
            "preview",
            f"Vorschau: {self.quadrant.label}",
            status=status,
            quadrant=self.quadrant,
            items=items,
            errors=errors,
            focus=focus,
            taken=sum(item.is_taken for item in items),
            remarked=sum(bool(item.remark) for item in items),
            page=self.page_with_round(),
        )

    def page_with_round(self):
        page = self.page()
        page.round = offered_round(self.request.POST.get("round") or self.request.GET.get("runde"), page)
        return page


def index(number: str | None, items: list[Item]) -> int | None:
    """Which item a button means; None for a button that was not pressed, or made up."""
    if number is None or not number.isascii() or not number.isdecimal() or len(number) > 4:
        return None
    return int(number) if int(number) < len(items) else None


def too_many(count: int) -> str:
    return (
        f"Das sind {contributions.thousands(count)} Zeilen; bis zu {ITEM_LIMIT} gehen auf einmal. Bitte fügen Sie "
        "die Liste in Teilen ein."
    )

"""
A list, a whole sheet or a Word document is pasted: the text, the preview of what it becomes, and then all of it is
saved. For one group, or for all groups of a workshop from one document.
"""

from collections import defaultdict
from uuid import uuid4

from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.http import urlencode

from handlungsfelder.models import Quadrant
from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.editing import MISTAKEN, Refused, mistaken
from leader_portal.content.text import counted
from leader_portal.desk.undo_pages import tell
from leader_portal.desk.views import DeskView
from workshops.minutes import contributions
from workshops.minutes.forms import PASTED_LIMIT, PastedForm, sentences
from workshops.minutes.page import ROUNDS_OFFERED
from workshops.minutes.pasting import read_sheet
from workshops.minutes.preview import (
    ITEM_LIMIT,
    Item,
    Place,
    items_of,
    join,
    places_of,
    posted_id,
    posted_items,
    remark,
    split,
    untick_remarked,
    with_ids,
)
from workshops.minutes.views import said, status_of
from workshops.minutes.word_sheets import Sheet, sheet_of, sheets_of
from workshops.models import Contribution, WorkingGroup, Workshop

WHERE_TO_SPLIT = (
    "Setzen Sie die Einfügemarke an die Stelle, an der getrennt werden soll, fügen Sie dort mit der Eingabetaste einen "
    "Zeilenumbruch ein und drücken Sie dann „Teilen“."
)
DOCUMENT = "dokument"


class PastePage(DeskView):
    """What both pages do. `groups` are those into whose record something may go."""

    groups: list[WorkingGroup]
    group: WorkingGroup | None = None
    quadrant: Quadrant | None = None
    # Text can be pasted, not only a document be chosen.
    takes_text = True

    def get(self, request, **kwargs):
        return self.ask("")

    def post(self, request, **kwargs):
        if "wortlaut-0" in request.POST:
            return self.work_on(posted_items(request.POST, self.places, self.place))
        text = request.POST.get("text", request.POST.get("wording", ""))
        try:
            items = self.items_in(request.FILES[DOCUMENT].read()) if DOCUMENT in request.FILES else self.read(text)
        except Refused as refusal:
            return self.ask(text, said(refusal), status_of(refusal))
        if items is None:
            # From below the column, with nothing typed there yet: somebody who wants to paste.
            return self.ask("")
        if len(items) > ITEM_LIMIT:
            return self.ask(text, [too_many(len(items))], MISTAKEN)
        if not items:
            return self.ask(text, ["Darin stehen nur Aufzählungszeichen und keine Wörter."], MISTAKEN)
        untick_remarked(items, self.there)
        return self.preview(items)

    def read(self, text: str) -> list[Item] | None:
        """The items of a text, None if there is none and nobody claims that there is."""
        form = PastedForm({"text": text, "round": self.request.POST.get("round", "")})
        if not form.is_valid():
            raise mistaken(*sentences(form))
        if form.cleaned_data["text"]:
            # Read as it was entered: spaces at the beginning of a line tell something.
            return items_of(read_sheet(text), self.group, self.quadrant)
        if not self.takes_text:
            raise mistaken("Bitte wählen Sie zuerst ein Word-Dokument.")
        if "text" in self.request.POST:
            raise mistaken("Bitte fügen Sie zuerst den Text ein, oder wählen Sie ein Word-Dokument.")
        return None

    def items_in(self, document: bytes) -> list[Item]:
        raise NotImplementedError

    def work_on(self, items: list[Item]):
        """One button of the preview: split, join, mend, or save."""
        post = self.request.POST
        errors, focus = [], None
        if (number := index(post.get("split"), items)) is not None:
            focus = number
            if not split(items, number):
                items[number].error = WHERE_TO_SPLIT
        elif index(post.get("join"), items):
            focus = index(post.get("join"), items) - 1
            join(items, focus + 1)
        elif (number := index(post.get("mend"), items)) is not None:
            focus = number
            items[number].wording = items[number].mended or items[number].wording
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
            elif item.place is None:
                item.error = "Bitte wählen Sie die Spalte."
        if wrong := [item for item in taken if item.error]:
            problem = "zu lang" if wrong[0].place else "noch ohne Spalte"
            raise mistaken(f"Es wurde noch nichts gespeichert: Mindestens eine Zeile ist {problem}.")
        form = PastedForm({"text": "", "round": self.request.POST.get("round", "")})
        if not form.is_valid():
            raise mistaken(*sentences(form))
        lists = defaultdict(list)
        for client_id, item in with_ids(taken, posted_id(self.request.POST)):
            lists[item.place].append((client_id, item.wording))
        contributions.save_lists(
            lists=[(place.group, place.quadrant, items) for place, items in lists.items()],
            round=form.cleaned_data["round"],
            user=self.request.user,
        )
        self.tell(f"{counted(len(taken), 'Ein Beitrag', 'Beiträge')} {self.where(list(lists))} gespeichert.")
        return self.back(list(lists), form.cleaned_data["round"])

    def tell(self, sentence: str):
        tell(self.request, sentence, self.home)

    @property
    def place(self) -> Place | None:
        return Place(self.group, self.quadrant) if self.group and self.quadrant else None

    @cached_property
    def places(self) -> dict[str, Place]:
        return places_of(self.groups)

    @property
    def there(self):
        return Contribution.objects.filter(working_group__in=self.groups)

    @property
    def home(self) -> str:
        """The page one came from."""
        raise NotImplementedError

    def where(self, places: list[Place]) -> str:
        """In which columns something was saved, as one reads it: »unter „Stärken“«."""
        raise NotImplementedError

    def back(self, places: list[Place], round: int | None):
        return HttpResponseRedirect(self.home)

    def ask(self, text: str, errors=(), status: int = 200):
        return self.show("paste", self.title("einfügen"), status, text=text, errors=errors, limit=PASTED_LIMIT)

    def preview(self, items: list[Item], errors=(), status: int = 200, focus=None):
        remark(items, self.there)
        return self.show(
            "preview",
            self.title("Vorschau"),
            status,
            items=items,
            errors=errors,
            focus=focus,
            pasted=posted_id(self.request.POST) if "kennung" in self.request.POST else uuid4(),
            taken=sum(item.is_taken for item in items),
            remarked=sum(bool(item.remark) for item in items),
            groups=[(group, [Place(group, quadrant) for quadrant in Quadrant]) for group in self.groups],
        )

    def title(self, what: str) -> str:
        raise NotImplementedError

    def show(self, template: str, title: str, status: int, **context):
        rounds = range(1, min(max((group.rounds for group in self.groups), default=1), ROUNDS_OFFERED) + 1)
        chosen = self.request.POST.get("round") or self.request.GET.get("runde") or ""
        return self.render(
            f"workshops/minutes/{template}.html",
            title,
            status=status,
            group=self.group,
            workshop=self.thing,
            quadrant=self.quadrant,
            takes_text=self.takes_text,
            home=self.home,
            page={"rounds": rounds, "round": next((each for each in rounds if str(each) == chosen), None)},
            **context,
        )


class Paste(PastePage):
    """For one group: into one column, or a whole sheet with the headings of its columns."""

    model = WorkingGroup

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.group, self.groups = self.thing, [self.thing]
        if "quadrant" in kwargs:
            if kwargs["quadrant"] not in Quadrant.values:
                raise Http404("Diese Spalte gibt es auf dem Blatt nicht.")
            self.quadrant = Quadrant(kwargs["quadrant"])

    def things(self):
        return WorkingGroup.objects.select_related("workshop", "handlungsfeld")

    def items_in(self, document):
        return items_of(read_sheet(sheet_of(document, self.group)), self.group, self.quadrant)

    @property
    def home(self):
        return desk_address(self.group, "minutes")

    def where(self, places):
        return "unter " + ", ".join(f"„{place.quadrant.label}“" for place in places)

    def back(self, places, round):
        # The field below the column, from which the list may have come, can be emptied now.
        marks = {"spalte": places[0].quadrant.value, "runde": round, "gespeichert": self.quadrant}
        return HttpResponseRedirect(f"{self.home}?{urlencode({name: mark for name, mark in marks.items() if mark})}")

    def title(self, what):
        column = self.quadrant.label if self.quadrant else "ganzes Blatt"
        return f"Vorschau: {column}" if what == "Vorschau" else f"Liste einfügen: {column}"


class PasteRecord(PastePage):
    """For all groups of a workshop: a Word document with a table for each."""

    model = Workshop
    takes_text = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.groups = list(self.thing.groups.select_related("workshop", "handlungsfeld"))

    def items_in(self, document):
        return [
            item
            for group, sheet in self.each_with_its_sheet(sheets_of(document))
            for item in items_of(read_sheet(sheet.text), group, None)
        ]

    def each_with_its_sheet(self, sheets: list[Sheet]) -> list[tuple[WorkingGroup, Sheet]]:
        """By the name above a table; where none is named, and there are as many tables as groups, by their order."""
        named = [[group for group in self.groups if sheet.is_of(group)] for sheet in sheets]
        if not any(named) and len(sheets) == len(self.groups):
            return list(zip(self.groups, sheets, strict=True))
        for number, groups in enumerate(named, start=1):
            if len(groups) != 1:
                raise mistaken(
                    f"Zu welcher Arbeitsgruppe die {number}. Tabelle gehört, ist nicht zu erkennen. Bitte schreiben "
                    "Sie über die Tabelle den Titel der Gruppe, wie er beim Workshop eingetragen ist."
                )
        return [(groups[0], sheet) for groups, sheet in zip(named, sheets, strict=True)]

    @property
    def home(self):
        return desk_address(self.thing, "change")

    def where(self, places):
        return f"bei {counted(len({place.group for place in places}), 'einer Gruppe', 'Gruppen')}"

    def title(self, what):
        return f"{'Vorschau' if what == 'Vorschau' else 'Word-Dokument einlesen'}: {self.thing}"


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

"""What may stand in the cells of an imported or exported table, and how it is written there in German."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db import models

from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.content.text import cleaned, folded

ID = re.compile(r"ID (\d{1,18})")
# Looking for what somebody may have meant takes a moment each.
MOST_SUGGESTIONS = 20


def alike(text: str) -> str:
    """Two texts that come out the same are the same name: case, umlauts' dots and white space don't count."""
    return folded(" ".join(text.split()))


class Cell:
    """Plain text. `read` raises ValueError with a German sentence."""

    def prepare(self):
        """Read once, before a table is read or written, what all cells of the column need."""

    def read(self, text: str):
        return cleaned(text)

    def written(self, value) -> str:
        return "" if value is None else str(value)


@dataclass
class Column:
    """
    A column of the table: an attribute of each thing, under a heading. Without a `needed` one nothing new can be made,
    and its cells are never empty. Where an empty cell `keeps`, it leaves what is stored as it is, and for something new
    what the portal itself would take.
    """

    attribute: str
    heading: str
    cell: Cell
    help_text: str
    needed: bool = False
    keeps: bool = False


class NumberCell(Cell):
    def read(self, text):
        text = text.strip()
        if not text:
            return None
        if not re.fullmatch(r"[0-9]+", text):
            raise ValueError(f"„{text}“ ist keine ganze Zahl ab 0.")
        if len(text) > 10 or int(text) > LARGEST_INTEGER:
            raise ValueError(f"„{text}“ ist zu groß.")
        return int(text)


VERSION = Column(
    "version",
    "Fassung",
    NumberCell(),
    "Trägt das Portal beim Export ein. Hat inzwischen jemand anderes die Zeile geändert, sagt es der Import, statt die "
    "Änderung zu überschreiben. Bei Neuem leer.",
)
POSITION = Column(
    "position",
    "Position",
    NumberCell(),
    "Bestimmt die Reihenfolge, kleine Zahlen zuerst. Neues ohne Angabe kommt ans Ende.",
    keeps=True,
)


class ChoiceCell(Cell):
    """One of some values, each by any of its German names; written with the first."""

    def __init__(self, names: dict[object, Sequence[str]]):
        self.names = names
        self.values = {alike(name): value for value, all_names in names.items() for name in all_names}

    def read(self, text):
        text = text.strip()
        try:
            return self.values[alike(text)]
        except KeyError:
            *first, last = [names[0] for names in self.names.values()]
            raise ValueError(f"„{text}“ ist hier nicht möglich, nur {', '.join(first)} oder {last}.") from None

    def written(self, value):
        return self.names[value][0]


def choice_cell(choices: type[models.TextChoices]) -> ChoiceCell:
    return ChoiceCell({value: [label] for value, label in choices.choices})


def truth_cell() -> ChoiceCell:
    """Yes, no, or not known, which is also what an empty cell means."""
    return ChoiceCell(
        {
            True: ["ja", "j", "wahr", "x", "1"],
            False: ["nein", "n", "falsch", "0"],
            None: ["unbekannt", "", "–", "-", "?"],
        }
    )


class Names:
    """
    By what things are called in a table, and which thing a name means.

    `kinds_of` gives a thing's names kind by kind, the best kind first, as many kinds for every thing. A name is
    looked up kind by kind. A thing is written with the first of its names that means it alone; there is always one,
    since »ID 12« means the one with that id before anything else.
    """

    def __init__(self, things: Iterable[models.Model], kinds_of: Callable[[models.Model], Sequence[Sequence[str]]]):
        self.kinds_of = kinds_of
        self.things = {thing.pk: thing for thing in things}
        self.kinds: list[dict[str, list[models.Model]]] = []
        for thing in self.things.values():
            for place, names in enumerate(kinds_of(thing)):
                if place == len(self.kinds):
                    self.kinds.append({})
                for name in {alike(name) for name in names}:
                    self.kinds[place].setdefault(name, []).append(thing)
        self.found: dict[str, models.Model | None] = {}
        self.written: dict[object, str] = {}
        self.suggestions_left = MOST_SUGGESTIONS

    def meant(self, name: str) -> models.Model | None:
        """The one thing that the name means; None if that is none or several."""
        if name not in self.found:
            self.found[name] = self.look_up(name)
        return self.found[name]

    def look_up(self, name: str) -> models.Model | None:
        numbered = ID.fullmatch(name)
        if numbered:
            return self.things.get(int(numbered[1]))
        for kind in self.kinds:
            things = kind.get(alike(name), [])
            if len(things) == 1:
                return things[0]
        return None

    def of(self, thing: models.Model) -> str:
        if thing.pk not in self.written:
            # The one that was read along with all that its names are made of.
            thing = self.things.get(thing.pk, thing)
            names = (" ".join(names[0].split()) for names in self.kinds_of(thing) if names)
            alone = (name for name in names if self.meant(name) is thing)
            self.written[thing.pk] = next(alone, f"ID {thing.pk}")
        return self.written[thing.pk]

    def find(self, name: str) -> models.Model:
        thing = self.meant(name)
        if thing is None:
            raise ValueError(self.why_not(name))
        return thing

    def why_not(self, name: str) -> str:
        several = [thing for kind in self.kinds for thing in kind.get(alike(name), [])]
        if several:
            names = "“, „".join(dict.fromkeys(self.of(thing) for thing in several[:5]))
            return f"„{name}“ gibt es mehrfach. Bitte schreiben Sie, was gemeint ist: „{names}“."
        if self.suggestions_left:
            self.suggestions_left -= 1
            known = {name: things[0] for kind in reversed(self.kinds) for name, things in kind.items()}
            near = difflib.get_close_matches(alike(name), known, 1)
            if near:
                return f"„{name}“ gibt es nicht. Meinen Sie „{self.of(known[near[0]])}“?"
        return f"„{name}“ gibt es nicht."


class NamingCell(Cell):
    """Names some of the things there are."""

    def __init__(self, things: Callable[[], Iterable[models.Model]], kinds_of=attrgetter("names")):
        self.read_things = things
        self.kinds_of = kinds_of

    def prepare(self):
        self.names = Names(self.read_things(), self.kinds_of)


class ReferenceCell(NamingCell):
    """One thing by its name. `nothing` is the word for none, if none may be meant and should be said."""

    def __init__(self, *args, nothing: str = ""):
        super().__init__(*args)
        self.nothing = nothing

    def read(self, text):
        text = " ".join(text.split())
        if alike(text) == alike(self.nothing):
            return None
        if not text:
            raise ValueError(f"Hier fehlt etwas. Schreiben Sie „{self.nothing}“, wenn das gemeint ist.")
        return self.names.find(text)

    def written(self, value):
        return self.nothing if value is None else self.names.of(value)


class ListCell(NamingCell):
    """
    Several things by their names, one per line or with semicolons between. A semicolon that belongs to a name has a
    backslash in front of it, and so has a backslash.
    """

    PIECE = re.compile(r"(?:[^\\;\n]|\\[\\;]|\\)+")

    def read(self, text):
        pieces = (re.sub(r"\\([\\;])", r"\1", piece) for piece in self.PIECE.findall(cleaned(text)))
        names = filter(None, (" ".join(piece.split()) for piece in pieces))
        return list({thing.pk: thing for thing in map(self.names.find, names)}.values())

    def written(self, value):
        names = sorted((self.names.of(thing) for thing in value.all()), key=folded)
        return "\n".join(re.sub(r"([\\;])", r"\\\1", name) for name in names)

"""The preview of a pasted list: what each line becomes and in which column, before any of it is saved."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from handlungsfelder.models import Quadrant
from leader_portal.content.text import cleaned, folded
from workshops.minutes.list_signs import CONJUNCTIONS
from workshops.minutes.pasted_sheets import FOOTER, heading_of
from workshops.minutes.pasting import Found, comparable, joined, tidied
from workshops.models import Contribution, WorkingGroup

# With three fields for each it stays within what Django takes in one form.
ITEM_LIMIT = 300
# A word that a column's width has cut, and that its hyphen followed into the middle of a line: »Baugebie- ten«.
CUT_WORD = re.compile(r"\b([^\W\d_]{2,})- ([^\W\d_]{2,})\b")
# As much of a guiding statement's stem tells that a line is one.
STEM_LENGTH = 30


@dataclass(frozen=True)
class Place:
    """A column of a group's sheet."""

    group: WorkingGroup
    quadrant: Quadrant

    @property
    def key(self) -> str:
        return f"{self.group.pk}-{self.quadrant.value}"


def places_of(groups: Iterable[WorkingGroup]) -> dict[str, Place]:
    """The columns of these groups' sheets by their keys."""
    places = [Place(group, quadrant) for group in groups for quadrant in Quadrant]
    return {place.key: place for place in places}


@dataclass
class Item:
    """
    One contribution to be, in the column of its `place`, None while nobody has said which. `remark` says what speaks
    against it, `error` why it can't be saved so; `mended` is its wording with a cut word joined, if there is one.
    """

    wording: str
    place: Place | None = None
    is_taken: bool = True
    remark: str = ""
    error: str = ""

    @property
    def quadrant(self) -> str:
        return self.place.quadrant.value if self.place else ""

    @property
    def mended(self) -> str:
        mended = CUT_WORD.sub(joined_word, self.wording)
        return mended if mended != self.wording else ""

    @property
    def mended_words(self) -> str:
        """The words as they would be joined."""
        words = [joined_word(found) for found in CUT_WORD.finditer(self.wording) if joined_word(found) != found[0]]
        return ", ".join(f"„{word}“" for word in words)


def joined_word(found: re.Match) -> str:
    """»Wetter- und …« is no cut word, and neither is one whose second part is written with a capital letter."""
    first, second = found.groups()
    return first + second if second[0].islower() and second not in CONJUNCTIONS else found[0]


def items_of(found: Iterable[Found], group: WorkingGroup | None, quadrant: Quadrant | None) -> list[Item]:
    """What was found, in the columns that its headings name, the rest in the column that it was pasted into."""
    return [
        Item(one.wording, Place(group, column) if group and column else None)
        for one in found
        for column in [one.quadrant or quadrant]
    ]


def untick_remarked(items: list[Item], there: Iterable[Contribution]):
    """What the groups have already, and what is none, is marked and not taken until somebody ticks it."""
    remark(items, there)
    for item in items:
        item.is_taken = not item.remark


def posted_items(data, places: dict[str, Place], own: Place | None) -> list[Item]:
    """The items as they were left in the form, in the page's `own` column where none was to be chosen."""
    items = []
    while (name := f"wortlaut-{len(items)}") in data:
        number = len(items)
        column = data.get(f"spalte-{number}")
        place = own if column is None else places.get(column)
        items.append(Item(cleaned(data[name]), place, f"auswahl-{number}" in data))
    return items


def posted_id(data) -> UUID:
    """By which the list is known when it is sent again."""
    try:
        return UUID(data.get("kennung", ""))
    except ValueError:
        return uuid4()


def with_ids(items: Iterable[Item], pasted: UUID) -> list[tuple[UUID, Item]]:
    """
    Each item with an id that it has again when the same list is saved once more. The id is of the wording, so that
    what was corrected in between is something new.
    """
    seen: Counter[str] = Counter()
    ids = []
    for item in items:
        seen[item.wording] += 1
        ids.append((uuid5(pasted, f"{seen[item.wording]}:{item.wording}"), item))
    return ids


def remark(items: list[Item], there: Iterable[Contribution]):
    """Note at each item if its group has it already, or the list itself, or if it is no contribution at all."""
    known = {
        (contribution.working_group_id, comparable(contribution.wording)): Quadrant(contribution.quadrant)
        for contribution in there
    }
    seen = set()
    for item in items:
        group = item.place.group if item.place else None
        key = (group and group.pk, comparable(item.wording))
        if key in known:
            item.remark = f"Das hat die Gruppe schon, unter „{known[key].label}“."
        elif key in seen:
            item.remark = "Das steht schon weiter oben in dieser Liste."
        elif heading_of(item.wording):
            item.remark = "Das sieht nach der Überschrift der Spalte aus."
        elif FOOTER.fullmatch(item.wording.strip()):
            item.remark = "Das sieht nach einer Seitenzahl aus."
        elif group and comparable(item.wording) in {comparable(group.title), comparable(group.label)}:
            item.remark = "Das sieht nach dem Titel der Gruppe aus."
        elif group and begins_like_its_statement(item.wording, group):
            item.remark = "Das sieht nach dem Leitsatz der Gruppe aus."
        else:
            item.remark = ""
        seen.add(key)


def begins_like_its_statement(wording: str, group: WorkingGroup) -> bool:
    stem = folded(group.guiding_statement_stem)[:STEM_LENGTH]
    return bool(stem) and folded(wording).startswith(stem)


def split(items: list[Item], number: int) -> bool:
    """Make one item of each line of this one; False if it has only one line."""
    lines = [line for line in tidied(items[number].wording).split("\n") if line]
    if len(lines) < 2:
        return False
    whole = items[number]
    whole.wording = lines[0]
    items[number + 1 : number + 1] = [Item(line, whole.place, whole.is_taken) for line in lines[1:]]
    return True


def join(items: list[Item], number: int):
    """Make this item the end of the one before."""
    last = items.pop(number)
    first = items[number - 1]
    first.wording = joined([*first.wording.split("\n"), *last.wording.split("\n")])
    first.is_taken = first.is_taken or last.is_taken

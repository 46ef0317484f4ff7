"""The preview of a pasted list: what each line becomes, before any of it is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from handlungsfelder.models import Quadrant
from leader_portal.content.text import cleaned
from workshops.minutes.pasted_sheets import FOOTER, heading_of
from workshops.minutes.pasting import comparable, joined, read_list, tidied
from workshops.models import Contribution

# With three fields for each it stays within what Django takes in one form.
ITEM_LIMIT = 300


@dataclass
class Item:
    """One contribution to be. `remark` says what speaks against it; `error` why it can't be saved so."""

    wording: str
    is_taken: bool = True
    client_id: UUID = field(default_factory=uuid4)
    remark: str = ""
    error: str = ""


def preview_of(text: str, there: Iterable[Contribution]) -> list[Item]:
    """What the pasted text becomes; what the group already has is marked and not ticked."""
    items = [Item(wording) for wording in read_list(text)]
    remark(items, there)
    for item in items:
        item.is_taken = not item.remark
    return items


def posted_items(data) -> list[Item]:
    """The items as they were left in the form."""
    items = []
    while (name := f"wortlaut-{len(items)}") in data:
        number = len(items)
        try:
            client_id = UUID(data.get(f"kennung-{number}", ""))
        except ValueError:
            client_id = uuid4()
        items.append(Item(cleaned(data[name]), f"auswahl-{number}" in data, client_id))
    return items


def remark(items: list[Item], there: Iterable[Contribution]):
    """Note at each item if the group has it already, or the list itself, or if it is only the column's heading."""
    known = {comparable(contribution.wording): Quadrant(contribution.quadrant) for contribution in there}
    seen = set()
    for item in items:
        key = comparable(item.wording)
        if key in known:
            item.remark = f"Das hat die Gruppe schon, unter „{known[key].label}“."
        elif key in seen:
            item.remark = "Das steht schon weiter oben in dieser Liste."
        elif heading_of(item.wording):
            item.remark = "Das sieht nach der Überschrift der Spalte aus."
        elif FOOTER.fullmatch(item.wording.strip()):
            item.remark = "Das sieht nach einer Seitenzahl aus."
        else:
            item.remark = ""
        seen.add(key)


def split(items: list[Item], number: int) -> bool:
    """Make one item of each line of this one; False if it has only one line."""
    lines = [line for line in tidied(items[number].wording).split("\n") if line]
    if len(lines) < 2:
        return False
    whole = items[number]
    whole.wording = lines[0]
    items[number + 1 : number + 1] = [Item(line, whole.is_taken) for line in lines[1:]]
    return True


def join(items: list[Item], number: int):
    """Make this item the end of the one before."""
    last = items.pop(number)
    first = items[number - 1]
    first.wording = joined([*first.wording.split("\n"), *last.wording.split("\n")])
    first.is_taken = first.is_taken or last.is_taken

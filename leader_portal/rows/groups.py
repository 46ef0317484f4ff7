"""
Many things of one kind on one page, a row each, saved together or not at all.

The rows stand in their order and are moved by hand; the page sends the order as it is on the page, and the one that
the page was made with, so that two people who move rows do not undo each other unseen.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.http import QueryDict

from leader_portal.content.operations import renumbering
from leader_portal.content.positions import RENUMBERED, reorder
from leader_portal.desk.forms import VERSION, Conflict, conflicts_of
from leader_portal.rows.forms import RowForm, seen_in

INVALID, FORBIDDEN, CONFLICT = 422, 403, 409
NEW_KEY = re.compile(r"n[1-9][0-9]{0,2}")
STEPS = {"up": -1, "down": 1}

ORDER_CHANGED = (
    "Die Reihenfolge hat inzwischen auch jemand anderes geändert. Es wurde noch nichts gespeichert. Hier stehen die "
    "Zeilen, wie Sie sie gestellt haben: Speichern Sie noch einmal, gilt Ihre Reihenfolge."
)
SETTLED_ORDER = (
    "Was veröffentlicht ist, darf nur umstellen, wer zur Redaktion gehört. Es wurde nichts gespeichert; Ihre Eingaben "
    "stehen noch hier."
)
NOT_HERE = (
    "steht nicht (mehr) hier: Inzwischen wurde es gelöscht, archiviert oder woandershin verschoben. Es wurde nichts "
    "gespeichert. Damit nichts verloren geht, hier noch einmal Ihre Eingabe"
)


class RowGroup:
    """
    The rows of one column: `things` in their order. `key` begins the names of its fields; `make` makes the thing of
    a new row where rows can be added, and `blanks` says how many are there to begin with; `taken` is what those hold
    in the unique field that are not shown.
    """

    def __init__(
        self,
        key: str,
        things: Iterable[models.Model],
        form_class: type[RowForm],
        *,
        user,
        data: QueryDict | None = None,
        heading="",
        make: Callable[[], models.Model] | None = None,
        blanks: int = 0,
        taken: Iterable[str] = (),
    ):
        self.key, self.heading, self.user, self.data = key, heading, user, data
        self.form_class, self.make, self.taken = form_class, make, set(taken)
        self.things = {str(thing.pk): thing for thing in things}
        self.errors: list[str] = []
        self.refused_role = False
        # The order as it stands, where somebody else has changed it too.
        self.other_order: list[models.Model] = []
        # The row that has just been moved or added, so that its user finds it again, and which button moved it.
        self.focus = ("", "")
        stored = list(self.things)
        if data is None or f"rows-{key}" not in data:
            self.seen, sent = stored, [*stored, *(f"n{number + 1}" for number in range(blanks))]
        else:
            self.seen, sent = self.sent_order("order"), self.arranged(self.sent_order("rows"))
        here = [key for key in sent if key in self.things or self.is_new_key(key)]
        new = [key for key in here if key not in self.things]
        self.is_rearranged = [key for key in here if key in self.seen] != [
            key for key in self.seen if key in here
        ] or new != here[len(here) - len(new) :]
        untouched = [key for key in stored if key not in here]
        self.rows = [self.row(key) for key in ([*here, *untouched] if self.is_rearranged else [*stored, *new])]
        self.lost = [key for key in sent if key not in here and self.was_changed(key)]

    # The rows

    def sent_order(self, name: str) -> list[str]:
        return list(dict.fromkeys(filter(None, self.data.get(f"{name}-{self.key}", "").split(","))))

    def arranged(self, keys: list[str]) -> list[str]:
        """The order after what the pressed button asks for: to move a row by one place, or to add one at the end."""
        match self.data.get("move", "").split(":"):
            case [self.key, key, ("up" | "down") as step] if key in keys:
                place = max(keys.index(key) + STEPS[step], 0)
                keys.remove(key)
                keys.insert(place, key)
                self.focus = (key, step)
        if self.data.get("more") == self.key:
            numbers = [int(key[1:]) for key in keys if self.is_new_key(key)]
            keys.append(f"n{max(numbers, default=0) + 1}")
            self.focus = (keys[-1], "")
        return keys

    def is_new_key(self, key: str) -> bool:
        return self.make is not None and NEW_KEY.fullmatch(key) is not None

    def row(self, key: str) -> RowForm:
        """The row as it was sent; as it stands now if it was not, or was left untouched."""
        thing = self.things[key] if key in self.things else self.make()
        options = {"instance": thing, "user": self.user, "key": key, "prefix": f"{self.key}-{key}"}
        form = self.form_class(self.data, **options)
        if not (form.is_sent and (form.is_to_be_removed or form.has_changed())):
            form = self.form_class(**options)
        if key == self.focus[0]:
            form.set_focus(self.focus[1])
        return form

    def was_changed(self, key: str) -> bool:
        """Whether anything was entered in a row whose thing is no longer here."""
        seen = seen_in(self.data.get(f"{self.key}-{key}-{VERSION}"))
        fields = self.form_class.base_fields
        return any(fields[name].has_changed(seen.get(name), value) for name, value in self.entered(key).items())

    def entered(self, key: str) -> dict[str, str]:
        """What was sent for each of its fields."""
        names = {name: f"{self.key}-{key}-{name}" for name in self.form_class.base_fields if name != VERSION}
        return {name: self.data[sent] for name, sent in names.items() if sent in self.data}

    @property
    def order(self) -> list[str]:
        """As the rows stand on the page."""
        return [row.key for row in self.rows]

    @property
    def may_be_changed(self) -> bool:
        return any(row.may_change for row in self.rows)

    # Checking

    def check(self):
        """Find whatever speaks against saving; nothing is written."""
        for row in self.rows:
            if row.is_bound:
                row.full_clean()
            if row.is_to_be_removed and not row.is_new:
                row.check_removal()
        self.check_unique()
        self.check_order()
        for key in self.lost:
            labels = {name: field.label for name, field in self.form_class.base_fields.items()}
            entered = "; ".join(f"{labels[name]}: {value or 'leer'}" for name, value in self.entered(key).items())
            self.errors.append(f"Eine Zeile {NOT_HERE}: {entered}")

    def check_unique(self):
        """What stands gives way only when it is written, so a value is free once nobody holds it any more."""
        if self.form_class.unique is None:
            return
        name, sentence = self.form_class.unique
        staying = [row for row in self.rows if not row.is_to_be_removed]
        held = self.taken | {row.initial[name] for row in staying if not row.is_new}
        wanted = Counter()
        for row in staying:
            if row.is_to_be_saved and name in row.changed_data and row.is_valid():
                value = row.cleaned_data[name]
                wanted[value] += 1
                if value in held or wanted[value] > 1:
                    row.add_error(name, sentence)

    def check_order(self):
        if not self.is_rearranged:
            return
        stored = list(self.things)
        if [key for key in stored if key in self.seen] != [key for key in self.seen if key in stored]:
            if [row.key for row in self.rows if row.key in self.things] != stored:
                self.other_order = list(self.things.values())
                self.errors.append(ORDER_CHANGED)
            self.seen = stored
            return
        settled = [row.key for row in self.rows if not row.is_new and not row.may_change]
        if settled != [key for key in stored if key in settled]:
            self.refused_role = True
            self.errors.append(SETTLED_ORDER)

    @property
    def is_valid(self) -> bool:
        return not self.errors and all(row.is_valid() for row in self.rows if row.is_bound)

    def has_refused(self, code: str) -> bool:
        return any(row.has_error(NON_FIELD_ERRORS, code=code) for row in self.rows if row.is_bound)

    @property
    def is_role(self) -> bool:
        return self.refused_role or self.has_refused("role")

    @property
    def is_conflict(self) -> bool:
        return bool(self.other_order or self.lost) or self.has_refused("stale")

    # Writing

    def save(self) -> int:
        """Write what was checked: a row of history for each that changed. How many did."""
        removed = [row for row in self.rows if row.is_to_be_removed and not row.is_new]
        for row in removed:
            row.instance.delete()
        wanted = {row: "" for row in self.rows if row.is_to_be_saved}
        if self.is_rearranged or any(row.is_new for row in wanted):
            wanted = self.moved_rows() | wanted
        # What is there gives way before what is new comes.
        for row, reason in sorted(wanted.items(), key=lambda entry: entry[0].is_new):
            row.instance._change_reason = reason or None
            with renumbering() if reason == RENUMBERED else nullcontext():
                row.instance.save()
        return len(removed) + len(wanted)

    def moved_rows(self) -> dict[RowForm, str]:
        """The rows that got another position, each with what its history is to say."""
        rows = [row for row in self.rows if not row.is_to_be_removed and (not row.is_new or row.is_to_be_saved)]
        fixed = [row.instance for row in rows if not row.may_change]
        return {rows[place]: reason for place, reason in reorder([row.instance for row in rows], fixed).items()}


class Rows:
    """All that is saved together: groups of rows. `errors` are sentences that belong to none of them."""

    groups: list[RowGroup]

    def check(self):
        for group in self.groups:
            group.check()

    @property
    def errors(self) -> list[str]:
        return [sentence for group in self.groups for sentence in group.errors]

    @property
    def is_valid(self) -> bool:
        return all(group.is_valid for group in self.groups)

    @property
    def conflicts(self) -> list[Conflict]:
        return conflicts_of(row for group in self.groups for row in group.rows)

    @property
    def may_be_changed(self) -> bool:
        return any(group.may_be_changed for group in self.groups)

    @property
    def status(self) -> int:
        """What an answer that refuses it is called in HTTP."""
        if any(group.is_role for group in self.groups):
            return FORBIDDEN
        return CONFLICT if any(group.is_conflict for group in self.groups) else INVALID

    def save(self) -> int:
        """Write everything; how many rows changed."""
        return sum(group.save() for group in self.groups)

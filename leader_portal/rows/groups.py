"""
Grids: many things of one kind on one page, a row each, saved together or not at all.

The rows stand in their order and are moved by hand; the page sends them as they stand, and which order it was made
with, so that two people who move rows do not undo each other unseen.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import QueryDict

from leader_portal.content.positions import reorder
from leader_portal.content.roles import may
from leader_portal.desk.forms import NOT_ALLOWED, VERSION, Conflict, conflicts_of
from leader_portal.history.wording import last_change
from leader_portal.rows.rows import RowForm

NEW_KEY = re.compile(r"n[1-9][0-9]{0,2}")
UP, DOWN = "up", "down"

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


class Group:
    """
    The rows of one column: `things` in their order. `key` begins the names of its fields; `make` makes the thing of
    a new row where rows can be added; `taken` is what those hold in the unique field that are not shown.
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
        stored = list(self.things)
        self.is_rearranged = False
        self.lost: list[str] = []
        if data is None:
            self.seen, self.rows = stored, [self.row(key) for key in stored]
            for _ in range(blanks):
                self.add_blank()
            return
        self.seen = data.get(f"order-{self.key}", "").split(",")
        sent = list(dict.fromkeys(data.getlist(f"row-{self.key}")))
        here = [key for key in sent if key in self.things or self.is_new_key(key)]
        new = [key for key in here if key not in self.things]
        self.is_rearranged = [key for key in here if key in self.seen] != [
            key for key in self.seen if key in here
        ] or new != here[len(here) - len(new) :]
        untouched = [key for key in stored if key not in here]
        order = [*here, *untouched] if self.is_rearranged else [*stored, *new]
        self.rows = [self.row(key, data if key in here else None) for key in order]
        self.lost = [key for key in sent if key not in here and self.was_changed(key)]

    # The rows

    def is_new_key(self, key: str) -> bool:
        return self.make is not None and NEW_KEY.fullmatch(key) is not None

    def row(self, key: str, data: QueryDict | None = None) -> RowForm:
        thing = self.things[key] if key in self.things else self.make()
        form = self.form_class(data, instance=thing, user=self.user, key=key, prefix=f"{self.key}-{key}")
        if data is not None and not form.is_to_be_removed and not form.has_changed():
            # Untouched, so it is shown as it stands now.
            return self.row(key)
        return form

    def add_blank(self) -> RowForm:
        numbers = [int(row.key[1:]) for row in self.rows if NEW_KEY.fullmatch(row.key)]
        self.rows.append(self.row(f"n{max(numbers, default=0) + 1}"))
        return self.rows[-1]

    def move(self, key: str, direction: str) -> bool:
        """Put a row one place up or down on the page; False if there is no such row."""
        here = next((place for place, row in enumerate(self.rows) if row.key == key), None)
        if here is None:
            return False
        there = min(max(here + (-1 if direction == UP else 1), 0), len(self.rows) - 1)
        row = self.rows.pop(here)
        self.rows.insert(there, row)
        row.has_focus = direction
        return True

    def was_changed(self, key: str) -> bool:
        """Whether anything was entered in a row whose thing is no longer here."""
        return any(value != self.data.get(f"initial-{name}") for name, _, value in self.entered(key))

    def entered(self, key: str) -> list[tuple[str, str, str]]:
        """The name, the label and the content of each of its fields that was sent."""
        fields = [(f"{self.key}-{key}-{name}", field.label) for name, field in self.form_class.base_fields.items()]
        return [
            (name, str(label), self.data[name].replace("\r\n", "\n"))
            for name, label in fields
            if name in self.data and not name.endswith(VERSION)
        ]

    @property
    def order(self) -> str:
        """The order that the page is made with, for the page to send back."""
        return ",".join(self.seen)

    @property
    def may_be_changed(self) -> bool:
        return any(row.may_change for row in self.rows)

    # Checking

    def check(self):
        """Find whatever speaks against saving; nothing is written."""
        for row in self.rows:
            if row.is_to_be_removed:
                self.check_removal(row)
            elif row.is_to_be_saved:
                row.full_clean()
        self.check_unique()
        self.check_order()
        for key in self.lost:
            entered = "; ".join(f"{label}: {value or 'leer'}" for _, label, value in self.entered(key))
            self.errors.append(f"Eine Zeile {NOT_HERE}: {entered}")

    def check_removal(self, row: RowForm):
        if row.is_new:
            return
        row.full_clean()
        if not may(self.user, "delete", row.instance):
            row.add_error(None, ValidationError(NOT_ALLOWED, code="role"))
        elif row.data.get(row.add_prefix(VERSION)) != str(row.stored_version):
            row.carry_newer_version()
            row.add_error(
                None,
                ValidationError(
                    f"„{row.was}“ hat inzwischen {last_change(row.instance)} geändert. Es wurde noch nichts entfernt "
                    "und nichts gespeichert. Schauen Sie bitte nach und speichern Sie dann noch einmal.",
                    code="stale",
                ),
            )

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

    def moved_rows(self) -> dict[RowForm, str]:
        """The rows that got another position, each with what its history is to say."""
        rows = [row for row in self.rows if self.is_staying(row)]
        fixed = [row.instance for row in rows if not row.may_change]
        return {rows[place]: reason for place, reason in reorder([row.instance for row in rows], fixed).items()}

    def is_staying(self, row: RowForm) -> bool:
        return not row.is_to_be_removed and (not row.is_new or row.is_to_be_saved)

    @property
    def is_valid(self) -> bool:
        return not self.errors and all(row.is_valid() for row in self.rows if row.is_bound)

    @property
    def conflicts(self) -> list[Conflict]:
        return conflicts_of(self.rows)

    @property
    def is_conflict(self) -> bool:
        stale = any(row.has_error(NON_FIELD_ERRORS, code="stale") for row in self.rows if row.is_bound)
        return bool(stale or self.other_order or self.lost)

    @property
    def is_role(self) -> bool:
        return self.refused_role or any(
            row.has_error(NON_FIELD_ERRORS, code="role") for row in self.rows if row.is_bound
        )

    # Writing

    def save(self) -> int:
        """Write what was checked: a row of history for each that changed. How many did."""
        removed = [row for row in self.rows if row.is_to_be_removed and not row.is_new]
        for row in removed:
            row.instance.delete()
        wanted = {row: "" for row in self.rows if row.is_to_be_saved}
        has_new = any(row.is_new for row in wanted)
        if self.is_rearranged or has_new:
            wanted = self.moved_rows() | wanted
        # What is there gives way before what is new comes.
        for row, reason in sorted(wanted.items(), key=lambda entry: entry[0].is_new):
            row.instance._change_reason = reason or None
            row.instance.save()
        return len(removed) + len(wanted)

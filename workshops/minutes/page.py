"""What the page of a group's minutes shows: four columns of contributions, and what can be done with each."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.roles import may, may_publish
from workshops.minutes.contributions import WORDING_LIMIT, removed
from workshops.models import Contribution, Outcome, WorkingGroup

# How many rounds are offered; a group that worked in more is a slip of the keyboard.
ROUNDS_OFFERED = 20
REMOVED_SHOWN = 20


@dataclass
class Row:
    """A contribution on the page. `entered` is what was typed and could not be saved; `theirs` what stands instead."""

    contribution: Contribution
    entered: Contribution | None = None
    errors: list[str] = field(default_factory=list)
    is_conflict: bool = False
    focus: str = ""
    place: int = 0
    of: int = 0

    @property
    def shown(self) -> Contribution:
        """What its form holds."""
        return self.entered or self.contribution

    @property
    def is_open(self) -> bool:
        """Whether the LAG still has to answer it."""
        return self.contribution.outcome == Outcome.OPEN

    @property
    def is_unfolded(self) -> bool:
        return bool(self.errors or self.focus)


@dataclass
class Column:
    quadrant: Quadrant
    rows: list[Row]
    draft: str = ""
    errors: list[str] = field(default_factory=list)
    has_focus: bool = False


class MinutesPage:
    """The page of one group for one person. Its number of queries does not depend on how much was said."""

    wording_limit = WORDING_LIMIT

    def __init__(self, group: WorkingGroup, user):
        self.group = group
        self.user = user
        self.round: int | None = None
        self.ticked: set[int] = set()
        self.errors: list[str] = []
        # What was entered where this person finds no field for it any more.
        self.unsaved = ""
        self.entered_statement: str | None = None
        self.statement_errors: list[str] = []
        self.is_statement_conflict = False
        contributions = group.contributions.prefetch_related(
            Prefetch("cards", queryset=Card.objects.select_related("handlungsfeld"), to_attr="linked_cards")
        )
        rows = defaultdict(list)
        for contribution in contributions:
            # They share the group, so that asking for it costs nothing.
            contribution.working_group = group
            rows[contribution.quadrant].append(Row(contribution))
        self.columns = [Column(quadrant, rows[quadrant]) for quadrant in Quadrant]
        for column in self.columns:
            for place, row in enumerate(column.rows, start=1):
                row.place, row.of = place, len(column.rows)

    def column(self, quadrant: str) -> Column:
        """The column of that name; the first for one that there is not."""
        return next((column for column in self.columns if column.quadrant == quadrant), self.columns[0])

    def row(self, pk: int) -> Row | None:
        return next((row for row in self.rows if row.contribution.pk == pk), None)

    @property
    def rows(self) -> list[Row]:
        return [row for column in self.columns for row in column.rows]

    @property
    def open_ids(self) -> list[int]:
        return [row.contribution.pk for row in self.rows if row.is_open]

    @property
    def rounds(self) -> range:
        return range(1, min(self.group.rounds, ROUNDS_OFFERED) + 1)

    @property
    def can_write(self) -> bool:
        return all(
            may(self.user, action, Contribution(working_group=self.group)) for action in ("add", "change", "delete")
        )

    @property
    def can_write_statement(self) -> bool:
        return may(self.user, "change", self.group)

    @property
    def can_publish(self) -> bool:
        return may_publish(self.user)

    @property
    def is_live(self) -> bool:
        return self.group.workshop.is_published

    @property
    def handlungsfeld(self):
        return self.group.handlungsfeld

    @property
    def can_adopt(self) -> bool:
        return self.can_write and self.handlungsfeld is not None and not self.handlungsfeld.is_archived

    @property
    def statement(self) -> str:
        return self.group.guiding_statement if self.entered_statement is None else self.entered_statement

    @property
    def removed(self) -> list[Contribution]:
        """What was taken out lately, and can be put back."""
        if "_removed" not in self.__dict__:
            self._removed = list(removed(self.group)[:REMOVED_SHOWN])
        return self._removed

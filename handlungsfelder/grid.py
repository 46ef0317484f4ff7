"""The Stärken-Schwächen-Analyse: cards sorted into the four quadrants of one field or of all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from handlungsfelder.models import Card, CardQuerySet, Handlungsfeld, Quadrant


@dataclass(frozen=True)
class Cell:
    """How many cards one field has in one quadrant, and, where they are shown, which, in their order."""

    handlungsfeld: Handlungsfeld
    quadrant: Quadrant
    count: int
    cards: list[Card]

    @property
    def address(self) -> str:
        """Where on the field's page these cards stand."""
        return f"{self.handlungsfeld.get_absolute_url()}#{self.quadrant.anchor}"


@dataclass(frozen=True)
class Grid:
    """Fields side by side, crossed with the four quadrants; empty cells included."""

    fields: list[Handlungsfeld]
    cells: dict[tuple[int, Quadrant], Cell]

    def cell(self, handlungsfeld: Handlungsfeld, quadrant: Quadrant) -> Cell:
        return self.cells[handlungsfeld.pk, quadrant]

    @property
    def by_quadrant(self) -> list[tuple[Quadrant, list[Cell]]]:
        """A row of cells for each quadrant."""
        return [(quadrant, [self.cell(field, quadrant) for field in self.fields]) for quadrant in Quadrant]

    @property
    def by_field(self) -> list[tuple[Handlungsfeld, list[Cell]]]:
        """A row of cells for each field."""
        return [(field, [self.cell(field, quadrant) for quadrant in Quadrant]) for field in self.fields]

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells.values())

    @property
    def largest_count(self) -> int:
        """The number of cards in the fullest cell: the full length of a bar."""
        return max((cell.count for cell in self.cells.values()), default=0)

    @property
    def totals(self) -> list[tuple[Quadrant, int]]:
        """How many cards each quadrant holds over all fields."""
        return [(quadrant, sum(cell.count for cell in cells)) for quadrant, cells in self.by_quadrant]


def grid(fields: Iterable[Handlungsfeld], cards: Iterable[Card]) -> Grid:
    """Sort cards, given in their order, into the grid of these fields; cards of other fields stay out."""
    fields = list(fields)
    sorted_cards = defaultdict(list)
    for card in cards:
        sorted_cards[card.handlungsfeld_id, card.quadrant].append(card)
    return Grid(
        fields,
        {
            (field.pk, quadrant): Cell(field, quadrant, len(found), found)
            for field in fields
            for quadrant in Quadrant
            for found in [sorted_cards[field.pk, quadrant]]
        },
    )


def counted_grid(fields: Iterable[Handlungsfeld], cards: CardQuerySet) -> Grid:
    """The grid with numbers alone, counted by the database."""
    fields = list(fields)
    counted = cards.order_by().values_list("handlungsfeld", "quadrant").annotate(Count("id"))
    counts = {(field, quadrant): count for field, quadrant, count in counted}
    return Grid(
        fields,
        {
            (field.pk, quadrant): Cell(field, quadrant, counts.get((field.pk, quadrant), 0), [])
            for field in fields
            for quadrant in Quadrant
        },
    )

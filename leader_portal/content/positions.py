"""
Where things stand in their row: at its end, between two others, or in an order that somebody has made.

A position is a sort key, ties are broken by id. Only what was moved gets another one, as long as there is room for
it; where there is none, its neighbours make room, and their histories say that their places were only counted anew.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from django.db import models

from leader_portal.content.operations import renumbering

STEP = 10
# The largest that PostgreSQL keeps in an ordinary column of integers, and so the largest position.
LARGEST_INTEGER = 2_147_483_647
# What a row of history says of a thing that was moved, and of one whose place only got another number.
MOVED, RENUMBERED = "umgestellt", "Plätze neu gezählt"


def row_of(thing: models.Model) -> models.QuerySet:
    """All that stand in one row with it, itself included if it is stored there."""
    place = dict(zip(row_columns(type(thing)), row_key(thing), strict=True))
    return type(thing)._base_manager.filter(**place)


@contextmanager
def appending(rows: models.QuerySet) -> Iterator[Callable[[models.Model], None]]:
    """
    Gives what puts a thing at the end of its row, to be saved before the block ends. `rows` holds all that stand in
    these rows; where they end is asked once, and what is added together gets successive positions.
    """
    ends = last_positions(rows)
    appended = defaultdict(list)

    def append(thing: models.Model):
        row = row_key(thing)
        appended[row].append(thing)
        ends[row] = ends.get(row, 0) + STEP
        thing.position = min(ends[row], LARGEST_INTEGER)

    yield append
    for row, things in appended.items():
        if ends[row] > LARGEST_INTEGER:
            new = {thing.pk for thing in things}
            stored = [thing for thing in row_of(things[0]).order_by("position", "pk") if thing.pk not in new]
            for thing in spread([*stored, *things], range(len(stored))):
                save_renumbered(thing, things[0])


def put(thing: models.Model, row: Sequence[models.Model], place: int):
    """Give the thing a position at that place among the others of its row; those that make room for it are saved."""
    others = [*row[:place], thing, *row[place:]]
    for changed in spread(others, [other for other in range(len(others)) if other != place]):
        if changed is not thing:
            save_renumbered(changed, thing)


def reorder(things: Sequence[models.Model], fixed: Iterable[models.Model] = ()) -> dict[int, str]:
    """
    Give the things positions that make this their order, unsaved; a thing without one is new. Returns the places of
    those that got another position, each with what its history is to say.

    As few as possible change, and none of the `fixed` ones where that can be.
    """
    fixed = {id(thing) for thing in fixed}
    staying = heaviest_chain(
        [
            (sort_key(thing), len(things) + 1 if id(thing) in fixed else 1) if has_place(thing) else None
            for thing in things
        ]
    )
    changed = {id(thing) for thing in spread(things, staying)}
    return {
        place: RENUMBERED if place in staying else MOVED for place, thing in enumerate(things) if id(thing) in changed
    }


def spread(things: Sequence[models.Model], staying: Collection[int]) -> list[models.Model]:
    """
    Give positions to all but those at the `staying` places, evenly between these. Where there is no room, the
    neighbours move too. Returns those that got another position.
    """
    staying = list(staying)
    while True:
        gaps = [Gap(things, before, after) for before, after in pairwise([-1, *staying, len(things)])]
        crowded = next((gap for gap in gaps if gap.is_crowded), None)
        if crowded is None:
            break
        staying = [place for place in staying if place not in (crowded.before, crowded.after)]
    changed = []
    for gap in gaps:
        for thing, position in gap.positions():
            if thing.position != position:
                thing.position = position
                changed.append(thing)
    return changed


class Gap:
    """The things between two that stay where they are; -1 and the number of things stand for the ends of the row."""

    def __init__(self, things: Sequence[models.Model], before: int, after: int):
        self.before, self.after = before, after
        self.things = things[before + 1 : after]
        is_last = after == len(things)
        self.lower = things[before].position if before >= 0 else 0 if is_last else -1
        self.upper = self.lower + STEP * (len(self.things) + 1) if is_last else things[after].position

    @property
    def is_crowded(self) -> bool:
        too_narrow = self.upper - self.lower <= len(self.things)
        return bool(self.things) and (too_narrow or self.upper > LARGEST_INTEGER)

    def positions(self) -> Iterator[tuple[models.Model, int]]:
        for count, thing in enumerate(self.things, start=1):
            yield thing, self.lower + (self.upper - self.lower) * count // (len(self.things) + 1)


def save_renumbered(thing: models.Model, moved: models.Model):
    """Save what makes room for another, by whoever moves that one."""
    if hasattr(moved, "_history_user"):
        thing._history_user = moved._history_user
    thing._change_reason = RENUMBERED
    with renumbering():
        thing.save()


def last_positions(rows: models.QuerySet) -> dict[tuple, int]:
    """Where each row ends, by what its things share."""
    columns = row_columns(rows.model)
    last = models.Max("position")
    if not columns:
        return {(): rows.aggregate(last=last)["last"] or 0}
    return {tuple(row): end for *row, end in rows.order_by().values_list(*columns).annotate(last=last)}


def row_columns(model: type[models.Model]) -> list[str]:
    return [model._meta.get_field(name).attname for name in model.row_fields]


def row_key(thing: models.Model) -> tuple:
    return tuple(getattr(thing, column) for column in row_columns(type(thing)))


def has_place(thing: models.Model) -> bool:
    return thing.pk is not None and thing.position is not None


def sort_key(thing: models.Model) -> tuple[int, int]:
    return thing.position, thing.pk


def heaviest_chain(keys: Sequence[tuple[tuple[int, int], int] | None]) -> list[int]:
    """The places of those that may stay: the heaviest chain of rising keys; None has no key and is never in it."""
    best: list[tuple[int, int | None]] = []
    for place, entry in enumerate(keys):
        if entry is None:
            best.append((0, None))
            continue
        key, weight = entry
        before = max(
            (earlier for earlier in range(place) if keys[earlier] is not None and keys[earlier][0] < key),
            key=lambda earlier: best[earlier][0],
            default=None,
        )
        best.append((weight + (best[before][0] if before is not None else 0), before))
    place = max((place for place in range(len(keys)) if keys[place]), key=lambda place: best[place][0], default=None)
    chain = []
    while place is not None:
        chain.append(place)
        place = best[place][1]
    return chain[::-1]

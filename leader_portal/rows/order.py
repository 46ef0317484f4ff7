"""The order of a row of things: which of them must get another position so that they stand as they should."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from leader_portal.content.base_models import PositionedModel

STEP = 10
LARGEST_POSITION = 2_147_483_647


def new_positions(
    things: Sequence[PositionedModel], fixed: Iterable[PositionedModel] = ()
) -> tuple[dict[int, int], bool]:
    """
    New positions by the things' places in this order, and whether everything had to be numbered anew.

    As few as possible change, and none of the `fixed` ones where that can be: only what was moved gets a position,
    between its neighbours. Only where there is no room left between them, all are numbered anew.
    """
    fixed = {id(thing) for thing in fixed}
    staying = heaviest_chain(
        [
            (sort_key(thing), len(things) + 1 if id(thing) in fixed else 1) if has_place(thing) else None
            for thing in things
        ]
    )
    positions: dict[int, int] = {}
    for before, after in pairwise([-1, *staying, len(things)]):
        moved = range(before + 1, after)
        lower = things[before].position if before >= 0 else -1
        upper = things[after].position if after < len(things) else lower + STEP * (len(moved) + 1)
        if upper - lower <= len(moved) or upper > LARGEST_POSITION:
            numbers = {place: (place + 1) * STEP for place in range(len(things))}
            return {place: number for place, number in numbers.items() if things[place].position != number}, True
        for count, place in enumerate(moved, start=1):
            positions[place] = lower + (upper - lower) * count // (len(moved) + 1)
    return positions, False


def has_place(thing: PositionedModel) -> bool:
    return thing.pk is not None and thing.position is not None


def sort_key(thing: PositionedModel) -> tuple[int, int]:
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

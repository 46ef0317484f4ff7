"""The places in the order of an encyclopaedia, villages below the municipality they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlungsfelder.models import Place
from leader_portal.content.text import folded


@dataclass(frozen=True)
class ListedPlace:
    """A place, the places that belong to it, and how many cards name it or one of these."""

    place: Place
    parts: list["ListedPlace"]
    cards: frozenset[int]

    @property
    def count(self) -> int:
        return len(self.cards)


def by_name(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: folded(place.name))


def listed(places: Iterable[Place], cards: Mapping[int, set[int]]) -> list[ListedPlace]:
    """All places as a tree; `cards` holds the ids of the cards that name a place, by the place's id."""
    by_whole = defaultdict(list)
    for place in by_name(places):
        by_whole[place.part_of_id].append(place)

    def below(whole: int | None) -> list[ListedPlace]:
        return [entry(place, below(place.pk)) for place in by_whole[whole]]

    def entry(place: Place, parts: list[ListedPlace]) -> ListedPlace:
        return ListedPlace(place, parts, frozenset(cards.get(place.pk, set())).union(*(part.cards for part in parts)))

    return below(None)


def with_parts(place: Place, places: Iterable[Place]) -> list[Place]:
    """The place, and all that belong to it directly or by way of others."""
    places = list(places)
    found = [place]
    for whole in found:
        found.extend(part for part in places if part.part_of_id == whole.pk and part not in found)
    return found

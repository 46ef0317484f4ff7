"""Which cards of the strategy already say what a contribution says: found by likeness of their words."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlungsfelder.models import Card
from workshops.minutes.pasting import comparable

# Below this two texts share no more than everyday words.
LEAST_LIKENESS = 0.3


@dataclass(frozen=True)
class LikeCard:
    """A card and how like it is, from 0 to 1."""

    card: Card
    likeness: float

    @property
    def percent(self) -> int:
        return round(self.likeness * 100)


def like_cards(wording: str, cards: Iterable[Card], at_most: int = 5) -> list[LikeCard]:
    """The cards most like the wording, most like first."""
    said = grams(wording)
    found = [LikeCard(card, likeness(said, grams(card.text))) for card in cards]
    found = [like for like in found if like.likeness >= LEAST_LIKENESS]
    return sorted(found, key=lambda like: (-like.likeness, like.card.position, like.card.pk))[:at_most]


def likeness(some: frozenset[str], others: frozenset[str]) -> float:
    """
    What they share (Dice), or nearly as much if the shorter text is contained in the longer one: »Leerstand« and
    »Leerstand in den Ortskernen« say the same thing with more or fewer words.
    """
    if not some or not others:
        return 0.0
    shared = len(some & others)
    alike = 2 * shared / (len(some) + len(others))
    contained = shared / min(len(some), len(others))
    return max(alike, 0.8 * contained if contained >= 0.8 else 0.0)


def grams(text: str) -> frozenset[str]:
    """The groups of three letters in its words: they survive inflection and the parts of compound words."""
    words = "".join(letter if letter.isalnum() else " " for letter in comparable(text)).split()
    return frozenset(
        padded[start : start + 3] for word in words for padded in [f" {word} "] for start in range(len(padded) - 2)
    )

"""The pinboard of a field as one sees it: its columns, the cards pinned in them, and who changed each of them last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Model

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.roles import may

# What stands on a pinboard; what is archived hangs behind it.
ON_THE_PINBOARD = (Status.PUBLISHED, Status.DRAFT)


@dataclass(frozen=True)
class Change:
    """The last change to a card that means anything: the row of history it left, None if there is none."""

    row: Model | None = None

    @property
    def id(self) -> int:
        """With it a form says which state of the card its user saw."""
        return self.row.history_id if self.row else 0

    @property
    def name(self) -> str:
        """Who made it; empty if it was no person, such as when the content was first loaded."""
        user = self.row and self.row.history_user
        return (user.get_full_name() or user.get_username()) if user else ""

    @property
    def topics(self) -> list[Topic]:
        """The topics that the card had after it."""
        return list(Topic.objects.filter(pk__in=self.row.topics.values("topic")))

    @property
    def places(self) -> list[Place]:
        return list(Place.objects.filter(pk__in=self.row.places.values("place")))


@dataclass(frozen=True)
class PinnedCard:
    """A card on the pinboard, with who changed it last, and whether the user may change it."""

    card: Card
    last_change: Change
    may_change: bool

    @property
    def changed_at(self) -> datetime:
        return self.last_change.row.history_date if self.last_change.row else self.card.updated_at

    @property
    def target(self) -> str:
        """The code of the card that it went into; empty if it did not."""
        return self.card.merged_into.code if self.card.merged_into else ""

    @property
    def traits(self) -> str:
        """By which its menu is told from that of other cards: status, quadrant, and what came of a merge."""
        merged = [word for word, holds in (("merged", self.target), ("survivor", self.card.merged_count)) if holds]
        return " ".join([self.card.status, self.card.quadrant, *merged])


@dataclass(frozen=True)
class Column:
    """A quadrant of the field with those of its cards that are shown."""

    quadrant: Quadrant
    pinned: list[PinnedCard]


def columns(field: Handlungsfeld, user, statuses: Collection[Status] = ON_THE_PINBOARD) -> list[Column]:
    """The four columns with the cards of these statuses, in a fixed number of queries."""
    shown = pinned(described(Card.objects.in_field(field).filter(status__in=statuses)), user)
    return [Column(quadrant, [pin for pin in shown if pin.card.quadrant == quadrant]) for quadrant in Quadrant]


def pinned_card(card: Card, user) -> PinnedCard:
    """One card as it is now, as the pinboard shows it."""
    return pinned(described(Card.objects.filter(pk=card.pk)), user)[0]


def standing(card: Card) -> tuple[int, list[Card]]:
    """The place of a card in its column, counted from one, and all that stand there."""
    row = list(Card.objects.in_field(card.handlungsfeld).in_quadrant(card.quadrant).filter(status__in=ON_THE_PINBOARD))
    return [other.pk for other in row].index(card.pk) + 1, row


def pinned(cards: Iterable[Card], user) -> list[PinnedCard]:
    cards = list(cards)
    changes = last_changes(cards)
    return [PinnedCard(card, changes.get(card.pk, Change()), may(user, "change", card)) for card in cards]


def described(cards):
    """With what the pinboard shows of each: topics, places, and how many contributions and merged cards it has."""
    return (
        cards.select_related("handlungsfeld", "merged_into")
        .prefetch_related("topics", "places")
        .annotate(
            contribution_count=Count("contributions", distinct=True), merged_count=Count("merged_cards", distinct=True)
        )
        # Said again, because the model's own order is dropped where something is counted.
        .order_by("position", "id")
    )


def last_changes(cards: Iterable[Card]) -> dict[int, Change]:
    """By the cards' ids."""
    latest = (
        Card.history.filter(id__in=[card.pk for card in cards])
        # Nobody sees anything of it, so nobody is named for it.
        .exclude(is_renumbering=True)
        .order_by()
        .values("id")
        .annotate(latest=Max("history_id"))
        .values("latest")
    )
    rows = Card.history.filter(history_id__in=latest).select_related("history_user")
    return {row.id: Change(row) for row in rows}


def state_seen(card: Card, change_id: int) -> Change:
    """The state of a card that somebody saw who had this change of it on their page."""
    return Change(card.history.filter(history_id=change_id).select_related("history_user").first())

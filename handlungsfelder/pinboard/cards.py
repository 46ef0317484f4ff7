"""
The pinboard of a field: what one does with its cards. Write, edit, move, publish, split; merging is next door. Each is
one step as `content/editing.py` has them.
"""

from collections.abc import Collection, Iterable
from typing import Literal

from django.db import models

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.editing import (
    Refused,
    as_it_stands,
    keep,
    one_row_of_history,
    one_step,
    refuse_stale,
    refuse_unless_may,
)
from leader_portal.content.positions import put

STATUS_REASONS = {
    Status.DRAFT: "auf der Tafel zum Entwurf gemacht",
    Status.PUBLISHED: "auf der Tafel veröffentlicht",
    Status.ARCHIVED: "auf der Tafel archiviert",
}
OF_PUBLISHED_RECORD = (
    "Die Karte stammt aus einem veröffentlichten Protokoll. Zusammenführen, trennen und teilen darf sie nur die "
    "Redaktion."
)


@one_step()
def write_card(*, user, handlungsfeld: Handlungsfeld, quadrant: Quadrant, text: str, publish: bool = False) -> Card:
    """Put a new card at the foot of a column."""
    refuse_gone_field(handlungsfeld)
    card = Card(
        handlungsfeld=handlungsfeld,
        quadrant=quadrant,
        text=text,
        status=Status.PUBLISHED if publish else Status.DRAFT,
    )
    keep_card(card, user, "auf der Tafel geschrieben", action="add")
    return card


@one_step()
def edit_card(*, user, card: Card, version: int, text: str, topics: Iterable[Topic], places: Iterable[Place]) -> Card:
    """Change what a card says, and its topics and places."""
    card = card_as_it_stands(card, version, user)
    refuse_archived(card)
    card.text = text
    with one_row_of_history(card):
        card.topics.set(topics)
        card.places.set(places)
    keep_card(card, user, "auf der Tafel bearbeitet")
    return card


@one_step()
def move_card(
    *,
    user,
    card: Card,
    version: int,
    quadrant: Quadrant,
    handlungsfeld: Handlungsfeld | None = None,
    before: str = "",
    after: str = "",
) -> Card:
    """
    Put a card into a column: before the card with the code `before`, else behind the one with the code `after`,
    else at the foot. When one of the two has left the column meanwhile, the other says where.
    """
    card = card_as_it_stands(card, version, user)
    refuse_archived(card)
    target = "" if quadrant == card.quadrant else f"nach {quadrant.label} "
    if handlungsfeld is not None and handlungsfeld.pk != card.handlungsfeld_id:
        refuse_gone_field(handlungsfeld)
        card.handlungsfeld = handlungsfeld
        target = f"nach HF {handlungsfeld.number}, {quadrant.label} "
    card.quadrant = quadrant
    card._history_user = user
    place_in_column(card, before, after)
    keep_card(card, user, f"auf der Tafel {target}verschoben")
    return card


@one_step()
def step_card(
    *, user, card: Card, version: int, direction: Literal["up", "down"], among: Collection[Status] = ()
) -> Card:
    """
    Put a card one place up or down, and leave it where it is if there is none. With `among`, past the next card of
    one of these statuses: the next one for somebody who looks at these alone.
    """
    card = card_as_it_stands(card, version, user)
    refuse_archived(card)
    seen = [
        other.code
        for other in living(cards_in(card.handlungsfeld, card.quadrant))
        if other.pk == card.pk or not among or other.status in among
    ]
    here = seen.index(card.code)
    if here == (0 if direction == "up" else len(seen) - 1):
        refuse_stale(card)
        return card
    neighbour = {"before": seen[here - 1]} if direction == "up" else {"after": seen[here + 1]}
    return move_card(user=user, card=card, version=version, quadrant=card.kind, **neighbour)


@one_step()
def set_status(*, user, card: Card, version: int, status: Status) -> Card:
    """Publish a card, make it a draft, archive it, or bring it back from the archive."""
    card = card_as_it_stands(card, version, user)
    if card.merged_into is not None:
        raise Refused(
            f"Karte {card.code} ist in Karte {card.merged_into.code} aufgegangen. "
            "Sie kommt zurück, wenn Sie dort die Zusammenführung aufheben."
        )
    card.status = status
    keep_card(card, user, STATUS_REASONS[status])
    return card


@one_step()
def split_card(*, user, card: Card, version: int, first: str, second: str) -> tuple[Card, Card]:
    """Make two cards of one. Both keep its status, topics, places and contributions; the new one stands behind it."""
    card = card_as_it_stands(card, version, user)
    refuse_archived(card)
    card.text = first
    keep_card(card, user, "auf der Tafel geteilt")
    new = Card(
        handlungsfeld=card.handlungsfeld,
        quadrant=card.quadrant,
        text=second,
        status=card.status,
    )
    new._history_user = user
    place_in_column(new, after=card.code)
    keep_card(new, user, f"von Karte {card.code} abgeteilt", action="add")
    new.topics.set(card.topics.all())
    new.places.set(card.places.all())
    for contribution in card.contributions.all():
        relink(contribution, user, f"auch mit Karte {new.code} verbunden", to=[new])
    card.refresh_from_db()
    return card, new


# Reading, deciding, and keeping


def card_as_it_stands(card: Card, version: int, user) -> Card:
    """The card as it is now, if the user may change it."""
    card = as_it_stands(card, version, f"Karte {card.code} wurde inzwischen gelöscht.")
    refuse_unless_may(user, "change", card, why_not)
    return card


def cards_in(handlungsfeld: Handlungsfeld, quadrant: Quadrant) -> list[Card]:
    """All cards of a column, archived ones too, in their order."""
    return list(Card.objects.in_field(handlungsfeld).in_quadrant(quadrant))


def living(cards: Iterable[Card]) -> list[Card]:
    """Those that stand on the pinboard."""
    return [card for card in cards if not card.is_archived]


def place_in_column(card: Card, before: str = "", after: str = ""):
    """Put the card before or behind these of its column, else at the foot."""
    row = [other for other in cards_in(card.handlungsfeld, card.quadrant) if other.pk != card.pk]
    put(card, row, slot_in(row, before, after))


def slot_in(row: list[Card], before: str, after: str) -> int:
    """Between which cards of a column: the number of those that stand before that place."""
    places = {card.code: place for place, card in enumerate(row) if not card.is_archived}
    if before in places:
        return places[before]
    if after in places:
        return places[after] + 1
    if before or after:
        raise Refused("Die Karten in dieser Spalte liegen inzwischen anders. Bitte laden Sie die Tafel neu.")
    return len(row)


def why_not(card: Card) -> str:
    """What is said to somebody who may not do something to a card."""
    if card.was_published:
        return f"Karte {card.code} ist veröffentlicht oder war es schon einmal. Das darf nur die Redaktion ändern."
    if card.is_published:
        return "Veröffentlichen darf nur die Redaktion. Als Entwurf können Sie die Karte speichern."
    return "Mit diesem Konto dürfen Sie hier keine Karten ändern."


def refuse_archived(card: Card):
    if card.is_archived:
        raise Refused(f"Karte {card.code} liegt inzwischen im Archiv. Holen Sie sie zuerst zurück.")


def refuse_gone_field(handlungsfeld: Handlungsfeld):
    try:
        handlungsfeld.refresh_from_db()
    except Handlungsfeld.DoesNotExist as gone:
        raise Refused("Dieses Handlungsfeld wurde inzwischen gelöscht.", status=404) from gone
    if handlungsfeld.is_archived:
        raise Refused(f"„{handlungsfeld}“ liegt im Archiv. Dorthin lässt sich keine Karte legen.")


def keep_card(card: Card, user, reason: str, action: str = "change"):
    """Save the card, if the user may have it as it now is to be."""
    refuse_unless_may(user, action, card, why_not)
    card.clean()
    keep(card, user, reason)


def relink(contribution: models.Model, user, reason: str, *, to: Iterable[Card] = (), away_from: Iterable[Card] = ()):
    """Let a contribution live on in other cards. That changes the record, which not everybody may once it is public."""
    refuse_unless_may(user, "change", contribution, lambda contribution: OF_PUBLISHED_RECORD)
    with one_row_of_history(contribution):
        contribution.cards.add(*to)
        contribution.cards.remove(*away_from)
    keep(contribution, user, reason)

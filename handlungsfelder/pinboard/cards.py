"""
The pinboard of a field: what one does with its cards. Write, edit, move, publish, split; merging is next door.

Each of these is done whole or not at all, by somebody (`user`) who may do it, to a card as they saw it (`version`).
Each waits for other writers first, so that what it reads is what holds until it is done.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from django.db import models, transaction

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.positions import put
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may
from leader_portal.content.versions import EditConflict

STATUS_REASONS = {
    Status.DRAFT: "auf der Tafel zum Entwurf gemacht",
    Status.PUBLISHED: "auf der Tafel veröffentlicht",
    Status.ARCHIVED: "auf der Tafel archiviert",
}


class Refused(Exception):
    """Raised when something can't be done, or not by this user. Nothing was written; `sentence` says why."""

    def __init__(self, sentence: str, status: int = 409):
        super().__init__(sentence)
        self.sentence = sentence
        # The HTTP status that says the same to a machine.
        self.status = status


@transaction.atomic
def write_card(*, user, handlungsfeld: Handlungsfeld, quadrant: Quadrant, text: str, publish: bool = False) -> Card:
    """Put a new card at the foot of a column."""
    ContentRevision.objects.lock()
    refuse_gone_field(handlungsfeld)
    card = Card(
        handlungsfeld=handlungsfeld,
        quadrant=quadrant,
        text=text,
        status=Status.PUBLISHED if publish else Status.DRAFT,
    )
    keep(card, user, "auf der Tafel geschrieben", action="add")
    return card


@transaction.atomic
def edit_card(*, user, card: Card, version: int, text: str, topics: Iterable[Topic], places: Iterable[Place]) -> Card:
    """Change what a card says, and its topics and places."""
    card = as_it_stands(card, version, user)
    refuse_archived(card)
    card.text = text
    with one_row_of_history(card):
        card.topics.set(topics)
        card.places.set(places)
    keep(card, user, "auf der Tafel bearbeitet")
    return card


@transaction.atomic
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
    card = as_it_stands(card, version, user)
    refuse_archived(card)
    target = "" if quadrant == card.quadrant else f"nach {quadrant.label} "
    if handlungsfeld is not None and handlungsfeld.pk != card.handlungsfeld_id:
        refuse_gone_field(handlungsfeld)
        card.handlungsfeld = handlungsfeld
        target = f"nach HF {handlungsfeld.number}, {quadrant.label} "
    card.quadrant = quadrant
    card._history_user = user
    place_in_column(card, before, after)
    keep(card, user, f"auf der Tafel {target}verschoben")
    return card


@transaction.atomic
def step_card(
    *, user, card: Card, version: int, direction: Literal["up", "down"], among: Collection[Status] = ()
) -> Card:
    """
    Put a card one place up or down, and leave it where it is if there is none. With `among`, past the next card of
    one of these statuses: the next one for somebody who looks at these alone.
    """
    card = as_it_stands(card, version, user)
    refuse_archived(card)
    seen = [
        other.code
        for other in living(cards_in(card.handlungsfeld, card.quadrant))
        if other.pk == card.pk or not among or other.status in among
    ]
    here = seen.index(card.code)
    if here == (0 if direction == "up" else len(seen) - 1):
        if card.version != version:
            raise EditConflict(card, card)
        return card
    neighbour = {"before": seen[here - 1]} if direction == "up" else {"after": seen[here + 1]}
    return move_card(user=user, card=card, version=version, quadrant=card.kind, **neighbour)


@transaction.atomic
def set_status(*, user, card: Card, version: int, status: Status) -> Card:
    """Publish a card, make it a draft, archive it, or bring it back from the archive."""
    card = as_it_stands(card, version, user)
    if card.merged_into is not None:
        raise Refused(
            f"Karte {card.code} ist in Karte {card.merged_into.code} aufgegangen. "
            "Sie kommt zurück, wenn Sie dort die Zusammenführung aufheben."
        )
    card.status = status
    keep(card, user, STATUS_REASONS[status])
    return card


@transaction.atomic
def split_card(*, user, card: Card, version: int, first: str, second: str) -> tuple[Card, Card]:
    """Make two cards of one. Both keep its status, topics, places and contributions; the new one stands behind it."""
    card = as_it_stands(card, version, user)
    refuse_archived(card)
    card.text = first
    keep(card, user, "auf der Tafel geteilt")
    new = Card(
        handlungsfeld=card.handlungsfeld,
        quadrant=card.quadrant,
        text=second,
        status=card.status,
    )
    new._history_user = user
    place_in_column(new, after=card.code)
    keep(new, user, f"von Karte {card.code} abgeteilt", action="add")
    new.topics.set(card.topics.all())
    new.places.set(card.places.all())
    for contribution in card.contributions.all():
        relink(contribution, user, f"auch mit Karte {new.code} verbunden", to=[new])
    card.refresh_from_db()
    return card, new


# Reading, deciding, and keeping


def as_it_stands(card: Card, version: int, user) -> Card:
    """
    The card as it is in the database, and nobody else writes until this transaction ends. To be saved only if it
    still is the version that the user saw.
    """
    ContentRevision.objects.lock()
    current = Card.objects.select_related("handlungsfeld", "merged_into").filter(pk=card.pk).first()
    if current is None:
        raise Refused(f"Karte {card.code} wurde inzwischen gelöscht.")
    refuse_unless_may(user, "change", current)
    current.based_on_version = version
    return current


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


def refuse_unless_may(user, action: str, card: Card):
    if may(user, action, card):
        return
    if card.was_published:
        raise Refused(
            f"Karte {card.code} ist veröffentlicht oder war es schon einmal. Das darf nur die Redaktion ändern.", 403
        )
    if card.is_published:
        raise Refused("Veröffentlichen darf nur die Redaktion. Als Entwurf können Sie die Karte speichern.", 403)
    raise Refused("Mit diesem Konto dürfen Sie hier keine Karten ändern.", 403)


def refuse_archived(card: Card):
    if card.is_archived:
        raise Refused(f"Karte {card.code} liegt inzwischen im Archiv. Holen Sie sie zuerst zurück.")


def refuse_gone_field(handlungsfeld: Handlungsfeld):
    try:
        handlungsfeld.refresh_from_db()
    except Handlungsfeld.DoesNotExist as gone:
        raise Refused("Dieses Handlungsfeld wurde inzwischen gelöscht.", 404) from gone
    if handlungsfeld.is_archived:
        raise Refused(f"„{handlungsfeld}“ liegt im Archiv. Dorthin lässt sich keine Karte legen.")


def keep(card: Card, user, reason: str, action: str = "change"):
    """Save the card, if the user may have it as it now is to be."""
    refuse_unless_may(user, action, card)
    card.clean()
    note(card, user, reason)


def note(thing: models.Model, user, reason: str):
    """Save, and leave a row of history that says who and why."""
    thing._history_user = user
    thing._change_reason = reason
    thing.save()


def relink(contribution: models.Model, user, reason: str, *, to: Iterable[Card] = (), away_from: Iterable[Card] = ()):
    """Let a contribution live on in other cards. That changes the record, which not everybody may once it is public."""
    if not may(user, "change", contribution):
        raise Refused(
            "Die Karte stammt aus einem veröffentlichten Protokoll. Zusammenführen, trennen und teilen darf sie nur "
            "die Redaktion.",
            403,
        )
    with one_row_of_history(contribution):
        contribution.cards.add(*to)
        contribution.cards.remove(*away_from)
    note(contribution, user, reason)


@contextmanager
def one_row_of_history(thing: models.Model) -> Iterator[None]:
    """Changing links leaves no row of its own: saving the thing afterwards leaves one for everything."""
    thing.skip_history_when_saving = True
    try:
        yield
    finally:
        del thing.skip_history_when_saving

"""
Merging cards that say the same, and taking that back.

The cards that go are archived and point to the one that stays. They keep their own text, topics and places; what they
came from, their contributions, moves over. All rows of history that a merge leaves carry the same time and reason:
that is how it is found again when it is to be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from handlungsfelder.models import Card, Topic
from handlungsfelder.pinboard.cards import Refused, as_it_stands, keep, one_row_of_history, refuse_archived, relink
from leader_portal.content.audience import Status


@transaction.atomic
def merge_cards(*, user, survivor: Card, others: Iterable[Card], versions: Mapping[int, int], text: str) -> Card:
    """Let one card speak for all, in these words. `versions` are those that the user saw, by the cards' ids."""
    survivor, *others = (as_it_stands(card, versions[card.pk], user) for card in (survivor, *others))
    if not others:
        raise Refused("Zum Zusammenführen braucht es mindestens zwei Karten.")
    reason, moment = reason_for(survivor), timezone.now()
    for card in (survivor, *others):
        refuse_archived(card)
        if card.handlungsfeld_id != survivor.handlungsfeld_id:
            raise Refused(f"Karte {card.code} liegt in einem anderen Handlungsfeld als Karte {survivor.code}.")
        card._history_date = moment

    for contribution in contributions_of(others):
        contribution._history_date = moment
        relink(contribution, user, reason, to=[survivor], away_from=others)
    with one_row_of_history(survivor):
        survivor.topics.add(*Topic.objects.filter(cards__in=others))
        survivor.places.add(*(place for card in others for place in card.places.all()))
    survivor.text = text
    keep(survivor, user, reason)
    for card in others:
        card.status = Status.ARCHIVED
        card.merged_into = survivor
        keep(card, user, reason)
    return survivor


@transaction.atomic
def unmerge_cards(*, user, survivor: Card, version: int, cards: Iterable[Card], text: str) -> Card:
    """
    Bring cards back that went into another: as they were, with their contributions. The other one says `text` from
    now on, and loses what it has from them alone.
    """
    survivor = as_it_stands(survivor, version, user)
    wanted = {card.pk for card in cards}
    merges = merges_into(survivor)
    taken_back = [merge for merge in merges if merge.card.pk in wanted]
    lasting = [merge for merge in merges if merge.card.pk not in wanted]
    if not taken_back or len(taken_back) < len(wanted):
        raise Refused(f"Diese Zusammenführung mit Karte {survivor.code} ist schon aufgehoben.")
    reason = f"Zusammenführung mit Karte {survivor.code} aufgehoben"

    def only_from_them(what: str) -> set[int]:
        """What the surviving card has from the cards that return, and from nowhere else."""
        gained = {thing for merge in taken_back for thing in merge.brought(what)}
        return gained.difference(*(merge.brought(what) for merge in lasting))

    leaving = only_from_them("contributions")
    returning = {contribution for merge in taken_back for contribution in merge.card_had["contributions"]}
    for contribution in contributions_model().objects.filter(pk__in=returning):
        home = [merge.card for merge in taken_back if contribution.pk in merge.card_had["contributions"]]
        relink(contribution, user, reason, to=home, away_from=[survivor] if contribution.pk in leaving else [])
    with one_row_of_history(survivor):
        survivor.topics.remove(*only_from_them("topics"))
        survivor.places.remove(*only_from_them("places"))
    survivor.text = text
    keep(survivor, user, reason)
    for merge in taken_back:
        card = as_it_stands(merge.card, merge.card.version, user)
        card.merged_into = None
        card.status = merge.status
        keep(card, user, reason)
    return survivor


@dataclass(frozen=True)
class PastMerge:
    """How one card went into another: what it was before, and what either of them had then."""

    card: Card
    status: Status
    card_had: Mapping[str, set[int]]
    survivor_had: Mapping[str, set[int]]

    def brought(self, what: str) -> set[int]:
        """What the surviving card did not have before."""
        return self.card_had[what] - self.survivor_had[what]


def merges_into(survivor: Card) -> list[PastMerge]:
    """The merges that a card has survived, as its history tells them."""
    return [past_merge(card, survivor) for card in survivor.merged_cards.order_by("id")]


def past_merge(card: Card, survivor: Card) -> PastMerge:
    row = card.history.filter(history_change_reason=reason_for(survivor)).first()
    before = row.prev_record if row else None
    if before is None:
        # Somebody made it point there by other means, and nothing was moved.
        nothing = {"topics": set(), "places": set(), "contributions": set()}
        return PastMerge(card, Status.DRAFT, nothing, nothing)
    moved = contributions_before(row)
    return PastMerge(
        card,
        Status(before.status),
        links_of(before) | {"contributions": {pk for pk, cards in moved.items() if card.pk in cards}},
        links_of(state_before(survivor, row))
        | {"contributions": {pk for pk, cards in moved.items() if survivor.pk in cards}},
    )


def wording_before_merge(survivor: Card) -> str:
    """What the card said before the last merge; what it says now, if that was written since."""
    row = survivor.history.filter(history_change_reason=reason_for(survivor)).first()
    before = row.prev_record if row else None
    return before.text if before and row.text == survivor.text else survivor.text


def state_before(survivor: Card, row):
    """The surviving card's history just before the merge that left this row."""
    return survivor.history.filter(history_date__lt=row.history_date).first()


def links_of(row) -> dict[str, set[int]]:
    """The ids of the topics and places that a card had then."""
    if row is None:
        return {"topics": set(), "places": set()}
    return {
        "topics": set(row.topics.values_list("topic_id", flat=True)),
        "places": set(row.places.values_list("place_id", flat=True)),
    }


def contributions_before(row) -> dict[int, set[int]]:
    """The ids of the cards of each contribution that moved in the merge that left this row, just before it."""
    moved = contributions_model().history.filter(
        history_date=row.history_date, history_change_reason=row.history_change_reason
    )
    states = {after.id: after.prev_record for after in moved}
    return {pk: set(state.cards.values_list("card_id", flat=True)) for pk, state in states.items() if state}


def contributions_of(cards: list[Card]) -> list:
    """Each once, by id."""
    return list(contributions_model().objects.filter(cards__in=cards).distinct().order_by("id"))


def contributions_model():
    """What the record calls a contribution; the strategy knows it by its own reverse relation alone."""
    return Card.contributions.rel.related_model


def reason_for(survivor: Card) -> str:
    return f"Zusammengeführt zu Karte {survivor.code}"

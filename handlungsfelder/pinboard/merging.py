"""
Merging cards that say the same, and taking that back.

The cards that go are archived and point to the one that stays. They keep their own text, topics and places; what they
came from, their contributions, moves over. A merge is one operation of the history; there it is found again when it is
to be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from handlungsfelder.models import Card, Topic
from handlungsfelder.pinboard.cards import card_as_it_stands, keep_card, refuse_archived, relink
from leader_portal.content.audience import Status
from leader_portal.content.editing import Refused, one_row_of_history, one_step
from leader_portal.history.operations import steps


@one_step()
def merge_cards(*, user, survivor: Card, others: Iterable[Card], versions: Mapping[int, int], text: str) -> Card:
    """Let one card speak for all, in these words. `versions` are those that the user saw, by the cards' ids."""
    survivor, *others = (card_as_it_stands(card, versions[card.pk], user) for card in (survivor, *others))
    if not others:
        raise Refused("Zum Zusammenführen braucht es mindestens zwei Karten.")
    reason = f"zu Karte {survivor.code} zusammengeführt"
    for card in (survivor, *others):
        refuse_archived(card)
        if card.handlungsfeld_id != survivor.handlungsfeld_id:
            raise Refused(f"Karte {card.code} liegt in einem anderen Handlungsfeld als Karte {survivor.code}.")
    for contribution in contributions_of(others):
        relink(contribution, user, f"mit Karte {survivor.code} verbunden", to=[survivor], away_from=others)
    with one_row_of_history(survivor):
        survivor.topics.add(*Topic.objects.filter(cards__in=others))
        survivor.places.add(*(place for card in others for place in card.places.all()))
    survivor.text = text
    keep_card(survivor, user, reason)
    for card in others:
        card.status = Status.ARCHIVED
        card.merged_into = survivor
        keep_card(card, user, reason)
    return survivor


@one_step()
def unmerge_cards(*, user, survivor: Card, version: int, cards: Iterable[Card], text: str) -> Card:
    """
    Bring cards back that went into another: as they were, with their contributions. The other one says `text` from
    now on, and loses what it has from them alone.
    """
    survivor = card_as_it_stands(survivor, version, user)
    wanted = {card.pk for card in cards}
    merges = merges_into(survivor)
    taken_back = [merge for merge in merges if merge.card.pk in wanted]
    lasting = [merge for merge in merges if merge.card.pk not in wanted]
    if not taken_back or len(taken_back) < len(wanted):
        raise Refused(f"Diese Zusammenführung mit Karte {survivor.code} ist schon aufgehoben.")
    reason = f"wieder von Karte {survivor.code} getrennt"

    def only_from_them(what: str) -> set[int]:
        """What the surviving card has from the cards that return, and from nowhere else."""
        gained = {thing for merge in taken_back for thing in merge.brought(what)}
        return gained.difference(*(merge.brought(what) for merge in lasting))

    leaving = only_from_them("contributions")
    returning = {contribution for merge in taken_back for contribution in merge.card_had["contributions"]}
    for contribution in contributions_model().objects.filter(pk__in=returning):
        home = [merge.card for merge in taken_back if contribution.pk in merge.card_had["contributions"]]
        relink(
            contribution,
            user,
            f"von Karte {survivor.code} zurückgegeben",
            to=home,
            away_from=[survivor] if contribution.pk in leaving else [],
        )
    with one_row_of_history(survivor):
        survivor.topics.remove(*only_from_them("topics"))
        survivor.places.remove(*only_from_them("places"))
    survivor.text = text
    keep_card(survivor, user, reason)
    for merge in taken_back:
        card = card_as_it_stands(merge.card, merge.card.version, user)
        card.merged_into = None
        card.status = merge.status
        keep_card(card, user, reason)
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
    merge = operation_of_merge(card)
    touched = {step.pk: step for step in steps(Card, merge)}
    before, survivor_before = (step and step.before for step in (touched.get(card.pk), touched.get(survivor.pk)))
    if before is None or survivor_before is None:
        # Somebody made it point there by other means, and nothing was moved.
        nothing = {"topics": set(), "places": set(), "contributions": set()}
        return PastMerge(card, Status(before.status) if before else Status.DRAFT, nothing, nothing)
    moved = {
        step.pk: set(step.before.cards.values_list("card_id", flat=True))
        for step in steps(contributions_model(), merge)
        if step.before
    }

    def had(record) -> dict[str, set[int]]:
        return links_of(record) | {"contributions": {pk for pk, cards in moved.items() if record.id in cards}}

    return PastMerge(card, Status(before.status), had(before), had(survivor_before))


def operation_of_merge(card: Card) -> UUID | None:
    """The operation since which the card has pointed to the one that it went into; None if the history has none."""
    rows = card.history.order_by("history_id")
    elsewhere = rows.exclude(merged_into=card.merged_into_id).last()
    merged = rows.filter(history_id__gt=elsewhere.history_id if elsewhere else 0).first()
    return merged and merged.operation


def wording_before_merge(survivor: Card) -> str:
    """What the card said before the last merge; what it says now, if that was written since."""
    merges = {operation_of_merge(card) for card in survivor.merged_cards.all()} - {None}
    last = max(merges, default=None)
    touched = next((step for step in steps(Card, last) if step.pk == survivor.pk), None)
    if touched and touched.before and touched.after.text == survivor.text:
        return touched.before.text
    return survivor.text


def links_of(record) -> dict[str, set[int]]:
    """The ids of the topics and places that a card had then."""
    return {
        "topics": set(record.topics.values_list("topic_id", flat=True)),
        "places": set(record.places.values_list("place_id", flat=True)),
    }


def contributions_of(cards: list[Card]) -> list:
    """Each once, by id."""
    return list(contributions_model().objects.filter(cards__in=cards).distinct().order_by("id"))


def contributions_model():
    """What the record calls a contribution; the strategy knows it by its own reverse relation alone."""
    return Card.contributions.rel.related_model

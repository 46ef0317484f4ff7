"""
From the minutes into the strategy: contributions become cards, are linked to cards that say the same, or answered.

The steps keep the rules of contributions.py.
"""

from collections.abc import Iterable

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from leader_portal.content.audience import Status
from leader_portal.content.editing import (
    FORBIDDEN,
    Refused,
    as_it_stands,
    keep,
    mistaken,
    one_row_of_history,
    one_step,
    refuse_stale,
    refuse_unless_may,
)
from leader_portal.content.positions import appending
from leader_portal.content.roles import may_publish
from leader_portal.content.text import cleaned
from workshops.minutes.contributions import GONE, WORDING_LIMIT, too_long, why_not
from workshops.models import Contribution, Outcome, WorkingGroup

# What the history says of it.
FROM_THE_RECORD = "aus dem Protokoll übernommen"
ADOPTED = "in die Strategie übernommen"


@one_step()
def adopt(*, group: WorkingGroup, ids: Iterable[int], publish: bool = False, user) -> list[Card]:
    """
    Make a card of the group's field out of each of these contributions that is still open, with the same wording,
    and link the two. Those that were answered meanwhile are left as they are.
    """
    field = field_of(group)
    contributions = contributions_of(group, ids)
    cards = []
    with appending(field.cards.all()) as append:
        for contribution in contributions:
            if contribution.outcome != Outcome.OPEN:
                continue
            refuse_unless_may(user, "change", contribution, why_not)
            card = Card(
                handlungsfeld=field,
                quadrant=contribution.quadrant,
                text=contribution.wording,
                status=Status.PUBLISHED if publish else Status.DRAFT,
            )
            append(card)
            refuse_unless_may(user, "add", card, why_not)
            keep(card, user, FROM_THE_RECORD)
            cards.append(card)
            note_card(contribution, card, user, ADOPTED)
    return cards


@one_step()
def link_to_card(*, contribution: Contribution, card: Card, version: int | None, user):
    """Note that a card of the field already says this."""
    contribution = as_it_stands(contribution, version, GONE)
    card = as_it_stands(card, None, f"Karte {card.code} wurde inzwischen gelöscht.")
    field = field_of(contribution.working_group)
    refuse_unless_may(user, "change", contribution, why_not)
    refuse_stale(contribution)
    if contribution.outcome == Outcome.NOT_ADOPTED:
        raise mistaken(
            "Der Beitrag ist als „nicht übernommen“ beantwortet. Öffnen Sie ihn zuerst wieder, dann können Sie ihn "
            "verbinden."
        )
    if card.handlungsfeld_id != field.pk:
        raise mistaken(f"Diese Karte gehört nicht zu „{field}“. Bitte wählen Sie eine aus diesem Feld.")
    if card.is_archived:
        raise mistaken("Diese Karte liegt im Archiv. Bitte wählen Sie eine, die noch gilt.")
    refuse_unless_may(user, "change", card, why_not)
    note_card(contribution, card, user, f"mit Karte {card.code} verbunden")


@one_step()
def decline(*, contribution: Contribution, reply: str, version: int | None, user):
    """Answer that it is not taken into the strategy, and why."""
    contribution = as_it_stands(contribution, version, GONE)
    refuse_unless_may(user, "change", contribution, why_not)
    refuse_stale(contribution)
    if contribution.cards.exists():
        raise mistaken(
            "Der Beitrag ist schon mit einer Karte verbunden. Öffnen Sie ihn zuerst wieder, dann können Sie anders "
            "antworten."
        )
    if not cleaned(reply):
        raise mistaken(
            "Bitte schreiben Sie in einem Satz, warum der Beitrag nicht übernommen wird. Er steht öffentlich dabei."
        )
    if len(cleaned(reply)) > WORDING_LIMIT:
        raise mistaken(too_long("Die Antwort", cleaned(reply), WORDING_LIMIT))
    contribution.outcome, contribution.reply = Outcome.NOT_ADOPTED, reply
    contribution.clean()
    keep(contribution, user)


@one_step()
def reopen(*, contribution: Contribution, version: int | None, user):
    """Take the decision back: the contribution is open again and no card's. The cards stay as they are."""
    contribution = as_it_stands(contribution, version, GONE)
    refuse_unless_may(user, "change", contribution, why_not)
    refuse_stale(contribution)
    for card in contribution.cards.all():
        refuse_unless_may(user, "change", card, why_not)
    with one_row_of_history(contribution):
        contribution.cards.clear()
    # The answer would contradict »offen«; the history keeps it.
    contribution.outcome, contribution.reply = Outcome.OPEN, ""
    keep(contribution, user, "wieder geöffnet")


@one_step()
def publish_field(*, group: WorkingGroup, user) -> Handlungsfeld:
    """Show the group's field to the visitors, with those of its cards that are published."""
    field = field_of(group)
    refuse_unless_may(user, "change", field, why_not)
    if not may_publish(user):
        raise Refused("Veröffentlichen darf nur die Redaktion.", status=FORBIDDEN)
    if not field.is_published:
        field._history_user = user
        field.publish()
    return field


# What all of them need


def field_of(group: WorkingGroup) -> Handlungsfeld:
    """The field that the group's contributions may go to, as it stands now."""
    field = Handlungsfeld.objects.filter(pk=group.handlungsfeld_id).first()
    if field is None:
        raise mistaken(
            "Diese Arbeitsgruppe gehört zu keinem Handlungsfeld. Tragen Sie es zuerst bei der Arbeitsgruppe ein."
        )
    if field.is_archived:
        raise mistaken(f"„{field}“ ist archiviert. Holen Sie das Handlungsfeld zuerst aus dem Archiv zurück.")
    return field


def contributions_of(group: WorkingGroup, ids: Iterable[int]) -> list[Contribution]:
    """The contributions of these ids in the order of the sheet. An id of another group is refused."""
    wanted = set(ids)
    found = list(group.contributions.filter(pk__in=wanted).select_related("working_group__workshop"))
    if len(found) < len(wanted):
        raise mistaken(
            "Mindestens einer der ausgewählten Beiträge gehört nicht zu dieser Gruppe oder wurde inzwischen entfernt. "
            "Es wurde nichts übernommen."
        )
    order = list(Quadrant)
    return sorted(found, key=lambda thing: (order.index(Quadrant(thing.quadrant)), thing.position, thing.pk))


def note_card(contribution: Contribution, card: Card, user, reason: str):
    with one_row_of_history(contribution):
        contribution.cards.add(card)
    contribution.outcome = Outcome.ADOPTED
    keep(contribution, user, reason)

"""
From the minutes into the strategy: contributions become cards, are linked to cards that say the same, or answered.

The steps keep the rules of contributions.py.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from leader_portal.content.audience import Status
from leader_portal.content.positions import appending
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may_publish
from leader_portal.content.text import cleaned
from workshops.minutes.contributions import (
    WORDING_LIMIT,
    as_it_stands,
    require,
    require_change,
    require_version,
    too_long,
)
from workshops.models import Contribution, Outcome, WorkingGroup

# What the history says of it.
FROM_THE_RECORD = "aus dem Protokoll übernommen"
ADOPTED = "in die Strategie übernommen"


def adopt(*, group: WorkingGroup, ids: Iterable[int], publish: bool = False, by) -> list[Card]:
    """
    Make a card of the group's field out of each of these contributions that is still open, with the same wording,
    and link the two. Those that were answered meanwhile are left as they are.
    """
    with transaction.atomic():
        ContentRevision.objects.lock()
        field = field_of(group)
        contributions = contributions_of(group, ids)
        cards = []
        with appending(field.cards.all()) as append:
            for contribution in contributions:
                if contribution.outcome != Outcome.OPEN:
                    continue
                require_change(by, contribution)
                card = Card(
                    handlungsfeld=field,
                    quadrant=contribution.quadrant,
                    text=contribution.wording,
                    status=Status.PUBLISHED if publish else Status.DRAFT,
                )
                append(card)
                require(by, "add", card)
                card._change_reason = FROM_THE_RECORD
                card.save()
                cards.append(card)
                note_card(contribution, card, ADOPTED)
    return cards


def link_to_card(*, contribution: Contribution, card: Card, version: int | None, by):
    """Note that a card of the field already says this."""
    with transaction.atomic():
        contribution, card = as_it_stands(contribution), as_it_stands(card)
        field = field_of(contribution.working_group)
        require_change(by, contribution)
        require_version(contribution, version)
        if contribution.outcome == Outcome.NOT_ADOPTED:
            raise ValidationError(
                "Der Beitrag ist als „nicht übernommen“ beantwortet. Öffnen Sie ihn zuerst wieder, dann können Sie ihn "
                "verbinden."
            )
        if card.handlungsfeld_id != field.pk:
            raise ValidationError(f"Diese Karte gehört nicht zu „{field}“. Bitte wählen Sie eine aus diesem Feld.")
        if card.is_archived:
            raise ValidationError("Diese Karte liegt im Archiv. Bitte wählen Sie eine, die noch gilt.")
        require(by, "change", card)
        note_card(contribution, card, f"mit Karte {card.code} verbunden")


def decline(*, contribution: Contribution, reply: str, version: int | None, by):
    """Answer that it is not taken into the strategy, and why."""
    with transaction.atomic():
        contribution = as_it_stands(contribution)
        require_change(by, contribution)
        require_version(contribution, version)
        if contribution.cards.exists():
            raise ValidationError(
                "Der Beitrag ist schon mit einer Karte verbunden. Öffnen Sie ihn zuerst wieder, dann können Sie anders "
                "antworten."
            )
        if not cleaned(reply):
            raise ValidationError(
                "Bitte schreiben Sie in einem Satz, warum der Beitrag nicht übernommen wird. Er steht öffentlich dabei."
            )
        if len(cleaned(reply)) > WORDING_LIMIT:
            raise ValidationError(too_long("Die Antwort", cleaned(reply), WORDING_LIMIT))
        contribution.outcome, contribution.reply = Outcome.NOT_ADOPTED, reply
        contribution.clean()
        contribution.save()


def reopen(*, contribution: Contribution, version: int | None, by):
    """Take the decision back: the contribution is open again and no card's. The cards stay as they are."""
    with transaction.atomic():
        contribution = as_it_stands(contribution)
        require_change(by, contribution)
        require_version(contribution, version)
        for card in contribution.cards.all():
            require(by, "change", card)
        contribution._change_reason = "wieder geöffnet"
        contribution.cards.clear()
        # The answer would contradict »offen«; the history keeps it.
        contribution.outcome, contribution.reply = Outcome.OPEN, ""
        contribution.save()


def publish_field(*, group: WorkingGroup, by) -> Handlungsfeld:
    """Show the group's field to the visitors, with those of its cards that are published."""
    with transaction.atomic():
        ContentRevision.objects.lock()
        field = field_of(group)
        require(by, "change", field)
        if not may_publish(by):
            raise PermissionDenied("Veröffentlichen darf nur die Redaktion.")
        if not field.is_published:
            field.publish()
    return field


# What all of them need


def field_of(group: WorkingGroup) -> Handlungsfeld:
    """The field that the group's contributions may go to, as it stands now."""
    field = Handlungsfeld.objects.filter(pk=group.handlungsfeld_id).first()
    if field is None:
        raise ValidationError(
            "Diese Arbeitsgruppe gehört zu keinem Handlungsfeld. Tragen Sie es zuerst bei der Arbeitsgruppe ein."
        )
    if field.is_archived:
        raise ValidationError(f"„{field}“ ist archiviert. Holen Sie das Handlungsfeld zuerst aus dem Archiv zurück.")
    return field


def contributions_of(group: WorkingGroup, ids: Iterable[int]) -> list[Contribution]:
    """The contributions of these ids in the order of the sheet. An id of another group is refused."""
    wanted = set(ids)
    found = list(group.contributions.filter(pk__in=wanted).select_related("working_group__workshop"))
    if len(found) < len(wanted):
        raise ValidationError(
            "Mindestens einer der ausgewählten Beiträge gehört nicht zu dieser Gruppe oder wurde inzwischen entfernt. "
            "Es wurde nichts übernommen."
        )
    order = list(Quadrant)
    return sorted(found, key=lambda thing: (order.index(Quadrant(thing.quadrant)), thing.position, thing.pk))


def note_card(contribution: Contribution, card: Card, reason: str):
    contribution._change_reason = reason
    contribution.cards.add(card)
    contribution.outcome = Outcome.ADOPTED
    contribution.save()

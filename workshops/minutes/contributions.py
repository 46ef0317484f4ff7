"""
The minutes of a working group: how what was said gets into the record, and from there into the strategy.

Every function is one step that is taken whole or not at all, asks whether `by` may take it, and says in German why
not: `ValidationError` for what was entered, `PermissionDenied` for what the role forbids, `EditConflict` for what
somebody else has changed meanwhile. Writers queue at the content revision, so what is read here holds until the end.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.positions import appending, put
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may
from leader_portal.content.text import cleaned
from leader_portal.content.versions import EditConflict
from leader_portal.history.restoring import deleted
from workshops.models import Contribution, WorkingGroup

WORDING_LIMIT = 2_000
GUIDING_STATEMENT_LIMIT = 2_000
# Far more than any group says, and few enough that a page of them opens quickly.
GROUP_LIMIT = 1_000


NOT_YOURS = (
    "Dieses Protokoll ist veröffentlicht. Ändern darf es nur die Redaktion; als Moderation können Sie es weiter lesen."
)
NOT_ALLOWED = "Dafür hat Ihr Konto keine Berechtigung."


def add_contribution(
    *, group: WorkingGroup, quadrant: str, wording: str, round: int | None = None, client_id: UUID | None = None, by
) -> Contribution | None:
    """
    Write down what was said, at the end of its column.

    The same `client_id` a second time is the same contribution, sent again because the answer got lost: it is given
    back as it stands now, or None if it was removed since.
    """
    with transaction.atomic():
        ContentRevision.objects.lock()
        (written,) = write_down(group, quadrant, [(client_id or uuid4(), wording)], round, by)
    return written


def save_pasted(
    *, group: WorkingGroup, quadrant: str, items: Iterable[tuple[UUID, str]], round: int | None = None, by
) -> list[Contribution]:
    """Write down a whole list in its order: all of it, or nothing. Saved twice it is there once."""
    with transaction.atomic():
        ContentRevision.objects.lock()
        written = write_down(group, quadrant, list(items), round, by)
    return [contribution for contribution in written if contribution is not None]


def edit_contribution(
    *, contribution: Contribution, wording: str, quadrant: str, round: int | None, version: int | None, by
) -> Contribution:
    """Correct what was written down. In another quadrant it comes to the end."""
    with transaction.atomic():
        contribution = as_it_stands(contribution)
        require_change(by, contribution)
        if (contribution.wording, contribution.quadrant, contribution.round) == (cleaned(wording), quadrant, round):
            require_version(contribution, version)
            return contribution
        if contribution.quadrant != quadrant:
            contribution.position = None
        contribution.wording, contribution.quadrant, contribution.round = wording, quadrant, round
        check(contribution)
        contribution.based_on_version = version
        contribution.save()
    return contribution


def move_contribution(*, contribution: Contribution, steps: int, version: int | None, by) -> bool:
    """Move it up (-1) or down (1) in its column; False if it is at the end already."""
    with transaction.atomic():
        contribution = as_it_stands(contribution)
        require_change(by, contribution)
        require_version(contribution, version)
        column = list(contribution.working_group.contributions.in_quadrant(contribution.quadrant))
        before = column.index(contribution)
        after = before + steps
        if not 0 <= after < len(column):
            return False
        contribution = column.pop(before)
        put(contribution, column, after)
        contribution.save()
    return True


def remove_contribution(*, contribution: Contribution, version: int | None, by):
    """Take it out of the record; the history keeps it. What the strategy already builds on stays."""
    with transaction.atomic():
        contribution = as_it_stands(contribution)
        require(by, "delete", contribution)
        require_version(contribution, version)
        if contribution.cards.exists():
            raise ValidationError(
                "Der Beitrag lebt schon in einer Karte der Strategie weiter und lässt sich so nicht entfernen. "
                "Öffnen Sie ihn zuerst wieder, dann löst sich die Verbindung."
            )
        contribution.delete()


def removed(group: WorkingGroup) -> models.QuerySet:
    """The last records of what was taken out of this group's record and not put back, newest first."""
    return deleted(Contribution).filter(working_group_id=group.pk)


def write_guiding_statement(*, group: WorkingGroup, guiding_statement: str, version: int | None, by) -> WorkingGroup:
    """Note the sentence as the group formulated it."""
    with transaction.atomic():
        group = as_it_stands(group)
        require_change(by, group)
        if group.guiding_statement == cleaned(guiding_statement):
            require_version(group, version)
            return group
        if len(cleaned(guiding_statement)) > GUIDING_STATEMENT_LIMIT:
            raise ValidationError(too_long("Der Leitsatz", cleaned(guiding_statement), GUIDING_STATEMENT_LIMIT))
        group.guiding_statement = guiding_statement
        group.clean()
        group.based_on_version = version
        group.save()
    return group


# What all of them need


READ_WITH = {Contribution: "working_group__workshop", WorkingGroup: "workshop", Card: "handlungsfeld"}


def as_it_stands(thing):
    """The thing as the database holds it now, after everybody else who writes has been made to wait."""
    ContentRevision.objects.lock()
    model = type(thing)
    found = model.objects.select_related(READ_WITH[model]).filter(pk=thing.pk).first()
    if found is None:
        raise ValidationError("Das wurde inzwischen entfernt. Sie finden es unter „Zuletzt entfernt“.")
    return found


def write_down(
    group: WorkingGroup, quadrant: str, items: list[tuple[UUID, str]], round: int | None, by
) -> list[Contribution | None]:
    """The contributions of these ids: as they stand if they were sent before, None for those removed since."""
    ids = [client_id for client_id, _ in items]
    known = {contribution.client_id: contribution for contribution in Contribution.objects.filter(client_id__in=ids)}
    if any(contribution.working_group_id != group.pk for contribution in known.values()):
        raise ValidationError("Dieser Beitrag gehört schon zu einer anderen Arbeitsgruppe.")
    history = Contribution.history.filter(client_id__in=ids, working_group_id=group.pk)
    once_there = set(history.values_list("client_id", flat=True))
    count = group.contributions.count()
    with appending(group.contributions.filter(quadrant=quadrant)) as append:
        for client_id, wording in items:
            if client_id in known or client_id in once_there:
                continue
            count += 1
            contribution = Contribution(
                working_group=group, quadrant=quadrant, wording=wording, round=round, client_id=client_id
            )
            append(contribution)
            require(by, "add", contribution)
            check(contribution)
            if count > GROUP_LIMIT:
                raise ValidationError(
                    f"Mehr als {thousands(GROUP_LIMIT)} Beiträge einer Gruppe fasst ein Protokoll nicht. Es wurde "
                    "nichts gespeichert."
                )
            contribution.save()
            known[client_id] = contribution
    return [known.get(client_id) for client_id in ids]


def check(contribution: Contribution):
    """What must hold of a contribution before it is written, in sentences for who has typed it."""
    contribution.clean()
    if not contribution.wording:
        raise ValidationError("Ein Beitrag braucht einen Wortlaut.")
    if len(contribution.wording) > WORDING_LIMIT:
        raise ValidationError(too_long("Der Beitrag", contribution.wording, WORDING_LIMIT))
    if contribution.quadrant not in Quadrant.values:
        raise ValidationError("Diese Spalte gibt es auf dem Blatt nicht.")
    rounds = contribution.working_group.rounds
    if contribution.round is not None and not 1 <= contribution.round <= rounds:
        raise ValidationError(f"Die Gruppe hat {rounds} {'Runde' if rounds == 1 else 'Runden'}.")


def too_long(what: str, text: str, limit: int) -> str:
    return (
        f"{what} ist mit {thousands(len(text))} Zeichen zu lang, möglich sind {thousands(limit)}. "
        "Bitte kürzen Sie den Text oder teilen Sie ihn auf."
    )


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def require(by, action: str, thing):
    if not may(by, action, thing):
        settled_record = isinstance(thing, (Contribution, WorkingGroup)) and thing.is_settled
        if isinstance(thing, Card) and thing.is_settled:
            raise PermissionDenied("Veröffentlichte Karten darf nur die Redaktion anlegen und verbinden.")
        raise PermissionDenied(NOT_YOURS if settled_record else NOT_ALLOWED)


def require_change(by, thing):
    require(by, "change", thing)


def require_version(thing, version: int | None):
    """Refuse what is based on an older state than the stored one."""
    if version is not None and version != thing.version:
        raise EditConflict(thing, type(thing)._base_manager.get(pk=thing.pk))

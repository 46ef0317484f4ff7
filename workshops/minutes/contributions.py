"""
The minutes of a working group: how what was said gets into the record, and from there into the strategy. Each function
is one step as `content/editing.py` has them.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import models

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.editing import as_it_stands, keep, mistaken, one_step, refuse_stale, refuse_unless_may
from leader_portal.content.positions import appending, put
from leader_portal.content.text import cleaned, counted
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
# What else is said of what has been published.
SETTLED = {
    WorkingGroup: NOT_YOURS,
    Contribution: NOT_YOURS,
    Card: "Veröffentlichte Karten darf nur die Redaktion anlegen und verbinden.",
}
GONE = "Das wurde inzwischen entfernt. Sie finden es unter „Zuletzt entfernt“."


@one_step()
def add_contribution(
    *, group: WorkingGroup, quadrant: str, wording: str, round: int | None = None, client_id: UUID | None = None, user
) -> Contribution | None:
    """
    Write down what was said, at the end of its column.

    The same `client_id` a second time is the same contribution, sent again because the answer got lost: it is given
    back as it stands now, or None if it was removed since.
    """
    (written,) = write_down(group, quadrant, [(client_id or uuid4(), wording)], round, user)
    return written


@one_step()
def save_pasted(
    *, group: WorkingGroup, quadrant: str, items: Iterable[tuple[UUID, str]], round: int | None = None, user
) -> list[Contribution]:
    """Write down a whole list in its order: all of it, or nothing. Saved twice it is there once."""
    written = write_down(group, quadrant, list(items), round, user)
    return [contribution for contribution in written if contribution is not None]


@one_step()
def save_lists(
    *, lists: Iterable[tuple[WorkingGroup, str, list[tuple[UUID, str]]]], round: int | None = None, user
) -> list[Contribution]:
    """Write down lists in several columns, of several groups perhaps, in one go."""
    return [
        contribution
        for group, quadrant, items in lists
        for contribution in save_pasted(group=group, quadrant=quadrant, items=items, round=round, user=user)
    ]


@one_step()
def edit_contribution(
    *, contribution: Contribution, wording: str, quadrant: str, round: int | None, version: int | None, user
) -> Contribution:
    """Correct what was written down. In another quadrant it comes to the end."""
    contribution = as_it_stands(contribution, version, GONE)
    refuse_unless_may(user, "change", contribution, why_not)
    if (contribution.wording, contribution.quadrant, contribution.round) == (cleaned(wording), quadrant, round):
        refuse_stale(contribution)
        return contribution
    if contribution.quadrant != quadrant:
        contribution.position = None
    contribution.wording, contribution.quadrant, contribution.round = wording, quadrant, round
    check(contribution)
    keep(contribution, user)
    return contribution


@one_step()
def move_contribution(*, contribution: Contribution, steps: int, version: int | None, user) -> bool:
    """Move it up (-1) or down (1) in its column; False if it is at the end already."""
    contribution = as_it_stands(contribution, version, GONE)
    refuse_unless_may(user, "change", contribution, why_not)
    refuse_stale(contribution)
    column = list(contribution.working_group.contributions.in_quadrant(contribution.quadrant))
    before = column.index(contribution)
    after = before + steps
    if not 0 <= after < len(column):
        return False
    contribution = column.pop(before)
    contribution._history_user = user
    put(contribution, column, after)
    keep(contribution, user)
    return True


@one_step()
def remove_contribution(*, contribution: Contribution, version: int | None, user):
    """Take it out of the record; the history keeps it. What the strategy already builds on stays."""
    contribution = as_it_stands(contribution, version, GONE)
    refuse_unless_may(user, "delete", contribution, why_not)
    refuse_stale(contribution)
    if contribution.cards.exists():
        raise mistaken(
            "Der Beitrag lebt schon in einer Karte der Strategie weiter und lässt sich so nicht entfernen. "
            "Öffnen Sie ihn zuerst wieder, dann löst sich die Verbindung."
        )
    contribution._history_user = user
    contribution.delete()


def removed(group: WorkingGroup) -> models.QuerySet:
    """The last records of what was taken out of this group's record and not put back, newest first."""
    return deleted(Contribution).filter(working_group_id=group.pk)


@one_step()
def write_guiding_statement(*, group: WorkingGroup, guiding_statement: str, version: int | None, user) -> WorkingGroup:
    """Note the sentence as the group formulated it."""
    group = as_it_stands(group, version, "Diese Arbeitsgruppe wurde inzwischen gelöscht.")
    refuse_unless_may(user, "change", group, why_not)
    if group.guiding_statement == cleaned(guiding_statement):
        refuse_stale(group)
        return group
    if len(cleaned(guiding_statement)) > GUIDING_STATEMENT_LIMIT:
        raise mistaken(too_long("Der Leitsatz", cleaned(guiding_statement), GUIDING_STATEMENT_LIMIT))
    group.guiding_statement = guiding_statement
    group.clean()
    keep(group, user)
    return group


# What all of them need


def write_down(
    group: WorkingGroup, quadrant: str, items: list[tuple[UUID, str]], round: int | None, user
) -> list[Contribution | None]:
    """The contributions of these ids: as they stand if they were sent before, None for those removed since."""
    ids = [client_id for client_id, _ in items]
    known = {contribution.client_id: contribution for contribution in Contribution.objects.filter(client_id__in=ids)}
    if any(contribution.working_group_id != group.pk for contribution in known.values()):
        raise mistaken("Dieser Beitrag gehört schon zu einer anderen Arbeitsgruppe.")
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
            refuse_unless_may(user, "add", contribution, why_not)
            check(contribution)
            if count > GROUP_LIMIT:
                raise mistaken(
                    f"Mehr als {thousands(GROUP_LIMIT)} Beiträge einer Gruppe fasst ein Protokoll nicht. Es wurde "
                    "nichts gespeichert."
                )
            keep(contribution, user)
            known[client_id] = contribution
    return [known.get(client_id) for client_id in ids]


def check(contribution: Contribution):
    """What must hold of a contribution before it is written, in sentences for who has typed it."""
    contribution.clean()
    if not contribution.wording:
        raise mistaken("Ein Beitrag braucht einen Wortlaut.")
    if len(contribution.wording) > WORDING_LIMIT:
        raise mistaken(too_long("Der Beitrag", contribution.wording, WORDING_LIMIT))
    if contribution.quadrant not in Quadrant.values:
        raise mistaken("Diese Spalte gibt es auf dem Blatt nicht.")
    rounds = contribution.working_group.rounds
    if contribution.round is not None and not 1 <= contribution.round <= rounds:
        raise mistaken(f"Die Gruppe hat {counted(rounds, '1 Runde', 'Runden')}.")


def too_long(what: str, text: str, limit: int) -> str:
    return (
        f"{what} ist mit {thousands(len(text))} Zeichen zu lang, möglich sind {thousands(limit)}. "
        "Bitte kürzen Sie den Text oder teilen Sie ihn auf."
    )


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def why_not(thing: models.Model) -> str:
    """What is said to somebody who may not do something to a group, a contribution, or the card made of one."""
    return SETTLED.get(type(thing), NOT_ALLOWED) if thing.is_settled else NOT_ALLOWED

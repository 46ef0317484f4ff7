"""Who may write the minutes of a group, and what becomes of what others send."""

import pytest
from django.test import Client

from leader_portal.content.audience import Status
from tests.factories import make_card, make_contribution, make_user
from tests.workshops.minutes.at_the_minutes import (
    AtTheMinutes,
    complaints,
    entry,
    everything,
    wordings,
)
from workshops.models import Contribution

TOO_LONG = "a" * 2_001


# Roles


def everything_one_can_post(visitor: AtTheMinutes, contribution: Contribution, card, removed) -> list[tuple]:
    """Each thing that a button of the minutes can do, by the status and the answer it gets."""
    version = contribution.version
    preview = {"wortlaut-0": "Neu", "auswahl-0": "1", "save": "1"}
    answer = {"version": version, "reply": "Schon da.", "card": card.code}
    attempts = [
        visitor.add("Neu"),
        *(visitor.change(contribution, wording="Anders", do=action) for action in ("save", "up", "down", "remove")),
        *(visitor.post("answer", contribution.pk, do=action, **answer) for action in ("link", "decline", "reopen")),
        visitor.post("restore", client_id=removed.client_id),
        visitor.post("statement", guiding_statement="Anders", version=visitor.group.version),
        visitor.adopt(contribution),
        visitor.client.post(visitor.address("paste", "strength"), preview),
    ]
    return [attempt.status_code for attempt in attempts]


@pytest.mark.usefixtures("published_record")
def test_moderation_changes_nothing_of_a_published_record(moritz, group):
    make_contribution(working_group=group)
    contribution = make_contribution(working_group=group)
    removed = make_contribution(working_group=group)
    removed.delete()
    card = make_card(handlungsfeld=group.handlungsfeld)
    before = everything()

    assert everything_one_can_post(moritz, contribution, card, removed) == [403] * 12
    answer = moritz.send(entry("Neu")).json()

    assert [refused["reason"].split(".")[0] for refused in answer["refused"]] == ["Dieses Protokoll ist veröffentlicht"]
    assert everything() == before


@pytest.mark.usefixtures("published_record")
def test_moderation_reads_a_published_record_without_buttons(moritz, group):
    make_contribution(working_group=group, wording="Ruhe")

    page = moritz.look()

    assert "Ruhe" in page.main
    assert [form.get("action") for form in page.all("form") if "protokoll" in (form.get("action") or "")] == []
    assert "Ändern darf es nur die Redaktion." in page.main


@pytest.mark.usefixtures("published_record")
def test_what_the_redaktion_saves_in_a_published_record_is_live(petra, group):
    assert "Was Sie hier speichern, steht sofort auf der Website." in petra.look().main

    petra.add("Ruhe")

    assert "Ruhe" in Client().get(group.workshop.get_absolute_url()).content.decode()


def test_what_moderation_may_not_save_comes_back(moritz, group):
    group.workshop.publish()

    response = moritz.add("Lange überlegt")

    assert response.status_code == 403
    assert complaints(response) == [
        "Dieses Protokoll ist veröffentlicht. Ändern darf es nur die Redaktion; "
        "als Moderation können Sie es weiter lesen."
    ]
    assert "Lange überlegt</textarea>" in response.content.decode()


def test_staff_without_a_role_sees_no_minutes(group, db):
    nobody = make_user("niemand")
    nobody.groups.clear()

    assert AtTheMinutes(nobody, group).client.get(AtTheMinutes(nobody, group).address()).status_code == 403


def test_moderation_writes_the_record_of_a_draft(moritz, group):
    moritz.add("Ruhe")
    moritz.change(group.contributions.get(), wording="Stille")

    assert wordings(group) == ["Stille"]


def test_the_record_of_a_workshop_that_was_published_stays_closed_to_moderation(moritz, group):
    group.workshop.publish()
    group.workshop.withdraw()

    assert moritz.add("Ruhe").status_code == 403
    assert group.workshop.status == Status.DRAFT

"""Whatever is written to content, and by whichever way, raises the revision; nothing else does."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from handlungsfelder.models import Card
from leader_portal.content.revision import ContentRevision, triggers_on
from leader_portal.models import FormerAddress
from tests import factories
from tests.content.ways_of_writing import WAYS, Stage, execute
from tests.factories import make_card

pytestmark = pytest.mark.django_db

MAKERS = [
    pytest.param(factories.make_region, id="Region"),
    pytest.param(factories.make_funder, id="Funder"),
    pytest.param(factories.make_page, id="Page"),
    pytest.param(lambda: FormerAddress.objects.create(path="/alt/", target="/neu/"), id="FormerAddress"),
    pytest.param(factories.make_field, id="Handlungsfeld"),
    pytest.param(lambda: factories.make_topic(handlungsfeld=None), id="Topic"),
    pytest.param(factories.make_place, id="Place"),
    pytest.param(factories.make_card, id="Card"),
    pytest.param(factories.make_workshop, id="Workshop"),
    pytest.param(factories.make_question, id="PlenaryQuestion"),
    pytest.param(factories.make_board_column, id="BoardColumn"),
    pytest.param(factories.make_board_topic, id="BoardTopic"),
    pytest.param(factories.make_group, id="WorkingGroup"),
    pytest.param(factories.make_contribution, id="Contribution"),
    pytest.param(factories.make_survey, id="Survey"),
    pytest.param(factories.make_survey_question, id="SurveyQuestion"),
    pytest.param(factories.make_survey_answer, id="SurveyAnswer"),
]


def revision() -> int:
    return ContentRevision.objects.get().number


def only_triggers_on(table: str):
    """Take the triggers of all other tables away."""
    connection.check_constraints()
    for name in triggers_on("default").installed():
        event = "" if connection.vendor == "postgresql" else "_" + name.rpartition("_")[2]
        owner = name.removeprefix("raise_revision_").removesuffix(event)
        if owner != table:
            execute(f'DROP TRIGGER "{name}"' + (f' ON "{owner}"' if connection.vendor == "postgresql" else ""))


@pytest.mark.parametrize("way", WAYS)
def test_the_revision_is_raised_by(way, admin_client):
    """By the triggers of the one table that it writes to, with all others gone."""
    stage = Stage(admin_client)
    before = revision()
    only_triggers_on(way.table)

    way.write(stage)

    assert revision() > before


@pytest.mark.parametrize("make", MAKERS)
def test_making_changing_and_deleting_each_raise_the_revision_for(make):
    seen = [revision()]

    thing = make()
    seen.append(revision())
    type(thing).objects.update(id=F("id"))
    seen.append(revision())
    thing.refresh_from_db()
    thing.delete()
    seen.append(revision())

    assert seen == sorted(set(seen))


def test_what_is_rolled_back_has_raised_nothing():
    card, before = make_card(), revision()

    with transaction.atomic():
        card.save()
        during = revision()
        transaction.set_rollback(True)

    assert during > before
    assert revision() == before


def test_reading_raises_nothing(client):
    card, before = make_card(), revision()

    assert client.get(card.get_absolute_url()).status_code == 200
    assert Card.objects.select_for_update().get() == card

    assert revision() == before


def test_signing_in_and_out_raises_nothing(client):
    """What only the desk knows must not make every visitor's page worthless."""
    before = revision()

    get_user_model().objects.create_superuser("lag", password="sehr-geheim-2021")
    client.post("/admin/login/", {"username": "lag", "password": "sehr-geheim-2021"})
    client.post("/admin/logout/")

    assert revision() == before


def test_an_update_that_finds_nothing_raises_the_revision_on_postgresql_alone():
    before = revision()

    Card.objects.filter(text="gibt es nicht").update(text="auch nicht")

    assert revision() == before + (connection.vendor == "postgresql")


def test_a_new_epoch_is_another_epoch_at_another_revision():
    epoch, number = ContentRevision.objects.state()

    call_command("renew_epoch", verbosity=0)

    new_epoch, new_number = ContentRevision.objects.state()
    assert new_epoch != epoch
    assert new_number > number


def test_without_its_row_the_content_has_no_state():
    ContentRevision.objects.all().delete()

    assert ContentRevision.objects.state() is None
    make_card()
    assert ContentRevision.objects.state() is None

"""The triggers that raise the revision stand on every content table, whatever migrations and flushes do."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import pre_migrate

from handlungsfelder.models import Card
from leader_portal.content.revision import ContentRevision
from tests.content.ways_of_writing import execute
from tests.factories import make_card

REVISION = ContentRevision._meta.db_table
CONTENT = {
    "leader_portal_formeraddress",
    "leader_portal_funder",
    "leader_portal_page",
    "leader_portal_region",
    "handlungsfelder_card",
    "handlungsfelder_card_places",
    "handlungsfelder_card_topics",
    "handlungsfelder_handlungsfeld",
    "handlungsfelder_place",
    "handlungsfelder_topic",
    "workshops_boardcolumn",
    "workshops_boardtopic",
    "workshops_contribution",
    "workshops_contribution_cards",
    "workshops_plenaryquestion",
    "workshops_survey",
    "workshops_surveyanswer",
    "workshops_surveyquestion",
    "workshops_workinggroup",
    "workshops_workshop",
}
IN_WORKSHOPS = {table for table in CONTENT if table.startswith("workshops_")}
TRUNCATE = 32  # the bit for it in pg_trigger.tgtype


def fetch(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def content_of_the_database() -> set[str]:
    """The tables of the three packages as the database has them, whatever the models say; their history left out."""
    return {name for name in tables_of_the_packages() if "_historical" not in name} - {REVISION}


def tables_of_the_packages() -> set[str]:
    packages = ("leader_portal_", "handlungsfelder_", "workshops_")
    return {name for name in connection.introspection.table_names() if name.startswith(packages)}


def raising_events(table: str) -> set[str]:
    """At which writes to the table the revision is raised, by what the database has in its catalogue."""
    if connection.vendor == "sqlite":
        triggers = fetch(f"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
        return {sql.split(" ON ")[0].split()[-1] for (sql,) in triggers if f"UPDATE {REVISION} SET number" in sql}
    triggers = fetch(
        "SELECT event_manipulation FROM information_schema.triggers "
        f"WHERE event_object_table = '{table}' AND action_timing = 'BEFORE' AND action_orientation = 'STATEMENT'"
    )
    truncating = fetch(f"SELECT 1 FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND tgtype & {TRUNCATE} <> 0")
    return {event for (event,) in triggers} | {"TRUNCATE" for _ in truncating}


def tables_without_triggers() -> set[str]:
    wanted = {"INSERT", "UPDATE", "DELETE"} | ({"TRUNCATE"} if connection.vendor == "postgresql" else set())
    return {table for table in content_of_the_database() if raising_events(table) != wanted}


def drop_a_trigger_of_cards():
    if connection.vendor == "sqlite":
        execute("DROP TRIGGER raise_revision_handlungsfelder_card_delete")
    else:
        execute("DROP TRIGGER raise_revision_handlungsfelder_card ON handlungsfelder_card")


def before_migrations():
    portal = apps.get_app_config("leader_portal")
    pre_migrate.send(sender=portal, app_config=portal, using="default", plan=["something to do"])


def after_migrations():
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def rebuild(model, field: str):
    """Give the field another length and its own again: on SQLite either makes the table anew."""
    # As migrations know it: without the history that a model of the portal would begin.
    model = MigrationExecutor(connection).loader.project_state().apps.get_model(model._meta.label)
    usual = model._meta.get_field(field)
    longer = usual.clone()
    longer.max_length = usual.max_length + 4
    longer.set_attributes_from_name(field)
    longer.model = model
    for old, new in ((usual, longer), (longer, usual)):
        with connection.schema_editor() as editor:
            editor.alter_field(model, old, new)


@pytest.mark.django_db
def test_every_content_table_raises_the_revision_at_every_kind_of_write():
    assert content_of_the_database() == CONTENT
    assert tables_without_triggers() == set()


@pytest.mark.django_db
def test_what_history_keeps_raises_nothing():
    """Visitors never see it: a row of history must not make every kept page worthless."""
    histories = {name for name in tables_of_the_packages() if "_historical" in name}

    assert {table: raising_events(table) for table in histories} == {table: set() for table in histories}
    assert "handlungsfelder_historicalcard_topics" in histories


@pytest.mark.django_db
def test_a_content_table_without_its_triggers_is_noticed():
    drop_a_trigger_of_cards()

    assert tables_without_triggers() == {"handlungsfelder_card"}


@pytest.mark.django_db
def test_after_migrations_a_missing_trigger_is_back_and_counts_as_a_change():
    _, before = ContentRevision.objects.state()
    drop_a_trigger_of_cards()

    after_migrations()

    assert tables_without_triggers() == set()
    assert ContentRevision.objects.get().number == before + 1


@pytest.mark.django_db
def test_migrations_that_change_nothing_leave_every_kept_page_good():
    before = ContentRevision.objects.state()

    call_command("migrate", verbosity=0)

    assert ContentRevision.objects.state() == before


@pytest.mark.sqlite
def test_a_rebuilt_table_has_lost_its_triggers(transactional_db):
    """Which is what the tests below are there for."""
    rebuild(Card, "code")

    assert tables_without_triggers() == {"handlungsfelder_card"}


@pytest.mark.parametrize(("model", "field"), [(Card, "code"), (ContentRevision, "epoch")])
def test_a_migration_that_rebuilds_a_table_gives_the_triggers_back(transactional_db, model, field):
    before_migrations()
    rebuild(model, field)
    after_migrations()

    assert tables_without_triggers() == set()
    before = ContentRevision.objects.get().number
    make_card()
    assert ContentRevision.objects.get().number > before


def test_what_is_written_during_migrations_makes_kept_pages_worthless(transactional_db):
    card = make_card()
    before = ContentRevision.objects.state()

    before_migrations()
    Card.objects.filter(pk=card.pk).update(text="von einer Migration geschrieben")
    after_migrations()

    assert ContentRevision.objects.state() != before


def test_while_triggers_are_away_for_a_migration_nothing_is_kept(transactional_db):
    """Also for ever after if the migration fails: no trigger, no page that could lie."""
    before_migrations()
    try:
        has_triggers = tables_without_triggers() == set()

        assert (ContentRevision.objects.state() is not None) == has_triggers
    finally:
        after_migrations()


def test_one_package_can_be_migrated_away_and_back(transactional_db):
    try:
        call_command("migrate", "workshops", "zero", verbosity=0)

        assert content_of_the_database() == CONTENT - IN_WORKSHOPS
        assert tables_without_triggers() == set()
    finally:
        call_command("migrate", verbosity=0)
    assert content_of_the_database() == CONTENT
    assert tables_without_triggers() == set()


def test_migrations_end_well_before_the_first_of_the_portal_s_own(transactional_db):
    """`migrate auth` on an empty database must not stumble over tables that are not there yet."""
    try:
        call_command("migrate", "leader_portal", "zero", verbosity=0)

        assert content_of_the_database() == {table for table in CONTENT if not table.startswith("leader_portal_")}
    finally:
        call_command("migrate", verbosity=0)
    assert tables_without_triggers() == set()


def test_a_flush_leaves_the_row_and_the_triggers_and_begins_another_epoch(transactional_db):
    make_card()
    epoch, _ = ContentRevision.objects.state()

    call_command("flush", interactive=False, verbosity=0)

    assert tables_without_triggers() == set()
    assert ContentRevision.objects.count() == 1
    assert ContentRevision.objects.state()[0] != epoch

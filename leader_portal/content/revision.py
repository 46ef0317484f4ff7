"""
The content revision: one number that rises with every change to anything visitors can see.

Database triggers raise it, so that no way of writing can forget to (docs/decisions/0001-revision-by-triggers.md).

By hand: django-pgtrigger writes triggers for PostgreSQL alone, and the portal runs on SQLite too.
"""

import uuid

from django.apps import apps
from django.db import OperationalError, connections, models, transaction
from django.db.models import F

from leader_portal.content.recording import is_history

CONTENT_APPS = ("leader_portal", "handlungsfelder", "workshops")
TRIGGER_PREFIX = "raise_revision"


def new_epoch() -> str:
    return uuid.uuid4().hex


def state_on(connection) -> tuple[str, int] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT epoch, number FROM leader_portal_contentrevision WHERE id = 1")
        return cursor.fetchone()


class ContentRevisionQuerySet(models.QuerySet):
    def state(self) -> tuple[str, int] | None:
        """
        Epoch and number of the content as this connection sees it now; None if the row is missing,
        in which case nothing may be kept. One query, without the cost of building a model.

        It does without a health check (CONN_HEALTH_CHECKS), which would be a kept page's second query: it finds
        out itself whether the connection still lives, and if it doesn't, asks again on a new one.
        """
        connection = connections[self.db]
        connection.health_check_done = True
        try:
            return state_on(connection)
        except OperationalError:
            if connection.in_atomic_block or connection.is_usable():
                raise
            connection.close()
            return state_on(connection)

    def lock(self):
        """
        Wait for other writers and keep them waiting until this transaction ends.

        Code that locks rows itself (`select_for_update`) calls this before, so that everybody
        takes the revision's lock first and nobody can deadlock over it.
        """
        return self.select_for_update().get(id=1)

    def renew_epoch(self):
        """Make every page that anybody keeps worthless, as after restoring a backup, when numbers repeat."""
        self.filter(id=1).update(epoch=new_epoch(), number=F("number") + 1)


class ContentRevision(models.Model):
    """The one row that says which state of the content holds."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField("Revision", default=0)
    epoch = models.CharField("Kennung dieses Datenbestands", max_length=32, default=new_epoch)

    objects = ContentRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "Stand der Inhalte"
        verbose_name_plural = "Stand der Inhalte"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="contentrevision_is_the_only_one")]
        permissions = [("publish_content", "Darf veröffentlichen und Veröffentlichtes ändern")]

    def __str__(self):
        return f"Revision {self.number}"


def content_tables() -> list[str]:
    """The tables of the three packages, many-to-many tables included, whose rows visitors can see."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in CONTENT_APPS
        and model is not ContentRevision
        and not is_history(model)
        and model._meta.managed
        and not model._meta.proxy
    )


def content_tables_of(connection) -> list[str]:
    """Those that the database has: all, unless only some of the packages are migrated."""
    there = set(connection.introspection.table_names())
    return [table for table in content_tables() if table in there]


RAISE = "UPDATE leader_portal_contentrevision SET number = number + 1 WHERE id = 1"


class SQLiteTriggers:
    """A trigger per row and kind of write: SQLite has none per statement."""

    def __init__(self, connection):
        self.connection = connection

    def installed(self) -> set[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{TRIGGER_PREFIX}%"],
            )
            return {name for (name,) in cursor.fetchall()}

    def wanted(self) -> dict[str, str]:
        """The statement that makes each trigger, by the trigger's name."""
        return {
            f"{TRIGGER_PREFIX}_{table}_{event.lower()}": (
                f'CREATE TRIGGER "{TRIGGER_PREFIX}_{table}_{event.lower()}" '
                f'AFTER {event} ON "{table}" BEGIN {RAISE}; END'
            )
            for table in content_tables_of(self.connection)
            for event in ("INSERT", "UPDATE", "DELETE")
        }

    def remove(self):
        """
        Take all away: SQLite refuses to rebuild a table that a trigger elsewhere names. The revision goes with
        them, so that nothing is kept as long as nothing raises it, even if a migration fails.
        """
        names = self.installed()
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'DROP TRIGGER "{name}"')
            if names:
                cursor.execute("DELETE FROM leader_portal_contentrevision")

    def prepare(self):
        pass


class PostgreSQLTriggers:
    """
    A trigger per statement, before it: every writer takes the revision row's lock before any other
    row's, so writers queue and can't deadlock over it.
    """

    def __init__(self, connection):
        self.connection = connection

    def installed(self) -> set[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid IN"
                " (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
                " AND tgname LIKE %s AND tgenabled <> 'D'",
                [f"{TRIGGER_PREFIX}%"],
            )
            return {name for (name,) in cursor.fetchall()}

    def wanted(self) -> dict[str, str]:
        """The statement that makes each trigger, by the trigger's name (at most 63 bytes)."""
        return {
            f"{TRIGGER_PREFIX}_{table}": (
                f'CREATE OR REPLACE TRIGGER "{TRIGGER_PREFIX}_{table}" '
                f'BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                f"FOR EACH STATEMENT EXECUTE FUNCTION {TRIGGER_PREFIX}()"
            )
            for table in content_tables_of(self.connection)
        }

    def remove(self):
        """Nothing to do: on PostgreSQL a table keeps its triggers through every migration."""

    def prepare(self):
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {TRIGGER_PREFIX}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {RAISE}; RETURN NULL; END $$"
            )


TRIGGERS = {"sqlite": SQLiteTriggers, "postgresql": PostgreSQLTriggers}


def triggers_on(using: str) -> SQLiteTriggers | PostgreSQLTriggers:
    """The triggers of the database with that alias."""
    connection = connections[using]
    return TRIGGERS[connection.vendor](connection)


def remove_triggers(sender, using, plan, **kwargs):
    """Before migrations that change something (a `pre_migrate` receiver): no trigger stands in their way."""
    if plan:
        triggers_on(using).remove()


def install_triggers(sender, using, **kwargs):
    """
    After migrations and after a flush (a `post_migrate` receiver): the row is there, every content
    table has its triggers, and what was written while one was missing counts as a change.
    """
    if ContentRevision._meta.db_table not in connections[using].introspection.table_names():
        return
    triggers = triggers_on(using)
    with transaction.atomic(using=using):
        ContentRevision.objects.using(using).get_or_create(id=1)
        missing = triggers.wanted().keys() - triggers.installed()
        if missing:
            triggers.prepare()
            wanted = triggers.wanted()
            with connections[using].cursor() as cursor:
                for name in sorted(missing):
                    cursor.execute(wanted[name])
            ContentRevision.objects.using(using).filter(id=1).update(number=F("number") + 1)

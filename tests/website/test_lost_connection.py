"""A database that was restarted, or that dropped an idle connection, shows to no visitor of a kept page."""

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction

from leader_portal.content.revision import ContentRevision
from tests.factories import make_card


@pytest.fixture
def unasked(monkeypatch):
    """A kept connection at the beginning of a request, which fails the test if asked whether it still lives."""

    def fail():
        pytest.fail("The database was asked whether it is there before it was asked for the state.")

    kept = connections[DEFAULT_DB_ALIAS]
    kept.ensure_connection()
    monkeypatch.setattr(kept, "health_check_enabled", True)
    monkeypatch.setattr(kept, "health_check_done", False)
    monkeypatch.setattr(kept, "is_usable", fail)


def drop_connection():
    """What a restart of the database, or its administrator, does to a connection."""
    other = connection.copy()
    with connection.cursor() as cursor, other.cursor() as other_cursor:
        cursor.execute("SELECT pg_backend_pid()")
        other_cursor.execute("SELECT pg_terminate_backend(%s, 10000)", cursor.fetchone())
    other.close()


@pytest.mark.django_db
def test_the_state_costs_no_health_check(unasked):
    assert ContentRevision.objects.state() is not None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_kept_page_is_served_over_a_dropped_connection(client):
    page = make_card().get_absolute_url()
    first = client.get(page)

    drop_connection()
    second = client.get(page)

    assert (second.status_code, second["ETag"], second.content) == (200, first["ETag"], first.content)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_page_is_rendered_over_a_dropped_connection(client):
    page = make_card(text="Gute Luft").get_absolute_url()
    connection.ensure_connection()

    drop_connection()
    response = client.get(page)

    assert "Gute Luft" in response.content.decode()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_transaction_is_not_carried_over_to_another_connection():
    def lose_it_amid():
        with transaction.atomic():
            drop_connection()
            ContentRevision.objects.state()

    with pytest.raises(OperationalError):
        lose_it_amid()


@pytest.mark.django_db
def test_an_error_that_is_not_the_connections_is_told(monkeypatch):
    asked = []

    def fail(connection):
        asked.append(connection)
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("leader_portal.content.revision.state_on", fail)
    with pytest.raises(OperationalError, match="disk I/O error"):
        ContentRevision.objects.state()

    assert asked == [connections[DEFAULT_DB_ALIAS]]

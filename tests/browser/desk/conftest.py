"""
What the desk's browser tests share: one server for all of them, and a database that is empty when each begins.

`make test` runs them by themselves: what empties the database after each would empty it for the portals of the
other browser tests, which many of those visit.
"""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import transactional_db  # noqa: F401 (the real one again, which empties the database)

from tests.servers import Server


@pytest.fixture(scope="session")
def server(django_db_setup, static_files) -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(autouse=True)
def empty_database(transactional_db):  # noqa: F811 (a fixture is asked for by the name it was imported under)
    """Every test here writes, and a server reads what it wrote."""

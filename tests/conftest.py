"""
What all tests share.

**Content.** The database is empty when a test begins: most tests make the two or three things they speak of with
`tests/factories.py` and count them. `westharz` fills it with the real record instead.

**Strictness.** Every response of Django's test client passes `tests/strictness.py`. A test whose content itself
holds `{{` says so with `@pytest.mark.braces_in_content`.

**Time.** What takes long and rarely breaks is marked `@pytest.mark.long`: CI runs it, `make test-long` and
`pytest -m long` do, `make test` leaves it out to stay under ten minutes on two cores.

**Databases.** The suite runs on SQLite and again on PostgreSQL (`make test`). What can only be asked of one of them is
marked `@pytest.mark.sqlite` or `@pytest.mark.postgresql` and left out on the other. What asks no database runs on
SQLite alone, and so does what is marked `@pytest.mark.once`: what it asks about is made of the content after it was
read, such as the letters on a sheet; that the same content is read from both is what the other tests are there for.
"""

import gzip
import os
import shutil

import brotli
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client

from leader_portal.content.revision import CONTENT_APPS, ContentRevision
from tests import interpreter
from tests.collecting import collect_static_files
from tests.servers import Server
from tests.strictness import mistakes_in

FIXTURE = settings.BASE_DIR / "fixtures" / "westharz.json"
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


def pytest_configure(config):
    config.pluginmanager.register(interpreter)
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    for left_behind in settings.VAR_DIR.parent.iterdir():
        if left_behind.name.isdecimal() and not is_running(int(left_behind.name)):
            shutil.rmtree(left_behind, ignore_errors=True)


def pytest_unconfigure(config):
    shutil.rmtree(settings.VAR_DIR)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def pytest_collection_modifyitems(config, items):
    """
    Leave out what is for the other database, on PostgreSQL what SQLite is enough for, and the slow proofs unless they
    are asked for. It shows in the summary as deselected.
    """
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    left_out = {item for item in items if item.get_closest_marker(other)}
    if "LONG_TESTS" not in os.environ and "long" not in config.option.markexpr:
        left_out |= {item for item in items if item.get_closest_marker("long")}
    if connection.vendor == "postgresql":
        left_out |= {item for item in items if item.get_closest_marker("once") or not asks_a_database(item)}
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def asks_a_database(item: pytest.Item) -> bool:
    of_databases = {"db", "transactional_db", "django_db_setup"}
    return item.get_closest_marker("django_db") is not None or bool(of_databases & set(item.fixturenames))


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """The static files with their hashed names, as every page that is rendered needs them."""
    collect_static_files()


@pytest.fixture(autouse=True)
def strict_responses(request, monkeypatch):
    """Fails the test at the first response with a mistake in it."""
    ask = Client.request
    braces_allowed = request.node.get_closest_marker("braces_in_content") is not None

    def ask_strictly(client, **environ):
        response = ask(client, **environ)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            body = DECODERS[response.get("Content-Encoding", "identity")](response.content)
            mistakes = mistakes_in(body.decode(), braces_allowed)
            assert not mistakes, f"{environ.get('PATH_INFO')}: {'; '.join(mistakes)}"
        return response

    monkeypatch.setattr(Client, "request", ask_strictly)


@pytest.fixture(scope="session")
def westharz_rows() -> dict:
    """The rows of the real content by model, once a test has loaded them."""
    return {}


@pytest.fixture
def westharz(db, westharz_rows):
    """
    The real content, as `make serve` loads it. Loading looks up every natural key, so only the first test loads;
    the others get a copy of its rows, ids and times included, in a tenth of the time.
    """
    if not westharz_rows:
        call_command("loaddata", FIXTURE, verbosity=0)
        westharz_rows.update((model, list(model._base_manager.all())) for model in content_models())
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in westharz_rows.items():
            model._base_manager.bulk_create(rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(westharz_rows)):
            cursor.execute(statement)


def content_models() -> list:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.app_label in CONTENT_APPS and model is not ContentRevision]


@pytest.fixture
def start_server(transactional_db):
    """
    Starts servers on the test database: `start_server(workers=2, PAGE_CACHE_MB="0")`. They are stopped before the
    database is emptied.
    """
    servers = []

    def start(workers: int = 1, **environment: str) -> Server:
        servers.append(Server(workers, **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(start_server):
    """One server with one worker."""
    return start_server()

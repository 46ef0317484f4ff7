"""A portal with some content for programs that look at it outside of a test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.pop("DATABASE_URL", None)
# Playwright runs an event loop in this thread, in which Django would refuse to speak to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django

django.setup()

# What follows can only be imported once Django is set up: hence E402.

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tests.browser.contents import CONTENTS  # noqa: E402
from tests.browser.inspection import Portal  # noqa: E402
from tests.collecting import collect_static_files  # noqa: E402
from tests.servers import Server  # noqa: E402


@contextmanager
def running_portal(content: str = "westharz") -> Iterator[Portal]:
    """Served from an embedded database of its own, which goes away with it."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        collect_static_files()
        call_command("migrate", verbosity=0)
        addresses = CONTENTS[content].fill()
        connection.close()
        with Server(**dict(CONTENTS[content].environment)) as server:
            yield Portal(server.url, addresses)
    finally:
        connection.close()
        shutil.rmtree(settings.VAR_DIR)

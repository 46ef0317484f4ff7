"""Prepares a database with the content of the fixture in a temporary directory, measures, and cleans up."""

import argparse
import os
import runpy
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURE = ROOT / "fixtures" / "westharz.json"
# What a developer has set for themselves must not change what is measured.
SETTINGS_OF_OTHERS = ("DEBUG", "SITE_URL", "PAGE_CACHE_MB", "DATABASE_URL", "WEB_CONCURRENCY", "THREADS", "LOG_LEVEL")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Misst die Geschwindigkeit des Portals.")
    parser.add_argument("--postgresql", action="store_true", help="auf PostgreSQL statt auf SQLite")
    on_postgresql = parser.parse_args().postgresql
    began = time.monotonic()
    with ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-"))
        for name in SETTINGS_OF_OTHERS:
            os.environ.pop(name, None)
        os.environ["SECRET_KEY"] = "only-for-measuring-" + "0123456789abcdef" * 3
        os.environ["VAR_DIR"] = directory
        os.environ["DJANGO_SETTINGS_MODULE"] = "leader_portal.settings"
        if on_postgresql:
            from tests.postgresql import temporary_server

            os.environ["DATABASE_URL"] = stack.enter_context(temporary_server())
        kept_promises = measure()
    print(f"\nGemessen in {time.monotonic() - began:.0f} Sekunden.")
    return 0 if kept_promises else 1


def measure() -> bool:
    """Prepare, measure and print everything; whether every promise is kept."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.figures import say
    from tests.bench.growth import show_growth
    from tests.bench.pinboard import show_pinboard
    from tests.bench.rates import show_rates
    from tests.bench.rush import show_rush
    from tests.bench.sheets import show_sheets

    server = runpy.run_path(ROOT / "deploy" / "gunicorn.conf.py")
    say(
        f"{connection.display_name}, {os.cpu_count()} Prozessorkerne; gunicorn mit {server['workers']} Prozessen zu je "
        f"{server['threads']} Fäden; Inhalte aus {FIXTURE.relative_to(ROOT)}."
    )
    call_command("migrate", verbosity=0)
    call_command("loaddata", FIXTURE, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    try:
        kept = [
            show_rates(server["workers"]),
            show_rush(server["workers"]),
            show_pinboard(),
            show_sheets(),
            show_growth(),
        ]
    finally:
        connection.close()
    return all(kept)


if __name__ == "__main__":
    sys.exit(main())

"""Real servers on the current database, for what only shows between processes: caches, browsers, speed."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30
USUAL, SLOW = "deploy/gunicorn.conf.py", "tests/slow_gunicorn.conf.py"


class Server:
    """
    A gunicorn of its own, answering at `url` from the database that this process is connected to.

    Content must be committed before it can see it: tests use it with `transactional_db`. `root` is where the project
    lies that it runs.
    """

    def __init__(self, workers: int = 1, root: Path = ROOT, **environment: str):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115 (open as long as the server runs)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", SLOW if "SLOW_PAGES" in os.environ else USUAL],
            cwd=root,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "leader_portal.settings",
                "DATABASE_URL": database_url(),
                "SECRET_KEY": settings.SECRET_KEY,
                "VAR_DIR": str(settings.VAR_DIR),
                "SITE_URL": self.url,
                "BIND": self.url.removeprefix("http://"),
                "WEB_CONCURRENCY": str(workers),
                **environment,
            },
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        try:
            self.wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

    def wait_until_it_answers(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"The server has stopped:\n{self.output()}")
            try:
                urllib.request.urlopen(f"{self.url}/robots.txt", timeout=PATIENCE).close()
            except urllib.error.HTTPError as error:
                error.close()
                return
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError(f"The server does not answer:\n{self.output()}")

    def output(self) -> str:
        """All that it has written so far."""
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    """The address of the database that this process uses now: under test, the test database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(database['NAME']))}"
    access = quote(database["USER"], safe="")
    if database["PASSWORD"]:
        access += ":" + quote(database["PASSWORD"], safe="")
    if database["HOST"].startswith("/"):
        return f"postgres://{access}@/{database['HOST']}/{database['NAME']}"
    return f"postgres://{access}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"

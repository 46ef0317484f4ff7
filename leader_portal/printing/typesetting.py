"""
Typesetting: from a template and plain data to a PDF that everybody can read (PDF/UA-1), or to a picture of it.

`typeset("field.typ", {"frame": …, "fields": […]})` gives the bytes of the PDF, `picture(…, ppi=40)` a PNG of its first
page. The template stands in `templates/printing/`, imports `frame.typ`, and finds the data there as `data`; texts in
them are texts, whatever they look like. Both raise a `TypesettingError`, whose `sentence` says in German what is wrong.

The engine runs in a process of its own (`typst_worker.py`), one for each process of the server. It sets one sheet at a
time, so that no sheet can keep the site from answering. A request that waits longer than `PATIENCE` for its turn is
told to come back (`TypesetterIsBusy`); a sheet that takes longer than `TIME_LIMIT` is given up and the process ended
(`SheetIsTooLarge`). The next sheet starts a new one.
"""

import atexit
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from leader_portal.printing.glyphs import printable

logger = logging.getLogger(__name__)

TEMPLATES = settings.BASE_DIR / "templates"
WORKER = Path(__file__).with_name("typst_worker.py")
# Seconds for one sheet. The largest sheet of a region takes less than one.
TIME_LIMIT = 20
# Seconds that a request waits while another sheet is being set; counted from when that one began, if that was earlier,
# so that a slow sheet keeps few threads waiting, and not for long.
PATIENCE = 2
# What the engine looks for to fetch packages. Nothing listens there.
NOWHERE = "http://127.0.0.1:9"


class TypesettingError(Exception):
    """A sheet could not be made. `sentence` says why, in German; the log has what the engine said."""

    status = 500
    # Of the sheet, as its document would bear it.
    title = ""
    sentence = (
        "Dieses Blatt konnte nicht gesetzt werden: Etwas darin bringt den Drucksatz aus dem Tritt. "
        "Das ist ein Fehler des Portals, nicht Ihrer."
    )


class SheetIsTooLarge(TypesettingError):
    """To set it took longer, or more memory, than a sheet may take. The portal is in order: it was asked too much."""

    status = 422
    sentence = (
        "Dieses Blatt ist zu groß: Es hat mehr Text, als sich in der vorgesehenen Zeit setzen lässt. "
        "Drucken Sie weniger auf einmal, zum Beispiel ein Handlungsfeld nach dem anderen."
    )


class TypesetterIsBusy(TypesettingError):
    """Others are printing, and waiting would keep the site from answering."""

    status = 503
    retry_after = 5
    sentence = "Gerade werden andere Blätter gesetzt. Bitte versuchen Sie es in ein paar Sekunden noch einmal."


class Typesetter:
    """
    Sets sheets in the engine's process, which starts with the first sheet and lives until it is given up or the
    server ends.
    """

    def __init__(self, templates: Path = TEMPLATES, time_limit: float = TIME_LIMIT, patience: float = PATIENCE):
        self.templates = templates
        self.time_limit = time_limit
        self.patience = patience
        self.changed = threading.Condition()
        self.taken_by: int | None = None
        self.taken_at = 0.0
        self.process: subprocess.Popen | None = None
        self.connection: Connection | None = None

    def make(self, template: str, data: str, timestamp: int, ppi: float | None = None) -> bytes:
        """The PDF, or with `ppi` (pixels per inch) the picture."""
        job = {"template": template, "data": data, "timestamp": timestamp, "ppi": ppi}
        with self.turn():
            answer = self.answer_to(job | {"seconds": int(self.time_limit) + 1})
        if answer["made"] is None:
            logger.error("%s could not be typeset: %s", template, answer["said"])
            raise TypesettingError(template)
        if answer["said"]:
            logger.warning("%s: %s", template, answer["said"])
        return answer["made"]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """
        Only one thread at a time sets sheets; the others wait for their turn, no longer than they may. The thread whose
        turn it is may ask again: a view gathers its data within its turn, so that requests that wait or are refused
        cost nothing.
        """
        if self.taken_by == threading.get_ident():
            yield
            return
        came = time.monotonic()
        with self.changed:
            while self.taken_by is not None:
                remaining = min(came, self.taken_at) + self.patience - time.monotonic()
                if remaining <= 0:
                    raise TypesetterIsBusy
                self.changed.wait(remaining)
            self.taken_by, self.taken_at = threading.get_ident(), time.monotonic()
        try:
            yield
        finally:
            with self.changed:
                self.taken_by = None
                self.changed.notify()

    def answer_to(self, job: dict) -> dict:
        if self.process is None or self.process.poll() is not None:
            self.start()
        try:
            self.connection.send(job)
            if not self.connection.poll(self.time_limit):
                raise SheetIsTooLarge(job["template"])
            answer = self.connection.recv()
        except SheetIsTooLarge:
            self.stop()
            logger.error("%s took longer than %s seconds and was given up.", job["template"], self.time_limit)
            raise
        except (EOFError, OSError) as error:
            ended = self.stop()
            logger.error("The typesetting process broke down over %s (%s).", job["template"], ended)
            # What the engine does when the memory it may have is used up.
            raise (SheetIsTooLarge if ended == -signal.SIGABRT else TypesettingError)(job["template"]) from error
        if answer["retires"]:
            self.stop()
        return answer

    def start(self):
        self.stop()
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", WORKER, str(theirs.fileno()), self.templates],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # No settings, no secrets.
                env={
                    **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
                    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE),
                },
            )
        self.connection = Connection(ours.detach())

    def stop(self) -> int | None:
        """End the process, if there is one. Gives its exit status."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        if self.process is None:
            return None
        try:
            # It ends by itself when the connection is closed, unless it is setting a sheet.
            ended = self.process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            ended = self.process.wait()
        self.process = None
        return ended


typesetter = Typesetter()
atexit.register(typesetter.stop)


def typeset(template: str, data: dict) -> bytes:
    """The PDF of a template in `templates/printing/` with this data: texts, numbers, lists, dictionaries, records."""
    return made(template, data, None)


def picture(template: str, data: dict, ppi: float) -> bytes:
    """A PNG of its first page, `ppi` pixels to the inch of paper."""
    return made(template, data, ppi)


def made(template: str, data: dict, ppi: float | None) -> bytes:
    try:
        return typesetter.make(template, handed_over(data), midnight(), ppi)
    except TypesettingError as error:
        error.title = data.get("frame", {}).get("title", "")
        raise


def handed_over(data: dict) -> str:
    """The data as the template gets it: every text printable, and whether anything had to be replaced."""
    replaced = False

    def made_printable(value):
        nonlocal replaced
        match value:
            case str():
                text = printable(value)
                replaced = replaced or text.count("□") > value.count("□")
                # A text that is printable already stays the same object: most are.
                return text
            case dict():
                return {key: made_printable(each) for key, each in value.items()}
            case list() | tuple():
                return [made_printable(each) for each in value]
            case datetime():
                return value.isoformat()
            case _ if is_dataclass(value):
                return {each.name: made_printable(getattr(value, each.name)) for each in fields(value)}
            case _:
                return value

    return json.dumps({**made_printable(data), "has_replacements": replaced}, ensure_ascii=False)


def midnight() -> int:
    """When today began where the region is: sheets of one day and one state of the data are equal to the last byte."""
    return int(timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0, fold=0).timestamp())

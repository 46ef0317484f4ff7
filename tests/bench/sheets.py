"""
What printing takes: each sheet set anew after every text has changed, a kept one, and the memory of many sheets.

Judged is the processor time of the server and of the typesetting process together, which is what a visitor waits on a
machine that has nothing else to do; where it has, the time on the clock says more about the machine than the sheet.
"""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.test import Client, override_settings
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld
from leader_portal.printing.typesetting import typesetter
from tests.bench.figures import heading, milliseconds, number, say, table
from tests.bench.load import UnexpectedAnswer
from workshops.models import BoardTopic, Contribution, Workshop

ROUNDS = 9
# Seconds that setting a sheet anew may take, on a machine that has nothing else to do.
PROMISES = {"Feldblatt A4": 0.06, "Ergebnisdokumentation, PDF": 0.6}
SHEETS = 500
# By how many megabytes the worker's own memory may grow between the hundredth of them and the last.
GROWTH_MB = 10


def addresses() -> dict[str, str]:
    field, workshop = Handlungsfeld.objects.visible()[1], Workshop.objects.visible()[0]

    def of_field(sheet: str) -> str:
        return reverse("handlungsfelder:field-sheet", args=[field.slug, sheet, "pdf"])

    def of_workshop(sheet: str, form: str = "pdf") -> str:
        return reverse("workshops:workshop-sheet", args=[workshop.slug, sheet, form])

    return {
        "Feldblatt A4": of_field("feldblatt"),
        "Plakat A0": f"{of_field('plakat')}?papier=a0",
        "Moderationskarten": of_field("moderationskarten"),
        "Ergebnisdokumentation, PDF": of_workshop("ergebnisdokumentation"),
        "Ergebnisdokumentation, DOCX": of_workshop("ergebnisdokumentation", "docx"),
        "Themenbrett": of_workshop("themenbrett"),
        "Arbeitsblätter aller Gruppen": of_workshop("arbeitsblatt"),
    }


def change_every_text():
    """So that the engine, which remembers what it set before, can use nothing of it."""
    for model, name in ((Card, "text"), (Contribution, "wording"), (BoardTopic, "wording")):
        model.objects.update(**{name: Concat(F(name), Value("."))})


@dataclass(frozen=True)
class Took:
    """What one request took, in seconds: on the clock, and of processors, with what the typesetting process took."""

    clock: float
    processors: float


def request(client: Client, path: str) -> Took:
    began, worked = time.perf_counter(), processor_seconds()
    response = client.get(path)
    if response.status_code != 200:
        raise UnexpectedAnswer(f"{path}: {response.status_code}")
    return Took(time.perf_counter() - began, processor_seconds() - worked)


def processor_seconds() -> float:
    """What this process and the typesetting process have worked so far."""
    seconds = time.process_time()
    if typesetter.process is not None:
        fields = Path(f"/proc/{typesetter.process.pid}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def megabytes(process: int | str) -> float:
    """Of memory that the process holds now."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (resident,) = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return int(resident) / 1024


def show_sheets() -> bool:
    """Measure and print; whether the sheets keep what is promised. The content is left as it was."""
    with transaction.atomic():
        kept = [show_seconds(), show_memory()]
        transaction.set_rollback(True)
    return all(kept)


def show_seconds() -> bool:
    heading(f"Blätter, neu gesetzt, nachdem sich alle Texte geändert haben ({ROUNDS} Runden; Median)")
    client = Client(headers={"host": "127.0.0.1"})
    paths = addresses()
    anew, kept = {name: [] for name in paths}, {name: [] for name in paths}
    # The first sheet starts the typesetting process.
    request(client, paths["Feldblatt A4"])
    for _ in range(ROUNDS):
        change_every_text()
        for name, path in paths.items():
            anew[name].append(request(client, path))
            kept[name].append(request(client, path))
    rows, worked = [["", "neu gesetzt", "davon Rechenzeit", "aufbewahrt", "Verhältnis"]], {}
    for name in paths:
        clock, again = (statistics.median(took.clock for took in each[name]) for each in (anew, kept))
        worked[name] = statistics.median(took.processors for took in anew[name])
        rows.append(
            [name, milliseconds(clock), milliseconds(worked[name]), milliseconds(again), f"{number(clock / again)} : 1"]
        )
    table(rows)
    say()
    for name, limit in PROMISES.items():
        verdict = "ERFÜLLT" if worked[name] <= limit else "NICHT ERFÜLLT"
        say(f"  {verdict}: {name} mit höchstens {number(limit * 1000)} ms Rechenzeit.")
    return all(worked[name] <= limit for name, limit in PROMISES.items())


# What is kept of pages fills its own measure, which is not what is asked here.
@override_settings(PAGE_CACHE_BYTES=0)
def show_memory() -> bool:
    heading(f"Speicher über {SHEETS} Blätter, jedes neu gesetzt")
    client = Client(headers={"host": "127.0.0.1"})
    path = addresses()["Feldblatt A4"]
    own, of_typesetter = {}, []
    for count in range(1, SHEETS + 1):
        # Another text each time, and no longer one.
        Card.objects.update(text=Concat(Value(f"{count:03}"), Substr("text", 4)))
        request(client, path)
        if typesetter.process is not None:
            of_typesetter.append(megabytes(typesetter.process.pid))
        own[count] = megabytes("self")
    first, last = own[SHEETS // 5], own[SHEETS]
    steady = last - first <= GROWTH_MB
    table(
        [
            [f"Der Prozess nach {SHEETS // 5} Blättern", f"{number(first)} MB"],
            [f"Der Prozess nach {SHEETS} Blättern", f"{number(last)} MB"],
            ["Der Prozess des Drucksatzes, höchstens", f"{number(max(of_typesetter))} MB"],
        ]
    )
    say(f"\n  {'ERFÜLLT' if steady else 'NICHT ERFÜLLT'}: Der Prozess wächst um höchstens {GROWTH_MB} MB.")
    return steady

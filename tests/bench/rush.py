"""What the first visitors after a change wait for."""

import statistics
import time

from django.db.models import F

from handlungsfelder.models import Card, Handlungsfeld
from leader_portal.website.release import release
from tests.bench.figures import heading, milliseconds, say, table
from tests.bench.load import answer_to, rush
from tests.bench.sites.numbering import HEADER
from tests.servers import Server

CLIENTS = 20
ROUNDS = 7


def change_content():
    """Write something that means nothing: from now on no kept page holds."""
    Card.objects.filter(pk=Card.objects.first().pk).update(position=F("position"))


def show_rush(workers: int) -> bool:
    """Measure and print; whether each process rendered the page once only."""
    heading(f"Nach einer Änderung ({ROUNDS} Runden; Median)")
    alone, together, kept, renderings = [], [], [], []
    with Server(workers, DJANGO_SETTINGS_MODULE="tests.bench.sites.numbered") as server:
        address = server.url + Handlungsfeld.objects.visible().first().get_absolute_url()
        answer_to(address)
        for _ in range(ROUNDS):
            change_content()
            alone.append(rush(address, 1)[0])
            change_content()
            seconds, answers = rush(address, CLIENTS)
            together.append(seconds)
            if len({answer.body for answer in answers}) != 1:
                raise AssertionError("Visitors of the same page were sent different ones.")
            renderings.append({answer.headers[HEADER.lower()] for answer in answers})
            kept.append(rush(address, 1)[0])
    table(
        [
            ["Feldseite, ein Besuch: neu erzeugt", milliseconds(statistics.median(alone))],
            [
                f"Feldseite, {CLIENTS} Besuche zugleich: bis der letzte sie hat",
                milliseconds(statistics.median(together)),
            ],
            ["Feldseite, ein Besuch: aufbewahrt", milliseconds(statistics.median(kept))],
            ["Kennung des Programmstands berechnen (einmal beim Start)", milliseconds(seconds_of_release())],
        ]
    )
    most = max(len(numbers) for numbers in renderings)
    once = all(len({number.split()[0] for number in numbers}) == len(numbers) for numbers in renderings)
    say(
        f"\n  {'ERFÜLLT' if once else 'NICHT ERFÜLLT'}: Im Ansturm erzeugte jeder der {workers} Prozesse die Seite "
        f"höchstens einmal (zusammen {most}-mal)."
    )
    return once


def seconds_of_release() -> float:
    began = time.perf_counter()
    release.__wrapped__()
    return time.perf_counter() - began

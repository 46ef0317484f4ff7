"""How many requests per second the portal answers, beside a Django that does nothing."""

import math
import os
import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.urls import reverse

from handlungsfelder.models import Handlungsfeld
from tests.bench.echo import echo_server
from tests.bench.figures import heading, number, say, table
from tests.bench.load import Rate, UnexpectedAnswer, answer_to, hammer
from tests.servers import Server

# Many short rounds rather than few long ones: what else the machine does changes meanwhile.
ROUNDS = 30
SECONDS = 0.25
# What a kept field page must reach of the rate of a Django that does nothing.
PROMISE = 0.5


@dataclass
class Case:
    """Something that is measured: a request to a server, and what it came to in each round."""

    name: str
    server: Server
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    rates: list[Rate] = field(default_factory=list)
    # Processor seconds per request, in each round. Steadier than the rate when the machine has other work too.
    costs: list[float] = field(default_factory=list)

    def hammer(self) -> Rate:
        return hammer(self.server.url + self.path, SECONDS, self.headers, self.status)

    def measure(self):
        before = processor_seconds(self.server)
        rate = self.hammer()
        self.rates.append(rate)
        self.costs.append((processor_seconds(self.server) - before) / rate.requests)

    @property
    def per_second(self) -> float:
        return statistics.median(rate.per_second for rate in self.rates)

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)

    def share_of(self, other: "Case") -> float:
        """Its rate as a part of the other's: the median over the rounds, in each of which both had their turn."""
        return statistics.median(
            mine.per_second / theirs.per_second for mine, theirs in zip(self.rates, other.rates, strict=True)
        )


def processor_seconds(server: Server) -> float:
    """What the workers of a server have used so far; nan on systems without /proc to read it from."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    if not children.exists():
        return float("nan")
    used = 0
    for worker in children.read_text().split():
        # Behind the name, which stands in brackets and may hold anything, the 12th and 13th: user and system time.
        user, system = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[11:13]
        used += int(user) + int(system)
    return used / os.sysconf("SC_CLK_TCK")


def show_rates(workers: int) -> bool:
    """Measure and print; whether the promise is kept."""
    heading(f"Abrufe je Sekunde ({ROUNDS} Runden zu {number(SECONDS, 2)} s je Zeile, reihum; Median)")
    with ExitStack() as servers:

        def serving(**environment: str) -> Server:
            return servers.enter_context(Server(workers, **environment))

        bare = serving(DJANGO_SETTINGS_MODULE="tests.bench.sites.minimal")
        with_ok = serving(DJANGO_SETTINGS_MODULE="tests.bench.sites.with_ok")
        portal = serving()
        keeping_nothing = serving(PAGE_CACHE_MB="0")

        page = Handlungsfeld.objects.visible().first().get_absolute_url()
        answer = answer_to(portal.url + page)
        if answer.headers.get("content-encoding") != "br":
            raise UnexpectedAnswer("A browser that takes brotli was sent a page without it.")
        minimal = Case("„ok“, Django ohne alles", bare, "/ok/")
        kept = Case("Feldseite, aufbewahrt", portal, page)
        cases = [
            minimal,
            kept,
            Case("Feldseite, wiederholt (304)", portal, page, {"If-None-Match": answer.headers["etag"]}, status=304),
            Case("Startseite, aufbewahrt", portal, reverse("home")),
            Case("„ok“, unter der Middleware des Portals", with_ok, "/ok/"),
            Case("Feldseite, jedes Mal neu erzeugt", keeping_nothing, page),
        ]
        for case in cases:
            case.hammer()
        # In turn, so that what else the machine has to do hits all alike.
        for _ in range(ROUNDS):
            for case in cases:
                case.measure()

    table(
        [["", "je Sekunde", "Anteil", "Rechenzeit"]]
        + [
            [
                case.name,
                number(case.per_second),
                f"{number(case.share_of(minimal) * 100)} %",
                "–" if math.isnan(case.cost) else f"{number(case.cost * 1e6)} µs",
            ]
            for case in cases
        ]
    )
    say("\n  Anteil: an der ersten Zeile, in jeder Runde einzeln. Rechenzeit: der Prozesse von gunicorn je Abruf.")
    show_generator(minimal)
    share = kept.share_of(minimal)
    kept_promise = share >= PROMISE
    say(
        f"\n  {'ERFÜLLT' if kept_promise else 'NICHT ERFÜLLT'}: Die aufbewahrte Feldseite erreicht "
        f"{number(share * 100)} % der Abrufe des Django ohne alles; versprochen sind {number(PROMISE * 100)} %."
    )
    return kept_promise


def show_generator(fastest: Case):
    """What the load generator itself can do, so that it is seen not to be what was measured."""
    with echo_server() as address:
        alone = hammer(address, 4 * SECONDS)
    own = statistics.median(rate.own_seconds / rate.seconds for rate in fastest.rates)
    say(
        f"  Der Lastgenerator kommt gegen einen Server, der ungelesen antwortet, auf {number(alone.per_second)} je "
        f"Sekunde,\n  und braucht bei der schnellsten Messung {number(own * 100)} % eines Prozessorkerns."
    )

"""How the pages take to more content: ten and a hundred times what the fixture holds."""

import copy
import statistics
import time
import uuid
from dataclasses import dataclass

from django.db import connection, models
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld, Topic, new_code
from leader_portal.website.compression import encoded
from tests.bench.figures import heading, milliseconds, number, say, table
from tests.bench.load import UnexpectedAnswer
from workshops.models import BoardTopic, Contribution, Workshop

TIMES = (1, 10, 100)
# A page is rendered until so many seconds are over, but so many times at least and at most.
SECONDS = 1
FEWEST, MOST = 3, 20


class Multiplication:
    """
    Multiplies topics, cards, board topics and contributions where they stand, in the same fields and the same
    workshop, with their links to each other: nothing else makes the pages longer.
    """

    def __init__(self):
        self.originals = {model: list(model.objects.all()) for model in (Topic, Card, BoardTopic, Contribution)}
        self.links = {
            through: list(through.objects.all())
            for through in (Card.topics.through, Card.places.through, Contribution.cards.through)
        }
        self.codes = {card.code for card in self.originals[Card]}
        self.times = 1

    def grow_to(self, times: int):
        for number_of_copy in range(self.times + 1, times + 1):
            copies = {
                model: dict(zip([thing.pk for thing in things], self.copied(things, number_of_copy), strict=True))
                for model, things in self.originals.items()
            }
            for through, links in self.links.items():
                through.objects.bulk_create(self.copied_link(link, copies) for link in links)
        self.times = times
        if connection.vendor == "postgresql":
            # Which it does by itself some time after so many rows have come.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def copied(self, things: list[models.Model], number_of_copy: int) -> list[models.Model]:
        copies = []
        for thing in things:
            another = copy.copy(thing)
            another.pk = None
            match another:
                case Topic():
                    another.title += f" ({number_of_copy})"
                case BoardTopic():
                    another.wording += f" ({number_of_copy})"
                case Card():
                    another.code = self.unused_code()
                case Contribution():
                    another.client_id = uuid.uuid4()
            copies.append(another)
        return type(things[0]).objects.bulk_create(copies)

    def copied_link(self, link: models.Model, copies: dict[type[models.Model], dict[int, models.Model]]):
        """The same link between the copies; what was not copied stays what it was."""
        another = copy.copy(link)
        another.pk = None
        for field in link._meta.fields:
            copied = copies.get(field.related_model, {}).get(getattr(link, field.attname))
            if copied is not None:
                setattr(another, field.attname, copied.pk)
        return another

    def unused_code(self) -> str:
        while (code := new_code()) in self.codes:
            pass
        self.codes.add(code)
        return code


@dataclass(frozen=True)
class Rendering:
    """What it takes to render a page: seconds, queries, and then the seconds to compress it for keeping, and bytes."""

    seconds: float
    queries: int
    compressing: float
    size: int


def rendering(path: str) -> Rendering:
    """Render a page again and again as for a first visitor."""
    client = Client(headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as queries:
        body = client.get(path).content
        query_count = len(queries)
    began = time.perf_counter()
    size = len(encoded(body)["br"])
    compressing = time.perf_counter() - began
    took = []
    while len(took) < FEWEST or (sum(took) < SECONDS and len(took) < MOST):
        began = time.perf_counter()
        response = client.get(path)
        took.append(time.perf_counter() - began)
        if response.status_code != 200:
            raise UnexpectedAnswer(f"{path}: {response.status_code}")
    return Rendering(statistics.median(took), query_count, compressing, size)


@override_settings(PAGE_CACHE_BYTES=0)
def show_growth() -> bool:
    """Measure and print; whether no page took more queries for more content."""
    heading("Erzeugen einer Seite, wenn die Inhalte wachsen (Median)")
    pages = {
        "Startseite": reverse("home"),
        "Übersicht der Felder": reverse("handlungsfelder:fields"),
        "Feld": Handlungsfeld.objects.visible().first().get_absolute_url(),
        "Karte": Card.objects.visible().first().get_absolute_url(),
        "Themen": reverse("handlungsfelder:topics"),
        "Workshop": Workshop.objects.visible().first().get_absolute_url(),
    }
    content = Multiplication()
    renderings = {name: [] for name in pages}
    counts = []
    for times in TIMES:
        content.grow_to(times)
        counts.append(f"{number(Card.objects.count())} Karten")
        for name, path in pages.items():
            renderings[name].append(rendering(path))
    table(
        [["", *counts, "Abfragen", "Packen", "gepackt"]]
        + [
            [
                name,
                *(milliseconds(each.seconds) for each in grown),
                " / ".join(str(each.queries) for each in grown),
                milliseconds(grown[-1].compressing),
                f"{number(grown[-1].size / 1024, 1)} KB",
            ]
            for name, grown in renderings.items()
        ]
    )
    steady = all(len({each.queries for each in grown}) == 1 for grown in renderings.values())
    say(
        f"\n  {'ERFÜLLT' if steady else 'NICHT ERFÜLLT'}: Jede Seite kommt bei {TIMES[-1]}-fachem Inhalt mit so vielen "
        "Abfragen aus wie bei einfachem.\n  Packen und gepackt: für die Aufbewahrung, beim meisten Inhalt."
    )
    return steady

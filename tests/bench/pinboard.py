"""How the pinboard of a field takes to more cards: opening it and moving a card, on the server and in a browser."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from tests import chromium
from tests.bench.figures import heading, milliseconds, number, say, table
from tests.bench.load import UnexpectedAnswer
from tests.servers import Server

CARDS = (1, 30, 300)
ROUNDS = 15
ROUNDS_IN_BROWSER = 7
# It is emptied before it says the next thing.
IS_TOLD_ANEW = "told => !['', told].includes(document.querySelector('[role=status]').innerText)"


@dataclass(frozen=True)
class OnTheServer:
    """What it takes to answer: seconds and queries to open the pinboard and to move a card, and its bytes."""

    opening: float
    opening_queries: int
    moving: float
    moving_queries: int
    size: int


class Pinboard:
    """The pinboard of a field with so many cards on it, and a member of the staff in front of it."""

    def __init__(self, cards: int):
        number = (Handlungsfeld.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        self.field = Handlungsfeld.objects.create(
            number=number, title=f"Tafel {cards}", slug=f"tafel-{cards}", hue="teal"
        )
        quadrants = list(Quadrant)
        for place in range(cards):
            Card.objects.create(
                handlungsfeld=self.field,
                quadrant=quadrants[place % len(quadrants)],
                text=f"Karte {place}: Begegnungsorte für alle Generationen in den Dörfern",
            )
        self.card = self.field.cards.order_by("pk").first()
        self.user, _ = User.objects.get_or_create(username="tafel", is_staff=True, is_superuser=True)
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.force_login(self.user)
        self.path = reverse("admin:handlungsfelder_handlungsfeld_pinboard", args=[self.field.pk])

    def open(self) -> int:
        response = self.client.get(self.path)
        if response.status_code != 200:
            raise UnexpectedAnswer(f"{self.path}: {response.status_code}")
        return len(response.content)

    def move(self):
        """The first card to the next quadrant and the next time further on, as the page asks for it."""
        self.card.refresh_from_db()
        quadrants = list(Quadrant)
        to = quadrants[(quadrants.index(self.card.quadrant) + 1) % len(quadrants)]
        path = reverse("admin:handlungsfelder_handlungsfeld_pinboard_move", args=[self.field.pk, self.card.code])
        sent = {"version": self.card.version, "to": to}
        response = self.client.post(path, sent, headers={"X-Requested-With": "pinboard"})
        if response.status_code != 200:
            raise UnexpectedAnswer(f"{path}: {response.status_code}")

    def on_the_server(self) -> OnTheServer:
        self.open()
        return OnTheServer(
            opening=median_of(self.open, ROUNDS),
            opening_queries=queries_of(self.open),
            moving=median_of(self.move, ROUNDS),
            # One of them is the look for the card, which no page takes.
            moving_queries=queries_of(self.move) - 1,
            size=self.open(),
        )

    def in_a_browser(self, page: Page, url: str) -> tuple[float, float]:
        """Seconds from the address to the finished page, and from pressing a button to the card in its new place."""
        opening = median_of(lambda: page.goto(url + self.path, wait_until="load"), ROUNDS_IN_BROWSER)
        status = page.get_by_role("status")

        def move():
            told = status.inner_text()
            pin = page.locator(f"#karte-{self.card.code}")
            if not pin.locator("details").first.evaluate("it => it.open"):
                pin.locator("summary").first.click()
            label = "nach Stärken" if "in Schwächen" in told else "nach Schwächen"
            pin.get_by_role("button", name=label).click()
            page.wait_for_function(IS_TOLD_ANEW, arg=told)

        return opening, median_of(move, ROUNDS_IN_BROWSER)


def median_of(action: Callable, rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        action()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def queries_of(action: Callable) -> int:
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def show_pinboard() -> bool:
    """Measure and print; whether opening and moving take the same queries however many cards there are."""
    heading("Die Tafel eines Handlungsfelds (Median)")
    pinboards = [Pinboard(cards) for cards in CARDS]
    answers = [pinboard.on_the_server() for pinboard in pinboards]
    seen = in_a_browser(pinboards)
    rows = [["", "öffnen", "Abfragen", "Seite", "verschieben", "Abfragen", "im Browser: öffnen", "verschieben"]]
    for cards, answer, (opening, moving) in zip(CARDS, answers, seen, strict=True):
        rows.append(
            [
                f"{number(cards)} Karten" if cards > 1 else "1 Karte",
                milliseconds(answer.opening),
                number(answer.opening_queries),
                f"{number(answer.size / 1024)} KB",
                milliseconds(answer.moving),
                number(answer.moving_queries),
                opening,
                moving,
            ]
        )
    table(rows)
    steady = len({(answer.opening_queries, answer.moving_queries) for answer in answers[1:]}) == 1
    say(f"\n  {'ERFÜLLT' if steady else 'NICHT ERFÜLLT'}: Die Zahl der Abfragen hängt nicht an der Zahl der Karten.")
    return steady


def in_a_browser(pinboards: list[Pinboard]) -> list[tuple[str, str]]:
    """For each pinboard how long its user waits; dashes where no browser is installed."""
    executable = chromium.executable()
    if executable is None:
        say("  Im Browser nicht gemessen: Es ist kein Chromium installiert.")
        return [("–", "–")] * len(pinboards)
    found = []
    with Server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        for pinboard in pinboards:
            context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
            session = pinboard.client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
            found.append(tuple(map(milliseconds, pinboard.in_a_browser(context.new_page(), server.url))))
            context.close()
        browser.close()
    return found

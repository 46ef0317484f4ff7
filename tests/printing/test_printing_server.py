"""Printing on a real server: however long a sheet takes, the pages come."""

import threading
import time
from pathlib import Path

import pytest

from handlungsfelder.models import Card, Handlungsfeld
from leader_portal.content.audience import Status
from tests.factories import make_card, make_field
from tests.visiting import ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


def fill(field: Handlungsfeld, number: int):
    Card.objects.bulk_create(
        Card(
            handlungsfeld=field,
            quadrant="idea",
            position=each,
            text=f"Gedanke {each} mit einigen Worten, die über mehrere Zeilen gehen",
            status=Status.PUBLISHED,
            first_published_at=field.created_at,
        )
        for each in range(number)
    )


def descendants(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return children + [grandchild for child in children for grandchild in descendants(child)]


def is_alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_pages_come_while_more_slow_sheets_are_asked_for_than_the_worker_has_threads(start_server):
    fields = [make_field() for _ in range(6)]
    for field in fields:
        fill(field, 1000)
    server = start_server(workers=1, THREADS="4")
    page = make_field().get_absolute_url()
    ask(server.url, page)
    answers = []

    def print_cards(field: Handlungsfeld):
        answers.append(ask(server.url, f"{field.get_absolute_url()}druck/moderationskarten.pdf").status)

    printing = [threading.Thread(target=print_cards, args=[field]) for field in fields]
    for thread in printing:
        thread.start()
    # By now one of them is being set, and those who waited have been sent away.
    time.sleep(3)
    waited = []
    while any(thread.is_alive() for thread in printing) and len(waited) < 20:
        began = time.monotonic()
        assert ask(server.url, page).status == 200
        waited.append(time.monotonic() - began)
        time.sleep(0.05)
    for thread in printing:
        thread.join()

    assert sorted(set(answers)) in ([200], [200, 503])
    assert waited == [] or max(waited) < 1.5


def test_the_typesetting_process_ends_with_its_server(start_server):
    field = make_field()
    make_card(handlungsfeld=field)
    server = start_server()
    before = descendants(server.process.pid)
    assert ask(server.url, f"{field.get_absolute_url()}druck/feldblatt.pdf").status == 200
    (process,) = set(descendants(server.process.pid)) - set(before)

    server.stop()

    deadline = time.monotonic() + 10
    while is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(process)

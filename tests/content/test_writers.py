"""
Several people write at once, and nobody is turned away.

On PostgreSQL each writer takes the revision's row before any other, so that they queue instead of blocking each
other crosswise. On SQLite each transaction takes the one lock for writing at its beginning.
"""

import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction

from handlungsfelder.models import Card, Handlungsfeld, Topic
from leader_portal.content.revision import ContentRevision
from leader_portal.models import Region
from tests.content.ways_of_writing import CARD, execute
from tests.factories import make_card, make_field, make_region, make_topic
from tests.visiting import SharedClient

pytestmark = pytest.mark.django_db(transaction=True)

# How long a writer who has taken the first step waits for another who is probably not able to.
A_MOMENT = 0.5
PATIENCE = 60

Step = Callable[[], object]


def write_crosswise(first: tuple[Step, Step], second: tuple[Step, Step], wait: float = A_MOMENT) -> list[str]:
    """
    Two transactions, each of two steps. Either takes its second step when both have taken the first, or when the
    other was not able to for that long. Says what became of each: `written`, or the name of the error.
    """
    both_under_way = threading.Barrier(2)

    def write(steps: tuple[Step, Step]) -> str:
        try:
            with transaction.atomic():
                steps[0]()
                with suppress(threading.BrokenBarrierError):
                    both_under_way.wait(wait)
                steps[1]()
        except OperationalError as error:
            return type(error.__cause__).__name__
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(write, (first, second), timeout=PATIENCE))


def updating(thing, **changes) -> Step:
    return lambda: type(thing).objects.filter(pk=thing.pk).update(**changes)


def disable_triggers(*tables: str):
    for table in tables:
        execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


@pytest.fixture
def enabled_triggers():
    """Gives every table its triggers back, whatever the test did to them."""
    yield
    for model in (Card, Topic, Handlungsfeld, Region):
        execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")


def two_cards() -> tuple[Step, Step]:
    one, other = make_card(), make_card()
    return updating(one, text="Ruhe"), updating(other, text="Ruhe")


def a_card_and_a_topic() -> tuple[Step, Step]:
    return updating(make_card(), text="Ruhe"), updating(make_topic(), title="Ruhe")


def a_field_and_the_region() -> tuple[Step, Step]:
    return updating(make_field(), title="Ruhe"), updating(make_region(), motto="Ruhe")


def links_of_a_card_and_its_text() -> tuple[Step, Step]:
    card, topic = make_card(), make_topic()

    def link():
        # Deleted and made anew: the same row is in both transactions' way.
        card.topics.set([])
        card.topics.set([topic])

    link()
    return link, updating(card, text="Ruhe")


CROSSWISE = [two_cards, a_card_and_a_topic, a_field_and_the_region, links_of_a_card_and_its_text]


@pytest.mark.parametrize("make_steps", CROSSWISE)
def test_two_writers_in_opposite_order_both_get_through_with(make_steps):
    here, there = make_steps()
    before = ContentRevision.objects.get().number

    assert write_crosswise((here, there), (there, here)) == ["written", "written"]
    assert ContentRevision.objects.get().number >= before + 4


@pytest.mark.postgresql
@pytest.mark.parametrize("make_steps", CROSSWISE[:3])
def test_without_the_triggers_they_would_have_blocked_each_other_with(make_steps, enabled_triggers):
    here, there = make_steps()
    disable_triggers(*(model._meta.db_table for model in (Card, Topic, Handlungsfeld, Region)))

    assert sorted(write_crosswise((here, there), (there, here), wait=PATIENCE)) == ["DeadlockDetected", "written"]


@pytest.mark.postgresql
def test_who_locks_rows_before_writing_gets_through_by_taking_the_revision_s_lock_first():
    one, other = make_card(), make_card()

    def lock_one():
        ContentRevision.objects.lock()
        Card.objects.select_for_update().get(pk=one.pk)

    locking = (lock_one, updating(other, text="Ruhe"))
    writing = (updating(other, text="Rast"), updating(one, text="Rast"))

    assert write_crosswise(locking, writing) == ["written", "written"]


@pytest.mark.postgresql
def test_who_locks_rows_without_it_would_block_and_be_blocked():
    one, other = make_card(), make_card()

    locking = (lambda: Card.objects.select_for_update().get(pk=one.pk), updating(other, text="Ruhe"))
    writing = (updating(other, text="Rast"), updating(one, text="Rast"))

    assert sorted(write_crosswise(locking, writing, wait=PATIENCE)) == ["DeadlockDetected", "written"]


def test_every_change_counts_when_many_write_at_once():
    cards = [make_card() for _ in range(4)]
    before = ContentRevision.objects.get().number

    def write(card: Card):
        try:
            for number in range(10):
                with transaction.atomic():
                    text = Card.objects.get(pk=card.pk).text
                    Card.objects.filter(pk=card.pk).update(text=f"{text} {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, cards, timeout=PATIENCE))

    assert ContentRevision.objects.get().number == before + 40
    assert {text.endswith(" 0 1 2 3 4 5 6 7 8 9") for text in Card.objects.values_list("text", flat=True)} == {True}


def test_visitors_read_what_was_there_while_somebody_writes(client):
    card = make_card(text="Gute Luft")
    written, read = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                Card.objects.update(text="Saubere Luft")
                written.set()
                read.wait(PATIENCE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        written.wait(PATIENCE)
        during = client.get(card.get_absolute_url())
        read.set()
        writing.result(PATIENCE)
    after = client.get(card.get_absolute_url(), headers={"If-None-Match": during["ETag"]})

    assert ("Gute Luft" in during.text, "Saubere Luft" in during.text) == (True, False)
    assert (after.status_code, "Saubere Luft" in after.text) == (200, True)


def test_nobody_ever_sees_less_than_was_written_before_they_asked(client):
    card = make_card(text="Fassung 0")
    client.get(card.get_absolute_url())
    written, seen, stale = [0], set(), []
    finished = threading.Event()

    def read_on():
        visitor = SharedClient(client)
        try:
            while not finished.is_set():
                known = written[-1]
                version = int(re.search(r"Fassung (\d+)", visitor.get(card.get_absolute_url()).text)[1])
                seen.add(version)
                if version < known:
                    stale.append((known, version))
        finally:
            connection.close()

    readers = [threading.Thread(target=read_on, daemon=True) for _ in range(4)]
    for reader in readers:
        reader.start()
    deadline = time.monotonic() + PATIENCE
    while len(seen) < 20 and time.monotonic() < deadline:
        Card.objects.update(text=f"Fassung {len(written)}")
        written.append(len(written))
        time.sleep(0.01)
    finished.set()
    for reader in readers:
        reader.join(PATIENCE)

    assert stale == []
    assert len(seen) >= 20


@pytest.mark.sqlite
def test_a_transaction_begun_without_the_lock_would_be_turned_away_after_reading():
    """SQLite's own way to begin: what was read is no longer what is there, and waiting would not help."""
    make_card()
    late = connection.copy()
    late.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    late.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with late.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {CARD}")
            Card.objects.update(text="Ruhe")
            with pytest.raises(OperationalError, match="database is locked"):
                cursor.execute(f"UPDATE {CARD} SET text = 'Rast'")
    finally:
        late.rollback()
        late.close()

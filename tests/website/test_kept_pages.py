"""Where rendered pages are kept: in bounded memory, and rendered once under a rush."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from leader_portal.content.revision import ContentRevisionQuerySet
from leader_portal.website.cache import KeptPage, KeptPages, PageCacheMiddleware

RUSH = 20
PATIENCE = 10


def page_of(size: int) -> KeptPage:
    return KeptPage(headers={}, bodies={"identity": b"x" * size})


def keep(pages: KeptPages, name: str, size: int):
    if pages.get(name) is None:
        pages.settle(name, page_of(size))


def test_a_page_is_as_large_as_its_bytes_in_all_encodings():
    assert KeptPage(headers={"ETag": "x"}, bodies={"br": b"12", "gzip": b"345", "identity": b"6789"}).size == 9


def test_what_was_not_asked_for_longest_goes_first():
    pages = KeptPages(limit=30)
    for name in ("eins", "zwei", "drei"):
        keep(pages, name, 10)

    pages.get("eins")
    keep(pages, "vier", 10)

    assert list(pages.pages) == ["drei", "eins", "vier"]


def test_a_large_page_makes_room_for_itself():
    pages = KeptPages(limit=30)
    for name in ("eins", "zwei", "drei"):
        keep(pages, name, 10)

    keep(pages, "groß", 25)

    assert (list(pages.pages), pages.size) == (["groß"], 25)


def test_a_page_larger_than_all_memory_drives_nobody_out():
    pages = KeptPages(limit=30)
    keep(pages, "eins", 10)

    keep(pages, "riesig", 31)

    assert (list(pages.pages), pages.size) == (["eins"], 10)


def test_a_page_as_large_as_all_memory_is_kept():
    pages = KeptPages(limit=30)

    keep(pages, "genau", 30)

    assert list(pages.pages) == ["genau"]


def test_the_limit_holds_however_many_pages_come():
    pages = KeptPages(limit=1000)

    for number in range(500):
        keep(pages, f"Seite {number * 7 % 61}", 1 + number * 37 % 400)

        assert pages.size == sum(page.size for page in pages.pages.values()) <= 1000
    assert pages.being_rendered == {}


def test_a_page_settled_twice_counts_once():
    pages = KeptPages(limit=30)
    keep(pages, "eins", 10)

    pages.settle("eins", page_of(10))

    assert pages.size == 10


@pytest.fixture
def middleware(monkeypatch, settings):
    """The page cache around a view, at a revision that stays: `middleware(view)`."""
    monkeypatch.setattr(ContentRevisionQuerySet, "state", lambda self: ("Kennung", 1))
    settings.ALLOWED_HOSTS = ["testserver"]

    def around(view) -> PageCacheMiddleware:
        return PageCacheMiddleware(view)

    return around


def public(text: str) -> HttpResponse:
    response = HttpResponse(text)
    response.may_be_kept = True
    return response


def rush(middleware: PageCacheMiddleware, visitors: int = RUSH) -> list:
    """
    What that many visitors get who ask for the same page at the same moment: an answer, an exception, or nothing if
    they are left waiting.
    """
    start = threading.Barrier(visitors)
    got = [None] * visitors

    def visit(number: int):
        request = RequestFactory().get("/")
        start.wait(PATIENCE)
        try:
            got[number] = middleware(request)
        except ZeroDivisionError as error:
            got[number] = error

    threads = [threading.Thread(target=visit, args=[number], daemon=True) for number in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return got


class SlowView:
    """A view that takes a while and counts its renderings; what it does at its n-th is up to `at(n)`."""

    def __init__(self, at):
        self.at = at
        self.renderings = 0
        self.lock = threading.Lock()

    def __call__(self, request):
        with self.lock:
            self.renderings += 1
            number = self.renderings
        time.sleep(0.2)
        return self.at(number)


def test_a_rush_on_one_page_renders_it_once_and_everybody_gets_it(middleware):
    view = SlowView(lambda number: public(f"Fassung {number}"))

    answers = rush(middleware(view))

    assert [answer.content for answer in answers] == [b"Fassung 1"] * RUSH
    assert view.renderings == 1


def test_everybody_gets_a_page_that_is_too_large_to_keep(middleware, settings):
    settings.PAGE_CACHE_BYTES = 1
    view = SlowView(lambda number: public(f"Fassung {number}"))

    answers = rush(middleware(view))

    assert [answer.content for answer in answers] == [b"Fassung 1"] * RUSH


def test_a_page_that_fails_under_a_rush_fails_for_one_and_leaves_nobody_waiting(middleware):
    def fails_once(number):
        return public("gelungen") if number > 1 else 1 / 0

    answers = rush(middleware(SlowView(fails_once)))

    assert sorted(type(answer).__name__ for answer in answers) == ["HttpResponse"] * (RUSH - 1) + ["ZeroDivisionError"]
    assert {answer.content for answer in answers if isinstance(answer, HttpResponse)} == {b"gelungen"}


def test_a_page_that_always_fails_fails_for_everybody_and_leaves_nobody_waiting(middleware):
    def fails(number):
        return 1 / 0

    answers = rush(middleware(SlowView(fails)))

    assert [type(answer) for answer in answers] == [ZeroDivisionError] * RUSH


def test_what_may_not_be_kept_is_made_for_each_visitor_of_a_rush(middleware):
    view = SlowView(lambda number: HttpResponse(f"nur für Besuch {number}"))

    answers = rush(middleware(view))

    assert len({answer.content for answer in answers}) == RUSH
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}


def test_after_a_failure_the_page_is_rendered_and_kept_again(middleware):
    def fails_once(number):
        return public(f"Fassung {number}") if number > 1 else 1 / 0

    around = middleware(SlowView(fails_once))

    answers = rush(around, visitors=1) + rush(around) + rush(around)

    assert [getattr(answer, "content", None) for answer in answers] == [None, *[b"Fassung 2"] * (2 * RUSH)]


def test_a_page_that_holds_for_a_day_is_forgotten_the_day_after():
    pages = KeptPages(limit=30)
    pages.get("Blatt")
    pages.settle("Blatt", KeptPage(headers={}, bodies={"identity": b"x" * 10}, day=timezone.localdate()))
    keep(pages, "Seite", 10)
    assert pages.get("Blatt") is pages.pages["Blatt"]

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert pages.get("Blatt") is None

    assert (list(pages.pages), pages.size) == (["Seite"], 10)

"""Where sheets are kept: like pages, but nobody waits long for somebody else's."""

import threading
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from handlungsfelder import print_views
from leader_portal.content.revision import ContentRevisionQuerySet
from leader_portal.printing.pages import SheetResponse
from leader_portal.website.cache import PageCacheMiddleware

VISITORS = 20


@pytest.fixture(autouse=True)
def steady_content(monkeypatch, settings):
    monkeypatch.setattr(ContentRevisionQuerySet, "state", lambda self: ("Kennung", 1))
    settings.ALLOWED_HOSTS = ["testserver"]


class SlowView:
    """A view that takes so many seconds for a sheet, and is busy for anybody else meanwhile."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.at_work = threading.Lock()
        self.made = 0

    def __call__(self, request):
        if not self.at_work.acquire(blocking=False):
            return HttpResponse(status=503)
        try:
            self.made += 1
            time.sleep(self.seconds)
        finally:
            self.at_work.release()
        response = SheetResponse(b"%PDF-", "blatt.pdf", timezone.localdate())
        response.may_be_kept = True
        return response


def rush(middleware, path: str) -> list[tuple[int, float]]:
    """What status each of many visitors gets who ask at the same moment, and after how many seconds."""
    together = threading.Barrier(VISITORS)
    got = []

    def visit():
        together.wait(10)
        began = time.monotonic()
        status = middleware(RequestFactory().get(path)).status_code
        got.append((status, time.monotonic() - began))

    threads = [threading.Thread(target=visit) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return got


@pytest.mark.parametrize("suffix", ["pdf", "png"])
def test_a_rush_on_one_sheet_sets_it_once_and_everybody_gets_it(suffix):
    view = SlowView(0.3)

    answers = rush(PageCacheMiddleware(view), f"/handlungsfelder/feld/druck/feldblatt.{suffix}")

    assert [status for status, _ in answers] == [200] * VISITORS
    assert view.made == 1


def test_nobody_waits_long_for_a_sheet_that_takes_long(monkeypatch):
    monkeypatch.setattr(print_views.field_sheet, "patience", 0.2)
    view = SlowView(2)

    answers = rush(PageCacheMiddleware(view), "/handlungsfelder/feld/druck/feldblatt.pdf")

    assert sorted(status for status, _ in answers) == [200] + [503] * (VISITORS - 1)
    assert max(seconds for status, seconds in answers if status == 503) < 1.5


def test_once_it_is_made_everybody_gets_it(monkeypatch):
    monkeypatch.setattr(print_views.field_sheet, "patience", 0.2)
    view = SlowView(1)
    middleware = PageCacheMiddleware(view)

    rush(middleware, "/handlungsfelder/feld/druck/feldblatt.pdf")
    answers = rush(middleware, "/handlungsfelder/feld/druck/feldblatt.pdf")

    assert [status for status, _ in answers] == [200] * VISITORS
    assert view.made == 1

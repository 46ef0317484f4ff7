"""
The page cache: rendered anonymous pages, kept per content revision, so that it never lies.

A page is known by (epoch, release, revision, address). The revision is read before the content: a page
may turn out newer than its name says, never older.

What a view knows of its pages, it marks on its answers and on itself: `may_be_kept` (see public_pages.py); `day`, on an
answer that holds for that day alone, like a sheet that says when it was printed; `is_compressed`, on one that
compressing would make no smaller; `patience`, on a view that may take long, for how many seconds a visitor waits while
its page is rendered for another.

By hand: Django's own page cache knows only how old a page is, and a proxy in front (Varnish) would have to be told of
every change by every way of writing. Neither sees that a card was withdrawn.
"""

import hashlib
import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import parse_etags

from leader_portal.content.revision import ContentRevision
from leader_portal.website.compression import accepted_encoding, encoded
from leader_portal.website.parameters import meaningful_query
from leader_portal.website.release import release


@dataclass(frozen=True)
class KeptPage:
    """One rendered page: its headers, its bytes by encoding, and the day for which alone it holds, if there is one."""

    headers: dict[str, str]
    bodies: dict[str, bytes]
    day: date | None = None

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())


class KeptPages:
    """Pages by name, at most `limit` bytes of them; the ones not asked for longest go first. Thread-safe."""

    def __init__(self, limit: int):
        self.limit = limit
        self.size = 0
        self.pages: OrderedDict[str, KeptPage] = OrderedDict()
        self.being_rendered: dict[str, Future] = {}
        self.lock = threading.Lock()

    def get(self, name: str) -> KeptPage | Future | None:
        """The page of that name, or what to wait for while another thread renders it; None: render it yourself."""
        with self.lock:
            page = self.pages.get(name)
            if page is not None:
                if page.day is None or page.day == timezone.localdate():
                    self.pages.move_to_end(name)
                    return page
                self.size -= self.pages.pop(name).size
            rendering = self.being_rendered.get(name)
            if rendering is None:
                self.being_rendered[name] = Future()
            return rendering

    def settle(self, name: str, page: KeptPage | None):
        """End what `get` began: keep the page, or with None let those who wait render for themselves."""
        with self.lock:
            rendering = self.being_rendered.pop(name, None)
            if page is not None and page.size <= self.limit and name not in self.pages:
                self.pages[name] = page
                self.size += page.size
                while self.size > self.limit:
                    _, dropped = self.pages.popitem(last=False)
                    self.size -= dropped.size
        if rendering is not None:
            rendering.set_result(page)


class PageCacheMiddleware:
    """
    Answers visitors from kept pages and with 304, and marks everything else `private, no-store`.

    A request with a session cookie passes by in both directions: it neither gets a kept page nor leaves one.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.kept = KeptPages(settings.PAGE_CACHE_BYTES)

    def __call__(self, request):
        response = self.answer(request)
        if request.method == "HEAD" and not response.streaming:
            # The headers stay as they are for GET, the length of the body too.
            response.content = b""
        return response

    def answer(self, request):
        if (
            not self.kept.limit
            or request.method not in ("GET", "HEAD")
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return unkept(self.get_response(request))
        # A kept page must not answer for a host name that the application would refuse.
        request.get_host()
        state = ContentRevision.objects.state()
        if state is None:
            return unkept(self.get_response(request))
        name = page_name(state, request)
        encoding = accepted_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        asked = request.META.get("HTTP_IF_NONE_MATCH")
        if asked:
            held = {tag.removeprefix("W/") for tag in parse_etags(asked)}
            # Whether the page holds for a day alone is not known yet, but its validator says so.
            validator = validator_of(name, None, encoding)
            if validator not in held:
                validator = validator_of(name, timezone.localdate(), encoding)
            if validator in held:
                return described(HttpResponseNotModified(), validator)
        page = self.kept.get(name)
        if isinstance(page, Future):
            try:
                page = page.result(patience_with(request))
            except TimeoutError:
                # The view says what to do while it is busy.
                return unkept(self.get_response(request))
        if page is None:
            response, page = self.render(request, name)
            if page is None:
                return unkept(response)
        return served(page, encoding, validator_of(name, page.day, encoding))

    def render(self, request, name: str):
        """The application's response, and the page to keep of it if it is one."""
        page = None
        try:
            response = self.get_response(request)
            if may_be_kept(response):
                page = KeptPage(dict(response.items()), bodies_of(response), getattr(response, "day", None))
        finally:
            self.kept.settle(name, page)
        return response, page


def page_name(state: tuple[str, int], request) -> str:
    """What tells this page at this state from every other: a digest, so that nobody can guess another's."""
    query = meaningful_query(request.META.get("QUERY_STRING", ""))
    parts = (*map(str, state), release(), request.path_info, query)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:24]


def validator_of(name: str, day: date | None, encoding: str) -> str:
    """The page's ETag for clients that accept this encoding."""
    return f'"{name}-{day}-{encoding}"' if day else f'"{name}-{encoding}"'


def patience_with(request) -> float | None:
    """How many seconds to wait while the page is rendered for another; None: as long as it takes."""
    try:
        return getattr(resolve(request.path_info).func, "patience", None)
    except Resolver404:
        return None


def bodies_of(response) -> dict[str, bytes]:
    return {"identity": response.content} if getattr(response, "is_compressed", False) else encoded(response.content)


def may_be_kept(response) -> bool:
    """Whether it is a public page that came out whole and sets no cookie."""
    return (
        getattr(response, "may_be_kept", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
    )


def served(page: KeptPage, encoding: str, validator: str) -> HttpResponse:
    if encoding not in page.bodies:
        encoding = "identity"
    response = HttpResponse(page.bodies[encoding], headers=page.headers)
    response.headers["Content-Length"] = str(len(page.bodies[encoding]))
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    return described(response, validator)


def described(response, validator: str):
    """With what lets browsers keep the page and makes them ask whether it still holds, every time."""
    response.headers["ETag"] = validator
    response.headers["Cache-Control"] = "public, no-cache"
    # Whatever the application asked of the request besides, the page's name knows only these.
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response


def unkept(response):
    """Nobody may keep what was not said to be for everybody."""
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = "private, no-store"
    return response

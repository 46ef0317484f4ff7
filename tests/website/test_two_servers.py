"""
Caches never lie: two servers that know nothing of each other, one database, and a change made somewhere else.

Both keep the page and answer 304 before the change; the next visitor of either sees it.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from handlungsfelder.models import Card
from tests.content.test_triggers import after_migrations
from tests.content.ways_of_writing import CARD, WAYS, Stage, execute
from tests.factories import make_card, make_field
from tests.servers import ROOT, Server, database_url
from tests.visiting import Answer, Editor, ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def servers(django_db_setup):
    """Two servers of the same release, which outlive the tests: each test finds them with another's pages in memory."""
    with same_site() as first, same_site() as second:
        yield first, second


def same_site(**environment) -> Server:
    """A server that calls itself what this process does, so that both write the same pages."""
    return Server(SITE_URL=settings.SITE_URL, **environment)


def fresh(page: str) -> tuple[int, str]:
    """What the page is at this moment, rendered for this question alone."""
    response = Client().get(page)
    return response.status_code, response.text


def seen(answers: list[Answer]) -> list[tuple[int, str]]:
    return [(answer.status, answer.text) for answer in answers]


def visit(servers, page: str, **headers: str) -> list[Answer]:
    """What the next visitor of each server gets who has been there before."""
    return [ask(server.url, page, accept_encoding="br", **headers) for server in servers]


def visit_until_kept(servers, page: str) -> str:
    """The validator under which both servers keep the page."""
    first = visit(servers, page)
    assert seen(first) == [fresh(page)] * 2
    (validator,) = {answer.validator for answer in first}
    assert [answer.status for answer in visit(servers, page, if_none_match=validator)] == [304, 304]
    return validator


@pytest.fixture
def desk(start_server, admin_client) -> Callable[[], Editor]:
    """An editor at a third server, new for each test: a server keeps in mind what emptying the database renumbers."""
    return lambda: Editor(start_server().url, admin_client)


@pytest.mark.parametrize("way", WAYS)
def test_the_next_visitor_of_either_server_sees_what_was_written_by(way, servers, desk):
    stage = Stage(editor=desk() if way.needs_editor else None)
    page = way.page(stage)
    before = fresh(page)
    validator = visit_until_kept(servers, page)

    way.write(stage)

    assert fresh(page) != before
    assert seen(visit(servers, page, if_none_match=validator)) == [fresh(page)] * 2


def test_the_next_visitor_of_either_server_sees_what_a_command_wrote(servers):
    card = make_card(text="Gute Luft")
    validator = visit_until_kept(servers, card.get_absolute_url())

    manage("shell", "-c", "from handlungsfelder.models import Card; Card.objects.update(text='Saubere Luft')")

    answers = visit(servers, card.get_absolute_url(), if_none_match=validator)
    assert seen(answers) == [fresh(card.get_absolute_url())] * 2
    assert ["Saubere Luft" in answer.text for answer in answers] == [True, True]


def test_after_a_restore_nobody_is_told_that_nothing_changed(servers):
    card = make_card()
    validator = visit_until_kept(servers, card.get_absolute_url())

    manage("renew_epoch")

    answers = visit(servers, card.get_absolute_url(), if_none_match=validator)
    assert [answer.status for answer in answers] == [200, 200]
    assert validator not in {answer.validator for answer in answers}


def test_without_its_triggers_both_servers_would_go_on_serving_the_old_page(servers):
    """Which shows that they keep it, and what the tests above would see."""
    card = make_card(text="Gute Luft")
    before = fresh(card.get_absolute_url())
    validator = visit_until_kept(servers, card.get_absolute_url())
    drop_triggers_of_cards()
    try:
        Card.objects.update(text="Saubere Luft")

        assert seen(visit(servers, card.get_absolute_url())) == [before, before]
        assert [a.status for a in visit(servers, card.get_absolute_url(), if_none_match=validator)] == [304, 304]
    finally:
        after_migrations()
    assert seen(visit(servers, card.get_absolute_url())) == [fresh(card.get_absolute_url())] * 2


def drop_triggers_of_cards():
    if connection.vendor == "postgresql":
        execute(f"DROP TRIGGER raise_revision_{CARD} ON {CARD}")
        return
    for event in ("insert", "update", "delete"):
        execute(f"DROP TRIGGER raise_revision_{CARD}_{event}")


def manage(*command: str):
    """Run `manage.py` in a process of its own, as somebody would who is signed in at the server."""
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "leader_portal.settings", "DATABASE_URL": database_url()},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def next_release(tmp_path) -> Path:
    """The project as an update would leave it: one word in one template is another."""
    for name in ("leader_portal", "handlungsfelder", "workshops", "templates", "deploy"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("static", "requirements.lock"):
        (tmp_path / name).symlink_to(ROOT / name)
    template = tmp_path / "templates/handlungsfelder/card.html"
    assert "Was ist eine Karte?" in template.read_text()
    template.write_text(template.read_text().replace("Was ist eine Karte?", "Was bedeutet diese Karte?"))
    return tmp_path


def test_a_new_release_never_says_that_nothing_changed(servers, next_release):
    page = make_card().get_absolute_url()
    validator = visit_until_kept(servers, page)

    with same_site(root=next_release) as updated:
        (answer,) = visit([updated], page, if_none_match=validator)
        (back,) = visit(servers[:1], page, if_none_match=answer.validator)

    assert (answer.status, "Was bedeutet diese Karte?" in answer.text) == (200, True)
    assert (back.status, "Was ist eine Karte?" in back.text) == (200, True)


def test_a_server_under_another_address_never_says_that_nothing_changed(servers):
    page = make_card().get_absolute_url()
    validator = visit_until_kept(servers, page)

    with Server(SITE_URL="http://localhost:8000") as moved:
        (answer,) = visit([moved], page, if_none_match=validator)

    assert (answer.status, f'href="http://localhost:8000{page}"' in answer.text) == (200, True)


def raw(server: Server, request: str) -> bytes:
    """All that comes back over the socket until the server closes it."""
    host = urlsplit(server.url)
    with socket.create_connection((host.hostname, host.port), timeout=30) as connection:
        connection.sendall(request.encode())
        received = b""
        while block := connection.recv(65536):
            received += block
    return received


@pytest.mark.parametrize("path", ["/karten/{code}/", "/karten/GIBTES/", "/robots.txt", "/static/css/portal.css"])
def test_a_head_request_gets_headers_and_not_one_byte_of_a_body(servers, path):
    path = path.format(code=make_card().code)

    for _ in range(2):
        answer = raw(servers[0], f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")

        head, _, body = answer.partition(b"\r\n\r\n")
        assert body == b""
        assert b"\r\nContent-Length: " in head


def test_a_head_request_is_nothing_to_warn_about(servers):
    """The server complains in its log about every body that it has to drop."""
    for path in (make_card().get_absolute_url(), "/karten/GIBTES/", "/handlungsfelder", "/admin/login/"):
        ask(servers[0].url, path, "HEAD")

    assert "body" not in servers[0].output()


def test_a_304_has_no_body_over_the_wire(servers):
    page = make_card().get_absolute_url()
    validator = visit_until_kept(servers, page)

    answer = raw(
        servers[0],
        f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Accept-Encoding: br\r\nIf-None-Match: {validator}\r\n\r\n",
    )

    assert answer.startswith(b"HTTP/1.1 304 ")
    assert answer.endswith(b"\r\n\r\n")


def test_over_the_wire_a_page_for_staff_is_neither_kept_nor_compressed(servers, desk):
    page = make_card().get_absolute_url()
    visit_until_kept(servers, page)

    answer = desk().get(page, accept_encoding="br, gzip")

    assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert [answer.headers[name] for name in ("Content-Encoding", "ETag")] == [None, None]


def test_the_largest_page_comes_over_the_wire_whole_in_every_encoding(servers):
    field = make_field()
    for _ in range(100):
        make_card(handlungsfeld=field, text="Ruhe 👩‍👩‍👧 " * 100)

    answers = [
        ask(servers[0].url, field.get_absolute_url(), accept_encoding=name) for name in ("br", "gzip", "identity")
    ]

    assert seen(answers) == [fresh(field.get_absolute_url())] * 3
    assert [answer.headers["Content-Encoding"] for answer in answers] == ["br", "gzip", None]
    assert len(answers[0].body) < len(answers[2].body) / 20

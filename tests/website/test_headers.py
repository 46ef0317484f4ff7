"""What every answer tells the browser to allow and to keep to itself."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from tests.factories import make_card, make_field, make_funder
from tests.lives import LIVES
from tests.visiting import ask

pytestmark = pytest.mark.once

CSP = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": None,
}
PUBLIC = ["/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/", "/robots.txt", "/sitemap.xml"]
PERMISSIONS = {f"{ability}=()" for ability in settings.PERMISSIONS_POLICY}


def policy(response) -> dict[str, str]:
    """The Content-Security-Policy, directive by directive."""
    directives = (part.split(maxsplit=1) for part in response["Content-Security-Policy"].split(";"))
    return dict(directives)


def is_guarded(response) -> bool:
    return (
        policy(response) == CSP
        and set(response["Permissions-Policy"].split(", ")) == PERMISSIONS
        and {name: response.get(name) for name in ALWAYS} == ALWAYS
        and "unsafe" not in response["Content-Security-Policy"]
    )


@pytest.fixture
def page(db) -> str:
    return make_card().get_absolute_url()


@pytest.mark.parametrize("path", PUBLIC)
def test_every_overview_is_guarded_rendered_and_kept(client, page, path):
    rendered, kept = client.get(path), client.get(path)

    assert (rendered.status_code, is_guarded(rendered), is_guarded(kept)) == (200, True, True)
    assert (rendered["X-Frame-Options"], kept["X-Frame-Options"]) == ("DENY", "DENY")


def test_a_compressed_page_is_guarded_too(client, page):
    for _ in range(2):
        response = client.get(page, headers={"Accept-Encoding": "br"})

        assert (response["Content-Encoding"], is_guarded(response)) == ("br", True)


def test_an_answer_that_nothing_changed_leaves_the_page_s_own_guards_in_place(client, page):
    """Browsers go on with the headers they have; what a 304 repeats must not be weaker."""
    response = client.get(page, headers={"If-None-Match": client.get(page)["ETag"]})

    assert response.status_code == 304
    assert {name: response.get(name) for name in ALWAYS} == ALWAYS
    assert {"Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"} & set(response.headers) == set()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/gibt-es-nicht/", 404), ("/?seite=2", 302), ("/karten/GEGANG/", 410), ("/handlungsfelder", 301)],
)
def test_what_is_no_page_is_guarded_too(client, page, path, status):
    make_card(code="GEGANG", **LIVES["archived"].values)

    response = client.get(path)

    assert (response.status_code, is_guarded(response)) == (status, True)


@pytest.mark.parametrize("path", ["/admin/", "/admin/handlungsfelder/card/", "/admin/handlungsfelder/card/add/"])
def test_the_admin_is_guarded_too(admin_client, path):
    response = admin_client.get(path)

    assert (is_guarded(response), response["X-Frame-Options"]) == (True, "DENY")


def test_the_way_into_the_admin_is_guarded_too(client, db):
    response = client.get("/admin/login/")

    assert (response.status_code, is_guarded(response)) == (200, True)


def test_a_mistake_in_the_program_is_guarded_too(client, page, monkeypatch):
    monkeypatch.setattr("leader_portal.home.counted_grid", lambda *_: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/")

    assert (response.status_code, is_guarded(response)) == (500, True)


def test_an_uploaded_picture_can_do_nothing_but_be_seen(client, db):
    """Should one not be a picture: its policy is the pages', and browsers may not guess what else it is."""
    funder = make_funder(image=ContentFile(b"<svg onload='alert(1)'>", "logo.svg"))

    response = client.get(funder.image.url)

    assert (response.status_code, is_guarded(response)) == (200, True)
    response.getvalue()


def test_a_logo_that_stands_on_every_page_is_loaded_once(client, db):
    funder = make_funder(image=ContentFile(b"logo", "logo.png"))

    response = client.get(funder.image.url)

    assert response["Cache-Control"] == "public, max-age=86400"
    response.getvalue()


@pytest.mark.django_db
def test_over_http_browsers_are_not_told_to_insist_on_https(client):
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_over_https_browsers_are_told_to_insist_on_it_also_by_kept_pages(start_server):
    server = start_server(SITE_URL="https://strategie.example.org")
    through_proxy = {"Host": "strategie.example.org", "X_Forwarded_Proto": "https"}

    pages = [ask(server.url, "/", **through_proxy) for _ in range(2)]
    pages.append(ask(server.url, "/", if_none_match=pages[0].validator, **through_proxy))

    assert [page.status for page in pages] == [200, 200, 304]
    assert {page.headers["Strict-Transport-Security"] for page in pages} == {"max-age=31536000; includeSubDomains"}


def test_an_https_site_sends_plain_visitors_there_and_keeps_nothing_for_them(start_server):
    server = start_server(SITE_URL="https://strategie.example.org")

    answer = ask(server.url, "/themen/", Host="strategie.example.org")

    assert (answer.status, answer.headers["Location"]) == (301, "https://strategie.example.org/themen/")


@pytest.mark.parametrize("path", [*PUBLIC, "/handlungsfelder/{field}/", "/gibt-es-nicht/", "/?seite=2", "/favicon.ico"])
def test_no_answer_to_a_visitor_sets_a_cookie(client, db, path):
    for _ in range(2):
        response = client.get(path.format(field=make_field().slug))

        assert not response.cookies
        response.getvalue()

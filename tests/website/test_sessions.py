"""Visitors and staff never see each other's pages: a request with a session passes the kept pages by, both ways."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path

from leader_portal.urls import urlpatterns as portal
from leader_portal.website.public_pages import public_page
from tests.factories import make_card
from tests.visiting import DECODERS, SharedClient

VISITORS_MAY_KEEP = "public, no-cache"
NOBODY_MAY_KEEP = "private, no-store"


@public_page
def who(request):
    """A page that looks different for everybody, which no public page should."""
    return HttpResponse(f"Hier liest {request.user.username or 'niemand Bestimmtes'}.")


@public_page
def remembering(request):
    request.session["besucht"] = "ja"
    return HttpResponse("Gemerkt.")


@public_page
def with_form(request):
    return HttpResponse(f"Formular mit {get_token(request)}")


@public_page
def with_cookie(request):
    response = HttpResponse("Mit Keks.")
    response.set_cookie("farbe", "blau")
    return response


@public_page
def in_pieces(request):
    return StreamingHttpResponse([b"in ", b"Teilen"])


def not_for_everybody(request):
    return HttpResponse("Nur für Sie.")


urlpatterns = [
    path("test/wer/", who),
    path("test/gemerkt/", remembering),
    path("test/formular/", with_form),
    path("test/keks/", with_cookie),
    path("test/teile/", in_pieces),
    path("test/nicht-alle/", not_for_everybody),
    *portal,
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def staff(visitor) -> Client:
    client = SharedClient(visitor)
    client.force_login(get_user_model().objects.create_user("lag", is_staff=True))
    return client


def body_of(response) -> str:
    return DECODERS[response.get("Content-Encoding", "identity")](response.content).decode()


def seen_by(client: Client, **headers: str) -> tuple[int, str, str]:
    response = client.get("/test/wer/", headers=headers)
    return response.status_code, body_of(response), response["Cache-Control"]


FOR_VISITORS = (200, "Hier liest niemand Bestimmtes.", VISITORS_MAY_KEEP)
FOR_STAFF = (200, "Hier liest lag.", NOBODY_MAY_KEEP)


def test_what_staff_saw_first_is_not_served_to_visitors(visitor, staff):
    assert [seen_by(staff), seen_by(visitor), seen_by(staff), seen_by(visitor)] == [
        FOR_STAFF,
        FOR_VISITORS,
        FOR_STAFF,
        FOR_VISITORS,
    ]


def test_what_visitors_saw_first_is_not_served_to_staff(visitor, staff):
    assert [seen_by(visitor), seen_by(staff), seen_by(visitor)] == [FOR_VISITORS, FOR_STAFF, FOR_VISITORS]


def test_the_validator_of_a_visitor_s_page_does_not_answer_staff(visitor, staff):
    validator = visitor.get("/test/wer/")["ETag"]

    assert seen_by(staff, **{"If-None-Match": validator}) == FOR_STAFF


def test_a_page_for_staff_is_neither_compressed_nor_has_it_a_validator(visitor, staff):
    response = staff.get("/", headers={"Accept-Encoding": "br, gzip"})

    assert response["Cache-Control"] == NOBODY_MAY_KEEP
    assert {"ETag", "Content-Encoding", "Last-Modified", "Expires"} & set(response.headers) == set()


@pytest.mark.parametrize("value", ["", "unsinn", "0" * 32, '"; drop'])
def test_any_session_cookie_passes_the_kept_pages_by(visitor, value):
    visitor.get("/test/wer/")
    guest = SharedClient(visitor)
    guest.cookies["sessionid"] = value

    assert seen_by(guest) == (200, "Hier liest niemand Bestimmtes.", NOBODY_MAY_KEEP)


@pytest.mark.parametrize("cookie", ["csrftoken=abc", "xsessionid=1", "fremd=sessionid", "_pk_id=1; theme=dark"])
def test_other_cookies_change_nothing(visitor, cookie, django_assert_num_queries):
    first = visitor.get("/test/wer/")

    with django_assert_num_queries(1):
        second = visitor.get("/test/wer/", headers={"Cookie": cookie})

    assert (second.content, second["ETag"]) == (first.content, first["ETag"])


@pytest.mark.parametrize(
    "address", ["/test/gemerkt/", "/test/formular/", "/test/keks/", "/test/teile/", "/test/nicht-alle/"]
)
def test_nobody_may_keep(visitor, address):
    for _ in range(2):
        response = visitor.get(address)

        assert (response.status_code, response["Cache-Control"], "ETag" in response.headers) == (
            200,
            NOBODY_MAY_KEEP,
            False,
        )


def test_a_form_s_token_is_never_served_to_another(visitor):
    tokens = [SharedClient(visitor).get("/test/formular/").content for _ in range(3)]
    signed_out = SharedClient(visitor)
    signed_out.get("/test/formular/")
    tokens.append(signed_out.get("/test/formular/").content)

    assert len(set(tokens)) == 4


def test_signing_out_makes_a_visitor_again(visitor, staff):
    assert seen_by(staff) == FOR_STAFF

    dropped = staff.post("/admin/logout/").cookies["sessionid"]
    assert (dropped.value, dropped["max-age"]) == ("", 0)
    del staff.cookies["sessionid"]

    assert seen_by(staff) == FOR_VISITORS


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/handlungsfelder/card/"])
def test_nobody_may_keep_what_the_admin_answers(visitor, staff, address):
    for client in (visitor, staff):
        response = client.get(address, headers={"Accept-Encoding": "br, gzip"})

        assert {part.strip() for part in response["Cache-Control"].split(",")} >= {"private", "no-store"}
        assert {"ETag", "Content-Encoding"} & set(response.headers) == set()


def test_what_visitors_send_in_is_not_kept(visitor):
    card = make_card()
    visitor.get(card.get_absolute_url())

    assert visitor.post("/test/wer/")["Cache-Control"] == NOBODY_MAY_KEEP

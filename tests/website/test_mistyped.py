"""Addresses as they come out of a sentence or off a sheet lead to the page that was meant, with what stands behind."""

import pytest

from leader_portal.content.audience import Status
from tests.factories import make_card, make_field, make_page, make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return make_card(code="JA68JG")


@pytest.mark.parametrize(
    "typed",
    [
        "/karten/JA68JG.",
        "/karten/JA68JG/.",
        "/karten/JA68JG)",
        "/karten/JA68JG/),",
        "/karten/JA68JG“",
        "/karten/JA68JG/?",
    ],
)
def test_what_stood_behind_the_address_in_a_sentence_is_left_out(client, card, typed):
    response = client.get(typed, follow=True)

    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/karten/JA68JG/")


@pytest.mark.parametrize("typed", ["/Karten/JA68JG/", "/KARTEN/ja68jg", "/Karten/JA68JG."])
def test_capitals_mean_nothing(client, card, typed):
    assert client.get(typed, follow=True).request["PATH_INFO"] == "/karten/JA68JG/"


def test_a_page_of_the_lags_own_is_found_with_a_capital_too(client):
    make_page(slug="impressum")

    assert client.get("/Impressum", follow=True).request["PATH_INFO"] == "/impressum/"


def test_the_query_comes_along(client):
    make_field(slug="wohnen")

    response = client.get("/Handlungsfelder/wohnen/druck/plakat.pdf?papier=a0")

    assert (response.status_code, response["Location"]) == (301, "/handlungsfelder/wohnen/druck/plakat.pdf?papier=a0")


@pytest.mark.parametrize(
    "path", ["/", "/.", "/...", "//", "/%2e%2e/", "/.env", "/admin/GIBT.", "/karten/ABC0O1/", "/x" * 2_000]
)
def test_where_nothing_else_can_be_meant_it_stays_not_found(client, path):
    assert client.get(path).status_code in (200, 302, 404)


def test_a_moved_page_keeps_the_query(client):
    workshop = make_workshop(slug="alt")
    workshop.slug = "neu"
    workshop.save()

    response = client.get("/workshops/alt/druck/themenbrett.pdf?papier=a0")

    assert response["Location"] == "/workshops/neu/druck/themenbrett.pdf?papier=a0"


def test_a_parameter_from_elsewhere_leads_to_the_page(client):
    path = make_field(status=Status.PUBLISHED).get_absolute_url()

    assert client.get(f"{path}?wt_mc=newsletter").status_code == 200
    assert client.get(f"{path}?ganz_neu=1&q=<script>", follow=True).redirect_chain == [(path, 302)]


def test_of_the_query_what_the_page_knows_is_kept(client):
    make_field(number=1)

    response = client.get("/druck/?felder=1&neu=2")

    assert (response.status_code, response["Location"]) == (302, "/druck/?felder=1")

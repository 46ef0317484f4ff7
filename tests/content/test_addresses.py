"""Addresses that keep working after a rename."""

import pytest

from leader_portal.content.addresses import FormerAddress
from leader_portal.content.audience import Status
from tests.factories import make_field, make_page, make_place, make_survey, make_workshop

pytestmark = pytest.mark.django_db


def rename(thing, slug: str):
    thing.slug = slug
    thing.save()


def moved_to(response) -> tuple[int, str | None]:
    return response.status_code, response.get("Location")


@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (make_field, "/handlungsfelder/alt/", "/handlungsfelder/neu/"),
        (make_place, "/orte/alt/", "/orte/neu/"),
        (make_workshop, "/workshops/alt/", "/workshops/neu/"),
        (make_page, "/alt/", "/neu/"),
    ],
)
def test_the_old_address_leads_to_the_new_one(client, make, old, new):
    rename(make(slug="alt"), "neu")

    assert moved_to(client.get(old)) == (301, new)
    assert client.get(new).status_code == 200


def test_a_new_object_moves_from_nowhere():
    make_field(slug="neu")

    assert not FormerAddress.objects.exists()


def test_saving_without_a_rename_moves_nothing():
    field = make_field(slug="feld")

    field.title = "Anders"
    field.save()

    assert not FormerAddress.objects.exists()


def test_every_former_address_of_a_chain_leads_straight_to_the_present_one(client):
    field = make_field(slug="eins")
    rename(field, "zwei")
    rename(field, "drei")

    assert moved_to(client.get("/handlungsfelder/eins/")) == (301, "/handlungsfelder/drei/")
    assert moved_to(client.get("/handlungsfelder/zwei/")) == (301, "/handlungsfelder/drei/")


def test_what_stands_below_a_moved_page_moves_along(client):
    workshop = make_workshop(slug="alt")
    survey = make_survey(workshop=workshop)
    rename(workshop, "neu")

    assert moved_to(client.get(f"/workshops/alt/umfragen/{survey.pk}/")) == (
        301,
        f"/workshops/neu/umfragen/{survey.pk}/",
    )


def test_a_slug_taken_back_is_the_page_again(client):
    field = make_field(slug="eins")
    rename(field, "zwei")
    rename(field, "eins")

    assert client.get("/handlungsfelder/eins/").status_code == 200
    assert moved_to(client.get("/handlungsfelder/zwei/")) == (301, "/handlungsfelder/eins/")


def test_no_address_leads_to_itself(client):
    draft = make_field(slug="eins", status=Status.DRAFT)
    rename(draft, "zwei")
    rename(draft, "eins")

    assert client.get("/handlungsfelder/eins/").status_code == 404


def test_a_former_address_that_another_page_takes_is_that_page_s(client):
    renamed = make_field(slug="eins", title="Wanderndes")
    rename(renamed, "zwei")
    make_field(slug="eins", title="Sesshaftes")

    assert "Sesshaftes" in client.get("/handlungsfelder/eins/").content.decode()


def test_an_address_that_ends_like_a_former_one_is_not_found(client):
    rename(make_field(slug="alt"), "neu")

    assert client.get("/handlungsfelder/alte-zeiten/").status_code == 404
    assert client.get("/handlungsfelder/alt").status_code == 301


def test_nobody_keeps_a_redirect_for_good(client):
    """A slug may be taken back, so browsers must ask each time."""
    rename(make_field(slug="alt"), "neu")

    assert client.get("/handlungsfelder/alt/")["Cache-Control"] == "no-cache"


def test_the_move_is_found_however_the_address_is_encoded(client):
    rename(make_page(slug="alt"), "neu")

    assert moved_to(client.get("/%61lt/")) == (301, "/neu/")

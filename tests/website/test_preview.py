"""The preview: staff see drafts on the public pages, marked; visitors never do."""

import pytest
from django.contrib.auth.models import User

from leader_portal.content.audience import is_preview, preview
from tests.factories import make_card, make_field, make_page, make_topic, make_workshop

pytestmark = pytest.mark.django_db
DRAFT = '<span class="draft">Entwurf</span>'


@pytest.fixture
def previewing(admin_client):
    admin_client.post("/admin/vorschau/", {"an": "1", "weiter": "/"})
    return admin_client


@pytest.fixture
def draft():
    return make_card(handlungsfeld=make_field(slug="feld"), text="Noch nicht reif", status="draft")


def test_visitors_find_no_staff_bar(client, draft):
    assert "staff-bar" not in client.get("/").text


def test_staff_see_the_page_as_visitors_do_until_they_switch(admin_client, draft):
    page = admin_client.get("/handlungsfelder/feld/").text

    assert "Noch nicht reif" not in page
    assert "Sie sehen die Seite wie alle Besucher*innen." in page


def test_in_the_preview_a_draft_is_shown_with_its_mark(previewing, draft):
    assert f"Noch nicht reif {DRAFT}</p>" in previewing.get("/handlungsfelder/feld/").text


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_field(status="draft"),
        lambda: make_topic(status="draft"),
        lambda: make_workshop(status="draft"),
        lambda: make_page(status="draft"),
        lambda: make_card(status="draft"),
        lambda: make_card(handlungsfeld=make_field(status="draft"), status="draft"),
    ],
    ids=["field", "topic", "workshop", "page", "card", "card in a draft field"],
)
def test_the_page_of_a_draft_opens_in_the_preview_alone_and_says_what_it_is(make, previewing, client):
    address = make().get_absolute_url()

    assert client.get(address).status_code == 404
    page = previewing.get(address)
    assert page.status_code == 200
    assert DRAFT in page.text.split("<main")[1]


def test_what_is_archived_stays_away_in_the_preview_too(previewing):
    card = make_card()
    card.archive()

    assert previewing.get(card.get_absolute_url()).status_code == 410


def test_a_previewed_page_is_kept_by_nobody(previewing, draft):
    page = previewing.get("/handlungsfelder/feld/")

    assert page["Cache-Control"] == "private, no-store"
    assert not page.has_header("ETag")


def test_the_preview_is_switched_off_where_one_is(previewing, draft):
    answer = previewing.post("/admin/vorschau/", {"an": "0", "weiter": "/handlungsfelder/feld/"})

    assert (answer.status_code, answer["Location"]) == (302, "/handlungsfelder/feld/")
    assert "Noch nicht reif" not in previewing.get("/handlungsfelder/feld/").text


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(onward, admin_client):
    assert admin_client.post("/admin/vorschau/", {"an": "1", "weiter": onward})["Location"] == "/"


def test_an_address_alone_switches_nothing(admin_client):
    assert admin_client.get("/admin/vorschau/").status_code == 405


def test_who_is_no_staff_can_t_switch_it_on(client, draft):
    client.force_login(User.objects.create_user("gast"))

    assert client.post("/admin/vorschau/", {"an": "1", "weiter": "/"}).status_code == 403
    assert "Noch nicht reif" not in client.get("/handlungsfelder/feld/").text


def test_who_is_no_staff_any_more_sees_no_drafts(previewing, draft, admin_user):
    admin_user.is_staff = False
    admin_user.save()

    assert "Noch nicht reif" not in previewing.get("/handlungsfelder/feld/").text


def test_the_preview_ends_with_what_it_was_opened_for_even_if_that_fails():
    with pytest.raises(RuntimeError), preview():
        raise RuntimeError

    assert not is_preview()


def test_the_staff_bar_leads_to_what_the_page_shows(admin_client):
    field = make_field(slug="feld")

    assert (
        f'href="/admin/handlungsfelder/handlungsfeld/{field.pk}/change/"'
        in admin_client.get("/handlungsfelder/feld/").text
    )

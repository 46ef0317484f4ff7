"""What stands around every page, and what other programs read of the site."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import (
    make_card,
    make_field,
    make_funder,
    make_page,
    make_region,
)
from tests.page_reader import read, text_of, words

pytestmark = pytest.mark.django_db

OVERVIEWS = ["/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/"]


@pytest.mark.parametrize("overview", OVERVIEWS)
def test_without_a_region_pages_are_of_a_leader_region_without_a_name(client, overview):
    page = read(client, overview)

    assert words(page.all("span", class_="brand-name")) == ["LEADER-Region"]
    assert (page.all("address"), page.all("p", class_="imprint-name")) == ([], [])
    assert "–" not in page.title


def test_without_pages_of_the_lag_the_footer_has_no_list(client):
    assert read(client, "/").one("nav", class_="legal").find("ul") is None


def test_every_page_says_whose_it_is(client):
    make_region(
        name="LEADER-Region Westharz",
        lag_name="LAG Westharz",
        contact_name="Erika Muster",
        contact_address="Marktplatz 1\n38723 Seesen",
        contact_email="lag@example.org",
        contact_phone="05381 1234",
        funding_statement="Gefördert durch die EU.",
    )

    for path in OVERVIEWS:
        page = read(client, path)

        assert page.title.endswith(" – LEADER-Region Westharz")
        assert words(page.all("span", class_="brand-name")) == ["LEADER-Region Westharz"]
        footer = text_of(page.one("footer", class_="site-footer"))
        for word in ("LAG Westharz", "Erika Muster", "38723 Seesen", "Telefon 05381 1234", "Gefördert durch die EU."):
            assert word in footer
        assert "mailto:lag@example.org" in page.links


@pytest.mark.parametrize("known", ["contact_name", "contact_address", "contact_phone", "contact_email"])
def test_one_way_to_reach_the_lag_is_enough_and_invents_no_other(client, known):
    make_region(**{known: "lag@example.org"})

    assert (
        text_of(read(client, "/").one("address"))
        == ("Telefon " if known == "contact_phone" else "") + "lag@example.org"
    )


def test_a_region_without_contact_has_no_address(client):
    make_region()

    assert read(client, "/").all("address") == []


def test_funders_are_shown_with_their_words_and_their_link(client):
    linked = make_funder(link="https://example.org/eu", image=ContentFile(b"bild", "eu.png"), alternative_text="Europa")
    make_funder(image=ContentFile(b"bild", "land.png"), alternative_text="Land")

    page = read(client, "/")

    pictures = [
        (picture.get("alt"), picture.get("src").startswith("/medien/foerderung/")) for picture in page.all("img")
    ]
    assert pictures == [("Europa", True), ("Land", True)]
    assert [link for link in page.links if "example.org" in link] == ["https://example.org/eu"]
    assert client.get(linked.image.url).getvalue() == b"bild"


@pytest.mark.parametrize(
    "path",
    [
        "/medien/foerderung/fehlt.png",
        "/medien/",
        "/medien/foerderung/",
        "/medien/anderes/x.png",
        "/medien/foerderung/../../portal.sqlite3",
        "/medien/foerderung/%2e%2e%2fportal.sqlite3",
    ],
)
def test_nothing_but_the_logos_is_served_of_what_was_uploaded(client, path):
    assert client.get(path).status_code == 404


def test_pages_of_the_lag_stand_where_it_puts_them(client):
    make_page(title="Impressum", slug="impressum", position=2)
    make_page(title="Datenschutz", slug="datenschutz", position=1)
    make_page(title="Mitmachen", slug="mitmachen", place="navigation")

    page = read(client, "/mitmachen/")

    assert words(page.one("nav", class_="legal").iter("a")) == ["Datenschutz", "Impressum", "Zum Ausdrucken"]
    assert words(page.one("nav", class_="site-nav").iter("a"))[-1:] == ["Mitmachen"]
    assert [text_of(link) for link in page.all("a", aria_current="page")] == ["Mitmachen"]


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/handlungsfelder/", "Handlungsfelder"),
        ("/themen/", "Themen"),
        ("/orte/", "Orte"),
        ("/workshops/", "Workshops"),
    ],
)
def test_the_navigation_says_where_one_is(client, path, entry):
    navigation = read(client, path).one("nav", class_="site-nav")

    assert [text_of(link) for link in navigation.iter("a") if link.get("aria-current") == "page"] == [entry]


def test_every_page_says_what_to_show_when_it_is_shared(client):
    make_region(name="LEADER-Region Westharz")
    card = make_card(text="Gute Luft", code="ABC234", handlungsfeld=make_field(number=1, title="Gutes Leben"))

    page = read(client, card)

    address = f"{settings.SITE_URL}/karten/ABC234/"
    assert page.one("link", rel="canonical").get("href") == address
    shared = {
        name: page.metadata(f"og:{name}") for name in ("type", "locale", "site_name", "url", "title", "description")
    }
    assert shared == {
        "type": "website",
        "locale": "de_DE",
        "site_name": "LEADER-Region Westharz",
        "url": address,
        "title": "Stärke: Gute Luft",
        "description": "Karte ABC234 aus Handlungsfeld 1: Gutes Leben",
    }
    picture = page.metadata("og:image")
    assert picture.startswith(f"{settings.SITE_URL}/static/icons/share.")
    assert client.get(picture.removeprefix(settings.SITE_URL)).getvalue()[:4] == b"\x89PNG"


def test_tracking_parameters_are_no_part_of_a_page_s_own_address(client):
    card = make_card()

    page = read(client, f"{card.get_absolute_url()}?utm_source=rundbrief")

    assert page.one("link", rel="canonical").get("href") == settings.SITE_URL + card.get_absolute_url()


def test_robots_may_read_all_but_the_desk(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == f"User-agent: *\nDisallow: /admin/\n\nSitemap: {settings.SITE_URL}/sitemap.xml\n"


def test_the_map_says_when_a_page_last_changed(client):
    card = make_card()

    response = client.get("/sitemap.xml")

    assert response["Content-Type"] == "application/xml"
    day = timezone.localdate(card.updated_at)
    entry = f"<loc>{settings.SITE_URL}{card.get_absolute_url()}</loc><lastmod>{day}</lastmod>"
    assert response.text.count(entry) == 1


def test_the_icon_that_browsers_ask_for_is_there(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Content-Type"]) == (200, "image/x-icon")
    assert response.getvalue()[:4] == b"\x00\x00\x01\x00"

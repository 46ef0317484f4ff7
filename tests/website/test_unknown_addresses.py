"""What a visitor gets for an address that leads to nothing, however strange: a friendly sentence and a way on."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.factories import make_card, make_field, make_page, make_place, make_region, make_survey, make_topic
from tests.page_reader import ReadPage, words

OVERVIEWS = ["/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/"]
WAYS_ON = ["/", "/handlungsfelder/", "/themen/", "/orte/"]

UNKNOWN = [
    "/gibt-es-nicht/",
    "/gibt/es/nicht",
    "/handlungsfelder/gibt-es-nicht/",
    "/handlungsfelder/Umlaut-ä/",
    "/karten/AAAAAA/",
    "/karten/%20/",
    "/karten/%00/",
    "/%00/",
    "/workshops/alt%00/umfragen/1/",
    "/karten/" + "A" * 2000 + "/",
    "/karten/ABC234/mehr/",
    "/karten/%F0%9F%98%80/",
    "/karten/%ff%fe/",
    "/karten/",
    "/themen/0/",
    "/themen/-1/",
    "/themen/eins/",
    "/themen/9223372036854775807/",
    "/themen/9223372036854775808/",
    "/themen/99999999999999999999/",
    "/themen/" + "9" * 4000 + "/",
    "/themen/" + "9" * 5000 + "/",
    "/orte/gibt-es-nicht/",
    "/workshops/gibt-es-nicht/",
    "/workshops/gibt-es-nicht/umfragen/1/",
    "/workshops/gibt-es-nicht/umfragen/99999999999999999999/",
    "/workshops//umfragen//",
    "/" + "a" * 300 + "/",
    "/" + "a/" * 300,
    "/%2e%2e/%2e%2e/etc/passwd",
    "/<script>alert(1)</script>/",
    "/{{7*7}}/",
    "/.env",
    "/wp-login.php",
    "/suche/",
    "/daten/",
]


def is_friendly(response, ways_on=WAYS_ON) -> bool:
    """Whether it is in German, has a heading, and its links lead on."""
    page = ReadPage(response.text)
    return (
        page.one("html").get("lang") == "de"
        and page.heading == "Diese Seite gibt es nicht"
        and [link.get("href") for link in page.one("main").iter("a")] == ways_on
        and page.metadata("robots") == "noindex"
    )


@pytest.mark.django_db
@pytest.mark.braces_in_content
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_answered_with_a_way_on(client, path):
    response = client.get(path)

    assert (response.status_code, is_friendly(response)) == (404, True)


@pytest.mark.django_db
def test_the_ways_on_lead_somewhere(client):
    assert [client.get(way).status_code for way in WAYS_ON] == [200] * 4


@pytest.mark.django_db
def test_an_unknown_code_says_which_letters_codes_do_without(client):
    sentence = (
        "Vielleicht ist die Adresse unvollständig, oder ein Code ist falsch abgetippt: In den Codes der Karten kommen "
        "die Ziffern 0 und 1 und die Buchstaben I und O nicht vor."
    )
    page = ReadPage(client.get("/karten/ABC0O1/").text)

    assert words(page.all("p", class_="lead")) == [sentence]


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_field, make_card, make_topic, make_place, make_survey, make_page])
def test_an_unknown_parameter_leads_to_the_page_without_it(client, make):
    path = make().get_absolute_url()

    assert client.get(f"{path}?sortierung=neu&q=%3Cscript%3E", follow=True).redirect_chain == [(path, 302)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/", "/robots.txt", "/sitemap.xml"]
)
def test_no_overview_knows_a_parameter(client, path):
    assert [client.get(f"{path}?seite=2").status_code, client.get(path).status_code] == [302, 200]


@pytest.mark.django_db
def test_more_parameters_than_anybody_sends_by_hand_are_refused(client):
    assert client.get("/?" + "&".join(f"utm_{number}=1" for number in range(2000))).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "there"),
    [("/handlungsfelder", "/handlungsfelder/"), ("/themen?utm_source=x", "/themen/?utm_source=x")],
)
def test_a_forgotten_slash_is_added(client, path, there):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, there)


# What is answered where there is no page to ask, and perhaps no database.

PLAIN = [
    ("400.html", "Diese Anfrage war nicht zu verstehen"),
    ("403_csrf.html", "Das Formular ist abgelaufen"),
    ("500.html", "Hier ist etwas schiefgegangen"),
]


@pytest.mark.parametrize(("template", "heading"), PLAIN)
def test_a_plain_page_needs_neither_database_nor_context(template, heading):
    """Tests may not touch the database without saying so: this one does not."""
    page = ReadPage(render_to_string(template))

    assert (page.heading, page.title) == (heading, heading)
    assert [link.get("href") for link in page.one("main").iter("a")] == ["/"]
    assert page.metadata("robots") == "noindex"


def test_an_error_is_answered_without_asking_the_database():
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert ReadPage(response.content.decode()).heading == "Hier ist etwas schiefgegangen"


@pytest.mark.parametrize("template", [template for template, _ in PLAIN])
def test_the_stylesheet_of_a_plain_page_is_there(static_files, template):
    """It is named without the digest in its name, which only a running portal knows."""
    page = ReadPage(render_to_string(template))

    (stylesheet,) = page.resources
    response = Client().get(stylesheet)
    assert (response.status_code, response["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert len(response.getvalue()) > 1000


@pytest.mark.django_db
def test_a_mistake_in_the_program_is_answered_in_german(client, monkeypatch):
    make_region()
    monkeypatch.setattr("leader_portal.home.counted_grid", lambda *_: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/")

    assert (response.status_code, response["Cache-Control"]) == (500, "private, no-store")
    assert ReadPage(response.text).heading == "Hier ist etwas schiefgegangen"


@pytest.mark.django_db
def test_a_strange_host_name_is_answered_in_german(client):
    response = client.get("/", headers={"Host": "evil.example"})

    assert (response.status_code, ReadPage(response.text).heading) == (400, "Diese Anfrage war nicht zu verstehen")


@pytest.mark.django_db
def test_a_form_that_has_expired_is_answered_in_german():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "lag"})

    assert (response.status_code, ReadPage(response.text).heading) == (403, "Das Formular ist abgelaufen")


@pytest.mark.django_db
def test_who_may_not_is_told_so_with_a_way_on(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lag", is_staff=True))

    response = client.get("/admin/handlungsfelder/card/")

    page = ReadPage(response.text)
    assert (response.status_code, page.heading) == (403, "Hierfür fehlt Ihnen die Berechtigung")
    assert [link.get("href") for link in page.one("main").iter("a")] == WAYS_ON

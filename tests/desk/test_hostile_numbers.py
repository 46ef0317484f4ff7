"""
No page of the desk breaks down over a number that nobody types: far too long, in another script, with a NUL, or where
there should be something else.
"""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from handlungsfelder.models import Card
from tests import factories
from tests.desk.forms import AtTheDesk

pytestmark = [pytest.mark.django_db, pytest.mark.long]

HOSTILE = ["abc", "9" * 20, "9" * 5_000, "-1", "0", "²", "٣", "1\0", "1e9", "", " ", "0x10"]
# In addresses neither a NUL nor nothing can stand for a number.
IN_ADDRESSES = ["9" * 19, "9" * 40, "9" * 4_400, "0"]
NAMES = (
    *("_selected_action", "based_on_version", "version", "seen", "handlungsfeld", "round", "contribution", "open"),
    *("gruppe", "felder", "p", "all", "bei", "runde", "card", "karte", "topics", "places", "position", "select_across"),
    *("form-TOTAL_FORMS", "questions-TOTAL_FORMS", "questions-INITIAL_FORMS", "ticket", "zurueck", "status"),
)


@pytest.fixture
def erika():
    erika = AtTheDesk("erika")
    factories.make_region()
    field = factories.make_field()
    factories.make_card(handlungsfeld=field, topics=[factories.make_topic(handlungsfeld=field)])
    workshop = factories.make_workshop()
    factories.make_question(workshop=workshop)
    factories.make_board_topic(workshop=workshop, handlungsfeld=field)
    group = factories.make_group(workshop=workshop, handlungsfeld=field)
    factories.make_contribution(working_group=group)
    factories.make_survey_answer(
        question=factories.make_survey_question(survey=factories.make_survey(workshop=workshop))
    )
    erika.client.raise_request_exception = True
    return erika


def routes(patterns, before: str = "") -> list[str]:
    """All addresses below these patterns, as they are written in the code."""
    found = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            found.append(route)
    return found


def desk_addresses(number: str) -> list[str]:
    """All of the desk's addresses with this for every number and key in them."""
    (desk,) = [
        pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "admin/" and pattern.app_name
    ]
    found = []
    for route in routes(desk.url_patterns, "/admin/"):
        if "(?P<" in route or "^" in route or "<uuid" in route:
            continue
        parts = [number if part.startswith(("<int", "<path")) else part for part in route.split("/")]
        parts = ["x" if part.startswith("<") else part for part in parts]
        found.append("/".join(parts))
    return found


@pytest.mark.parametrize("number", IN_ADDRESSES, ids=lambda number: f"{len(number)} digits")
def test_no_address_breaks_down(erika, number):
    for address in desk_addresses(number):
        for method in (erika.client.get, erika.client.post):
            assert method(address).status_code < 500, address


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value.encode("unicode_escape").decode()[:12] or "empty")
def test_no_form_breaks_down(erika, value):
    sent = dict.fromkeys(NAMES, value)
    for model in admin.site._registry:
        things = [thing.pk for thing in model._base_manager.all()[:1]]
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [f"{name}_changelist", f"{name}_add"]
        addresses = [*map(reverse, pages), *(reverse(f"{name}_change", args=[pk]) for pk in things)]
        for address in addresses:
            for action in ("publish_selected", "delete_selected", "bring_back_selected"):
                assert erika.client.post(address, {**sent, "action": action}).status_code < 500, (address, action)
            assert erika.client.get(address, sent).status_code < 500, address


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value.encode("unicode_escape").decode()[:12] or "empty")
def test_no_page_of_a_room_breaks_down(erika, value):
    sent = {**dict.fromkeys(NAMES, value), "to": "up", "do": "save", "text": "x", "save": "1", "wortlaut-0": "x"}
    for address in desk_addresses(str(Card.objects.get().handlungsfeld_id)):
        if any(room in address for room in ("tafel", "protokoll", "themen", "brett", "auszaehl", "einlesen", "archiv")):
            address = address.replace("/x/", f"/{Card.objects.get().code}/")
            assert erika.client.post(address, sent).status_code < 500, address
            assert erika.client.get(address, sent).status_code < 500, address


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"entries":' * 50_000, '{"entries":[{"client_id":1}]}', "\xff", "", "NaN"]
)
def test_no_message_of_a_script_breaks_down(erika, body):
    for address in desk_addresses("1"):
        if "protokoll" in address or "tafel" in address:
            response = erika.client.post(address, body.encode("latin-1"), content_type="application/json")
            assert response.status_code < 500, address


@pytest.mark.parametrize("value", HOSTILE)
def test_no_public_page_breaks_down(client, erika, value):
    workshop = factories.make_workshop(slug="werkstatt")
    factories.make_group(workshop=workshop)
    for address in ("/workshops/werkstatt/druck/arbeitsblatt.pdf", "/druck/", "/handlungsfelder/druck/feldblatt.pdf"):
        for name in ("gruppe", "felder", "papier"):
            assert client.get(address, {name: value}).status_code < 500, (address, name)

"""The desk speaks German, in sentences, also where Django's stock pages and errors do the talking."""

import re

import pytest
from django.contrib import admin
from django.test import RequestFactory

from leader_portal.content.audience import Status
from leader_portal.content.base_models import BaseModel
from tests import factories
from tests.desk.forms import AtTheDesk, address, messages_in
from tests.page_reader import ReadPage, text_of
from tests.test_roles import addresses, world  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Words that stock pages would show in English and that no German sentence of the portal holds.
ENGLISH = re.compile(
    r"\b(?:the|and|add|change|changed|delete|deleted|save|saved|history|view|home|log (?:in|out)|password|username|"
    r"search|filter by|select|selected|please|error|errors|below|required|yes|site|welcome|successfully|"
    r"historical|user|users|today|choose|remove|available|show all|created|updated|revert|reason)\b",
    re.IGNORECASE,
)
# German words that look the same, and the address that stands on a page for whoever prints it.
NOT_SAID = re.compile(r"\b(?:Filter|Passwort|Home)\b|https?://\S+")


def english_in(page: ReadPage) -> list[str]:
    attributes = " ".join(
        element.get(name) or ""
        for element in page.tree.iter()
        if isinstance(element.tag, str)
        for name in ("aria-label", "title", "placeholder", "alt")
    )
    values = " ".join(
        element.get("value") or "" for element in page.tree.iter("input") if element.get("type") == "submit"
    )
    return ENGLISH.findall(NOT_SAID.sub("", f"{page.title} {page.text} {attributes} {values}"))


def test_no_page_of_the_desk_speaks_english(world, admin_client):  # noqa: F811
    english = {}
    for path in addresses(world):
        response = admin_client.get(path)
        if response["Content-Type"].startswith("text/html") and response.content:
            found = english_in(ReadPage(response.content.decode(), path))
            if found:
                english[path] = found

    assert english == {}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda client: client.get("/admin/login/"), id="signing in"),
        pytest.param(
            lambda client: client.post("/admin/login/", {"username": "x", "password": "y"}), id="wrong password"
        ),
        pytest.param(lambda client: client.get("/admin/gibt-es-nicht/", follow=True), id="not found"),
    ],
)
def test_strangers_are_spoken_to_in_german_too(answer, client):
    assert english_in(ReadPage(answer(client).content.decode())) == []


@pytest.mark.parametrize(
    "path", ["/admin/gibt-es-nicht/", "/admin/auth/user/", "/admin/handlungsfelder/card/999/change/"]
)
def test_what_is_refused_or_not_there_is_said_in_german(path):
    answer = AtTheDesk("erika").client.get(path, follow=True)

    assert english_in(ReadPage(answer.content.decode())) == []


def test_mistakes_in_a_form_are_said_in_german():
    erika = AtTheDesk("erika")
    workshop = factories.make_workshop()

    answer = erika.save(workshop, title="", slug="Ä ö", held_on="gestern", status="unbekannt")

    assert english_in(ReadPage(answer.content.decode())) == []


def test_an_action_without_anything_chosen_says_so_in_german():
    erika = AtTheDesk("erika")
    card = factories.make_card(status=Status.DRAFT)

    answer = erika.choose("publish_selected", [card], _selected_action=[])

    (message,) = messages_in(answer)
    assert ENGLISH.findall(message) == []


def test_every_field_that_can_be_filled_in_says_what_comes_of_it():
    erika = AtTheDesk("erika")
    request = RequestFactory().get("/")
    request.user = erika.user

    silent = [
        f"{model._meta.label_lower}.{name}"
        for model, model_admin in admin.site._registry.items()
        if issubclass(model, BaseModel)
        for name, field in model_admin.get_form(request).base_fields.items()
        if not field.help_text and not field.widget.is_hidden
    ]

    assert silent == []


MAKERS = [
    factories.make_region,
    factories.make_funder,
    factories.make_page,
    factories.make_field,
    factories.make_topic,
    factories.make_place,
    factories.make_card,
    factories.make_workshop,
    factories.make_question,
    factories.make_board_column,
    factories.make_board_topic,
    factories.make_group,
    factories.make_contribution,
    factories.make_survey,
    factories.make_survey_question,
    factories.make_survey_answer,
]


@pytest.mark.parametrize("make", MAKERS)
def test_every_change_page_leads_to_where_visitors_see_the_thing(make, client):
    thing = make()
    page = AtTheDesk("erika").open(address(thing, "change"))

    (link,) = page.all("a", class_="viewsitelink")

    assert page.text.count("Auf der Website ansehen") == 1
    assert client.get(link.get("href").split("#")[0]).status_code == 200


def test_the_way_to_a_draft_says_that_only_the_preview_shows_it():
    erika, card = AtTheDesk("erika"), factories.make_card(status=Status.DRAFT, text="Noch ein Entwurf")
    page = erika.open(address(card, "change"))

    (way,) = [form for form in page.all("form") if form.get("class") == "view-draft"]
    assert text_of(way.find("button")) == "In der Vorschau ansehen"
    sent = {field.get("name"): field.get("value") for field in way.iter() if field.get("name")}
    assert "Noch ein Entwurf" in erika.client.post(way.get("action"), sent, follow=True).text

"""A request that Django refuses unread: at the desk the reason and what was typed, for everybody else a plain page."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.desk.forms import AtTheDesk, address, page_of
from tests.factories import make_card, make_topic, make_workshop
from tests.page_reader import ReadPage, words
from tests.visiting import Editor, ask

pytestmark = pytest.mark.once

FORM = "application/x-www-form-urlencoded"
TOO_MANY = "Das Formular hat mehr Felder, als das Portal auf einmal annimmt."
TOO_BIG = "Das ist mehr Text, als das Portal auf einmal annimmt."
SPLIT = "Es wurde nichts gespeichert. Bitte teilen Sie die Eingabe auf mehrere Male auf."
GO_BACK = "Gehen Sie im Browser zurück: Dort steht Ihre Eingabe meist noch."
NOT_UNDERSTOOD = "Diese Anfrage war nicht zu verstehen."
MANY = {f"text-{number}": f"Beitrag {number} & mehr" for number in range(1001)}
BIG = {"text": "Viel! " * 500_000}


@pytest.fixture
def petra(db):
    return AtTheDesk("petra")


def given_back(page: ReadPage) -> list[str]:
    return [typed for area in page.all("textarea", id="eingabe") for typed in area.text.strip().split("\n")]


def complaint(page: ReadPage) -> str:
    return " ".join(words(page.all("p", class_="errornote"))[0].split())


def is_at_the_desk(page: ReadPage) -> bool:
    return page.all("form", id="logout-form") != []


@pytest.mark.parametrize("page", ["change", "add", "changelist"])
def test_too_many_fields_are_answered_at_the_desk_with_what_was_typed(petra, page):
    card = make_card(text="Wohnen")
    sent = {**MANY, "csrfmiddlewaretoken": "Geheim", "based_on_version": "17", "votes": " 3 "}

    response = petra.client.post(address(card if page == "change" else type(card), page), urlencode(sent), FORM)

    answer = page_of(response)
    assert (response.status_code, response["Cache-Control"]) == (400, "private, no-store")
    assert (answer.heading, is_at_the_desk(answer)) == ("Zu viel auf einmal", True)
    assert complaint(answer) == f"{TOO_MANY} {SPLIT}"
    assert given_back(answer) == list(MANY.values())
    card.refresh_from_db()
    assert (card.text, type(card).objects.count()) == ("Wohnen", 1)


def test_too_much_text_is_answered_with_what_was_typed(petra):
    response = petra.client.post(address(make_topic(), "change"), urlencode(BIG), FORM)

    answer = page_of(response)
    assert (response.status_code, complaint(answer)) == (400, f"{TOO_BIG} {SPLIT}")
    assert given_back(answer) == [BIG["text"].strip()]


def test_far_too_much_text_is_given_back_as_far_as_it_is_read(petra, monkeypatch):
    monkeypatch.setattr("leader_portal.website.errors.GIVEN_BACK", 29)

    response = petra.client.post(address(make_topic(), "change"), urlencode(BIG), FORM)

    assert given_back(page_of(response)) == ["Viel! Viel! Viel!"]


def test_a_form_with_files_is_not_given_back_but_stays_in_the_browser(petra):
    response = petra.client.post(address(make_topic(), "change"), MANY)

    answer = page_of(response)
    assert (response.status_code, complaint(answer), given_back(answer)) == (400, f"{TOO_MANY} {SPLIT}", [])
    assert GO_BACK in answer.main


def test_another_strange_request_is_answered_at_the_desk_too(petra):
    response = petra.client.get(address(type(make_card()), "changelist") + "?handlungsfeld__cards__version=1")

    answer = page_of(response)
    assert (response.status_code, is_at_the_desk(answer), given_back(answer)) == (400, True, [])
    assert complaint(answer).startswith(NOT_UNDERSTOOD)
    assert GO_BACK not in answer.main


@pytest.mark.parametrize("who", ["visitor", "account without the desk", "staff elsewhere"])
@pytest.mark.parametrize("sent", [MANY, BIG], ids=["many", "big"])
def test_for_everybody_else_it_is_a_plain_page_that_gives_nothing_back(django_user_model, who, sent):
    card = make_card()
    client = Client(enforce_csrf_checks=True)
    # As from a page with a form: without the cookie nothing of what is sent is read at all.
    client.cookies["csrftoken"] = "a" * 32
    if who != "visitor":
        client.force_login(django_user_model.objects.create_user("lag", is_staff=who == "staff elsewhere"))
    path = reverse("preview") if who == "staff elsewhere" else address(card, "change")

    response = client.post(path, urlencode(sent), FORM)

    page = page_of(response)
    assert (response.status_code, page.heading) == (400, "Diese Anfrage war nicht zu verstehen")
    assert [link.get("href") for link in page.one("main").iter("a")] == ["/"]
    assert ("Beitrag" in response.text, "Viel!" in response.text) == (False, False)


def test_the_check_against_forgery_comes_first_on_every_form_of_the_desk(petra):
    """It is the middleware's alone: no page of the desk is left out."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(petra.user)
    workshop = make_workshop()

    for name in ("change", "board_topics"):
        response = strict.post(address(workshop, name), {"title": "Gekapert"})

        assert (response.status_code, page_of(response).heading) == (403, "Das Formular ist abgelaufen")


@pytest.mark.parametrize(
    ("sent", "reason", "back"),
    [(MANY, TOO_MANY, list(MANY.values())), (BIG, TOO_BIG, [BIG["text"].strip()])],
    ids=["many", "big"],
)
def test_a_real_server_answers_at_the_desk_too(server, sent, reason, back):
    """There the form is read before any view, by the check against forgery."""
    editor = Editor(server.url, AtTheDesk("petra").client)

    answer = editor.post(address(make_workshop(), "board_topics"), sent)

    page = ReadPage(answer.text)
    assert (answer.status, complaint(page), given_back(page)) == (400, f"{reason} {SPLIT}", back)


def test_a_real_server_answers_four_times_as_much_as_it_takes(server):
    """It must not hang up while the browser is still sending, or nobody reads the answer."""
    editor = Editor(server.url, AtTheDesk("petra").client)
    much = {"text": "a" * 4 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}

    answer = editor.post(address(make_workshop(), "board_topics"), much)

    assert (answer.status, len(given_back(ReadPage(answer.text))[0])) == (400, len(much["text"]))


def test_a_form_in_an_encoding_that_makes_no_sense_is_answered_without_an_account_too(server):
    headers = {"content_type": f"{FORM}; charset=utf-16", "origin": server.url, "cookie": f"csrftoken={'a' * 32}"}

    answer = ask(server.url, "/", "POST", "a=b", **headers)

    assert (answer.status, ReadPage(answer.text).heading) == (400, "Diese Anfrage war nicht zu verstehen")


def test_what_the_page_itself_filled_in_and_passwords_are_not_given_back(petra):
    topic = make_topic()
    sent = {**MANY, "row-1-based_on_version": '{"title": "Wohnen"}', "new_password1": "geheimes Wort"}

    answer = page_of(petra.client.post(address(topic, "change"), urlencode(sent), FORM))

    assert given_back(answer) == list(MANY.values())

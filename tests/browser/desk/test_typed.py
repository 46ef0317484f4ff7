"""What somebody types at the desk is not lost: to an ended session, a server that is away, a second click."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from handlungsfelder.models import Card
from tests import factories
from tests.browser.contents import quick_hash
from tests.browser.desk.looking import findings, page_of
from tests.desk.forms import AtTheDesk, address


@pytest.fixture
def erika() -> AtTheDesk:
    erika = AtTheDesk("erika")
    User.objects.update(password=quick_hash("erika"))
    # Another password would have ended the session.
    erika.client.force_login(User.objects.get())
    factories.make_card(text="Wie es war")
    return erika


@pytest.fixture
def page(browser, server, erika):
    errors: list[str] = []
    page = page_of(browser, erika.client, server.url, errors)
    page.goto(server.url + address(Card.objects.get(), "change"))
    yield page
    page.context.close()
    # What the browser notes by itself when there is no connection.
    assert [error for error in errors if "ERR_" not in error] == []


def text(page: Page):
    return page.get_by_label("Text", exact=False).first


def save(page: Page):
    page.locator("[name=_save]").first.click()


def test_a_form_is_saved_after_signing_in_again_in_its_place(page, erika):
    text(page).fill("Neu getippt")
    page.context.clear_cookies(name="sessionid")
    save(page)

    expect(page.get_by_role("dialog")).to_contain_text("Bitte melden Sie sich noch einmal an")
    page.get_by_label("Benutzername").fill("erika")
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert").last).to_have_text("Das hat nicht geklappt. Bitte prüfen Sie Name und Passwort.")
    page.get_by_label("Passwort").fill("erika")
    page.get_by_role("button", name="Anmelden").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Card.objects.get().text == "Neu getippt"


def test_whoever_does_not_sign_in_keeps_what_stands_there(page):
    text(page).fill("Neu getippt")
    page.context.clear_cookies(name="sessionid")
    save(page)
    page.get_by_role("button", name="Abbrechen").click()

    expect(page.locator("[data-not-sent]")).to_contain_text("Sie sind nicht angemeldet.")
    assert text(page).input_value() == "Neu getippt"


def test_without_a_connection_the_form_stays(page):
    text(page).fill("Neu getippt")
    page.context.set_offline(True)
    save(page)

    expect(page.locator("[data-not-sent]")).to_contain_text("Das Portal ist gerade nicht zu erreichen.")
    page.context.set_offline(False)
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Card.objects.get().text == "Neu getippt"


def test_what_was_left_unsaved_is_offered_and_put_back(page):
    here = page.url
    text(page).fill("Halb fertig")
    page.goto(here.partition("/admin/")[0] + "/admin/")
    page.goto(here)

    assert text(page).input_value() == "Wie es war"
    page.get_by_role("button", name="Wieder einsetzen").click()
    assert text(page).input_value() == "Halb fertig"
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(here)
    expect(text(page)).to_have_value("Halb fertig")
    assert page.locator(".draft-offer").count() == 0


def test_what_was_thrown_away_is_not_offered_again(page):
    here = page.url
    text(page).fill("Halb fertig")
    page.goto(here)
    page.get_by_role("button", name="Verwerfen").click()
    page.goto(here)

    expect(text(page)).to_have_value("Wie es war")
    assert page.locator(".draft-offer").count() == 0


def test_signing_out_leaves_nothing_behind(page):
    text(page).fill("Halb fertig")
    # Kept after a short pause in typing.
    page.wait_for_timeout(500)
    assert page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('eingaben'))")
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/logout/")

    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('eingaben'))") == []


def test_signing_out_at_once_after_typing_leaves_nothing_behind_either(page):
    text(page).fill("Halb fertig")
    # While the portal takes its time, the pause after typing passes.
    page.route("**/logout/", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/logout/")

    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('eingaben'))") == []


def test_a_second_click_sends_nothing_twice(page, server):
    page.goto(server.url + address(Card, "add"))
    text(page).fill("Einmal")
    page.get_by_label("Handlungsfeld").select_option(index=1)
    page.get_by_label("Quadrant").select_option("idea")
    page.locator("[name=_save]").first.dblclick()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Card.objects.filter(text="Einmal").count() == 1


def test_an_address_of_a_form_alone_leads_to_its_page_after_signing_in(browser, server, erika):
    group = factories.make_group(handlungsfeld=factories.make_field())
    page = page_of(browser, erika.client, server.url, [])
    page.goto(f"{server.url}/admin/workshops/workinggroup/{group.pk}/protokoll/uebernehmen/")

    assert page.url.endswith("/protokoll/")
    expect(page.locator(".messagelist")).to_contain_text("Es wurde nichts gespeichert")
    page.context.close()


def test_the_dialog_and_the_offer_shut_nobody_out(page):
    here = page.url
    text(page).fill("Halb fertig")
    page.goto(here)
    expect(page.locator(".draft-offer")).to_be_visible()
    found = findings(page)
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page.get_by_role("dialog")).to_be_visible()

    assert found + findings(page) == []

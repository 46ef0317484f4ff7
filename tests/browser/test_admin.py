"""
The LAG's desk in a browser, used as they use it: nothing of it breaks the Content-Security-Policy, everything that
should work without inline scripts does, and no English is left in sight but what Django itself leaves.
"""

import re

import pytest
from django.contrib import admin
from playwright.sync_api import expect

from leader_portal.models import FormerAddress, Region
from tests.browser.contents import EDITOR, READER
from tests.browser.inspection import DESK, Portal, sign_in
from tests.browser.watching import Watcher
from tests.servers import Server

pytestmark = pytest.mark.parametrize("portal", ["edited"], indirect=True)

# Words that no German sentence has, from the texts of Django's admin.
ENGLISH = re.compile(
    r"\b(the|and|of|to|add|change|delete|save|search|select|selected|all|view|history|user|log|out|yes|no|today|now|"
    r"cancel|close|remove|show|hide|choose|available|chosen|clear|toggle|theme|light|dark|please|correct|error|below|"
    r"required|this|field|is|are|with|from|or|not|permissions?|can|content|session|entry|open|run|go|recent|none|true|"
    r"false|unknown|any|hello|welcome|skip|typing|reset|forgotten|your|you|password)\b",
    re.IGNORECASE,
)
# What Django has not translated and no template of ours can: alternative texts of pictures in lists.
LEFT_BY_DJANGO = ["True|False|None"]
READ_ALL = """() => [
  document.title,
  document.body.innerText,
  ...[...document.querySelectorAll('[title], [aria-label], [placeholder], [alt]')].flatMap((element) =>
    ['title', 'aria-label', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? '')),
  ...[...document.querySelectorAll('input[type=submit], input[type=button], input[type=reset]')].map((it) => it.value),
].join('\\n')"""


class Desk:
    """Somebody at the admin, and what was not as it should be meanwhile."""

    def __init__(self, context, portal):
        self.url = portal.url
        self.watcher = Watcher(context, portal.origins)
        self.page = context.new_page()
        self.english: set[str] = set()

    def open(self, path: str):
        self.page.goto(f"{self.url}/admin/{path}")
        self.read()

    def read(self):
        """Note every line that has English in it."""
        for line in self.page.evaluate(READ_ALL).splitlines():
            if ENGLISH.search(line):
                self.english.add(line.strip())

    def press(self, selector: str):
        """Click what leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.read()

    def told(self) -> str:
        """The message on top of the page."""
        return self.page.locator(".messagelist").inner_text()

    @property
    def complaints(self) -> list[str]:
        english = [line for line in self.english if not any(re.fullmatch(left, line) for left in LEFT_BY_DJANGO)]
        return self.watcher.refused + self.watcher.errors + self.watcher.foreign + english


@pytest.fixture(scope="module")
def session(browser, portal) -> dict:
    """What a browser keeps of having signed in."""
    with browser.new_context(**DESK) as context:
        sign_in(context.new_page(), portal.url, *EDITOR)
        return context.storage_state()


@pytest.fixture
def desk(browser, portal, session):
    """An editor, signed in."""
    with browser.new_context(locale="de-DE", storage_state=session, **DESK) as context:
        yield Desk(context, portal)


@pytest.fixture
def door(browser, portal):
    """Somebody who has yet to sign in."""
    with browser.new_context(locale="de-DE", **DESK) as context:
        yield Desk(context, portal)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_the_list_and_the_forms_of(model, desk):
    page = desk.page
    own = f"{model._meta.app_label}/{model._meta.model_name}/"

    desk.open(own)
    if page.locator("#action-toggle").is_visible():
        page.locator("#action-toggle").check()
        desk.press("button[name=index]")
        assert desk.told() == "Keine Aktion ausgewählt."
    for found in page.locator("#changelist-filter li:nth-child(2) a").evaluate_all("them => them.map(it => it.search)"):
        desk.open(own + found)
    desk.open(own)
    if page.locator("#searchbar").is_visible():
        page.locator("#searchbar").fill("Quetzalcoatl")
        desk.press("#changelist-search [type=submit]")
        expect(page.locator("#result_list tbody tr")).to_have_count(0)

    desk.open(own)
    desk.press("#result_list tbody th a")
    change = page.url.partition("/admin/")[2]
    chosen = page.locator(".related-widget-wrapper select:not([multiple])").evaluate_all(
        "them => them.filter(it => it.value).map(it => `${it.name}=${it.value}`).join('&')"
    )
    desk.open(change.replace("/change/", "/history/"))
    if model is not FormerAddress:
        desk.open(change)
        desk.press("[name=_save]")
        assert "erfolgreich geändert" in desk.told()
        if page.locator(".deletelink").count():
            desk.open(change.replace("/change/", "/delete/"))
    if model not in (Region, FormerAddress):
        desk.open(f"{own}add/?{chosen}")
        desk.press("[name=_save]")
        expect(page.locator(".errornote")).to_be_visible()

    assert desk.complaints == []


def test_signing_in_changing_the_password_and_leaving(door):
    page = door.page
    door.open("login/")
    page.get_by_label("Benutzername").fill(READER[0])
    page.get_by_label("Passwort").fill("geraten")
    door.press("[type=submit]")
    expect(page.locator(".errornote")).to_be_visible()

    page.get_by_label("Passwort").fill(READER[1])
    door.press("[type=submit]")
    assert page.url == f"{door.url}/admin/"
    assert page.locator("#content h1").inner_text() == "Guten Tag!"

    door.open("password_change/")
    page.get_by_label("Altes Passwort").fill("vergessen")
    for field in ("Neues Passwort:", "Neues Passwort bestätigen"):
        page.get_by_label(field, exact=False).last.fill("noch-ein-langes-passwort")
    door.press("#content [type=submit]")
    expect(page.locator(".errorlist").first).to_be_visible()

    page.get_by_label("Altes Passwort").fill(READER[1])
    page.locator("[name=new_password1]").fill(READER[1])
    page.locator("[name=new_password2]").fill(READER[1])
    door.press("#content [type=submit]")
    assert page.url == f"{door.url}/admin/password_change/done/"

    door.press("#logout-form button")
    expect(page.get_by_role("link", name="Erneut anmelden")).to_be_visible()
    assert door.complaints == []


def test_the_side_bar_and_the_colours(desk):
    page = desk.page
    desk.open("handlungsfelder/card/")

    page.locator("#nav-filter").press_sequentially("Plenum")
    shown = [link for link in page.locator("#nav-sidebar th a").all() if link.is_visible()]
    assert [link.inner_text() for link in shown] == ["Plenumsfragen"]
    page.locator("#toggle-nav-sidebar").click()
    expect(page.locator("#nav-sidebar")).to_be_hidden()
    page.locator(".theme-toggle").first.click()
    assert page.locator("html").get_attribute("data-theme") in ("light", "dark")
    desk.read()

    assert desk.complaints == []


def test_a_date_is_picked_and_a_question_added(desk):
    page = desk.page
    desk.open("workshops/workshop/add/")

    page.locator("#id_title").press_sequentially("Dorfabend in Oberschulenberg")
    assert page.locator("#id_slug").input_value() == "dorfabend-in-oberschulenberg"
    page.locator("#calendarlink0").click()
    page.locator("#calendarin0 td a").first.click()
    desk.read()
    assert re.fullmatch(r"01\.\d\d\.20\d\d", page.locator("#id_held_on").input_value())
    desk.press("[name=_continue]")
    page.locator("#questions-group .add-row a").click()
    page.locator("#id_questions-0-text").fill("Was fehlt?")
    desk.read()
    desk.press("[name=_save]")

    assert "Dorfabend in Oberschulenberg" in desk.told()
    assert desk.complaints == []


def test_a_topic_is_found_by_typing(desk):
    page = desk.page
    desk.open("handlungsfelder/card/")
    desk.press("#result_list tbody th a")

    page.locator(".field-topics .select2-selection").click()
    page.keyboard.type("Carsharing")
    page.locator(".select2-results__option--highlighted", has_text="Carsharing").click()
    desk.read()
    desk.press("[name=_continue]")

    assert "Carsharing" in page.locator(".field-topics .select2-selection__choice").all_inner_texts()[-1]
    assert desk.complaints == []


def test_a_place_is_added_in_a_window_of_its_own(desk):
    page = desk.page
    desk.open("handlungsfelder/card/")
    desk.press("#result_list tbody th a")

    with page.expect_popup() as opened:
        page.locator("#add_id_places").click()
    window = opened.value
    window.locator("#id_name").press_sequentially("Wildemann")
    assert window.locator("#id_slug").input_value() == "wildemann"
    with window.expect_event("close"):
        window.locator("[name=_save]").first.click()
    desk.read()

    assert "Wildemann" in page.locator(".field-places .select2-selection__choice").all_inner_texts()[-1]
    assert desk.complaints == []


def test_what_was_added_by_mistake_is_deleted(desk):
    desk.open("handlungsfelder/place/add/")
    desk.page.locator("#id_name").press_sequentially("Irgendwo")
    desk.press("[name=_continue]")

    desk.press(".deletelink")
    assert "Irgendwo" in desk.page.locator("#content").inner_text()
    desk.press("#content [type=submit]")

    assert "Irgendwo" in desk.told()
    assert "erfolgreich gelöscht" in desk.told()
    assert desk.complaints == []


def test_somebody_who_may_only_read(door):
    sign_in(door.page, door.url, *READER)
    door.open("handlungsfelder/card/")
    assert door.page.locator("[name=action]").count() == 0
    door.press("#result_list tbody th a")
    assert door.page.locator("[name=_save]").count() == 0

    assert door.complaints == []


def test_a_list_without_actions(browser, portal):
    """In that state the stock list has a style on the page, for which ours has a file."""
    with (
        Server(DJANGO_SETTINGS_MODULE="tests.browser.without_actions.settings") as server,
        browser.new_context(**DESK) as context,
    ):
        desk = Desk(context, Portal(server.url, []))
        sign_in(desk.page, desk.url, *READER)
        desk.open("handlungsfelder/card/")

        assert desk.page.locator("link[href*=no-actions]").count() == 1
        assert desk.complaints == []


def test_a_form_that_is_too_old_says_so(door):
    door.open("login/")
    door.page.get_by_label("Benutzername").fill("irgendwer")
    door.page.get_by_label("Passwort").fill("irgendwas")
    door.page.context.clear_cookies()
    door.watcher.meant_to_fail.add(f"{door.url}/admin/login/")

    door.press("[type=submit]")

    assert door.page.locator("h1").inner_text() == "Das Formular ist abgelaufen"
    assert door.complaints == []


def test_english_would_be_noticed(desk):
    desk.open("")
    desk.page.evaluate("document.body.append('Please correct the error below')")
    desk.read()

    assert desk.complaints == ["Please correct the error below"]

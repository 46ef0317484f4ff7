"""The minutes in a real browser: by keyboard alone, through a lost connection, without a script, to the public."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from handlungsfelder.models import Quadrant
from leader_portal.content.audience import Status
from tests.browser.desk.looking import DESK, findings
from tests.factories import make_card, make_contribution, make_field, make_region, make_user, make_workshop
from tests.workshops.minutes.at_the_minutes import make_open_group, wordings
from workshops.models import Contribution, WorkingGroup


@pytest.fixture
def desk(browser, server):
    """Opens pages as Petra of the Redaktion. Whatever a page complains of in its console fails the test."""
    petra = make_user("petra")
    # The server knows only the hashers of real life.
    petra.password = make_password("petra", hasher=PBKDF2PasswordHasher())
    petra.save()
    contexts = []
    complaints = []

    def open_desk(**options) -> Page:
        context = browser.new_context(base_url=server.url, locale="de-DE", **{"viewport": DESK, **options})
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": session_of(petra), "url": server.url}])
        page = context.new_page()
        page.on("console", lambda message: note(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_desk
    for context in contexts:
        context.close()
    assert complaints == []


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def note(message, complaints: list[str]):
    """What the console says, but for what the test does on purpose and a feature the browser lacks."""
    expected = ("ERR_INTERNET_DISCONNECTED", "422 (Unprocessable Entity)", "Unrecognized feature")
    if message.type in ("error", "warning") and not any(words in message.text for words in expected):
        complaints.append(message.text)


def minutes_of(group: WorkingGroup) -> str:
    return reverse("admin:workshops_workinggroup_minutes", args=[group.pk])


@contextmanager
def without_connection(context: BrowserContext) -> Iterator[None]:
    context.set_offline(True)
    yield
    context.set_offline(False)


def status(page: Page):
    return page.locator("[data-status]")


def said(page: Page, quadrant: str) -> list[str]:
    return page.locator(f"[data-column={quadrant}] .contribution-wording").all_inner_texts()


def type_lines(page: Page, *lines: str):
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def test_a_sheet_is_written_down_by_keyboard_alone(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.locator("#neu-strength").focus()

    type_lines(page, "Gute Luft", "Ruhe")
    page.keyboard.press("Tab")
    type_lines(page, "Kein Bus")
    page.keyboard.type("Zeile eins")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Zeile zwei")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    type_lines(page, "Mehr Bänke")

    expect(status(page)).to_have_text("Alles gespeichert.")
    assert [wordings(group, quadrant) for quadrant in Quadrant] == [
        ["Gute Luft", "Ruhe"],
        ["Kein Bus", "Zeile eins\nZeile zwei"],
        [],
        ["Mehr Bänke"],
    ]
    expect(page.locator("#neu-idea")).to_be_focused()
    assert said(page, "strength") == ["Gute Luft", "Ruhe"]


@pytest.mark.long
def test_141_contributions_are_written_down_as_fast_as_one_types(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.locator("#neu-strength").focus()

    for column in range(4):
        type_lines(page, *(f"Beitrag {column}-{number}" for number in range(36 if column else 33)))
        page.keyboard.press("Tab")

    expect(status(page)).to_have_text("Alles gespeichert.", timeout=30_000)
    assert [len(wordings(group, quadrant)) for quadrant in Quadrant] == [33, 36, 36, 36]
    assert wordings(group, Quadrant.IDEA) == [f"Beitrag 3-{number}" for number in range(36)]


def test_the_round_holds_for_what_is_typed_next(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))

    page.select_option("#runde", "2")
    page.locator("#neu-strength").focus()
    type_lines(page, "Ruhe")
    expect(status(page)).to_have_text("Alles gespeichert.")
    page.reload()
    page.locator("#neu-idea").focus()
    type_lines(page, "Bänke")
    expect(status(page)).to_have_text("Alles gespeichert.")

    assert [contribution.round for contribution in group.contributions.all()] == [2, 2]


def test_nothing_is_lost_when_the_connection_drops(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.locator("#neu-weakness").focus()

    with without_connection(page.context):
        type_lines(page, "Eins", "Zwei", "Drei")
        expect(status(page)).to_have_text("3 Beiträge warten auf die Verbindung.")
        assert said(page, "weakness") == ["Eins", "Zwei", "Drei"]
        assert group.contributions.count() == 0
        page.keyboard.type("angefangen")

    expect(status(page)).to_have_text("Alles gespeichert.")
    assert wordings(group, Quadrant.WEAKNESS) == ["Eins", "Zwei", "Drei"]
    page.reload()
    assert said(page, "weakness") == ["Eins", "Zwei", "Drei"]
    assert page.input_value("#neu-weakness") == "angefangen"


def test_what_waits_is_still_there_after_a_reload_and_is_sent_once(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.locator("#neu-idea").focus()
    sending = f"**{reverse('admin:workshops_workinggroup_minutes_send', args=[group.pk])}"
    page.route(sending, lambda route: route.abort("internetdisconnected"))
    type_lines(page, "Bänke")
    expect(status(page)).to_have_text("1 Beitrag wartet auf die Verbindung.")

    page.reload()
    assert said(page, "idea") == ["Bänke"]
    page.unroute(sending)
    page.reload()

    expect(status(page)).to_have_text("Alles gespeichert.")
    page.reload()
    assert said(page, "idea") == ["Bänke"]
    assert wordings(group, Quadrant.IDEA) == ["Bänke"]


def test_an_answer_that_gets_lost_makes_no_second_contribution(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    lost = []

    def lose_first_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort("internetdisconnected")

    page.route("**/senden/", lose_first_answer)
    page.locator("#neu-idea").focus()
    type_lines(page, "Bänke")

    expect(status(page)).to_have_text("Alles gespeichert.", timeout=15_000)
    assert lost[0].status == 200
    assert said(page, "idea") == ["Bänke"]
    assert Contribution.objects.count() == 1


def test_who_was_signed_out_meanwhile_loses_nothing(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.context.clear_cookies(name="sessionid")
    page.locator("#neu-idea").focus()
    type_lines(page, "Bänke")

    expect(status(page)).to_contain_text("1 Beitrag wartet, bis Sie wieder angemeldet sind.")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_label("Benutzername").fill("petra")
    page.get_by_label("Passwort").fill("petra")
    page.get_by_label("Passwort").press("Enter")

    expect(status(page)).to_have_text("Alles gespeichert.")
    assert wordings(group, Quadrant.IDEA) == ["Bänke"]


def test_signed_in_again_while_something_is_on_its_way_it_is_sent_once_more_at_once(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.context.clear_cookies(name="sessionid")
    page.locator("#neu-idea").focus()
    type_lines(page, "Bänke")
    expect(status(page)).to_contain_text("1 Beitrag wartet, bis Sie wieder angemeldet sind.")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_label("Benutzername").fill("petra")
    page.get_by_label("Passwort").fill("petra")
    # The outbox asks every few seconds whether somebody is signed in; this answer is from before.
    held = []
    page.route("**/admin/stand/", lambda route: held.append(route) if not held else route.continue_())
    while not held:
        page.wait_for_timeout(100)
    answer_from_before = held[0].fetch()
    page.get_by_label("Passwort").press("Enter")
    expect(page.get_by_label("Passwort")).to_have_count(0)
    held[0].fulfill(response=answer_from_before)

    expect(status(page)).to_have_text("Alles gespeichert.", timeout=2_000)
    assert wordings(group, Quadrant.IDEA) == ["Bänke"]


def test_too_long_a_text_stays_in_its_field_with_a_reason(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))

    page.fill("#neu-idea", "a" * 2_001)
    page.press("#neu-idea", "Enter")

    expect(page.get_by_role("alert")).to_contain_text("mit 2.001 Zeichen zu lang, möglich sind 2.000.")
    assert page.input_value("#neu-idea") == "a" * 2_001
    assert group.contributions.count() == 0


def test_what_was_refused_comes_back_into_the_field(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    group.rounds = 1
    group.save()
    page.select_option("#runde", "2")
    page.locator("#neu-idea").focus()
    type_lines(page, "Bänke")

    expect(page.locator(".is-refused")).to_contain_text("Die Gruppe hat 1 Runde.")
    page.get_by_role("button", name="Zurück ins Feld").click()
    assert page.input_value("#neu-idea") == "Bänke"
    assert page.locator(".is-refused").count() == 0


def test_a_pasted_list_is_put_right_in_the_preview_with_the_caret(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    page.fill("#neu-weakness", "• Leerstand Kein Bus\n• Vernet-\nzung")
    page.locator("[data-column=weakness]").get_by_role("button", name="Liste einfügen").click()

    page.locator("#zeile-0").focus()
    page.keyboard.press("Control+Home")
    for _ in "Leerstand ":
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Teilen (Beitrag 1)", exact=True).click()
    expect(page.locator("#zeile-1")).to_have_value("Kein Bus")
    page.get_by_role("button", name="Ausgewählte speichern").click()

    expect(page.locator(".messagelist")).to_contain_text("3 Beiträge unter „Schwächen“ gespeichert.")
    assert wordings(group, Quadrant.WEAKNESS) == ["Leerstand", "Kein Bus", "Vernetzung"]
    assert page.input_value("#neu-weakness") == ""


def test_without_a_script_everything_works_by_forms(desk):
    group = make_open_group()
    page = desk(java_script_enabled=False)
    page.goto(minutes_of(group))

    page.fill("#neu-strength", "Ruhe\nWald")
    page.select_option("#neue-runde-strength", "2")
    page.locator("[data-column=strength]").get_by_role("button", name="Hinzufügen").click()
    expect(page.locator("#neu-strength")).to_be_focused()
    page.locator("summary", has_text="Bearbeiten „Wald“").click()
    row = page.locator(".contribution", has_text="Wald")
    row.get_by_label("Wortlaut").fill("Viel Wald")
    row.get_by_role("button", name="Nach oben").click()
    page.locator("[data-column=idea]").get_by_role("button", name="Liste einfügen").click()
    page.fill("#text", "1. Bänke\n2. Bäume")
    page.get_by_role("button", name="Vorschau").click()
    page.get_by_role("button", name="Mit vorigem verbinden (Beitrag 2)").click()
    page.get_by_role("button", name="Ausgewählte speichern").click()
    page.get_by_role("button", name="Alle offenen übernehmen").click()

    expect(page.locator(".messagelist")).to_contain_text("3 Beiträge sind jetzt Karten")
    assert [wordings(group, quadrant) for quadrant in Quadrant] == [["Viel Wald", "Ruhe"], [], [], ["Bänke Bäume"]]
    assert [c.round for c in group.contributions.in_quadrant(Quadrant.STRENGTH)] == [2, 2]
    assert sorted(card.text for card in group.handlungsfeld.cards.drafts()) == ["Bänke Bäume", "Ruhe", "Viel Wald"]


def test_from_an_empty_field_to_a_published_one_in_under_ten_actions(desk):
    make_region()
    field = make_field(title="Gutes Leben", status=Status.DRAFT)
    group = make_open_group(handlungsfeld=field)
    page = desk()
    page.goto("/admin/workshops/workinggroup/")
    actions = 0

    def act(action, *what):
        nonlocal actions
        action(*what)
        actions += 1

    act(page.get_by_role("link", name="Protokoll von").click)
    act(page.fill, "#neu-strength", "• Gute Luft\n• Ruhe\n• Viele Vereine")
    act(page.locator("[data-column=strength]").get_by_role("button", name="Liste einfügen").click)
    act(page.get_by_role("button", name="Ausgewählte speichern").click)
    act(page.get_by_label("gleich veröffentlichen").check)
    act(page.get_by_role("button", name="Alle offenen übernehmen (3)").click)
    act(page.get_by_role("button", name="Handlungsfeld veröffentlichen").click)

    assert actions == 7
    expect(page.locator(".messagelist")).to_contain_text("steht jetzt auf der Website")
    assert [contribution.outcome for contribution in group.contributions.all()] == ["adopted"] * 3
    page.context.clear_cookies()
    page.goto(f"/handlungsfelder/{field.slug}/")
    expect(page.get_by_role("main")).to_contain_text("Viele Vereine")


def test_what_was_just_typed_can_be_adopted_without_a_reload(desk):
    group = make_open_group()
    page = desk()
    page.goto(minutes_of(group))
    expect(page.get_by_role("button", name="Alle offenen übernehmen")).to_be_hidden()
    page.locator("#neu-strength").focus()
    type_lines(page, "Ruhe", "Wald")

    expect(status(page)).to_have_text("Alles gespeichert.")
    page.get_by_role("button", name="Alle offenen übernehmen (2)").click()

    expect(page.locator(".messagelist")).to_contain_text("2 Beiträge sind jetzt Karten der Strategie, als Entwürfe.")
    assert [card.text for card in group.handlungsfeld.cards.all()] == ["Ruhe", "Wald"]


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(desk):
    group = make_open_group(workshop=make_workshop(status=Status.DRAFT), guiding_statement_stem="Wir wollen, dass …")
    card = make_card(handlungsfeld=group.handlungsfeld, text="Ruhe")
    contribution = make_contribution(working_group=group, wording="Ruhe", round=1)
    make_contribution(working_group=group, wording="Wald", cards=[card], outcome="adopted")
    make_contribution(working_group=group, wording="Geld", outcome="not_adopted", reply="Zu viel.", quadrant="idea")
    make_contribution(working_group=group).delete()
    page = desk()
    here = minutes_of(group)

    def examine():
        assert findings(page) == []

    page.goto(f"{here}?bei={contribution.pk}&knopf=up")
    page.locator("#neu-strength").focus()
    with without_connection(page.context):
        type_lines(page, "Wartet")
        expect(status(page)).to_contain_text("1 Beitrag wartet")
        examine()
    page.fill(f"#text-{contribution.pk}", "a" * 2_001)
    with page.expect_navigation():
        page.locator(f"#beitrag-{contribution.pk}").get_by_role("button", name="Speichern").click()
    examine()
    page.goto(f"{here}beitraege/{contribution.pk}/antwort/")
    examine()
    for address in (
        f"{here}einfuegen/",
        reverse("admin:workshops_workshop_paste", args=[group.workshop.pk]),
        reverse("admin:workshops_workshop_read_board", args=[group.workshop.pk]),
        f"{here}einfuegen/weakness/",
    ):
        page.goto(address)
        examine()
    page.fill("#text", "• Ruhe\n• Neu")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("#zeile-0")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Teilen (Beitrag 2)", exact=True).click()
    examine()


def test_from_nothing_to_a_published_record_of_two_groups_in_fifteen_clicks(desk):
    make_region()
    for number in (1, 2):
        make_field(number=number, title=f"Feld {number}")
    page = desk()
    page.goto("/admin/")
    clicks = 0

    def click(role: str, name: str):
        nonlocal clicks
        page.get_by_role(role, name=name).first.click()
        clicks += 1

    click("link", "Neuer Workshop")
    page.get_by_label("Titel").fill("Werkstatt am Abend")
    page.get_by_label("Fragen im Plenum").fill("Was läuft gut?\nWas fehlt?")
    page.get_by_label("Themen am Brett unter „HF 1: Feld 1“").fill("• Bus\n• Laden")
    click("button", "Als Entwurf anlegen")
    for number in (1, 2):
        click("link", f"HF {number}: Feld {number}")
        page.locator("#neu-strength").focus()
        type_lines(page, "Ruhe", "Wald")
        page.keyboard.press("Tab")
        type_lines(page, "Kein Bus")
        expect(status(page)).to_have_text("Alles gespeichert.")
        page.go_back()
        clicks += 1
    click("button", "Protokoll veröffentlichen")
    expect(page.locator(".messagelist")).to_contain_text("steht jetzt auf der Website")

    assert clicks <= 15
    page.goto("/workshops/werkstatt-am-abend/")
    expect(page.get_by_role("main")).to_contain_text("Kein Bus")

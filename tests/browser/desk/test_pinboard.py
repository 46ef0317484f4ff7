"""The pinboard of a field in a real browser: with a mouse, with the keyboard alone, and without a script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests.browser.desk.looking import findings, page_of
from tests.factories import make_card, make_contribution, make_field, make_place, make_topic, make_user
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard, texts_in

STRENGTH, WEAKNESS, POTENTIAL, IDEA = Quadrant


class Desk:
    """A pinboard with cards on it, a server that serves it, and Petra's browser, which notes what goes wrong."""

    def __init__(self, browser, server):
        self.browser, self.url = browser, server.url
        self.field = make_field(number=1, title="Gutes Leben")
        make_field(number=2, title="Wirtschaft")
        self.topic = make_topic(handlungsfeld=self.field, title="Nahversorgung")
        make_topic(title="Fachkräfte")
        for text in ("Alte Häuser", "Kein Bus"):
            card = make_card(handlungsfeld=self.field, quadrant=WEAKNESS, text=text, topics=[self.topic])
        self.bus = card
        make_contribution(cards=[self.bus])
        for text in ("Leerstand nutzen", "Neue Wege"):
            make_card(handlungsfeld=self.field, quadrant=POTENTIAL, text=text, places=[make_place()])
        self.draft = make_card(handlungsfeld=self.field, quadrant=IDEA, text="Dorfladen", status=Status.DRAFT)
        self.petra = AtThePinboard(make_user("petra", first_name="Petra", last_name="Beispiel"), self.field)
        self.errors: list[str] = []

    @contextmanager
    def visit(self, **options) -> Iterator[Page]:
        """A page of a browser in which Petra is signed in."""
        page = page_of(self.browser, self.petra.client, self.url, self.errors, **options)
        page.goto(f"{self.url}{self.petra.address()}")
        try:
            yield page
        finally:
            page.context.close()

    def address(self, name: str, **arguments) -> str:
        return f"{self.url}{self.petra.address(name, **arguments)}"

    def on_the_website(self, quadrant: Quadrant) -> list[str]:
        """What visitors now read in a column of the field's page."""
        context = self.browser.new_context(locale="de-DE")
        page = context.new_page()
        page.goto(f"{self.url}{self.field.get_absolute_url()}")
        texts = page.locator(f"#{quadrant.anchor} .card p").all_inner_texts()
        context.close()
        return texts


@pytest.fixture
def desk(browser, server) -> Desk:
    return Desk(browser, server)


def pin(page: Page, card: Card) -> Locator:
    return page.locator(f"#karte-{card.code}")


def drag(page: Page, card: Locator, target: Locator, below: bool = False):
    """As a hand does it: press, move a little, move on, let go."""
    start, end = card.locator(".pin-text").bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 12, steps=3)
    height = end["height"] - 6 if below else 6
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + height, steps=12)
    page.wait_for_timeout(250)
    page.mouse.move(end["x"] + end["width"] / 2 + 2, end["y"] + height, steps=2)
    page.mouse.up()


def says(page: Page, sentence: str):
    """That something was done, with the way to undo it."""
    expect(page.get_by_role("status")).to_have_text(f"{sentence} Rückgängig")


def focused(page: Page, card: Card):
    expect(page.locator(f"#karte-{card.code}")).to_be_focused()


def shows(page: Page, quadrant: Quadrant, *texts: str):
    """That the column of this quadrant comes to hold these cards, from the top."""
    expect(page.locator(f'[data-quadrant="{quadrant.value}"] .pin-text')).to_have_text(texts)


def test_a_card_is_dragged_to_another_quadrant_and_visitors_see_it_there(desk):
    with desk.visit() as page:
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="potential"] .pin').first)
        says(page, f"Karte {desk.bus.code} steht jetzt in Potentiale, Platz 1 von 3.")
        focused(page, desk.bus)
        assert page.locator("[data-count]").all_inner_texts() == ["0", "1", "3", "1"]
        # Again, without loading the page anew: it knows the card's new version.
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="idea"] .pin').first, below=True)
        says(page, f"Karte {desk.bus.code} steht jetzt in Ideen, Platz 2 von 2.")
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="potential"] .pin').first)
        says(page, f"Karte {desk.bus.code} steht jetzt in Potentiale, Platz 1 von 3.")
    assert desk.on_the_website(WEAKNESS) == ["Alte Häuser"]
    assert desk.on_the_website(POTENTIAL) == ["Kein Bus", "Leerstand nutzen", "Neue Wege"]
    assert desk.errors == []


def test_a_drag_is_undone_from_the_message(desk):
    with desk.visit() as page:
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="potential"] .pin').first)
        page.get_by_role("status").get_by_role("link", name="Rückgängig").click()
        assert texts_in(desk.field, POTENTIAL) == ["Kein Bus", "Leerstand nutzen", "Neue Wege"]
        page.get_by_role("button", name="Rückgängig machen").click()
        says(page, "Rückgängig gemacht: Karte „Kein Bus“ auf der Tafel nach Potentiale verschoben.")
        assert page.url.split("#")[0] == f"{desk.url}{desk.petra.address()}"
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus")
    assert desk.errors == []


def test_a_card_is_dragged_within_its_column_and_into_an_empty_one(desk):
    with desk.visit() as page:
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="weakness"] .pin').first)
        says(page, f"Karte {desk.bus.code} steht jetzt in Schwächen, Platz 1 von 2.")
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="strength"]'))
        says(page, f"Karte {desk.bus.code} steht jetzt in Stärken, Platz 1 von 1.")
    assert texts_in(desk.field, STRENGTH) == ["Kein Bus"]
    assert desk.errors == []


def test_the_same_with_the_keyboard_alone(desk):
    with desk.visit() as page:
        tab_to(
            page,
            lambda: page.evaluate("document.activeElement.matches('summary')") and code_at_focus(page) == desk.bus.code,
        )
        page.keyboard.press("Enter")
        tab_to(page, lambda: page.evaluate("document.activeElement.textContent") == "nach Potentiale")
        page.keyboard.press("Enter")
        says(page, f"Karte {desk.bus.code} steht jetzt in Potentiale, Platz 3 von 3.")
        focused(page, desk.bus)
        tab_to(page, lambda: page.evaluate("document.activeElement.textContent") == "nach oben")
        assert code_at_focus(page) == desk.bus.code
        page.keyboard.press("Enter")
        says(page, f"Karte {desk.bus.code} steht jetzt in Potentiale, Platz 2 von 3.")
        shows(page, POTENTIAL, "Leerstand nutzen", "Kein Bus", "Neue Wege")
        # One goes on pressing.
        expect(pin(page, desk.bus).get_by_role("button", name="nach oben")).to_be_focused()
    assert desk.on_the_website(POTENTIAL) == ["Leerstand nutzen", "Kein Bus", "Neue Wege"]
    assert desk.errors == []


def open_its_page(page: Page, card: Card):
    """Without a script the menu of a card is a page."""
    pin(page, card).locator("summary").click()
    pin(page, card).get_by_role("link", name="Was sich mit der Karte tun lässt …").click()


def test_the_same_without_a_script(desk):
    with desk.visit(java_script_enabled=False) as page:
        open_its_page(page, desk.bus)
        page.get_by_role("button", name="nach Potentiale").click()
        says(page, f"Karte {desk.bus.code} steht jetzt in Potentiale, Platz 3 von 3.")
        assert page.url == f"{desk.address('')}#karte-{desk.bus.code}"
        open_its_page(page, desk.bus)
        page.get_by_role("button", name="nach oben").click()
        says(page, f"Karte {desk.bus.code} steht jetzt in Potentiale, Platz 2 von 3.")
    assert desk.on_the_website(POTENTIAL) == ["Leerstand nutzen", "Kein Bus", "Neue Wege"]


def test_all_the_rest_without_a_script(desk):
    with desk.visit(java_script_enabled=False) as page:
        open_its_page(page, desk.draft)
        page.get_by_role("link", name="Text, Themen, Orte …").click()
        page.get_by_label("Text", exact=True).fill("Ein Dorfladen")
        page.get_by_label("Nahversorgung").check()
        page.get_by_role("button", name="Speichern").click()
        says(page, f"Karte {desk.draft.code} ist gespeichert.")
        open_its_page(page, desk.draft)
        page.get_by_role("button", name="veröffentlichen").click()
        says(page, f"Karte {desk.draft.code} ist veröffentlicht und auf der Website zu lesen.")
        page.get_by_label("Neue Karte in Ideen").fill("Rufbus")
        page.get_by_role("button", name="Karte anlegen in Ideen").click()
        new = Card.objects.get(text="Rufbus")
        says(page, f"Karte {new.code} ist neu (Entwurf) und steht jetzt in Ideen, Platz 2 von 2.")
    desk.draft.refresh_from_db()
    assert list(desk.draft.topics.all()) == [desk.topic]
    assert desk.on_the_website(IDEA) == ["Ein Dorfladen"]


def test_cards_are_merged_and_the_merge_is_taken_back(desk):
    with desk.visit() as page:
        for card in (desk.bus, desk.draft):
            pin(page, card).get_by_role("checkbox").check()
        page.get_by_role("button", name="Zusammenführen").click()
        # Typing a wording of one's own chooses it.
        page.get_by_label("Neuer Wortlaut").fill("Bus und Laden")
        page.get_by_role("button", name="2 Karten zusammenführen").click()
        expect(page.get_by_role("status")).to_contain_text(f"Aus 2 Karten ist eine geworden: {desk.bus.code}.")
        focused(page, desk.bus)
        shows(page, WEAKNESS, "Alte Häuser", "Bus und Laden")
        shows(page, IDEA)
        pin(page, desk.bus).locator("summary").click()
        pin(page, desk.bus).get_by_role("link", name="Zusammenführung aufheben …").click()
        page.get_by_role("button", name="Zusammenführung aufheben").click()
        says(page, f"Wieder eigene Karten, wie sie waren: {desk.draft.code}.")
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus")
        shows(page, IDEA, "Dorfladen")
    assert desk.errors == []


def test_a_card_is_edited_in_place(desk):
    with desk.visit() as page:
        pin(page, desk.bus).locator("summary").first.click()
        pin(page, desk.bus).get_by_role("link", name="Text, Themen, Orte …").click()
        text = pin(page, desk.bus).get_by_label("Text", exact=True)
        expect(text).to_be_focused()
        text.fill(" ")
        text.press("Control+Enter")
        expect(pin(page, desk.bus).locator(".mistake")).to_have_text("Bitte geben Sie einen Text ein.")
        pin(page, desk.bus).get_by_label("Text", exact=True).fill("Kein Bus nach acht")
        pin(page, desk.bus).get_by_role("button", name="Speichern").click()
        says(page, f"Karte {desk.bus.code} ist gespeichert und so auf der Website zu lesen.")
        focused(page, desk.bus)
        assert page.url == desk.address("")
    assert desk.on_the_website(WEAKNESS) == ["Alte Häuser", "Kein Bus nach acht"]


def test_leaving_the_form_leaves_the_card_as_it_was(desk):
    with desk.visit() as page:
        pin(page, desk.bus).locator("summary").first.click()
        pin(page, desk.bus).get_by_role("link", name="Text, Themen, Orte …").click()
        pin(page, desk.bus).get_by_label("Text", exact=True).press("Escape")
        focused(page, desk.bus)
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus")
        assert pin(page, desk.bus).locator("textarea").count() == 0
    assert desk.errors == []


def test_what_was_typed_is_not_thrown_away_by_accident(desk):
    asked = []
    with desk.visit() as page:
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        pin(page, desk.bus).locator("summary").first.click()
        pin(page, desk.bus).get_by_role("link", name="Text, Themen, Orte …").click()
        text = pin(page, desk.bus).get_by_label("Text", exact=True)
        text.fill("Kein Bus nach acht")
        text.press("Escape")
        expect(text).to_have_value("Kein Bus nach acht")
    assert asked == ["Ihre Änderung am Text verwerfen?"]


def test_cards_are_written_one_after_the_other(desk):
    with desk.visit() as page:
        box = page.get_by_label("Neue Karte in Stärken")
        for text in ("Vereine", "Natur"):
            box.fill(text)
            box.press("Control+Enter")
            expect(box).to_have_value("")
            expect(box).to_be_focused()
        shows(page, STRENGTH, "Vereine", "Natur")
        card = Card.objects.get(text="Natur")
        says(page, f"Karte {card.code} ist neu (Entwurf) und steht jetzt in Stärken, Platz 2 von 2.")
        drag(page, pin(page, card), page.locator('[data-quadrant="strength"] .pin').first)
        says(page, f"Karte {card.code} steht jetzt in Stärken, Platz 1 von 2.")
    assert desk.errors == []


def test_a_stale_drag_goes_back_and_shows_both_states(desk):
    with desk.visit() as page:
        changed = Card.objects.get(pk=desk.bus.pk)
        changed.text = "Kein Bus nach acht"
        changed.save()
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="potential"] .pin').first)
        expect(page.locator("#pinboard-alert .pin-text").first).to_have_text("Kein Bus")
        expect(page.locator("#pinboard-alert .pin-text").last).to_have_text("Kein Bus nach acht")
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus")
        page.get_by_role("link", name="Tafel neu laden").click()
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus nach acht")
    assert texts_in(desk.field, POTENTIAL) == ["Leerstand nutzen", "Neue Wege"]


def test_a_card_is_dropped_far_below_the_last_one_of_a_short_column(desk):
    for number in range(2):
        make_card(handlungsfeld=desk.field, quadrant=WEAKNESS, text=f"Schwäche {number}")
    with desk.visit() as page:
        assert page.locator('[data-quadrant="strength"]').bounding_box()["height"] > 400
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="strength"]'), below=True)
        says(page, f"Karte {desk.bus.code} steht jetzt in Stärken, Platz 1 von 1.")
    assert texts_in(desk.field, STRENGTH) == ["Kein Bus"]


def test_a_card_is_found_by_its_words_and_several_are_changed_at_once(desk):
    with desk.visit() as page:
        page.get_by_label("Suchen").fill("LEERSTAND")
        expect(page.locator(".pin:visible")).to_have_count(1)
        page.get_by_label("Suchen").fill("")
        for card in (desk.bus, desk.draft):
            pin(page, card).get_by_role("checkbox").check()
        expect(page.locator("[data-ticked]")).to_have_text("2")
        page.get_by_role("button", name="Ändern, verschieben, verschlagworten …").click()
        page.get_by_role("button", name="2 Karten veröffentlichen").click()
        says(page, "2 Karten sind veröffentlicht.")
    assert desk.on_the_website(IDEA) == ["Dorfladen"]
    assert desk.errors == []


def test_when_the_connection_is_gone_the_card_goes_back_and_what_was_written_stays(desk):
    with desk.visit() as page:
        page.context.set_offline(True)
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="potential"] .pin').first)
        expect(page.get_by_role("alert")).to_contain_text("Die Verbindung zum Portal ist weg.")
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus")
        box = page.get_by_label("Neue Karte in Stärken")
        box.fill("Vereine")
        box.press("Control+Enter")
        expect(page.locator("#neu-strength-fehler")).to_contain_text("Die Verbindung zum Portal ist weg.")
        expect(box).to_have_value("Vereine")
        page.context.set_offline(False)
        box.press("Control+Enter")
        expect(box).to_have_value("")
    assert texts_in(desk.field, STRENGTH) == ["Vereine"]


def test_who_was_signed_out_meanwhile_is_told(desk):
    with desk.visit() as page:
        page.context.clear_cookies(name="sessionid")
        drag(page, pin(page, desk.bus), page.locator('[data-quadrant="potential"] .pin').first)
        expect(page.get_by_role("dialog")).to_contain_text("Bitte melden Sie sich noch einmal an")
        page.get_by_role("button", name="Abbrechen").click()
        expect(page.get_by_role("alert")).to_contain_text("Sie sind nicht mehr angemeldet.")
        shows(page, WEAKNESS, "Alte Häuser", "Kein Bus")


def test_nothing_on_the_pinboards_pages_shuts_anybody_out_or_breaks_the_policy(desk):
    other = make_card(handlungsfeld=desk.field, quadrant=WEAKNESS, text="x" * 300)
    merging = f"?karte={desk.bus.code}&karte={other.code}"
    gone = make_card(handlungsfeld=desk.field, status=Status.ARCHIVED, merged_into=desk.bus)
    with desk.visit() as page:
        pin(page, desk.bus).locator("summary").first.click()
        pin(page, desk.draft).get_by_role("checkbox").check()
        found = {"Tafel": findings(page)}
        pin(page, desk.bus).get_by_role("link", name="Text, Themen, Orte …").click()
        pin(page, desk.bus).locator("textarea").wait_for()
        found["in der Karte"] = findings(page)
        addresses = {
            "bearbeiten": desk.address("edit", card=desk.bus),
            "teilen": desk.address("split", card=desk.bus),
            "eine Karte": desk.address("card", card=desk.bus),
            "mehrere Karten": desk.address("selection") + merging,
            "zusammenführen": desk.address("merge") + merging,
            "aufheben": desk.address("unmerge", card=desk.bus),
            "Archiv": desk.address("") + "?status=archiv",
        }
        page.on("dialog", lambda dialog: dialog.accept())
        for name, address in addresses.items():
            page.goto(address)
            found[name] = findings(page)
        page.goto(desk.address("edit", card=desk.bus))
        changed = Card.objects.get(pk=desk.bus.pk)
        changed.archive()
        changed.publish()
        with page.expect_navigation():
            page.get_by_role("button", name="Speichern").click()
        found["Konflikt"] = findings(page)
    assert gone.merged_into == desk.bus
    assert found == {name: [] for name in found}
    # The conflict is answered with 409, which the browser notes by itself.
    assert [error for error in desk.errors if "409" not in error] == []


def tab_to(page: Page, is_there: Callable[[], bool]):
    for _ in range(200):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError("The keyboard does not get there.")


def code_at_focus(page: Page) -> str | None:
    return page.evaluate("document.activeElement.closest('[data-code]')?.dataset.code")

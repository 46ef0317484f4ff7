"""The pages of rows in a real browser: by keyboard alone, without a script, and read by axe."""

from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from handlungsfelder.models import Topic
from tests.browser.desk.looking import findings, page_of
from tests.desk.forms import AtTheDesk
from tests.factories import (
    make_board_topic,
    make_field,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_workshop,
)
from workshops.models import SurveyAnswer


class Desk:
    """A field, a board and a survey, a server that serves them, and Petra's browser, which notes what goes wrong."""

    def __init__(self, browser, server):
        self.browser, self.url = browser, server.url
        self.field = make_field(number=1, title="Gutes Leben")
        self.topics = [make_topic(handlungsfeld=self.field, title=title) for title in ("Wohnen", "Ärzte", "Busse")]
        self.workshop = make_workshop(title="Zukunftskonferenz", board_legend="Fett: wichtig")
        for wording in ("Wohnen", "Ärzte"):
            make_board_topic(workshop=self.workshop, handlungsfeld=self.field, wording=wording)
        make_board_topic(workshop=self.workshop, wording="Digital")
        self.question = make_survey_question(
            survey=make_survey(workshop=self.workshop, respondents=20), text="Was fehlt?"
        )
        self.bus = make_survey_answer(question=self.question, label="Bus", votes=30)
        self.petra = AtTheDesk("petra")
        self.errors: list[str] = []
        self.contexts = []

    def visit(self, address: str, **options) -> Page:
        page = page_of(self.browser, self.petra.client, self.url, self.errors, **options)
        self.contexts.append(page.context)
        page.goto(self.url + address)
        return page

    @property
    def topic_rows(self) -> str:
        return reverse("admin:handlungsfelder_handlungsfeld_topics", args=[self.field.pk])

    @property
    def topic_board_rows(self) -> str:
        return reverse("admin:workshops_workshop_board_topics", args=[self.workshop.pk])

    @property
    def survey_count(self) -> str:
        return reverse("admin:workshops_survey_count", args=[self.question.survey_id])


@pytest.fixture
def desk(browser, server):
    desk = Desk(browser, server)
    yield desk
    for context in desk.contexts:
        context.close()


def said(page: Page, sentence: str):
    expect(page.locator(".messagelist")).to_have_text(f"{sentence} Rückgängig")


def titles(desk) -> list[str]:
    return [topic.title for topic in Topic.objects.in_field(desk.field)]


def test_the_weights_of_a_board_are_entered_by_keyboard_alone(desk):
    page = desk.visit(desk.topic_board_rows)
    page.get_by_role("group", name="Gewicht für Wohnen").get_by_role("radio", name="–").focus()
    for key in ("5", "Enter", "3", "Enter", "1", "Enter"):
        page.keyboard.press(key)
    # Behind the last row stands the button.
    expect(page.get_by_role("button", name="Speichern").last).to_be_focused()
    page.get_by_role("group", name="hier hinzugefügt für Ärzte").get_by_role("radio", name="unbekannt").focus()
    page.keyboard.press("j")
    page.get_by_role("button", name="Speichern").last.focus()
    page.keyboard.press("Enter")
    said(page, "3 Themen am Brett sind gespeichert.")
    recorded = [(each.wording, each.weight, each.added_here) for each in desk.workshop.board_topics.order_by("id")]
    assert recorded == [("Wohnen", 5, None), ("Ärzte", 3, True), ("Digital", 1, None)]
    assert desk.errors == []


def test_a_row_moves_in_place_keeps_the_focus_and_is_saved(desk):
    page = desk.visit(desk.topic_rows)
    button = page.get_by_role("button", name="nach oben: Busse")
    button.press("Enter")
    expect(button).to_be_focused()
    button.press("Enter")
    expect(page.locator("[data-rows-says]")).to_have_text("Jetzt Platz 1 von 3.")
    assert page.locator(".rows-row .rows-number").all_inner_texts() == ["1", "2", "3"]
    expect(page.locator("[data-rows-state]")).to_have_text("Noch nicht gespeichert")
    assert titles(desk) == ["Wohnen", "Ärzte", "Busse"]
    page.get_by_role("button", name="Speichern").first.click()
    said(page, "Ein Thema ist gespeichert.")
    assert titles(desk) == ["Busse", "Wohnen", "Ärzte"]
    assert desk.errors == []


def test_only_the_rows_that_were_touched_are_sent(desk):
    """A board of any size can be saved, since Django reads only so many fields."""
    page = desk.visit(desk.topic_board_rows)
    page.get_by_role("group", name="Gewicht für Ärzte").get_by_role("radio", name="4").check()
    with page.expect_request(lambda request: request.method == "POST") as sending:
        page.get_by_role("button", name="Speichern").first.click()
    said(page, "Ein Thema am Brett ist gespeichert.")
    touched = desk.workshop.board_topics.get(weight=4)
    column = f"feld-{desk.field.pk}"
    order = [f"{name}-{group}" for group in (column, "alle") for name in ("order", "rows")]
    row = [f"{column}-{touched.pk}-{name}" for name in ("based_on_version", "weight", "added_here")]
    assert touched.wording == "Ärzte"
    assert sorted(parse_qs(sending.value.post_data, keep_blank_values=True)) == sorted(
        ["csrfmiddlewaretoken", "save", *order, *row]
    )


def test_without_a_script_rows_move_too_and_what_was_chosen_stays(desk):
    page = desk.visit(desk.topic_rows, java_script_enabled=False)
    page.get_by_role("group", name="von der LAG benannt für Wohnen").get_by_role("radio", name="ja").check()
    page.get_by_role("button", name="nach oben: Busse").click()
    expect(page.get_by_role("button", name="nach oben: Busse")).to_be_focused()
    assert titles(desk) == ["Wohnen", "Ärzte", "Busse"]
    page.get_by_role("button", name="Speichern").first.click()
    said(page, "2 Themen sind gespeichert.")
    assert titles(desk) == ["Wohnen", "Busse", "Ärzte"]
    assert Topic.objects.get(title="Wohnen").named_by_lag is True


def test_enter_in_a_field_saves_without_a_script(desk):
    page = desk.visit(desk.survey_count, java_script_enabled=False)
    page.get_by_label("Stimmen für: Bus").fill("12")
    page.get_by_label("Stimmen für: Bus").press("Enter")
    said(page, "Eine Änderung ist gespeichert.")
    assert SurveyAnswer.objects.get(pk=desk.bus.pk).votes == 12


def test_an_answer_is_counted_and_visitors_see_it(desk):
    page = desk.visit(desk.survey_count)
    page.get_by_label("Neue Antwort auf: Was fehlt?").fill("Laden")
    page.get_by_label("Stimmen für: neue Zeile").fill("7")
    page.get_by_role("button", name="Speichern").first.click()
    said(page, "Eine Änderung ist gespeichert.")
    expect(page.get_by_role("region", name="So sehen es Besucher*innen")).to_contain_text("Laden")
    page.get_by_role("link", name="Auf der Website ansehen").click()
    expect(page.get_by_role("row", name="Laden")).to_contain_text("7")
    assert desk.errors == []


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(desk):
    found = {}
    page = desk.visit(desk.topic_rows)
    found["Themen"] = findings(page)
    changed = desk.topics[0]
    changed.title = "Bauen"
    changed.save()
    page.get_by_role("group", name="von der LAG benannt für Wohnen").get_by_role("radio", name="ja").check()
    page.get_by_label("Titel von Thema 2").fill("")
    page.get_by_role("button", name="Speichern").first.click()
    page.get_by_text("Zwei Fassungen").wait_for()
    found["Konflikt"] = findings(page)
    page.on("dialog", lambda dialog: dialog.accept())
    for name, address in {"Brett": desk.topic_board_rows, "Auszählung": desk.survey_count}.items():
        page.goto(desk.url + address)
        found[name] = findings(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Weitere Frage").click()
    found["neue Frage"] = findings(page)
    assert found == {name: [] for name in found}
    # The conflict is answered with 409, which the browser notes by itself.
    assert [error for error in desk.errors if "409" not in error] == []

"""Import and export in a real browser: a file goes out, is changed, comes back; the pages are for everybody."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from handlungsfelder.models import Card
from tests.browser.desk.looking import findings, page_of
from tests.exchange.exchanging import AtTheDesk, saved
from tests.factories import make_card, make_field, make_user


class Desk:
    """Two cards, Petra signed in, and a browser that notes what goes wrong."""

    def __init__(self, browser, server, tmp_path):
        self.browser, self.url, self.folder = browser, server.url, tmp_path
        field = make_field(number=2, title="Wohnen")
        self.card = make_card(handlungsfeld=field, text="Alte Häuser im Ort")
        self.other = make_card(handlungsfeld=field, text="Kein Bus")
        self.there = AtTheDesk(make_user("petra"), Card)
        self.errors: list[str] = []

    def visit(self, **options) -> Page:
        page = page_of(self.browser, self.there.client, self.url, self.errors, **options)
        page.goto(self.url + self.there.address("changelist"))
        return page

    def downloaded(self, page: Page) -> openpyxl.Workbook:
        page.get_by_role("link", name="Exportieren").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Datei herunterladen").click()
        return openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))

    def upload(self, page: Page, workbook: openpyxl.Workbook):
        file = self.folder / "karten.xlsx"
        file.write_bytes(saved(workbook))
        page.goto(self.url + self.there.address("import"))
        page.get_by_label("Datei mit der Tabelle").set_input_files(file)
        page.get_by_role("button", name="Vorschau ansehen").click()

    def changed(self, page: Page) -> openpyxl.Workbook:
        """What was exported, with a text changed and a row added, as somebody does it in Excel."""
        workbook = self.downloaded(page)
        column = {cell.value: cell.column for cell in workbook.active[1]}
        workbook.active.cell(2, column["Text"]).value = "Alte Häuser mitten im Ort"
        for name, value in {"Handlungsfeld": 2, "Quadrant": "Idee", "Text": "Dorfladen"}.items():
            workbook.active.cell(4, column[name]).value = value
        return workbook


@pytest.fixture
def desk(browser, server, tmp_path) -> Desk:
    return Desk(browser, server, tmp_path)


def test_a_table_goes_out_is_changed_and_comes_back(desk):
    page = desk.visit()
    desk.upload(page, desk.changed(page))
    expect(page.get_by_role("listitem").filter(has_text="unverändert")).to_have_text("1 unverändert")
    assert page.locator("ins").all_inner_texts() == ["neu:\nmitten "]
    desk.card.refresh_from_db()
    assert desk.card.text == "Alte Häuser im Ort"

    page.get_by_role("button", name="So importieren").click()
    expect(page.locator(".messagelist")).to_contain_text(
        "„karten.xlsx“ ist importiert: 1 neu, 1 geändert, 1 unverändert."
    )
    assert [*Card.objects.order_by("pk").values_list("text", flat=True)] == [
        "Alte Häuser mitten im Ort",
        "Kein Bus",
        "Dorfladen",
    ]
    assert desk.errors == []


def test_the_same_works_without_a_script(desk):
    page = desk.visit(java_script_enabled=False)
    desk.upload(page, desk.changed(page))
    page.get_by_role("button", name="So importieren").click()

    expect(page.locator(".messagelist")).to_contain_text("ist importiert")
    assert Card.objects.filter(text="Dorfladen").count() == 1


def exporting(desk: Desk, page: Page):
    page.goto(desk.url + desk.there.address("export"))


def importing(desk: Desk, page: Page):
    page.goto(desk.url + desk.there.address("import"))


def previewing(desk: Desk, page: Page):
    desk.upload(page, desk.changed(page))
    expect(page.get_by_role("button", name="So importieren")).to_be_visible()


def reading_mistakes(desk: Desk, page: Page):
    workbook = desk.changed(page)
    workbook.active.cell(3, 2).value = 7
    workbook.active.cell(3, 5).value = "Kein Zug"
    workbook.active.cell(4, 4).value = "Chance"
    desk.upload(page, workbook)
    expect(page.locator("#mistakes-heading")).to_be_visible()


def being_refused(desk: Desk, page: Page):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Farbe"])
    workbook.active.append(["rot"])
    desk.upload(page, workbook)
    expect(page.locator(".errorlist")).to_be_visible()


@pytest.mark.parametrize("go_there", [exporting, importing, previewing, reading_mistakes, being_refused])
def test_every_page_can_be_used_by_everybody(desk, go_there: Callable):
    page = desk.visit()
    go_there(desk, page)
    assert findings(page) == []
    assert desk.errors == []

"""The sheets of a workshop: what they hold, that everybody can read them, and how their addresses answer."""

from datetime import date, timedelta
from itertools import pairwise

import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handlungsfelder.models import Quadrant
from leader_portal.content.audience import Status, preview
from leader_portal.printing.papers import Paper
from tests.factories import (
    make_board_column,
    make_board_topic,
    make_contribution,
    make_field,
    make_group,
    make_question,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_workshop,
)
from tests.printing.looking import as_pdf, type_sizes
from tests.printing.tagged_pdf import TaggedPdf, columns_of, letters
from tests.workshops.records import make_record
from workshops.models import BoardTopic, Contribution, QuestionKind, Workshop
from workshops.printing import DOCUMENTATION, TOPIC_BOARD, WORKSHEET, sheet_of_workshop

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SHEETS = {
    "ergebnisdokumentation.pdf": "Werkstatt-am-Abend-2021-12-15-Ergebnisdokumentation.pdf",
    "ergebnisdokumentation.docx": "Werkstatt-am-Abend-2021-12-15-Ergebnisdokumentation.docx",
    "ergebnisdokumentation.png": "Werkstatt-am-Abend-2021-12-15-Ergebnisdokumentation.png",
    "themenbrett.pdf": "Werkstatt-am-Abend-2021-12-15-Themenbrett-A3.pdf",
    "themenbrett.png": "Werkstatt-am-Abend-2021-12-15-Themenbrett-A3.png",
    "arbeitsblatt.pdf": "Werkstatt-am-Abend-2021-12-15-Arbeitsblatt-A3.pdf",
    "arbeitsblatt.pdf?papier=a0": "Werkstatt-am-Abend-2021-12-15-Arbeitsblatt-A0.pdf",
    "arbeitsblatt.png": "Werkstatt-am-Abend-2021-12-15-Arbeitsblatt-A3.png",
}
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG", "docx": b"PK"}
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def printed(sheet, workshop, paper=Paper.A4, group=None) -> TaggedPdf:
    return TaggedPdf(as_pdf(sheet_of_workshop(sheet, paper, workshop, group)))


@pytest.mark.parametrize(("sheet", "name"), SHEETS.items())
def test_each_sheet_comes_under_a_name_that_people_can_keep(sheet, name):
    make_record(held_on=date(2021, 12, 15))
    response = Client().get(f"/workshops/werkstatt/druck/{sheet}")
    suffix = name.rpartition(".")[2]

    assert response.status_code == 200
    assert response.headers["Content-Type"] == TYPES[suffix]
    assert response.headers["Content-Disposition"].endswith(f'; filename="{name}"')
    assert response.content.startswith(BEGINS[suffix])
    assert not response.cookies


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_kept_until_the_content_changes_or_the_day(sheet):
    workshop = make_record(held_on=date(2021, 12, 15))
    visitor, path = Client(), f"/workshops/werkstatt/druck/{sheet}"
    first = visitor.get(path)
    with CaptureQueriesContext(connection) as captured:
        again = visitor.get(path)
    queries = len(captured)
    unchanged = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        next_day = visitor.head(path, headers={"If-None-Match": first.headers["ETag"]})
    workshop.title = "Anders"
    workshop.save()
    changed = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.content, queries) == (first.content, 1)
    assert unchanged.status_code == 304
    assert next_day.status_code == 200
    assert changed.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert len({first.headers["ETag"], next_day.headers["ETag"], changed.headers["ETag"]}) == 3


@pytest.mark.parametrize(
    "path",
    [
        "ergebnisdokumentation.pdf?papier=a3",
        "ergebnisdokumentation.docx?papier=a4",
        "ergebnisdokumentation.pdf?gruppe=1",
        "themenbrett.pdf?papier=a4",
        "arbeitsblatt.pdf?papier=",
        "arbeitsblatt.pdf?gruppe=0",
        "arbeitsblatt.pdf?gruppe=x",
        "arbeitsblatt.pdf?gruppe=²",
        "arbeitsblatt.pdf?gruppe=99999999999999999999999",
        "feldblatt.pdf",
        "themenbrett.docx",
        "ergebnisdokumentation.xml",
    ],
)
def test_what_there_is_not_is_not_found(path):
    make_record()

    assert Client().get(f"/workshops/werkstatt/druck/{path}").status_code == 404


def test_the_group_of_another_workshop_is_not_found():
    make_record()
    group = make_group()

    assert Client().get(f"/workshops/werkstatt/druck/arbeitsblatt.pdf?gruppe={group.pk}").status_code == 404


def test_a_workshop_without_topic_board_and_groups_has_a_documentation_alone():
    make_workshop(slug="leer")
    found = {
        sheet: Client().get(f"/workshops/leer/druck/{sheet}").status_code
        for sheet in ("ergebnisdokumentation.pdf", "ergebnisdokumentation.docx", "themenbrett.pdf", "arbeitsblatt.pdf")
    }

    assert list(found.values()) == [200, 200, 404, 404]


@pytest.mark.parametrize("sheet", ["ergebnisdokumentation.pdf", "ergebnisdokumentation.docx", "themenbrett.pdf"])
def test_a_withdrawn_workshop_answers_that_it_is_gone_and_one_never_published_that_it_is_not_there(sheet):
    workshop = make_record()
    workshop.archive()
    make_workshop(slug="entwurf", status=Status.DRAFT)

    assert Client().get(f"/workshops/werkstatt/druck/{sheet}").status_code == 410
    assert Client().get(f"/workshops/entwurf/druck/{sheet}").status_code == 404


@pytest.mark.parametrize("sheet", ["ergebnisdokumentation.pdf", "ergebnisdokumentation.docx"])
def test_a_draft_is_printed_for_staff_in_the_preview_and_kept_for_nobody(sheet, client, admin_client):
    make_record(status=Status.DRAFT)
    path = f"/workshops/werkstatt/druck/{sheet}"
    before = client.get(path).status_code
    unswitched = admin_client.get(path).status_code
    admin_client.post("/admin/vorschau/", {"an": "1", "weiter": "/"})
    previewed = admin_client.get(path)

    assert (before, unswitched, previewed.status_code, client.get(path).status_code) == (404, 404, 200, 404)
    assert previewed.headers["Cache-Control"] == "private, no-store"
    assert "mit-Entwuerfen" in previewed.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("sheet", "paper"), [(DOCUMENTATION, Paper.A4), (TOPIC_BOARD, Paper.A3), (WORKSHEET, Paper.A3)]
)
def test_staff_see_a_draft_in_the_preview_marked_as_one(sheet, paper):
    workshop = make_record(status=Status.DRAFT)
    with preview():
        printed = sheet_of_workshop(sheet, paper, workshop)
        pdf, name = as_pdf(printed), printed.file_name("pdf")
    (first, *_) = pypdfium2.PdfDocument(pdf)
    text = first.get_textpage().get_text_range()

    assert "mit-Entwuerfen" in name
    assert "Entwurf" in text
    assert "Vorschau mit Entwürfen" in text


@pytest.mark.parametrize(
    ("sheet", "paper", "sizes"),
    [
        (DOCUMENTATION, Paper.A4, {(210, 297), (297, 210)}),
        (TOPIC_BOARD, Paper.A3, {(420, 297)}),
        (WORKSHEET, Paper.A3, {(420, 297)}),
        (WORKSHEET, Paper.A0, {(1189, 841)}),
    ],
)
def test_every_sheet_has_its_size_language_title_structure_and_fonts(sheet, paper, sizes):
    document = printed(sheet, make_record(), paper)
    levels = [level for level, _ in document.headings]
    metadata = document.pdf.open_metadata()

    assert set(document.sizes) == sizes
    assert str(document.pdf.Root.Lang) == "de-DE"
    assert document.pdf.Root.MarkInfo.Marked
    assert document.pdf.Root.ViewerPreferences.DisplayDocTitle
    assert metadata["dc:title"] == f"{sheet.title}: Werkstatt am Abend"
    assert metadata["pdfuaid:part"] == "1"
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(name.startswith("SourceSans3") and embedded for name, embedded in document.fonts.items())
    assert all(figure.alternative for figure in document.tree.all("Figure"))


@pytest.mark.parametrize(("sheet", "paper", "smallest"), [(DOCUMENTATION, Paper.A4, 8), (TOPIC_BOARD, Paper.A3, 10)])
def test_no_type_is_too_small_to_read(sheet, paper, smallest, westharz):
    content = as_pdf(sheet_of_workshop(sheet, paper, Workshop.objects.get()))

    assert min(type_sizes(content)) >= smallest


def test_tables_of_the_documentation_have_header_cells_and_its_points_are_lists():
    document = printed(DOCUMENTATION, make_record())
    heads = [[letters(cell.text) for cell in table.all("TH")] for table in document.tree.all("Table")]
    quadrants = [quadrant.label for quadrant in Quadrant]

    assert heads == [
        ["HF1:Wohn."],
        ["FüralleFelder"],
        quadrants,
        quadrants,
        ["Antwort", "Verteilung", "Stimmen", "Anteil"],
    ]
    group = next(document.section("HF 1: Wohnen & mehr").all("Table"))
    assert columns_of(group) == {
        "Stärken": ["Ruhe(Runde1)"],
        "Schwächen": [],
        "Potentiale": [],
        "Ideen": ["Mitfahrbank(Runde2)", "Backhaus"],
    }


def test_a_survey_stands_in_the_documentation_with_its_figures():
    (table,) = printed(DOCUMENTATION, make_record()).section("Kommen Sie wieder?").all("Table")
    rows = [[cell.text.strip() for cell in row.all("TD")] for row in table.all("TR")]

    assert rows == [[], ["Ja", "", "9", "75 %"], ["Vielleicht", "", "3", "25 %"], ["Nein", "", "0", "0 %"]]


def test_a_question_whose_answers_are_not_recorded_stands_there_and_says_so():
    question = make_survey_question(text="Und sonst?", kind=QuestionKind.MULTIPLE)
    section = printed(DOCUMENTATION, question.survey.workshop).section("Und sonst?")

    assert letters(section.text) == letters("Zu dieser Frage sind keine Antworten überliefert.")


def test_the_board_shows_its_columns_with_what_is_known_of_each_topic():
    topic_board, for_all = printed(TOPIC_BOARD, make_record(), Paper.A3).tree.all("Table")

    assert columns_of(topic_board) == {
        "HF1:Wohn.": [
            "Dorfladenhierhinzugefügt,Gewicht5von5",
            "Bushingschonvorher,Gewichtnichtüberliefert",
        ]
    }
    assert columns_of(for_all) == {"FüralleFelder": ["NetzHerkunftnichtüberliefert,Gewichtnichtüberliefert"]}


def test_the_board_of_the_seed_fits_on_one_page(westharz):
    assert printed(TOPIC_BOARD, Workshop.objects.get(), Paper.A3).sizes == [(420, 297)]


def test_each_group_of_the_seed_has_its_sheet_on_one_page(westharz):
    document = printed(DOCUMENTATION, Workshop.objects.get())

    assert document.sizes == [(210, 297)] * 3 + [(297, 210), (210, 297)] + [(297, 210)] * 5 + [(210, 297)]


def test_a_worksheet_holds_what_was_said_so_far_and_nothing_of_later_rounds():
    workshop = make_record()
    document = printed(WORKSHEET, workshop, Paper.A3)
    text = letters(document.tree.text)

    assert ("Ruhe" in text, "Backhaus" in text, "Mitfahrbank" in text) == (True, True, False)
    assert len(document.sizes) == 2


def test_a_worksheet_can_be_had_for_one_group_alone():
    workshop = make_record()
    group = workshop.groups.get(label="Freie Gruppe")
    response = Client().get(f"/workshops/werkstatt/druck/arbeitsblatt.pdf?papier=a0&gruppe={group.pk}")

    assert response.headers["Content-Disposition"] == (
        'inline; filename="Werkstatt-am-Abend-Freie-Gruppe-Arbeitsblatt-A0.pdf"'
    )
    assert TaggedPdf(response.content).headings[0] == (1, "FreieGruppeAllesandere")


def test_each_group_of_the_seed_has_room_to_write_on_its_one_worksheet(westharz):
    assert printed(WORKSHEET, Workshop.objects.get(), Paper.A3).sizes == [(420, 297)] * 5


def test_a_worksheet_of_very_much_flows_on_under_its_heads_and_ends_with_room_to_write():
    group = make_group()
    for number in range(200):
        make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording=f"Ein Beitrag mit der Nummer {number}.")
    document = printed(WORKSHEET, group.workshop, Paper.A3)
    (table,) = document.tree.all("Table")
    *_, last_page = document.pages

    assert columns_of(table)["Ideen"] == [f"EinBeitragmitderNummer{number}." for number in range(200)]
    assert "Ein Beitrag" not in last_page.get_textpage().get_text_range()
    assert "Leitsatz" in last_page.get_textpage().get_text_range()


def test_very_much_and_very_long_comes_out_whole():
    group = make_group(guiding_statement="gut wird.")
    for number in range(300):
        make_contribution(working_group=group, quadrant=Quadrant.WEAKNESS, wording=f"Beitrag {number}.")
    long = "Wort und Wort " * 714
    make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording=long.strip())
    make_contribution(working_group=group, quadrant=Quadrant.STRENGTH, wording="x" * 300)
    (table,) = printed(DOCUMENTATION, group.workshop).section(group.label).all("Table")

    assert columns_of(table) == {
        "Stärken": ["x" * 300],
        "Schwächen": [f"Beitrag{number}." for number in range(300)],
        "Potentiale": [],
        "Ideen": [letters(long)],
    }


@pytest.mark.parametrize("sheet", ["ergebnisdokumentation.pdf", "ergebnisdokumentation.docx", "arbeitsblatt.pdf"])
@pytest.mark.long
def test_five_thousand_contributions_and_two_thousand_topics_come_out(sheet):
    group = make_group(workshop=make_workshop(slug="voll"))
    said = {"working_group": group, "quadrant": Quadrant.IDEA, "position": 1}
    Contribution.objects.bulk_create(Contribution(wording=f"Beitrag {number}", **said) for number in range(5000))
    BoardTopic.objects.bulk_create(
        BoardTopic(workshop=group.workshop, wording=f"Thema {number}", position=1) for number in range(2000)
    )
    response = Client().get(f"/workshops/voll/druck/{sheet}")

    assert response.status_code == 200
    assert response.content.startswith(BEGINS[sheet.rpartition(".")[2]])


def test_what_looks_like_code_is_text_and_what_has_no_picture_is_visibly_replaced():
    group = make_group(label='#read("/etc/passwd")')
    make_contribution(working_group=group, wording="*x* $x$ <script> \\ #panic() 😀 你好 \x07 _a_ @b [c]")
    document = printed(DOCUMENTATION, group.workshop)
    (table,) = document.section('#read("/etc/passwd")').all("Table")

    assert columns_of(table)["Stärken"] == ["*x*$x$<script>\\#panic()□□□□_a_@b[c]"]


def fill(workshop, number: int):
    for _ in range(number):
        field = make_field()
        make_question(workshop=workshop)
        make_board_column(workshop=workshop, handlungsfeld=field)
        make_board_topic(workshop=workshop, handlungsfeld=field)
        group = make_group(workshop=workshop, handlungsfeld=field)
        for quadrant in Quadrant:
            make_contribution(working_group=group, quadrant=quadrant)
        make_survey_answer(question=make_survey_question(survey=make_survey(workshop=workshop)))


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ("ergebnisdokumentation.pdf", 13),
        ("ergebnisdokumentation.docx", 13),
        ("themenbrett.pdf", 13),
        ("arbeitsblatt.pdf", 16),
    ],
)
def test_a_sheet_takes_the_same_queries_however_much_there_is(sheet, count, number):
    fill(make_workshop(slug="voll"), number)
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(f"/workshops/voll/druck/{sheet}")

    assert response.status_code == 200
    assert len(captured) == count

"""What LibreOffice saves: how it is read, and that nothing of what is refused elsewhere comes in by this way."""

import pytest

from leader_portal.exchange import reading_ods, tables
from leader_portal.exchange.reading import read_table
from leader_portal.exchange.tables import SpreadsheetError
from tests.exchange.exchanging import HOSTILE, ods, ods_cell, ods_of, ods_row, ods_sheet, ods_text, zipped

HEAD = ods_row(ods_text("Text"), ods_text("Ort"))
HIDING = (
    '<style:style style:name="{}" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def sheet(*rows: str) -> bytes:
    """A document of one sheet with two headings."""
    return ods(ods_sheet(HEAD + "".join(rows)))


def refusal(data: bytes) -> str:
    with pytest.raises(SpreadsheetError) as refused:
        read_table(data)
    return str(refused.value)


# What is read


def test_every_text_is_read_as_it_was_typed():
    table = read_table(ods_of(["Text", "Ort"], *([text, "Seesen"] for text in HOSTILE)))

    assert [row[0] for row in table.rows] == [tables.unprotected(text) for text in HOSTILE]


def test_spaces_tabs_and_lines_are_read_as_they_are_shown():
    text = "  zwei vorn\nund   drei darin\tein Tabulator\n\nund eine leere Zeile"

    assert read_table(ods_of(["Text"], [text])).rows == [[text]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (ods_cell("<text:p>2,00</text:p>", value_type="float", value="2"), "2"),
        (ods_cell("<text:p>2,5</text:p>", value_type="float", value="2.5"), "2,5"),
        (ods_cell("<text:p>50 %</text:p>", value_type="percentage", value="0.5"), "0,5"),
        (ods_cell("<text:p>3,00 €</text:p>", value_type="currency", currency="EUR", value="3"), "3"),
        (ods_cell("<text:p>WAHR</text:p>", value_type="boolean", boolean_value="true"), "WAHR"),
        (ods_cell("<text:p>FALSCH</text:p>", value_type="boolean", boolean_value="false"), "FALSCH"),
        (ods_cell("<text:p>4.3.26</text:p>", value_type="date", date_value="2026-03-04"), "04.03.2026"),
        (ods_cell("<text:p>x</text:p>", value_type="date", date_value="2026-03-04T05:06:00"), "04.03.2026 05:06"),
        (ods_cell("<text:p>50. Mai</text:p>", value_type="date", date_value="2026-05-50"), "50. Mai"),
        (ods_cell("<text:p>05:06</text:p>", value_type="time", time_value="PT05H06M00S"), "05:06"),
        (ods_cell("<text:p>a<text:span>b<text:a>c</text:a></text:span>d</text:p>", value_type="string"), "abcd"),
        (ods_cell("<text:p>a<text:line-break/>b</text:p>", value_type="string"), "a\nb"),
        (ods_cell("\n  <text:p>a\n    b</text:p>\n", value_type="string"), "a b"),
        (ods_cell(), ""),
    ],
)
def test_a_cell_is_read_as_in_an_xlsx(cell, text):
    assert read_table(sheet(ods_row(cell, ods_text("Seesen")))).rows == [[text, "Seesen"]]


def test_notes_and_pictures_are_no_text():
    note = "<office:annotation><text:p>Stimmt das?</text:p></office:annotation>"
    picture = "<draw:frame><draw:text-box><text:p>Bild</text:p></draw:text-box></draw:frame>"
    cell = ods_cell(f"{note}<text:p>a{picture}b</text:p>{picture}", value_type="string")

    assert read_table(sheet(ods_row(cell))).rows == [["ab", ""]]


def test_what_repeats_itself_is_read_as_often_and_numbered_as_the_program_does():
    table = read_table(
        sheet(
            ods_row(ods_cell(table_number_columns_repeated=16_384), repeated=3),
            ods_row(ods_text("a", table_number_columns_repeated=2), repeated=2),
            ods_row(ods_cell(), ods_text("b")),
            ods_row(ods_cell(table_number_columns_repeated=16_384), repeated=1_048_000),
        )
    )

    assert (table.row_numbers, table.rows) == ([5, 6, 7], [["a", "a"], ["a", "a"], ["", "b"]])
    assert table.letters == {"Text": "A", "Ort": "B"}


def test_rows_are_read_inside_groups_and_repeated_headings():
    rows = f"<table:table-row-group>{ods_row(ods_text('a'))}</table:table-row-group>{ods_row(ods_text('b'))}"
    table = read_table(ods(ods_sheet(f"<table:table-header-rows>{HEAD}</table:table-header-rows>{rows}")))

    assert table.rows == [["a", ""], ["b", ""]]


def test_of_several_sheets_the_first_visible_one_is_read_and_told():
    sheets = [
        ods_sheet(ods_row(ods_text(name)) * 2, name, style) for name, style in (("Alt", "h"), ("Neu", "v"), ("Z", "v"))
    ]
    table = read_table(ods(*sheets, styles=HIDING.format("h")))

    assert table.records == [{"Neu": "Neu"}]
    assert table.note == "Die Datei hat mehrere Blätter. Gelesen wurde nur das erste, „Neu“."


# What is refused


def test_a_document_without_a_sheet_to_see_is_refused():
    assert refusal(ods(ods_sheet(HEAD), styles=HIDING.format("ta1"))) == tables.NO_VISIBLE_SHEET


def test_a_formula_is_refused_with_its_cell():
    formula = ods_cell("<text:p>2</text:p>", value_type="float", value="2", table_formula='of:=[.A1]&"x"')

    assert refusal(sheet(ods_row(ods_text("a")), ods_row(ods_cell(), formula))) == (
        'In Zelle B3 steht eine Formel (=[.A1]&"x"). Bitte ersetzen Sie Formeln durch ihr Ergebnis: kopieren, dann '
        "„Inhalte einfügen“ › „Werte“."
    )


def test_a_cell_that_shows_an_error_is_refused():
    error = ods_text("#BEZUG!", calcext_value_type="error")

    assert refusal(sheet(ods_row(error))) == "Zelle A2 zeigt einen Fehler (#BEZUG!). Bitte berichtigen Sie sie."


@pytest.mark.parametrize(("across", "down", "cells"), [(2, 1, "A3:B3"), (1, 2, "A3:A4"), (2, 2, "A3:B4")])
def test_merged_cells_are_refused_with_their_place(across, down, cells):
    merged = ods_text("b", table_number_columns_spanned=across, table_number_rows_spanned=down)

    assert refusal(sheet(ods_row(ods_text("a")), ods_row(merged))).startswith(
        f"In der Tabelle sind Zellen verbunden ({cells})."
    )


def test_a_document_with_a_password_is_refused_with_a_reason():
    manifest = {"META-INF/manifest.xml": "<manifest><manifest:encryption-data/></manifest>"}

    assert refusal(ods(ods_sheet(HEAD), **manifest)) == reading_ods.LOCKED


@pytest.mark.parametrize(
    "content",
    [
        "<broken",
        "",
        "no XML",
        '<!DOCTYPE x [<!ENTITY e "ha">]><x>&e;</x>',
        "<x>&e;</x>",
    ],
)
def test_a_damaged_document_is_refused(content):
    assert refusal(ods(**{"content.xml": content})) == tables.DAMAGED


def test_a_document_cut_in_half_or_in_parts_is_refused():
    data = ods_of(["Text"], ["a"])

    assert refusal(data[: len(data) // 2]) == tables.DAMAGED
    assert refusal(zipped({"mimetype": reading_ods.SPREADSHEET})) == tables.DAMAGED
    assert (
        refusal(ods(ods_sheet(HEAD + ods_row("<table:table-cell><table:table/></table:table-cell>")))) == tables.DAMAGED
    )
    assert refusal(sheet(ods_row(ods_text("a"), repeated="viele"))) == tables.DAMAGED


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (ods_row(ods_text("a"), repeated=1_048_575), tables.TOO_MANY_ROWS),
        (ods_row(ods_text("a"), repeated=10**30), tables.TOO_MANY_ROWS),
        (ods_row(ods_cell('<text:p><text:s text:c="999999999999"/></text:p>')), tables.UNPACKS_TOO_LARGE),
        (ods_row(ods_cell("<text:p>" + '<text:s text:c="32000"/>' * 2000 + "</text:p>")), tables.UNPACKS_TOO_LARGE),
        (ods_row(ods_text("x" * 100_000), repeated=1_000), tables.UNPACKS_TOO_LARGE),
        (ods_row("<table:table-cell/>" * 200_000), tables.UNPACKS_TOO_LARGE),
        ("<table:table-row/>" * 1_100_000, tables.UNPACKS_TOO_LARGE),
        (ods_row(ods_text("x" * 40_000_000)), tables.UNPACKS_TOO_LARGE),
    ],
)
def test_what_is_small_and_unpacks_without_end_is_refused(rows, sentence):
    data = sheet(rows)

    assert len(data) < 100_000
    assert refusal(data) == sentence


def test_a_cell_far_to_the_right_costs_nothing():
    """The portal reads a hundred columns, as in an XLSX."""
    far = ods_row(ods_cell(table_number_columns_repeated=10**9), ods_text("weit weg"))

    assert refusal(sheet(far)).startswith("Die Tabelle hat nur eine Zeile.")

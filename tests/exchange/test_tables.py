"""Files of spreadsheets: what is read from them, what is refused with which reason, and what is written."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.chart import BarChart

from leader_portal.exchange import reading, tables
from leader_portal.exchange.reading import read_table
from leader_portal.exchange.tables import SpreadsheetError, Table, protected, unprotected
from leader_portal.exchange.writing import GermanCsv, PlainCsv, Xlsx
from tests.exchange.exchanging import HOSTILE, csv_of, saved, xlsx_of, zipped

WRITERS = [Xlsx, GermanCsv, PlainCsv]


def table(*texts: str) -> Table:
    return Table(["Text", "Ort"], [[text, "Seesen"] for text in texts])


def texts_of(data: bytes) -> list[str]:
    return [row[0] for row in read_table(data).rows]


def refusal(data: bytes) -> str:
    with pytest.raises(SpreadsheetError) as refused:
        read_table(data)
    return str(refused.value)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# There and back


@pytest.mark.parametrize("writer", WRITERS)
def test_every_text_comes_back_as_it_was(writer):
    assert texts_of(writer().written(table(*HOSTILE))) == HOSTILE


@pytest.mark.parametrize("text", HOSTILE)
def test_protection_comes_off_as_it_was_put_on(text):
    assert unprotected(protected(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'a", "'a"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_what_looks_like_a_formula_is_protected_and_nothing_else(text, written):
    assert protected(text) == written


def test_what_excel_saves_of_an_exported_csv_is_read_as_it_was():
    """Excel shows the apostrophe of the CSV as a letter, and keeps it when the table is saved as XLSX."""
    assert texts_of(xlsx_of(["Text"], ["'=1+1"], ["'+49"], ["'a"])) == ["=1+1", "+49", "'a"]


def test_what_libreoffice_saves_of_an_exported_xlsx_is_read_as_it_was():
    """It spells no underscores."""
    assert texts_of(xlsx_of(["Text"], ["_x0041_"], ["a_x000D_\nb"])) == ["_x0041_", "a\r\nb"]


# What is written


def test_every_cell_of_an_xlsx_is_text():
    workbook = openpyxl.load_workbook(io.BytesIO(Xlsx().written(table(*HOSTILE))))
    cells = [cell for row in workbook.active.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert len(cells) == 2 * (len(HOSTILE) + 1)


def test_no_cell_of_an_xlsx_holds_a_formula():
    for name, content in parts(Xlsx().written(table(*HOSTILE))).items():
        assert not re.search(rb"<f[ >/]", content), name


@pytest.mark.parametrize("writer", [GermanCsv, PlainCsv])
def test_no_cell_of_a_csv_begins_like_a_formula(writer):
    text = writer().written(table(*HOSTILE)).decode(writer.encoding)
    cells = re.findall(r'"((?:[^"]|"")*)"', text)

    assert len(cells) == 2 * (len(HOSTILE) + 1)
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_german_excel_gets_semicolons_and_a_byte_order_mark():
    assert GermanCsv().written(table("ä")) == '\ufeff"Text";"Ort"\r\n"ä";"Seesen"\r\n'.encode()


def test_other_programs_get_commas_and_plain_utf8():
    assert PlainCsv().written(table("ä")) == '"Text","Ort"\r\n"ä","Seesen"\r\n'.encode()


def test_control_characters_that_xlsx_cannot_hold_are_replaced_visibly():
    assert texts_of(Xlsx().written(table("a\x01b"))) == ["a\ufffdb"]


@pytest.mark.parametrize("length", [32_767, 40_000])
def test_a_text_that_no_cell_of_xlsx_can_hold_is_refused_and_never_cut(length):
    data = table("x", "y" * length)

    if length == 32_767:
        assert texts_of(Xlsx().written(data)) == ["x", "y" * length]
    else:
        with pytest.raises(SpreadsheetError, match="Zeile 3 ist für XLSX zu lang"):
            Xlsx().written(data)
    assert texts_of(GermanCsv().written(data)) == ["x", "y" * length]


# What is read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_every_kind(encoding, delimiter):
    data = csv_of(["Text", "Ort"], ["Größe – „ja“", "St. Andreasberg"], delimiter=delimiter, encoding=encoding)

    assert read_table(data).records == [{"Text": "Größe – „ja“", "Ort": "St. Andreasberg"}]


def test_a_line_that_names_the_separator_is_obeyed():
    assert read_table(b"sep=|\r\nText|Ort\r\na;b,c|Seesen\r\n").records == [{"Text": "a;b,c", "Ort": "Seesen"}]


def test_one_column_needs_no_delimiter():
    assert texts_of(b"Text\r\na\r\nb\r\n") == ["a", "b"]


def test_rows_are_numbered_as_the_program_numbers_them():
    """Line breaks inside a cell make no row; empty rows do."""
    sheet = read_table(csv_of(["Text", "Ort"], ["eins\nzwei", "x"], ["", ""], [], ["drei", "y"]))

    assert [(number, row[0]) for number, row in zip(sheet.row_numbers, sheet.rows, strict=True)] == [
        (2, "eins\nzwei"),
        (5, "drei"),
    ]


def test_columns_keep_their_letters_and_empty_ones_mean_nothing():
    sheet = read_table(csv_of(["Text", "", "Ort", ""], ["a", "", "b"]))

    assert sheet.letters == {"Text": "A", "Ort": "C"}
    assert sheet.records == [{"Text": "a", "Ort": "b"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2, "2"),
        (2.0, "2"),
        (2.5, "2,5"),
        (0.1, "0,1"),
        (True, "WAHR"),
        (False, "FALSCH"),
        (None, ""),
        (date(2026, 3, 4), "04.03.2026"),
        (datetime.fromisoformat("2026-03-04T05:06"), "04.03.2026 05:06"),
        ("007", "007"),
    ],
)
def test_cells_of_an_xlsx_are_read_as_they_are_shown(value, text):
    assert texts_of(xlsx_of(["Text", "Ort"], [value, "Seesen"])) == [text]


def test_of_several_sheets_the_first_visible_one_is_read_and_told():
    workbook = openpyxl.Workbook()
    workbook.active.title = "Verborgen"
    workbook.active.sheet_state = "hidden"
    for title in ("Karten", "Notizen"):
        workbook.create_sheet(title).append(["Text"])
        workbook[title].append([title])
    sheet = read_table(saved(workbook))

    assert sheet.records == [{"Text": "Karten"}]
    assert sheet.note == "Die Datei hat mehrere Blätter. Gelesen wurde nur das erste, „Karten“."


def test_empty_rows_of_an_xlsx_are_passed_over():
    sheet = read_table(xlsx_of(["Text"], ["a"], [None], [" "], ["b"]))

    assert (sheet.row_numbers, [row[0] for row in sheet.rows]) == ([2, 5], ["a", "b"])


# What is refused

NO_TABLE = tables.NO_SPREADSHEET


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x00\x01\x02\x03", NO_TABLE),
        (bytes(range(256)) * 20, NO_TABLE),
        (b"\x81\x8d\x8f", NO_TABLE),
        (b"<!DOCTYPE html><table><tr><td>x</td></tr></table>", NO_TABLE),
        (b"%PDF-1.7 x", "Das ist ein PDF. Importieren lassen sich Tabellen, gespeichert als XLSX, ODS oder CSV."),
        (
            b"\x89PNG\r\n\x1a\n",
            "Das ist ein Bild. Importieren lassen sich Tabellen, gespeichert als XLSX, ODS oder CSV.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99,
            reading.OTHER_FILES[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
        ),
        (b"", "Die Datei ist leer."),
        (b"\r\n ;;\r\n", "Die Datei ist leer."),
        (b"PK\x03\x04 and then nothing", tables.DAMAGED),
        (zipped({"word/document.xml": b"<x/>"}), NO_TABLE),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), NO_TABLE),
        (zipped({"xl/workbook.xml": b"<x/>"}), tables.DAMAGED),
        (b"Text;Ort\r\n", "Die Tabelle hat nur eine Zeile. Die erste nennt die Spalten; darunter steht der Inhalt."),
        (b"Text;Ort;Text\r\na;b;c\r\n", "Die Spalte „Text“ kommt mehrmals vor. Bitte lassen Sie eine davon weg."),
        (
            b"Text;Ort\r\na;b;;c\r\n",
            "In Zeile 2 steht in Spalte D „c“, aber diese Spalte hat in der ersten Zeile keine Überschrift.",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(data, sentence):
    assert refusal(data) == sentence


@pytest.mark.parametrize(("row", "number"), [(b'"offen;x\r\nb;c\r\n', 2), (b'a;b\r\n"a"b;c\r\n', 3)])
def test_a_quotation_mark_out_of_place_is_told_with_its_row(row, number):
    assert refusal(b"Text;Ort\r\n" + row).startswith(
        f"In Zeile {number} steht ein Anführungszeichen an falscher Stelle"
    )


def test_a_text_without_end_is_told_with_its_row():
    assert refusal(b"Text;Ort\r\na;b\r\n" + b"x" * 140_000).startswith("In Zeile 3 steht ein Text mit mehr als 131.000")


@pytest.mark.parametrize("columns", [101, 20_000])
def test_more_columns_than_a_table_has_are_refused(columns):
    headings = ";".join(f"Spalte {number}" for number in range(columns))

    assert refusal(f"{headings}\n{';' * (columns - 1)}x\n".encode()) == tables.TOO_MANY_COLUMNS


def test_a_damaged_xlsx_is_refused():
    data = xlsx_of(["Text"], ["a"])

    assert refusal(data[: len(data) // 2]) == tables.DAMAGED
    for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"):
        assert refusal(zipped({**parts(data), name: b"<broken"})) == tables.DAMAGED, name


def test_a_formula_is_refused_with_its_cell():
    assert refusal(xlsx_of(["Text"], ["a"], ["=A1&A2"])) == (
        "In Zelle A3 steht eine Formel (=A1&A2). Bitte ersetzen Sie Formeln durch ihr Ergebnis: kopieren, dann "
        "„Inhalte einfügen“ › „Werte“."
    )


def test_a_cell_that_shows_an_error_is_refused():
    assert refusal(xlsx_of(["Text"], ["#REF!"])) == "Zelle A2 zeigt einen Fehler (#REF!). Bitte berichtigen Sie sie."


def test_merged_cells_are_refused_with_their_place():
    workbook = openpyxl.Workbook()
    for row in (["Text", "Ort"], ["a", "b"], ["c", "d"]):
        workbook.active.append(row)
    workbook.active.merge_cells("B2:B3")

    assert refusal(saved(workbook)).startswith("In der Tabelle sind Zellen verbunden (B2:B3).")


def test_a_workbook_without_a_sheet_to_see_is_refused():
    workbook = openpyxl.Workbook()
    workbook.active.append(["Text"])
    workbook.active.sheet_state = "hidden"
    workbook.create_chartsheet().add_chart(BarChart())

    assert refusal(saved(workbook)) == "In der Datei gibt es kein sichtbares Tabellenblatt."


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at():
    assert refusal(b"PK" + bytes(tables.MOST_BYTES)) == tables.TOO_LARGE


@pytest.mark.parametrize(
    ("part", "megabytes"),
    [
        ("xl/worksheets/sheet1.xml", 33),
        ("xl/sharedStrings.xml", 17),
        ("xl/styles.xml", 2),
        ("xl/media/picture.png", 33),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_opened(part, megabytes):
    data = zipped({**parts(xlsx_of(["Text"], ["a"])), part: bytes(megabytes * 1024 * 1024)})

    assert len(data) < 200_000
    assert refusal(data) == tables.UNPACKS_TOO_LARGE


STRINGS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>" + "<c/>" * 7_000_000),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>" + "<c/>" * 200_000),
        ("xl/worksheets/anywhere.bin", "<x:worksheet><x:sheetData><x:row>" + "<x:c/>" * 200_000),
        ("xl/sharedStrings.xml", f'<sst xmlns="{STRINGS}"><si>' + "<r/>" * 200_000),
        ("xl/sharedStrings.xml", f'<sst xmlns="{STRINGS}">' + "<si/>" * 1_100_000),
    ],
)
def test_a_file_of_nothing_but_tags_is_refused_before_it_is_opened(part, content):
    """The library keeps hundreds of bytes for each, a tenth of one in the file: 34 KB would take two gigabytes."""
    data = zipped({**parts(xlsx_of(["Text"], ["a"])), part: content})

    assert len(data) < 40_000
    assert refusal(data) == tables.UNPACKS_TOO_LARGE


def test_a_text_that_stands_once_in_the_file_and_in_too_many_rows_is_refused():
    workbook = parts(xlsx_of(["Text"], ["a"]))
    texts = f'<sst xmlns="{STRINGS}"><si><t>Text</t></si><si><t>{"x" * 1_000_000}</t></si></sst>'
    types = workbook["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>',
    )
    rows = '<row><c t="s"><v>0</v></c></row>' + '<row><c t="s"><v>1</v></c></row>' * 100
    sheet = f'<worksheet xmlns="{STRINGS}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    changed = {"xl/sharedStrings.xml": texts, "[Content_Types].xml": types, "xl/worksheets/sheet1.xml": sheet}

    assert refusal(zipped({**workbook, **changed})) == tables.UNPACKS_TOO_LARGE


def test_a_zip_that_lies_about_its_size_is_refused():
    data = bytearray(zipped({**parts(xlsx_of(["Text"], ["a"])), "xl/worksheets/sheet1.xml": b" " * 1_000_000}))
    for place in [match.start() for match in re.finditer(re.escape((1_000_000).to_bytes(4, "little")), data)]:
        data[place : place + 4] = (100).to_bytes(4, "little")

    assert refusal(bytes(data)) == tables.DAMAGED


def test_entities_that_grow_without_end_are_refused():
    entities = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))
    sheet = f"<!DOCTYPE x [{entities}]><worksheet><sheetData><row><c><v>&e39;</v></c></row></sheetData></worksheet>"
    data = zipped({**parts(xlsx_of(["Text"], ["a"])), "xl/worksheets/sheet1.xml": sheet.encode()})

    assert refusal(data) == tables.DAMAGED


def test_a_row_said_to_be_far_down_is_refused_at_once():
    sheet = parts(xlsx_of(["Text"], ["a"]))
    far = sheet["xl/worksheets/sheet1.xml"].replace(b'r="2"', b'r="999999999999"').replace(b'r="A2"', b"")

    assert refusal(zipped({**sheet, "xl/worksheets/sheet1.xml": far})) == tables.TOO_MANY_ROWS


def test_more_rows_than_are_taken_are_refused():
    assert refusal(b"Text\r\n" + b"a\r\n" * (tables.MOST_ROWS + 1)) == tables.TOO_MANY_ROWS

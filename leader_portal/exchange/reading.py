"""
Reads a table from a file, which is recognised by its content and not by its name. What could be too much for the
portal is refused before it is opened.
"""

import io
import re
import zipfile
from collections.abc import Iterable

from openpyxl.utils import get_column_letter

from leader_portal.exchange.reading_csv import rows_of_csv
from leader_portal.exchange.reading_ods import OdsFile
from leader_portal.exchange.reading_xlsx import XlsxFile
from leader_portal.exchange.tables import (
    DAMAGED,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED,
    NO_SPREADSHEET,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    UNPACKS_TOO_LARGE,
    SpreadsheetError,
    Table,
    refuse_repeated,
    shortened,
    unprotected,
)

# The texts of an XLSX, and even more what says how they look, take the library many times the room and seconds for
# each megabyte.
MOST_OF_A_PART = [
    (re.compile(r"xl/sharedStrings\.xml"), 16 * 1024 * 1024),
    (re.compile(r"xl/(styles|workbook)\.xml|docProps/.*|META-INF/.*|.*\.rels|\[Content_Types]\.xml"), 1024 * 1024),
]
MOST_PARTS = 1_000
# Whatever a tag costs in a file (a tenth of a byte, zipped), the library keeps it in hundreds of bytes until the row or
# the text that it stands in is over. Ten thousand rows of twenty columns have less than a million.
MOST_TAGS = 1_000_000
MOST_TAGS_AT_ONCE = 100_000
BEGINS_ANEW = re.compile(rb"<(?:\w+:)?(?:row|si|table-row)\b")

TAKEN = "Importieren lassen sich Tabellen, gespeichert als XLSX, ODS oder CSV."
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "Das ist eine alte Excel-Datei (XLS) oder eine mit Passwort. Bitte speichern Sie sie ohne Passwort als XLSX "
        "(„Excel-Arbeitsmappe“) oder ODS."
    ),
    b"%PDF": f"Das ist ein PDF. {TAKEN}",
    b"{\\rtf": f"Das ist ein Textdokument (RTF). {TAKEN}",
    b"\x89PNG": f"Das ist ein Bild. {TAKEN}",
    b"\xff\xd8\xff": f"Das ist ein Bild. {TAKEN}",
}


def read_table(data: bytes) -> Table:
    """The table in the file. Raises SpreadsheetError if there is none."""
    if len(data) > MOST_BYTES:
        raise SpreadsheetError(TOO_LARGE)
    for beginning, sentence in OTHER_FILES.items():
        if data.startswith(beginning):
            raise SpreadsheetError(sentence)
    if not data.startswith(b"PK"):
        return table_of(rows_of_csv(data))
    try:
        with archive_of(data) as archive:
            file = next((kind(archive) for kind in (XlsxFile, OdsFile) if kind.is_it(archive)), None)
            if file is None:
                raise SpreadsheetError(NO_SPREADSHEET)
            table = table_of(file.rows())
    except SpreadsheetError:
        raise
    except Exception as mistake:
        # Whatever a damaged file makes the libraries stumble over: they name no errors of their own.
        raise SpreadsheetError(DAMAGED) from mistake
    if len(file.sheets) > 1:
        table.note = f"Die Datei hat mehrere Blätter. Gelesen wurde nur das erste, „{file.sheets[0]}“."
    return table


def archive_of(data: bytes) -> zipfile.ZipFile:
    """The ZIP, once it is certain that unpacking it does no harm."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    # No part unpacks to more than it says: the library stops reading there.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SpreadsheetError(UNPACKS_TOO_LARGE)
    for names, most in MOST_OF_A_PART:
        if any(part.file_size > most and names.fullmatch(part.filename) for part in parts):
            raise SpreadsheetError(UNPACKS_TOO_LARGE)
    for part in parts:
        content = archive.read(part)
        if content.count(b"<") > MOST_TAGS or any(
            piece.count(b"<") > MOST_TAGS_AT_ONCE for piece in BEGINS_ANEW.split(content)
        ):
            raise SpreadsheetError(UNPACKS_TOO_LARGE)
    return archive


def table_of(rows: Iterable[tuple[int, list[str]]]) -> Table:
    """Headings are the first row that holds anything; empty rows below mean nothing."""
    rows = ((number, [unprotected(cell) for cell in cells]) for number, cells in rows)
    rows = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _, headings = next(rows, (0, []))
    if not headings:
        raise SpreadsheetError("Die Datei ist leer.")
    refuse_too_wide(headings)
    columns = {place: heading.strip() for place, heading in enumerate(headings) if heading.strip()}
    refuse_repeated(list(columns.values()))
    letters = {heading: get_column_letter(place + 1) for place, heading in columns.items()}
    table = Table(list(columns.values()), letters=letters)
    length = 0
    for number, cells in rows:
        refuse_too_wide(cells)
        for place, cell in enumerate(cells):
            if place not in columns and cell.strip():
                raise SpreadsheetError(
                    f"In Zeile {number} steht in Spalte {get_column_letter(place + 1)} „{shortened(cell)}“, aber diese "
                    "Spalte hat in der ersten Zeile keine Überschrift."
                )
        if len(table.rows) == MOST_ROWS:
            raise SpreadsheetError(TOO_MANY_ROWS)
        table.rows.append([cells[place] if place < len(cells) else "" for place in columns])
        table.row_numbers.append(number)
        # A long text may stand in the file once and in the table ten thousand times.
        length += sum(map(len, cells))
        if length > MOST_UNPACKED:
            raise SpreadsheetError(UNPACKS_TOO_LARGE)
    if not table.rows:
        raise SpreadsheetError(
            "Die Tabelle hat nur eine Zeile. Die erste nennt die Spalten; darunter steht der Inhalt."
        )
    return table


def refuse_too_wide(cells: list[str]):
    if any(cell.strip() for cell in cells[MOST_COLUMNS:]):
        raise SpreadsheetError(TOO_MANY_COLUMNS)

"""
Reads ODS, the format of LibreOffice: one XML file in a ZIP, taken row by row. What is said to repeat itself is repeated
only as far as the portal reads. docs/decisions/0006-tables-of-our-own.md says why no library does it.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from leader_portal.exchange.tables import (
    DAMAGED,
    MOST_COLUMNS,
    NO_VISIBLE_SHEET,
    UNPACKS_TOO_LARGE,
    SpreadsheetError,
    error_refused,
    formula_refused,
    merged_refused,
    text_of,
)

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
LOCKED = "Die Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne Passwort."
# No spreadsheet program writes one; in it there may be entities that grow without end.
DOCUMENT_TYPE = b"<!DOCTYPE"
# In one place of a text.
MOST_SPACES = 1_000

OFFICE, TABLE, TEXT, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
HIDING = f"{STYLE}table-properties[@{TABLE}display='false']"
NUMBERS = ("float", "percentage", "currency")


class OdsFile:
    """The first sheet of the document that one can see. `sheets` are the names of all of these."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.sheets: list[str] = []

    @staticmethod
    def is_it(archive: zipfile.ZipFile) -> bool:
        with suppress(KeyError), archive.open("mimetype") as mimetype:
            return mimetype.read(100).startswith(SPREADSHEET)
        return False

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        if b"encryption-data" in self.archive.read("META-INF/manifest.xml"):
            raise SpreadsheetError(LOCKED)
        if DOCUMENT_TYPE in self.archive.read("content.xml"):
            raise SpreadsheetError(DAMAGED)
        with self.archive.open("content.xml") as content:
            yield from self.rows_in(ElementTree.iterparse(content, ("start", "end")))
        if not self.sheets:
            raise SpreadsheetError(NO_VISIBLE_SHEET)

    def rows_in(self, events) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers."""
        hiding_styles = set()
        sheet, is_reading, number = None, False, 1
        for event, element in events:
            if element.tag == f"{TABLE}table" and event == "start":
                if is_reading:
                    # A table in a cell of a table: no program that shows spreadsheets writes it.
                    raise SpreadsheetError(DAMAGED)
                sheet = element
                if sheet.get(f"{TABLE}style-name") not in hiding_styles:
                    self.sheets.append(sheet.get(f"{TABLE}name", ""))
                    is_reading = len(self.sheets) == 1
            elif element.tag == f"{TABLE}table":
                is_reading = False
            elif element.tag == f"{TABLE}table-row" and event == "end" and sheet is not None:
                if is_reading:
                    cells, repeated = list(cells_of(element, number)), times(element, f"{TABLE}number-rows-repeated")
                    if any(cells):
                        yield from ((number + place, cells) for place in range(repeated))
                    number += repeated
                # Else all rows would be kept until the end.
                sheet.clear()
            elif element.tag == f"{STYLE}style" and element.find(HIDING) is not None:
                hiding_styles.add(element.get(f"{STYLE}name"))


def cells_of(row: Element, number: int) -> Iterator[str]:
    place = 0
    for cell in row:
        if cell.tag in CELLS and place < MOST_COLUMNS:
            repeated = min(times(cell, f"{TABLE}number-columns-repeated"), MOST_COLUMNS - place)
            yield from [shown(cell, place + 1, number)] * repeated
            place += repeated


def shown(cell: Element, column: int, row: int) -> str:
    """What the cell shows, as text."""
    coordinate = f"{get_column_letter(column)}{row}"
    across, down = times(cell, f"{TABLE}number-columns-spanned"), times(cell, f"{TABLE}number-rows-spanned")
    if across > 1 or down > 1:
        raise merged_refused(f"{coordinate}:{get_column_letter(column + across - 1)}{row + down - 1}")
    formula = cell.get(f"{TABLE}formula")
    if formula:
        raise formula_refused(coordinate, re.sub(r"^\w+:", "", formula))
    # Notes and pictures are no paragraphs of the cell.
    text = "\n".join(text_in(paragraph) for paragraph in cell.findall(f"{TEXT}p"))
    if cell.get(f"{CALC}value-type") == "error":
        raise error_refused(coordinate, text)
    kind = cell.get(f"{OFFICE}value-type")
    # A date that no calendar of ours knows is read as it is written.
    with suppress(ValueError):
        if kind in NUMBERS:
            return text_of(float(cell.get(f"{OFFICE}value", "")))
        if kind == "date":
            return text_of(datetime.fromisoformat(cell.get(f"{OFFICE}date-value", "")))
    if kind == "boolean":
        return text_of(cell.get(f"{OFFICE}boolean-value") == "true")
    return text


def text_in(element: Element) -> str:
    """Runs of white space count as one space; what is meant as more is an element."""
    pieces = [plain(element.text)]
    for part in element:
        if part.tag == f"{TEXT}s":
            spaces = times(part, f"{TEXT}c")
            if spaces > MOST_SPACES:
                raise SpreadsheetError(UNPACKS_TOO_LARGE)
            pieces.append(" " * spaces)
        elif part.tag == f"{TEXT}tab":
            pieces.append("\t")
        elif part.tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif part.tag.startswith(TEXT):
            pieces.append(text_in(part))
        pieces.append(plain(part.tail))
    return "".join(pieces)


def plain(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def times(element: Element, name: str) -> int:
    """How often something is said to be there."""
    return max(1, int(element.get(name, 1)))

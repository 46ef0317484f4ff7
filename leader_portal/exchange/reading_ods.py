"""
Reads ODS, the format of LibreOffice, as events and not as a tree: nothing piles up however the file is built, and
what is said to repeat itself is repeated only as far as the portal reads. docs/decisions/0006-tables-of-our-own.md
says why no library does it.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from xml.parsers import expat

from openpyxl.utils import get_column_letter

from leader_portal.exchange.tables import (
    DAMAGED,
    MOST_COLUMNS,
    MOST_UNPACKED,
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
CHUNK = 64 * 1024
# What stands in a sheet or a cell beside its text: notes, pictures, earlier states.
ASIDE = ("office:annotation", "office:forms", "table:shapes", "table:tracked-changes", "drawing:")
CELLS = ("table:table-cell", "table:covered-table-cell")
NUMBERS = ("float", "percentage", "currency")


@lru_cache(maxsize=1000)
def short(name: str) -> str:
    """A name as people know it: »table:table-row« for »urn:…:xmlns:table:1.0 table-row«."""
    return re.sub(r"^.*:([a-z]+):1\.0 ", r"\1:", name)


class OdsFile:
    """The first sheet of the document that one can see. `sheets` are the names of all of these."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.sheets: list[str] = []
        self.hiding_styles: set[str] = set()
        self.style = ""
        self.is_reading = False
        # Within something that stands beside the text: how deep.
        self.aside = 0
        self.length = 0
        # The rows that have been read and not yet been taken: number, how often, cells.
        self.read_rows: list[tuple[int, int, list[str]]] = []
        self.row_number = 0
        self.row: dict[str, str] = {}
        self.cells: list[str] = []
        self.cell: dict[str, str] = {}
        self.text: list[str] = []
        self.is_in_paragraph = False

    @staticmethod
    def is_it(archive: zipfile.ZipFile) -> bool:
        with suppress(KeyError), archive.open("mimetype") as mimetype:
            return mimetype.read(100).startswith(SPREADSHEET)
        return False

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        if b"encryption-data" in self.archive.read("META-INF/manifest.xml"):
            raise SpreadsheetError(LOCKED)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        with self.archive.open("content.xml") as content:
            while chunk := content.read(CHUNK):
                parser.Parse(chunk)
                yield from self.taken()
        parser.Parse(b"", True)
        if not self.sheets:
            raise SpreadsheetError(NO_VISIBLE_SHEET)

    def taken(self) -> Iterator[tuple[int, list[str]]]:
        for number, times, cells in self.read_rows:
            for place in range(times):
                yield number + place, cells
        self.read_rows.clear()

    def refuse_doctype(self, *declaration):
        """None that a spreadsheet program writes has one; it may hold entities that grow without end."""
        raise SpreadsheetError(DAMAGED)

    def start(self, name: str, attributes: dict[str, str]):
        name = short(name)
        if self.aside or name.startswith(ASIDE):
            self.aside += 1
            return
        if name in CELLS:
            self.begin_cell(attributes)
        elif name == "text:p":
            self.is_in_paragraph = True
            self.say("\n" if self.text else "")
        elif name == "text:s":
            self.say(" " * min(times(attributes, "text:c"), MOST_UNPACKED + 1))
        elif name in ("text:tab", "text:line-break"):
            self.say("\t" if name == "text:tab" else "\n")
        elif name == "table:table-row":
            self.row, self.cells = named(attributes), []
        elif name == "table:table":
            self.begin_sheet(named(attributes))
        elif name == "style:style":
            self.style = named(attributes).get("style:name", "")
        elif name == "style:table-properties" and named(attributes).get("table:display") == "false":
            self.hiding_styles.add(self.style)

    def end(self, name: str):
        name = short(name)
        if self.aside:
            self.aside -= 1
        elif name == "text:p":
            self.is_in_paragraph = False
        elif name in CELLS:
            self.end_cell()
        elif name == "table:table-row":
            self.end_row()
        elif name == "table:table":
            self.is_reading = False

    def characters(self, text: str):
        """Runs of white space count as one space; what is meant as more is an element."""
        if not self.aside:
            self.say(re.sub(r"[ \t\r\n]+", " ", text))

    def say(self, text: str):
        if self.is_reading and self.is_in_paragraph:
            self.length += len(text)
            if self.length > MOST_UNPACKED:
                raise SpreadsheetError(UNPACKS_TOO_LARGE)
            self.text.append(text)

    def begin_sheet(self, sheet: dict[str, str]):
        if self.is_reading:
            # A table in a cell of a table: no program that shows spreadsheets writes it.
            raise SpreadsheetError(DAMAGED)
        if sheet.get("table:style-name") not in self.hiding_styles:
            self.sheets.append(sheet.get("table:name", ""))
            self.is_reading = len(self.sheets) == 1

    def begin_cell(self, attributes: dict[str, str]):
        self.text = []
        if not self.is_reading or len(self.cells) >= MOST_COLUMNS:
            return
        self.cell = named(attributes)
        across, down = times(attributes, "table:number-columns-spanned"), times(attributes, "table:number-rows-spanned")
        if across > 1 or down > 1:
            raise merged_refused(f"{self.coordinate()}:{self.coordinate(across - 1, down - 1)}")
        if "table:formula" in self.cell:
            raise formula_refused(self.coordinate(), re.sub(r"^\w+:", "", self.cell["table:formula"]))

    def end_cell(self):
        if self.is_reading and len(self.cells) < MOST_COLUMNS:
            text = self.shown()
            repeated = min(times(self.cell, "table:number-columns-repeated"), MOST_COLUMNS - len(self.cells))
            self.cells += [text] * repeated

    def shown(self) -> str:
        """What the cell shows, as text."""
        text, kind = "".join(self.text), self.cell.get("office:value-type")
        if self.cell.get("calcext:value-type") == "error":
            raise error_refused(self.coordinate(), text)
        # A date that no calendar of ours knows is read as it is written.
        with suppress(ValueError):
            if kind in NUMBERS:
                return text_of(float(self.cell["office:value"]))
            if kind == "date":
                return text_of(datetime.fromisoformat(self.cell["office:date-value"]))
        if kind == "boolean":
            return text_of(self.cell["office:boolean-value"] == "true")
        return text

    def end_row(self):
        if self.is_reading:
            repeated = times(self.row, "table:number-rows-repeated")
            if any(self.cells):
                self.read_rows.append((self.row_number + 1, repeated, self.cells))
            self.row_number += repeated

    def coordinate(self, across=0, down=0) -> str:
        column = min(len(self.cells) + 1 + across, 16_384)
        return f"{get_column_letter(column)}{self.row_number + 1 + down}"


def named(attributes: dict[str, str]) -> dict[str, str]:
    return {short(name): value for name, value in attributes.items()}


def times(attributes: dict[str, str], name: str) -> int:
    """How often something is said to be there."""
    return max(1, int(named(attributes).get(name, 1)))

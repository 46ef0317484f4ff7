"""Reads XLSX row by row, as the library streams it."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing

import openpyxl

from leader_portal.exchange.tables import (
    MOST_COLUMNS,
    NO_VISIBLE_SHEET,
    TOO_MANY_ROWS,
    SpreadsheetError,
    error_refused,
    formula_refused,
    merged_refused,
    text_of,
)

# Formatting may reach further down than the content, but not without end.
LAST_ROW = 100_000
# How XLSX spells a character that XML can't hold. In a text that looks like it the underscore is spelled (5F); not
# every program does so, hence no other characters are read that way.
SPELLED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]+)"')


class XlsxFile:
    """The first sheet of a workbook that one can see. `sheets` are the names of all of these."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.sheets: list[str] = []

    @staticmethod
    def is_it(archive: zipfile.ZipFile) -> bool:
        return "xl/workbook.xml" in archive.namelist()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as drop-down lists, which matter only to who writes the file again.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(self.archive.fp, read_only=True, keep_links=False)
        with closing(workbook):
            visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            if not visible:
                raise SpreadsheetError(NO_VISIBLE_SHEET)
            self.sheets = [sheet.title for sheet in visible]
            merged = MERGED.search(self.archive.read(visible[0]._worksheet_path))
            if merged:
                raise merged_refused(merged[1].decode())
            # What the file says of its own size may be anything.
            visible[0].reset_dimensions()
            for number, cells in enumerate(visible[0].iter_rows(max_col=MOST_COLUMNS), 1):
                if number > LAST_ROW:
                    raise SpreadsheetError(TOO_MANY_ROWS)
                yield number, [shown(cell) for cell in cells]


def shown(cell) -> str:
    """What the cell shows, as text."""
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        raise formula_refused(cell.coordinate, str(cell.value))
    if cell.data_type == "e":
        raise error_refused(cell.coordinate, cell.value)
    return SPELLED.sub(lambda found: chr(int(found[1], 16)), text_of(cell.value))

"""
Writes a table to a file. What goes out opens in Excel and LibreOffice as text, and nothing in it is a formula.
"""

import csv
import io
import re

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from leader_portal.exchange.tables import SpreadsheetError, Table, protected

# Excel's own limit, in UTF-16 units.
LONGEST_XLSX_TEXT = 32_767
# What would be read as a character that XML can't hold, see `reading_xlsx`.
LIKE_SPELLED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Xlsx:
    """Excel's own format. Every cell is a text cell, so that no program makes a date, a number or a formula of it."""

    label = "XLSX – für Excel und LibreOffice (empfohlen)"
    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def written(self, table: Table) -> bytes:
        # All texts first: a workbook that has been begun must be finished.
        rows = [[spelled(text, number) for text in row] for number, row in enumerate([table.headings, *table.rows], 1)]
        workbook = openpyxl.Workbook(write_only=True)
        worksheet = workbook.create_sheet(table.title[:31])
        worksheet.freeze_panes = "A2"
        for place, column in enumerate(zip(*rows, strict=True), 1):
            longest = max(len(line) for text in column[:200] for line in text.split("\n"))
            worksheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, 10), 70)
        style = {"alignment": Alignment(wrap_text=True, vertical="top"), "number_format": "@"}
        for number, row in enumerate(rows, 1):
            font = Font(bold=number == 1)
            worksheet.append([text_cell(worksheet, text, font=font, **style) for text in row])
        file = io.BytesIO()
        workbook.save(file)
        return file.getvalue()


def spelled(text: str, row_number: int) -> str:
    """The text as XLSX holds it. What is longer than a cell is refused: the library would cut it off."""
    if text.startswith("'"):
        text = protected(text)
    text = LIKE_SPELLED.sub(r"_x005F_x\1_", ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))
    if len(text.encode("utf-16-le")) // 2 > LONGEST_XLSX_TEXT:
        raise SpreadsheetError(
            f"Der Text in Zeile {row_number} ist für XLSX zu lang: Mehr als {LONGEST_XLSX_TEXT // 1000}.000 Zeichen "
            "fasst eine Zelle nicht. Bitte wählen Sie CSV."
        )
    return text


def text_cell(worksheet, text: str, **style) -> WriteOnlyCell:
    cell = WriteOnlyCell(worksheet, value=text)
    # Else it would be a formula if it begins like one.
    cell.data_type = "s"
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


class PlainCsv:
    """What other programs expect of CSV: comma, UTF-8."""

    label = "CSV mit Komma – für andere Programme"
    extension = "csv"
    content_type = "text/csv; charset=utf-8"
    delimiter = ","
    encoding = "utf-8"

    def written(self, table: Table) -> bytes:
        file = io.StringIO(newline="")
        # All in quotation marks, so that a text that holds other delimiters stays whole whoever reads it.
        writer = csv.writer(file, delimiter=self.delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(table.headings)
        writer.writerows([protected(text) for text in row] for row in table.rows)
        return file.getvalue().encode(self.encoding)


class GermanCsv(PlainCsv):
    """What German Excel opens with a double click: semicolon, UTF-8 with a byte order mark."""

    label = "CSV mit Semikolon – für deutsches Excel"
    delimiter = ";"
    encoding = "utf-8-sig"


FORMATS = [Xlsx(), GermanCsv(), PlainCsv()]

"""
Spreadsheet files. What comes in is read into rows of text, whatever program wrote it; what goes out opens in Excel
and LibreOffice as text, and nothing in it is a formula.

A text that a spreadsheet would take for a formula gets an apostrophe in front where the file knows no types (CSV);
reading takes it off again, whatever file the apostrophe stands in by then.
"""

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import openpyxl
import tablib
from import_export.formats.base_formats import Format
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

# Ten times the largest strategy one can think of, and little enough to be read at once.
MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
# An XLSX is a ZIP: a small one can unpack to more than any machine holds. Its texts, and even more what says how
# they look, take the library many times the room and seconds for each megabyte.
MOST_UNPACKED = 32 * 1024 * 1024
MOST_OF_A_PART = [
    (re.compile(r"xl/sharedStrings\.xml"), 16 * 1024 * 1024),
    (re.compile(r"xl/(styles|workbook)\.xml|docProps/.*|.*\.rels|\[Content_Types]\.xml"), 1024 * 1024),
]
MOST_PARTS = 1_000
# Formatting may reach further down than the content, but not without end.
LAST_ROW = 100_000
# Excel's own limit, in UTF-16 units.
LONGEST_XLSX_TEXT = 32_767

NO_SPREADSHEET = (
    "Das ist keine Tabelle, die das Portal lesen kann. Bitte speichern Sie sie in Ihrem Programm als XLSX "
    "(„Excel-Arbeitsmappe“) oder CSV."
)
DAMAGED = "Die Datei ist beschädigt und lässt sich nicht lesen. Bitte speichern Sie sie in Ihrem Programm neu als XLSX."
TOO_LARGE = (
    f"Die Datei ist größer als {MOST_BYTES // 1024 // 1024} MB; mehr nimmt das Portal nicht an. Bitte teilen Sie die "
    "Tabelle auf oder nehmen Sie Bilder und leere, formatierte Zeilen heraus."
)
TOO_MANY_ROWS = (
    f"Die Tabelle hat mehr als {MOST_ROWS // 1000}.000 Zeilen; mehr nimmt das Portal nicht auf einmal an. Bitte teilen "
    "Sie sie auf."
)
UNPACKS_TOO_LARGE = "Die Datei ist ausgepackt viel zu groß für eine Tabelle und wird deshalb nicht geöffnet."
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "Das ist eine alte Excel-Datei (XLS) oder eine mit Passwort. Bitte speichern Sie sie ohne Passwort als XLSX "
        "(„Excel-Arbeitsmappe“)."
    ),
    b"%PDF": "Das ist ein PDF. Importieren lassen sich Tabellen, gespeichert als XLSX oder CSV.",
    b"{\\rtf": "Das ist ein Textdokument (RTF). Importieren lassen sich Tabellen, gespeichert als XLSX oder CSV.",
    b"\x89PNG": "Das ist ein Bild. Importieren lassen sich Tabellen, gespeichert als XLSX oder CSV.",
    b"\xff\xd8\xff": "Das ist ein Bild. Importieren lassen sich Tabellen, gespeichert als XLSX oder CSV.",
}
OPEN_DOCUMENT = (
    "Das ist eine OpenDocument-Datei. Bitte speichern Sie die Tabelle in LibreOffice als XLSX („Excel 2007–365“)."
)
BYTE_ORDER_MARKS = {
    # UTF-32 first: its mark begins like that of UTF-16.
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DELIMITERS = ";,\t"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table)\b", re.IGNORECASE)
TAKEN_FOR_FORMULA = re.compile(r"'*[=+\-@\t\r]")
# How XLSX spells a character that XML can't hold. In a text that looks like it the underscore is spelled (5F); not
# every program does so, hence no other characters are read that way.
LIKE_SPELLED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SPELLED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]+)"')


class SpreadsheetError(Exception):
    """Why a file can't be read or written, in a sentence for whoever chose it."""


class Sheet(tablib.Dataset):
    """
    A table read from a file: headings and rows of text. `row_numbers` are those that the spreadsheet program
    shows beside each row, `letters` those above each column, by its heading.
    """

    def __init__(self, headers: list[str], letters: dict[str, str]):
        super().__init__(headers=headers)
        self.row_numbers: list[int] = []
        self.letters = letters
        self.note = ""

    def rename(self, names: dict[str, str]):
        """Give the columns the names they go by here. Raises SpreadsheetError if two come out the same."""
        refuse_repeated(list(names.values()))
        self.headers = list(names.values())
        self.letters = {names[heading]: letter for heading, letter in self.letters.items()}


def refuse_repeated(headings: list[str]):
    for heading in headings:
        if headings.count(heading) > 1:
            raise SpreadsheetError(f"Die Spalte „{heading}“ kommt mehrmals vor. Bitte lassen Sie eine davon weg.")


def protected(text: str) -> str:
    """With an apostrophe in front, if a spreadsheet would take it for a formula or the apostrophe for protection."""
    return f"'{text}" if TAKEN_FOR_FORMULA.match(text) else text


def unprotected(text: str) -> str:
    return text[1:] if text.startswith("'") and TAKEN_FOR_FORMULA.match(text) else text


# Reading


def read_sheet(data: bytes) -> Sheet:
    """The table in the file, recognised by its content. Raises SpreadsheetError if there is none."""
    if len(data) > MOST_BYTES:
        raise SpreadsheetError(TOO_LARGE)
    for beginning, sentence in OTHER_FILES.items():
        if data.startswith(beginning):
            raise SpreadsheetError(sentence)
    if not data.startswith(b"PK"):
        return sheet_of(rows_of_csv(data))
    with zipfile_of(data) as archive:
        workbook = workbook_of(archive, data)
        try:
            return sheet_of_workbook(workbook, archive)
        finally:
            workbook.close()


def sheet_of(rows: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Headings are the first row that holds anything; empty rows below mean nothing."""
    rows = ((number, [unprotected(cell) for cell in cells]) for number, cells in rows)
    rows = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _, headings = next(rows, (0, []))
    if not headings:
        raise SpreadsheetError("Die Datei ist leer.")
    columns = {place: heading.strip() for place, heading in enumerate(headings) if heading.strip()}
    refuse_repeated(list(columns.values()))
    sheet = Sheet(list(columns.values()), {heading: get_column_letter(place + 1) for place, heading in columns.items()})
    for number, cells in rows:
        for place, cell in enumerate(cells):
            if place not in columns and cell.strip():
                raise SpreadsheetError(
                    f"In Zeile {number} steht in Spalte {get_column_letter(place + 1)} „{shortened(cell)}“, aber diese "
                    "Spalte hat in der ersten Zeile keine Überschrift."
                )
        if sheet.height == MOST_ROWS:
            raise SpreadsheetError(TOO_MANY_ROWS)
        sheet.append([cells[place] if place < len(cells) else "" for place in columns])
        sheet.row_numbers.append(number)
    if not sheet.height:
        raise SpreadsheetError(
            "Die Tabelle hat nur eine Zeile. Die erste nennt die Spalten; darunter steht der Inhalt."
        )
    return sheet


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def rows_of_csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(data)
    if "\0" in text or MARKUP.match(text):
        raise SpreadsheetError(NO_SPREADSHEET)
    named = SEPARATOR_LINE.match(text)
    if named:
        text, delimiter = text[named.end() :], named[1]
    else:
        delimiter = likeliest_delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            yield number, cells
    except csv.Error as mistake:
        if "field larger" in str(mistake):
            raise SpreadsheetError(
                f"In Zeile {number + 1} steht ein Text mit mehr als {csv.field_size_limit() // 1000}.000 Zeichen, oder "
                "ein Anführungszeichen ist dort nicht geschlossen."
            ) from mistake
        raise SpreadsheetError(
            f"In Zeile {number + 1} steht ein Anführungszeichen an falscher Stelle oder ist nicht geschlossen. Im Text "
            'wird es doppelt geschrieben (""), und der ganze Text steht in Anführungszeichen.'
        ) from mistake


def decoded(data: bytes) -> str:
    """Text as Excel and others write it: UTF-8, UTF-16, or the old Windows code page."""
    encoding = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if encoding:
        encodings = [encoding]
    elif data.count(0) * 3 > len(data):
        # UTF-16 without a mark: of European letters every other byte is zero.
        encodings = ["utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError(NO_SPREADSHEET)


def likeliest_delimiter(text: str) -> str:
    """The one that makes the most columns of the first line that holds anything; German Excel's, if in doubt."""
    text = text.lstrip("\r\n")
    counts = {}
    for delimiter in DELIMITERS:
        try:
            counts[delimiter] = len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
        except csv.Error:
            counts[delimiter] = 0
    return max(DELIMITERS, key=counts.__getitem__)


def zipfile_of(data: bytes) -> zipfile.ZipFile:
    """The ZIP that an XLSX is, once it is certain that unpacking it does no harm."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as mistake:
        raise SpreadsheetError(DAMAGED) from mistake
    parts = archive.infolist()
    # No part unpacks to more than it says: the library stops reading there.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SpreadsheetError(UNPACKS_TOO_LARGE)
    for names, most in MOST_OF_A_PART:
        if any(part.file_size > most and names.fullmatch(part.filename) for part in parts):
            raise SpreadsheetError(UNPACKS_TOO_LARGE)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise SpreadsheetError(OPEN_DOCUMENT if "content.xml" in names else NO_SPREADSHEET)
    return archive


def workbook_of(archive: zipfile.ZipFile, data: bytes) -> openpyxl.Workbook:
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as drop-down lists, which matter only to who writes the file again.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception as mistake:
        # Whatever a damaged file makes it stumble over: it names no errors of its own.
        raise SpreadsheetError(DAMAGED) from mistake


def sheet_of_workbook(workbook: openpyxl.Workbook, archive: zipfile.ZipFile) -> Sheet:
    """The first sheet that one can see."""
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise SpreadsheetError("In der Datei gibt es kein sichtbares Tabellenblatt.")
    first = visible[0]
    try:
        merged = MERGED.search(archive.read(first._worksheet_path))
        sheet = None if merged else sheet_of(rows_of_worksheet(first))
    except SpreadsheetError:
        raise
    except Exception as mistake:
        raise SpreadsheetError(DAMAGED) from mistake
    if merged:
        raise SpreadsheetError(
            f"In der Tabelle sind Zellen verbunden ({merged[1].decode()}). Bitte heben Sie die Verbindung auf, damit "
            "in jeder Zeile steht, was zu ihr gehört."
        )
    if len(visible) > 1:
        sheet.note = f"Die Datei hat mehrere Blätter. Gelesen wurde nur das erste, „{first.title}“."
    return sheet


def rows_of_worksheet(worksheet) -> Iterator[tuple[int, list[str]]]:
    # What the file says of its own size may be anything.
    worksheet.reset_dimensions()
    for number, cells in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > LAST_ROW:
            raise SpreadsheetError(TOO_MANY_ROWS)
        yield number, [text_of(cell) for cell in cells]


def text_of(cell) -> str:
    """What the cell shows, as text. A formula is refused: what it shows depends on where it is opened."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise SpreadsheetError(
            f"In Zelle {cell.coordinate} steht eine Formel ({shortened(str(value))}). Bitte ersetzen Sie Formeln durch "
            "ihr Ergebnis: kopieren, dann „Inhalte einfügen“ › „Werte“."
        )
    if cell.data_type == "e":
        raise SpreadsheetError(f"Zelle {cell.coordinate} zeigt einen Fehler ({value}). Bitte berichtigen Sie sie.")
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == datetime.min.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return SPELLED.sub(lambda found: chr(int(found[1], 16)), str(value))


# Writing


class Xlsx(Format):
    """Excel's own format. Every cell is a text cell, so that no program makes a date, a number or a formula of it."""

    label = "XLSX – für Excel und LibreOffice (empfohlen)"

    def get_extension(self):
        return "xlsx"

    def get_content_type(self):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def can_export(self):
        return True

    def export_data(self, dataset: tablib.Dataset) -> bytes:
        # All texts first: a workbook that has been begun must be finished.
        table = [[spelled(text, number) for text in row] for number, row in enumerate([dataset.headers, *dataset], 1)]
        workbook = openpyxl.Workbook(write_only=True)
        worksheet = workbook.create_sheet((dataset.title or "Tabelle")[:31])
        worksheet.freeze_panes = "A2"
        for place, column in enumerate(zip(*table, strict=True), 1):
            longest = max(len(line) for text in column[:200] for line in text.split("\n"))
            worksheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, 10), 70)
        style = {"alignment": Alignment(wrap_text=True, vertical="top"), "number_format": "@"}
        for number, row in enumerate(table, 1):
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


class PlainCsv(Format):
    """What other programs expect of CSV: comma, UTF-8."""

    label = "CSV mit Komma – für andere Programme"
    delimiter = ","
    encoding = "utf-8"

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv; charset=utf-8"

    def can_export(self):
        return True

    def export_data(self, dataset: tablib.Dataset) -> bytes:
        file = io.StringIO(newline="")
        # All in quotation marks, so that a text that holds other delimiters stays whole whoever reads it.
        writer = csv.writer(file, delimiter=self.delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(dataset.headers)
        writer.writerows([protected(text) for text in row] for row in dataset)
        return file.getvalue().encode(self.encoding)


class GermanCsv(PlainCsv):
    """What German Excel opens with a double click: semicolon, UTF-8 with a byte order mark."""

    label = "CSV mit Semikolon – für deutsches Excel"
    delimiter = ";"
    encoding = "utf-8-sig"

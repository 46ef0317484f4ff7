"""
The tables of a Word document (DOCX) in which groups write down what they said, read as if they had been copied out of
a spreadsheet. How something looks is not read: lists come as lists, and everything else as plain words.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from leader_portal.content.editing import mistaken
from leader_portal.content.text import folded
from leader_portal.exchange.reading import archive_of
from leader_portal.exchange.tables import MOST_BYTES, SpreadsheetError
from workshops.minutes.list_signs import marks_of
from workshops.minutes.pasted_sheets import heading_of, quadrants_in
from workshops.models import WorkingGroup

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
DOCUMENT = "word/document.xml"
# No word processor writes one; in it there may be entities that grow without end.
DOCUMENT_TYPE = b"<!DOCTYPE"
BULLET = "• "
# As many paragraphs above a table are looked at for the name of its group.
LINES_ABOVE = 6

TAKEN = "Einlesen lassen sich Word-Dokumente, gespeichert als DOCX. Text aus anderen Dateien fügen Sie bitte ein."
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "Das ist ein altes Word-Dokument (DOC) oder eines mit Passwort. Bitte speichern Sie es ohne Passwort als DOCX."
    ),
    b"%PDF": f"Das ist ein PDF. {TAKEN}",
    b"{\\rtf": f"Das ist ein Textdokument (RTF). {TAKEN}",
}
# What Python's libraries raise for a damaged or protected archive, or XML.
DAMAGES = (zipfile.BadZipFile, ElementTree.ParseError, OSError, ValueError, RuntimeError, zlib.error)
DAMAGED = "Das Dokument ist beschädigt und lässt sich nicht öffnen. Bitte speichern Sie es in Word noch einmal."
TOO_LARGE = f"Das Dokument ist größer als {MOST_BYTES // 1024 // 1024} MB; mehr nimmt das Portal nicht an."


@dataclass(frozen=True)
class Sheet:
    """A table of the document: `text` as a spreadsheet copies it, and the lines that stand `above` it."""

    text: str
    above: list[str]
    has_heads: bool

    def is_of(self, group: WorkingGroup) -> bool:
        """Whether what stands above or at the head of it names the group."""
        named = folded(" ".join([*self.above, self.text.split("\n", 1)[0]]))
        return any(name and name in named for name in (folded(group.title), folded(f"{group.label}:")))


def sheets_of(data: bytes) -> list[Sheet]:
    """
    The tables with the headings of a group's sheet; if there are none, all tables with four columns; if there are none
    of these either, all that the document says, as one sheet. Raises `Refused` if it is no such document.
    """
    body = body_of(data)
    tables, above = [], []
    for block in blocks_of(body):
        if block.tag == f"{W}tbl":
            rows = list(rows_of(block))
            heads = any(len(quadrants_in(row)) > 1 for row in rows)
            if heads or (rows and len(rows[0]) == 4):
                text = "\n".join("\t".join(map(quoted, row)) for row in rows)
                tables.append(Sheet(text, above[-LINES_ABOVE:], heads))
            above = []
        elif text := text_of(block).strip():
            above.append(text)
    if found := [table for table in tables if table.has_heads] or tables:
        return found
    return [Sheet("\n".join(lines_of(body.iter(f"{W}p"))), [], has_heads=False)]


def body_of(data: bytes) -> Element:
    if len(data) > MOST_BYTES:
        raise mistaken(TOO_LARGE)
    for beginning, sentence in OTHER_FILES.items():
        if data.startswith(beginning):
            raise mistaken(sentence)
    if not data.startswith(b"PK"):
        raise mistaken(f"Das ist kein Word-Dokument. {TAKEN}")
    try:
        with archive_of(data) as archive:
            if DOCUMENT not in archive.namelist():
                raise mistaken(f"Das ist kein Word-Dokument. {TAKEN}")
            document = archive.read(DOCUMENT)
        if DOCUMENT_TYPE in document:
            raise mistaken(DAMAGED)
        body = ElementTree.fromstring(document.replace(STRICT, W[1:-1].encode())).find(f"{W}body")
    except SpreadsheetError as mistake:
        raise mistaken("Das Dokument ist ausgepackt viel zu groß und wird deshalb nicht geöffnet.") from mistake
    except DAMAGES as mistake:
        raise mistaken(DAMAGED) from mistake
    if body is None:
        raise mistaken(DAMAGED)
    return body


def sheet_of(data: bytes, group: WorkingGroup) -> str:
    """What the document has for this group, as it would be pasted."""
    sheets = sheets_of(data)
    if len(sheets) > 1:
        sheets = [sheet for sheet in sheets if sheet.is_of(group)]
    if len(sheets) != 1:
        raise mistaken(
            "Das Dokument hat mehrere Tabellen, und es ist nicht zu erkennen, welche zu dieser Gruppe gehört. Alle auf "
            "einmal lesen Sie beim Workshop ein."
        )
    return sheets[0].text


def blocks_of(body: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, those within a content control too."""
    for block in body:
        if block.tag in (f"{W}p", f"{W}tbl"):
            yield block
        elif block.tag == f"{W}sdt":
            yield from blocks_of(block.find(f"{W}sdtContent") or [])


def rows_of(table: Element) -> Iterator[list[str]]:
    """The cells of each row, empty ones where a cell goes over several columns."""
    for row in table.findall(f"{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            cells.append("\n".join(lines_of(cell.iter(f"{W}p"))))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            cells += [""] * (min(number(span), 20) - 1)
        yield cells


def number(element: Element | None) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return max(int(value), 1) if value.isascii() and value.isdecimal() and len(value) < 4 else 1


def lines_of(paragraphs: Iterator[Element]) -> list[str]:
    """Each paragraph as an item of a list; who typed the bullets or numbers by hand has said so already."""
    found = [(text, paragraph) for paragraph in paragraphs if (text := text_of(paragraph)).strip()]
    typed = any(mark.sign for mark in marks_of([text for text, _ in found]))
    return [
        text if heading_of(text) or (typed and paragraph.find(f"{W}pPr/{W}numPr") is None) else BULLET + text
        for text, paragraph in found
    ]


def text_of(paragraph: Element) -> str:
    """What one reads in it: without what a reviewer has deleted; a break in it is a space."""
    pieces = []
    for part in paragraph.iter():
        if part.tag == f"{W}t":
            pieces.append(re.sub(r"[\t\r\n]", " ", part.text or ""))
        elif part.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif part.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif part.tag == f"{W}softHyphen":
            pieces.append("\u00ad")
    return "".join(pieces)


def quoted(cell: str) -> str:
    """As spreadsheets copy a cell of several lines."""
    return '"{}"'.format(cell.replace('"', '""')) if "\n" in cell or '"' in cell else cell

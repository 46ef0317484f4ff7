"""
The tables of a Word document (DOCX) in which groups write down what they said, read as if they had been copied out of
a spreadsheet. How something looks is not read: lists come as lists, and everything else as plain words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from leader_portal.content.editing import mistaken
from leader_portal.content.text import folded
from workshops.minutes.list_signs import marks_of
from workshops.minutes.pasted_sheets import heading_of, quadrants_in
from workshops.models import WorkingGroup
from workshops.word_documents import W, blocks_of, body_of, text_of

BULLET = "• "
# As many paragraphs above a table are looked at for the name of its group.
LINES_ABOVE = 6


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


def quoted(cell: str) -> str:
    """As spreadsheets copy a cell of several lines."""
    return '"{}"'.format(cell.replace('"', '""')) if "\n" in cell or '"' in cell else cell

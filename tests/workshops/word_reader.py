"""A Word document read as its reader reads it: headings, what stands below each, tables by head and columns."""

from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.table import Table
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class ReadTable:
    """A table: the texts of its head, and below each the paragraphs of its column's cells."""

    head: list[str]
    rows: list[list[list[str]]]
    repeats_head: bool
    words: str

    @property
    def columns(self) -> dict[str, list[str]]:
        return {name: [text for row in self.rows for text in row[place]] for place, name in enumerate(self.head)}


@dataclass
class ReadSection:
    """A heading and what stands below it, up to the next one: paragraphs by style, tables."""

    heading: str
    level: int
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)

    def texts(self, *styles: str) -> list[str]:
        """The texts of the paragraphs, or of those in these styles."""
        return [text for style, text in self.paragraphs if text and (not styles or style in styles)]


class ReadWordDocument:
    """A DOCX from its bytes."""

    def __init__(self, content: bytes):
        self.files = ZipFile(BytesIO(content))
        self.word = Document(BytesIO(content))

    def xml(self, path: str):
        return etree.fromstring(self.files.read(path))

    @cached_property
    def sections(self) -> list[ReadSection]:
        """What stands before the first heading comes under an empty one."""
        sections = [ReadSection("", 0)]
        for block in self.word.iter_inner_content():
            if isinstance(block, Table):
                sections[-1].tables.append(read_table(block))
            elif block.style.name.startswith("Heading "):
                sections.append(ReadSection(block.text, int(block.style.name[-1])))
            else:
                sections[-1].paragraphs.append((block.style.name, block.text))
        return sections

    @property
    def headings(self) -> list[tuple[int, str]]:
        return [(section.level, section.heading) for section in self.sections[1:]]

    def section(self, heading: str) -> ReadSection:
        (section,) = [section for section in self.sections if section.heading == heading]
        return section

    @property
    def contents(self) -> list[str]:
        """The entries of the table of contents, as they stand before anybody updates it."""
        return self.sections[0].texts("toc 1", "toc 2")

    @property
    def text(self) -> str:
        """Every text of the document's body in its order."""
        body = self.xml("word/document.xml")
        paragraphs = ("".join(text.text or "" for text in each.iter(f"{W}t")) for each in body.iter(f"{W}p"))
        return "\n".join(paragraphs)


def read_table(table: Table) -> ReadTable:
    head, *rows = table.rows
    (words,) = [caption.get(f"{W}val") for caption in table._tbl.tblPr.iter(f"{W}tblCaption")]
    return ReadTable(
        head=[cell.text for cell in head.cells],
        rows=[[[paragraph.text for paragraph in cell.paragraphs] for cell in row.cells] for row in rows],
        repeats_head=head._tr.trPr is not None and head._tr.trPr.find(f"{W}tblHeader") is not None,
        words=words,
    )

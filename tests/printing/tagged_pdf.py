"""
A PDF read as a screen reader reads it: by its structure tree, not by where the letters stand on the page.

Hyphens at the ends of lines are letters to a PDF. `letters` makes texts comparable: only hyphens and spaces are free.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from ctypes import c_ushort
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

import pikepdf
import pypdfium2
from pypdfium2 import raw

FREE = re.compile("[\x02\\s\u00ad\u200b\u2010-\u2012-]+")


def letters(text: str) -> str:
    """The text without its hyphens and spaces."""
    return FREE.sub("", text)


@dataclass
class Element:
    """An element of the structure: its tag (`H1`, `Table`, `TH`, `LI`), its parts in their order, its alternative."""

    tag: str
    parts: list = field(default_factory=list)
    alternative: str = ""

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, *tags: str) -> Iterator["Element"]:
        """The elements with these tags in it, in the order in which they are read."""
        for part in self.parts:
            if isinstance(part, Element):
                if part.tag in tags:
                    yield part
                yield from part.all(*tags)


class TaggedPdf:
    """A PDF from its bytes."""

    def __init__(self, content: bytes):
        self.pdf = pikepdf.open(BytesIO(content))
        self.pages = pypdfium2.PdfDocument(content)

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """The text of each marked piece of content, by the number of its page and its own."""
        texts = defaultdict(str)
        for number, page in enumerate(self.pages):
            text_page = page.get_textpage()
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                texts[number, raw.FPDFPageObj_GetMarkedContentID(thing.raw)] += text_of(thing, text_page)
        return texts

    @cached_property
    def tree(self) -> Element:
        self.numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        return self.read(self.pdf.Root.StructTreeRoot, "Root", None)

    def read(self, node, tag: str, page) -> Element:
        element = Element(tag, alternative=str(node.get("/Alt", "")))
        page = node.get("/Pg", page)
        children = node.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, int):
                element.parts.append(self.texts[self.numbers[page.objgen], child])
            elif child.get("/Type") == "/MCR":
                element.parts.append(self.texts[self.numbers[child.get("/Pg", page).objgen], int(child.MCID)])
            elif "/S" in child:
                element.parts.append(self.read(child, str(child.S).removeprefix("/"), page))
        return element

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and letters of the headings."""
        found = self.tree.all("H1", "H2", "H3", "H4", "H5", "H6")
        return [(int(heading.tag[1]), letters(heading.text)) for heading in found]

    def section(self, heading: str) -> Element:
        """What stands below a heading, up to the next one, whatever its level."""
        found = Element("Section")
        inside = False
        for part in flat(self.tree):
            if re.fullmatch("H[1-6]", part.tag):
                inside = letters(part.text) == letters(heading)
            elif inside:
                found.parts.append(part)
        return found

    @property
    def fonts(self) -> dict[str, bool]:
        """The names of the fonts and whether each is embedded."""
        fonts = {}
        for thing in self.pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                embedded = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                fonts[str(thing.FontName).rpartition("+")[2].removeprefix("/")] = embedded
        return fonts

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each page in millimetres."""
        return [tuple(round(points / 72 * 25.4) for points in page.get_size()) for page in self.pages]


def text_of(thing, text_page) -> str:
    length = raw.FPDFTextObj_GetText(thing.raw, text_page, None, 0)
    buffer = (c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(thing.raw, text_page, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


BLOCKS = ("P", "Table", "L", "Figure", "BlockQuote", "H1", "H2", "H3", "H4", "H5", "H6", "TOC", "Title", "Caption")


def flat(element: Element) -> Iterator[Element]:
    """The blocks in their order, however deep they stand in groupings."""
    for part in element.parts:
        if isinstance(part, Element):
            if part.tag in BLOCKS:
                yield part
            else:
                yield from flat(part)


def columns_of(table: Element) -> dict[str, list[str]]:
    """The letters of the points in each column of a table, by the letters of its head."""
    head, *rows = table.all("TR")
    heads = [letters(cell.text) for cell in head.all("TH")]
    columns = {name: [] for name in heads}
    for row in rows:
        for name, cell in zip(heads, row.all("TD"), strict=True):
            columns[name] += points_of(cell)
    return columns


def points_of(element: Element) -> list[str]:
    """The letters of the points of a list, without their marks."""
    return [letters(body.text) for body in element.all("LBody")]

"""What python-docx has no words for: pieces of a Word document's XML."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from leader_portal.printing.glyphs import REPLACEMENT

# What XML has no way to write (XML 1.0, section 2.2), and halves of surrogate pairs.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text as XML can hold it; what it can't hold is visibly replaced."""
    return UNWRITABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def element(tag: str, **attributes: str):
    """An element of the document's XML with attributes of the same namespace."""
    made = OxmlElement(tag)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def set_widths(table, widths: list[int]):
    """Said for the columns and for every cell: Word reads the one, LibreOffice the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def add_field(paragraph, code: str, result: str):
    """A field that Word counts itself, with what it shows until then."""
    add_field_begin(paragraph, code)
    paragraph.add_run(result)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def add_field_begin(paragraph, code: str):
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))

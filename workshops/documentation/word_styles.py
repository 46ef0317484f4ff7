"""What a Word document looks like: its fonts, its paragraphs' styles, its tables."""

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from leader_portal.printing.colours import colours

LANGUAGE = "de-DE"
# Every Word has it, and LibreOffice one of the same width.
FONT = "Calibri"
INK, INK_SOFT = (colours()[name][1:] for name in ("ink", "ink-soft"))


def set_styles(word):
    styles = word.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    set_font(styles["Normal"], size=11, after=6)
    styles["Normal"].paragraph_format.line_spacing = 1.1
    set_font(styles["Title"], size=32, bold=True, after=6)
    set_font(styles["Subtitle"], size=18, colour=INK_SOFT, after=24)
    set_font(styles["Heading 1"], size=20, bold=True, before=18, after=8)
    set_font(styles["Heading 2"], size=15, bold=True, before=12, after=6)
    set_font(styles["Heading 3"], size=12, bold=True, before=10, after=4)
    for name in ("List Bullet", "List Number"):
        set_font(styles[name], size=11, after=3)
        apart(styles[name])
    add_style(styles, "Overline", size=12, colour=INK_SOFT, after=24)
    add_style(styles, "Contents Heading", size=20, bold=True, after=8)
    add_style(styles, "toc 1", size=11, after=4)
    add_style(styles, "toc 2", size=11, after=4).paragraph_format.left_indent = Mm(6)
    add_style(styles, "Note", size=10, colour=INK_SOFT, after=4)
    # Two tables need something between them, or they are one.
    add_style(styles, "Gap", size=4, after=0)
    add_style(styles, "Foot", size=8, colour=INK_SOFT, after=0)
    add_style(styles, "Sheet Title", size=12, bold=True, after=2)
    add_style(styles, "Stem", size=11, colour=INK_SOFT, before=10, after=2).paragraph_format.keep_with_next = True
    add_style(styles, "Guiding Statement", size=14, bold=True, after=6)
    add_style(styles, "Table Head", size=11, bold=True, after=0).paragraph_format.keep_with_next = True
    add_style(styles, "Table Text", size=11, after=0)
    # A list of its own, since the one for running text is set in too far for a narrow column.
    said = add_style(styles, "Table Bullet", size=9, after=2, base="List Bullet")
    said.paragraph_format.line_spacing = 1.0
    said.paragraph_format.left_indent = Mm(3.5)
    said.paragraph_format.first_line_indent = Mm(-3.5)
    said.paragraph_format.tab_stops.add_tab_stop(Mm(3.5))
    give_room(styles["Table Grid"].element.find(qn("w:tblPr")))


def add_style(styles, name: str, base: str = "Normal", **look):
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[base]
    set_font(style, **look)
    return style


def set_font(style, *, size: float, bold: bool = False, colour: str = INK, before: float = 0, after: float = 0):
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def apart(style):
    """Points of a list keep their distance, which the template takes from neighbours of one style."""
    spacing = style.element.pPr.find(qn("w:contextualSpacing"))
    style.element.pPr.remove(spacing)


def give_room(properties):
    """Thin grey lines around the cells, and room between the lines and the text, in twentieths of a point."""
    for line in properties.find(qn("w:tblBorders")):
        line.set(qn("w:color"), "BFBBB2")
    margins = {"top": "70", "left": "85", "bottom": "50", "right": "85"}
    for side, width in margins.items():
        properties.find(qn("w:tblCellMar")).find(qn(f"w:{side}")).set(qn("w:w"), width)

"""A Word document while it is being written: its pages, headings, tables, lists, and running text."""

from io import BytesIO

from django.utils import timezone
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from leader_portal.printing.colours import tint
from leader_portal.printing.papers import Paper
from workshops.documentation.word_styles import LANGUAGE, set_styles
from workshops.documentation.word_xml import add_field, add_field_begin, element, set_widths, writable

# Word 2013 and later; with an older one in the file Word says "compatibility mode" in its title.
NEWEST_MODE = "15"
SHORT_SIDE, LONG_SIDE = map(Mm, Paper.A4.value)
MARGIN, NARROW_MARGIN = Mm(22), Mm(16)
# Behind the heads of tables.
HEAD = "#f0efeb"


class WordWriter:
    """
    Writes a document from its first page to its last. `frame` is what stands around every sheet (`frame_of_sheet`): the
    document's title and foot.
    """

    def __init__(self, frame: dict):
        self.frame = frame
        self.word = Document()
        self.headings: list[tuple[int, str, str]] = []
        self.set_properties()
        self.set_settings()
        set_styles(self.word)
        self.style_ids = {style.name: style.style_id for style in self.word.styles}
        section = self.word.sections[0]
        self.set_page(section, landscape=False)
        self.write_foot(section.footer)

    def as_bytes(self) -> bytes:
        file = BytesIO()
        self.word.save(file)
        return file.getvalue()

    def set_properties(self):
        properties = self.word.core_properties
        properties.title = writable(self.frame["title"])[:255]
        properties.author = properties.last_modified_by = writable(self.frame["author"])[:255]
        properties.subject = writable(self.frame["subject"])[:255]
        properties.language = LANGUAGE
        properties.comments = properties.keywords = ""
        properties.created = properties.modified = timezone.now().replace(tzinfo=None, microsecond=0)

    def set_settings(self):
        """Words may be parted at line ends; the language is German; Word need not pretend to be an older one."""
        settings = self.word.settings.element
        hyphenation = OxmlElement("w:autoHyphenation")
        settings.find(qn("w:defaultTabStop")).addnext(hyphenation)
        # The contents get their page numbers when the document is opened. Word wants settings in the schema's order.
        settings.find(qn("w:compat")).addprevious(element("w:updateFields", val="true"))
        for setting in settings.find(qn("w:compat")).iterchildren(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), NEWEST_MODE)
        language = settings.find(qn("w:themeFontLang"))
        language.set(qn("w:val"), LANGUAGE)

    def set_page(self, section, *, landscape: bool):
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
        margin = NARROW_MARGIN if landscape else MARGIN
        section.left_margin = section.right_margin = section.top_margin = margin
        section.bottom_margin, section.footer_distance = Mm(21), Mm(8)

    def turn_page(self, *, landscape: bool):
        """Begin a new page, lying or standing."""
        self.set_page(self.word.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)

    @property
    def width(self) -> int:
        """Of the text on the page at hand."""
        section = self.word.sections[-1]
        return section.page_width - section.left_margin - section.right_margin

    def write_foot(self, footer):
        footer.is_linked_to_previous = False
        first = footer.paragraphs[0]
        self.styled(first, "Foot")
        for text in (self.frame["region"], self.frame["subject"]):
            if text:
                first.add_run(f"{writable(text)} · ")
        first.add_run("Seite ")
        add_field(first, "PAGE", "1")
        first.add_run(" von ")
        add_field(first, "NUMPAGES", "1")
        dated = [
            f"Stand der Daten: {self.frame['state']}" if self.frame["state"] else "",
            f"gedruckt am {self.frame['printed_on']}",
            self.frame["address"],
            self.frame["note"],
            "Vorschau mit Entwürfen – nicht weitergeben" if self.frame["has_drafts"] else "",
        ]
        for text in (" · ".join(part for part in dated if part), self.frame["funding"]):
            if text:
                self.styled(footer.add_paragraph(writable(text)), "Foot")

    def write_contents_after(self, heading):
        """A table of contents that Word knows as one, filled with the headings that were written."""
        after = heading._p
        for number, (level, text, bookmark) in enumerate(self.headings):
            paragraph = self.add("", f"toc {level}")
            if number == 0:
                add_field_begin(paragraph, r'TOC \o "1-2" \h \z \u')
            link = element("w:hyperlink", anchor=bookmark, history="1")
            link.append(paragraph.add_run(writable(text))._r)
            paragraph._p.append(link)
            if number == len(self.headings) - 1:
                paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))
            after.addnext(paragraph._p)
            after = paragraph._p

    def add(self, text: str, style: str = "Normal"):
        return self.styled(self.word.add_paragraph(writable(text)), style)

    def styled(self, paragraph, style: str):
        """The paragraph with a style, without python-docx's search through all there are."""
        if style != "Normal":
            paragraph._p.style = self.style_ids[style]
        return paragraph

    def add_heading(self, text: str, level: int):
        """A heading; those of the first two levels stand in the contents."""
        paragraph = self.add("", f"Heading {level}")
        run = paragraph.add_run(writable(text))
        if level <= 2:
            number = str(len(self.headings) + 1)
            bookmark = f"_Toc{number.zfill(9)}"
            run._r.addprevious(element("w:bookmarkStart", id=number, name=bookmark))
            run._r.addnext(element("w:bookmarkEnd", id=number))
            self.headings.append((level, text.replace("\n", " "), bookmark))
        return paragraph

    def add_table(self, heads: list[str], words: str, widths: list[int] | None = None, colours: list | None = None):
        """A table with its head, which is repeated on every page; `words` say what it holds."""
        table = self.word.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        properties = table._tbl.tblPr
        properties.append(element("w:tblCaption", val=writable(words)[:250]))
        head = table.rows[0]
        row_properties = head._tr.get_or_add_trPr()
        row_properties.append(element("w:cantSplit"))
        row_properties.append(element("w:tblHeader"))
        for number, (cell, text) in enumerate(zip(head.cells, heads, strict=True)):
            (paragraph,) = self.write_in(cell, [text], "Table Head")
            if colours:
                paragraph.runs[0].font.color.rgb = RGBColor.from_string(colours[number][1:])
            fill = tint(colours[number]) if colours else HEAD
            cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill[1:]))
        set_widths(table, widths or [self.width // len(heads)] * len(heads))
        return table

    def write_in(self, cell, texts: list[str], style: str) -> list:
        """The texts as paragraphs of a cell, which has an empty one to begin with."""
        paragraphs = []
        for number, text in enumerate(texts):
            empty = number == 0 and not cell.paragraphs[0].runs
            paragraph = cell.paragraphs[0] if empty else cell.add_paragraph()
            paragraph.add_run(writable(text))
            paragraphs.append(self.styled(paragraph, style))
        return paragraphs

    def write_numbered(self, texts: list[str]):
        numbering = self.new_numbering(1)
        for text in texts:
            self.number(self.add(text, "List Number"), numbering, 0)

    def write_prose(self, blocks: list[dict], level: int, depth: int = -1, numbering: int | None = None):
        """Blocks of running text; `depth` is that of the list around them, -1 without one."""
        for place, block in enumerate(blocks):
            match block["kind"]:
                case "heading":
                    self.write_runs(self.add("", f"Heading {level}"), block["runs"])
                case "quote":
                    self.write_prose(block["blocks"], level, depth)
                case "bullets" | "numbers" as kind:
                    started = self.new_numbering(block["start"]) if kind == "numbers" else 0
                    for item in block["items"]:
                        self.write_prose(item, level, depth + 1, started)
                case _:
                    # The first paragraph of an item carries its mark, the others stand below it.
                    marked = depth >= 0 and place == 0
                    style = ("List Number" if numbering else "List Bullet") if marked else "Normal"
                    paragraph = self.add("", style)
                    if depth >= 0:
                        paragraph.paragraph_format.left_indent = Mm(6) * (depth + 1)
                    if marked and numbering:
                        self.number(paragraph, numbering, 0)
                    self.write_runs(paragraph, block["runs"])

    def write_runs(self, paragraph, runs: list[dict]):
        for run in runs:
            written = paragraph.add_run(writable(run["text"]))
            written.bold = run.get("bold")
            written.italic = run.get("italic")
            if run.get("code"):
                written.font.name = "Consolas"
            if run.get("address"):
                written.font.underline = True
                target = paragraph.part.relate_to(
                    writable(run["address"]),
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                    is_external=True,
                )
                link = OxmlElement("w:hyperlink")
                link.set(qn("r:id"), target)
                written._r.addprevious(link)
                link.append(written._r)

    def new_numbering(self, start: int) -> int:
        """A count of its own, so that each list begins where it begins."""
        numbering = self.word.part.numbering_part.element
        listed = self.word.styles["List Number"].element.pPr.numPr.numId.val
        (around,) = [each.abstractNumId.val for each in numbering.num_lst if each.numId == listed]
        number = numbering.add_num(around)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return number.numId

    def number(self, paragraph, numbering: int, depth: int):
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = numbering

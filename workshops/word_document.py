"""
The Ergebnisdokumentation as a Word document, for the annex of the strategy: to be cut to size, not to be transcribed.

What a screen reader and Word's own navigation need is real in it: headings, lists, tables whose head is repeated on
every page, a language, a title, texts for pictures, and a table of contents that is filled in already. The contents get
their page numbers when Word or LibreOffice updates them: only they know how long their pages are.
"""

import re
from io import BytesIO

from django.utils import timezone
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from leader_portal.printing.glyphs import REPLACEMENT
from workshops.documentation import (
    Documentation,
    DocumentedGroup,
    DocumentedQuestion,
    DocumentedSurvey,
    DocumentedTopic,
    DocumentedTopicBoard,
)

LANGUAGE = "de-DE"
# Word 2013 and later; with an older one in the file Word says "compatibility mode" in its title.
NEWEST_MODE = "15"
# Every Word has it, and LibreOffice one of the same width.
FONT = "Calibri"
# What XML has no way to write (XML 1.0, section 2.2), and halves of surrogate pairs.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
MARGIN, NARROW_MARGIN = Mm(22), Mm(16)
# More columns of the topic board than this are continued below.
WIDEST_TOPIC_BOARD = 6
# So many topics stay together on a page.
FEW = 12
# Of the page, for a column of a group's sheet.
NARROWEST, WIDEST = 0.18, 0.55
LONGEST_BAR = Mm(60)
INK_SOFT, BAR, HEAD = "555A62", "3D4654", "F0EFEB"
QUADRANTS = {
    "strength": ("246534", "EDF3EE"),
    "weakness": ("9B361D", "F7EEEC"),
    "potential": ("24548C", "EDF1F6"),
    "idea": ("755600", "F4F1E9"),
}
# How large a topic stands on the topic board, by its weight; as other text where that is not known.
TOPIC_SIZES = {1: 9, 2: 10, 3: 11.5, 4: 13, 5: 15}


def word_document(documentation: Documentation, frame: dict) -> bytes:
    """The document as a DOCX. `frame` is what stands around every sheet (`frame_of_sheet`)."""
    return WordDocument(documentation, frame).as_bytes()


class WordDocument:
    """The document while it is being written, from its first page to its last."""

    def __init__(self, documentation: Documentation, frame: dict):
        self.documentation = documentation
        self.frame = frame
        self.word = Document()
        self.headings: list[tuple[int, str, str]] = []
        self.prepare()
        self.write()

    def as_bytes(self) -> bytes:
        file = BytesIO()
        self.word.save(file)
        return file.getvalue()

    # What holds for the whole document.

    def prepare(self):
        self.set_properties()
        self.set_settings()
        self.set_styles()
        self.style_ids = {style.name: style.style_id for style in self.word.styles}
        section = self.word.sections[0]
        self.set_page(section, landscape=False)
        self.write_foot(section.footer)

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
        for setting in settings.find(qn("w:compat")).iterchildren(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), NEWEST_MODE)
        language = settings.find(qn("w:themeFontLang"))
        language.set(qn("w:val"), LANGUAGE)

    def set_styles(self):
        styles = self.word.styles
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
        self.add_style("Overline", size=12, colour=INK_SOFT, after=24)
        self.add_style("Contents Heading", size=20, bold=True, after=8)
        self.add_style("toc 1", size=11, after=4)
        self.add_style("toc 2", size=11, after=4).paragraph_format.left_indent = Mm(6)
        self.add_style("Note", size=10, colour=INK_SOFT, after=4)
        # Two tables need something between them, or they are one.
        self.add_style("Gap", size=4, after=0)
        self.add_style("Foot", size=8, colour=INK_SOFT, after=0)
        self.add_style("Sheet Title", size=12, bold=True, after=2)
        self.add_style("Stem", size=11, colour=INK_SOFT, before=10, after=2).paragraph_format.keep_with_next = True
        self.add_style("Guiding Statement", size=14, bold=True, after=6)
        self.add_style("Table Head", size=11, bold=True, after=0).paragraph_format.keep_with_next = True
        self.add_style("Table Text", size=11, after=0)
        # A list of its own, since the one for running text is set in too far for a narrow column.
        said = self.add_style("Table Bullet", size=9, after=2, base="List Bullet")
        said.paragraph_format.line_spacing = 1.0
        said.paragraph_format.left_indent = Mm(3.5)
        said.paragraph_format.first_line_indent = Mm(-3.5)
        said.paragraph_format.tab_stops.add_tab_stop(Mm(3.5))
        give_room(styles["Table Grid"].element.find(qn("w:tblPr")))

    def add_style(self, name: str, base: str = "Normal", **look):
        style = self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.word.styles[base]
        set_font(style, **look)
        return style

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
            "Vorschau mit Entwürfen – nicht weitergeben" if self.frame["has_drafts"] else "",
        ]
        for text in (" · ".join(part for part in dated if part), self.frame["funding"]):
            if text:
                self.styled(footer.add_paragraph(writable(text)), "Foot")

    # The record, in its order.

    def write(self):
        self.write_cover()
        contents = self.add("", "Contents Heading")
        contents.paragraph_format.page_break_before = True
        contents.add_run("Inhalt")
        record = self.documentation
        if record.introduction:
            heading = self.add_heading("Zum Workshop", 1)
            heading.paragraph_format.page_break_before = True
            heading.paragraph_format.space_before = 0
            self.write_prose(record.introduction, level=2)
        if record.questions:
            self.add_heading("Fragen im Plenum", 1)
            self.write_numbered(record.questions)
        if record.topic_board:
            self.turn_page(landscape=True)
            self.add_heading("Themenbrett", 1).paragraph_format.space_before = 0
            self.write_topic_board(record.topic_board)
        if record.groups:
            self.turn_page(landscape=True)
            self.write_groups()
        if record.surveys:
            self.turn_page(landscape=False)
            self.add_heading("Umfragen", 1).paragraph_format.space_before = 0
            for survey in record.surveys:
                self.write_survey(survey)
        self.write_contents_after(contents)

    def write_cover(self):
        record = self.documentation
        self.add(self.frame["region"], "Overline").paragraph_format.space_before = Mm(60)
        self.add(record.title, "Title")
        self.add("Ergebnisdokumentation (Entwurf)" if record.is_draft else "Ergebnisdokumentation", "Subtitle")
        for name, fact in record.facts:
            paragraph = self.add("")
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(writable(fact))
        if self.frame["logos"]:
            self.write_logos()

    def write_logos(self):
        paragraph = self.add("")
        paragraph.paragraph_format.space_before = Mm(20)
        for logo in self.frame["logos"]:
            run = paragraph.add_run()
            run.add_picture(BytesIO(bytes(logo["png"])), height=Mm(15))._inline.docPr.set(
                "descr", writable(logo["words"])
            )
            run.add_text("   ")

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

    def write_topic_board(self, topic_board: DocumentedTopicBoard):
        if topic_board.legend:
            self.add("Erläuterung auf dem Brett:", "Note").runs[0].bold = True
            self.add("\n".join(topic_board.legend), "Note")
        if topic_board.unknown:
            self.add(topic_board.unknown, "Note")
        tables = -(-len(topic_board.columns) // WIDEST_TOPIC_BOARD)
        widest = -(-len(topic_board.columns) // tables) if tables else 0
        for start in range(0, len(topic_board.columns), widest or 1):
            columns = topic_board.columns[start : start + widest]
            table = self.add_table(
                [column.heading for column in columns], "Themenbrett: Themen unter ihren Überschriften"
            )
            for cell, column in zip(table.add_row().cells, columns, strict=True):
                self.write_topics(cell, column.topics)
            self.add("", "Gap")
        if topic_board.for_all:
            table = self.add_table(["Für alle Felder"], "Themenbrett: Themen, die für alle Felder hingen")
            row = table.add_row()
            if len(topic_board.for_all) <= FEW:
                row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            self.write_topics(row.cells[0], topic_board.for_all)

    def write_topics(self, cell, topics: list[DocumentedTopic]):
        if not topics:
            self.write_in(cell, ["Hier ist kein Thema überliefert."], "Note")
        paragraphs = self.write_in(cell, [topic.wording for topic in topics], "Table Bullet")
        for paragraph, topic in zip(paragraphs, topics, strict=True):
            if topic.weight:
                paragraph.runs[0].font.size = Pt(TOPIC_SIZES[topic.weight])
            if topic.notes:
                note = paragraph.add_run(f" ({', '.join(topic.notes)})")
                note.font.size, note.font.color.rgb = Pt(9), RGBColor.from_string(INK_SOFT)

    def write_groups(self):
        record = self.documentation
        self.add_heading(record.groups_heading, 1).paragraph_format.space_before = 0
        for group in record.groups:
            self.add(group.label, "List Bullet")
        self.add(record.groups_facts)
        if record.stem:
            self.add("Der Satzanfang des Leitsatzes, wie er allen Gruppen gestellt wurde:", "Stem")
            self.add(record.stem, "Guiding Statement")
        for group in record.groups:
            self.write_group(group)

    def write_group(self, group: DocumentedGroup):
        heading = self.add_heading(group.label, 2)
        heading.paragraph_format.page_break_before = True
        heading.paragraph_format.space_before = 0
        title = f"{group.title} ({group.qualifier})" if group.qualifier else group.title
        self.add(title, "Sheet Title").add_run(f"  ·  {group.facts}").bold = False
        if group.topics_line:
            self.add(group.topics_line)
        table = self.add_table(
            [quadrant.label for quadrant in group.quadrants],
            f"Beiträge der Gruppe „{group.label}“ in vier Spalten",
            widths=self.widths_for(group),
            colours=[QUADRANTS[quadrant.quadrant] for quadrant in group.quadrants],
        )
        for cell, quadrant in zip(table.add_row().cells, group.quadrants, strict=True):
            if not quadrant.contributions:
                self.write_in(cell, ["Hier wurde nichts festgehalten."], "Note")
            wordings = [contribution.wording for contribution in quadrant.contributions]
            paragraphs = self.write_in(cell, wordings, "Table Bullet")
            for paragraph, contribution in zip(paragraphs, quadrant.contributions, strict=True):
                if contribution.round:
                    note = paragraph.add_run(f" (Runde {contribution.round})")
                    note.font.size, note.font.color.rgb = Pt(9), RGBColor.from_string(INK_SOFT)
        if group.stem or group.statement:
            self.add(group.stem, "Stem")
        if group.statement:
            self.add(group.statement, "Guiding Statement")
        else:
            self.add("Ein Leitsatz dieser Gruppe ist nicht überliefert.", "Note")

    def widths_for(self, group: DocumentedGroup) -> list[int]:
        """Columns as wide as what was said needs, so that none is much longer than the others."""
        letters = [sum(len(each.wording) + 24 for each in quadrant.contributions) for quadrant in group.quadrants]
        shares = [min(max(each / (sum(letters) or 1), NARROWEST), WIDEST) for each in letters]
        return [int(self.width * share / sum(shares)) for share in shares]

    def write_survey(self, survey: DocumentedSurvey):
        self.add_heading(f"{survey.title} (Entwurf)" if survey.is_draft else survey.title, 2)
        self.write_prose(survey.introduction, level=3)
        if survey.respondents:
            self.add(survey.respondents)
        if not survey.questions:
            self.add("Die Zahlen dieser Umfrage sind nicht überliefert. Es werden keine geschätzt.")
        for question in survey.questions:
            self.write_question(question)

    def write_question(self, question: DocumentedQuestion):
        self.add_heading(question.text, 3)
        if not question.answers:
            self.add("Zu dieser Frage sind keine Antworten überliefert.", "Note")
            return
        self.add(question.facts, "Note").paragraph_format.keep_with_next = True
        widths = [0, LONGEST_BAR + Mm(5), Mm(21), Mm(17)]
        widths[0] = self.width - sum(widths)
        table = self.add_table(
            ["Antwort", "Verteilung", "Stimmen", "Anteil"], f"Antworten auf „{question.text}“", widths
        )
        for answer in question.answers:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            percent = "" if answer.percent is None else f"{answer.percent} %"
            for cell, text in zip(row.cells, [answer.label, "", str(answer.votes), percent], strict=True):
                self.write_in(cell, [text], "Table Text")
            if answer.votes:
                words = f"Balken: {answer.votes} {'Stimme' if answer.votes == 1 else 'Stimmen'} für „{answer.label}“"
                self.draw_bar(row.cells[1].paragraphs[0], answer.share, words)
        set_widths(table, widths)
        self.add("", "Gap")

    def draw_bar(self, paragraph, share: float, words: str):
        """A bar as a picture, with what it shows in words for those who don't see it."""
        shape = paragraph.add_run().add_picture(bar(), width=max(round(LONGEST_BAR * share), Mm(0.5)), height=Mm(4))
        shape._inline.docPr.set("descr", writable(words))

    # What it is made of.

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
            ink, paper = colours[number] if colours else (None, HEAD)
            (paragraph,) = self.write_in(cell, [text], "Table Head")
            if ink:
                paragraph.runs[0].font.color.rgb = RGBColor.from_string(ink)
            cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=paper))
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


def writable(text: str) -> str:
    """The text as XML can hold it; what it can't hold is visibly replaced."""
    return UNWRITABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def element(tag: str, **attributes: str):
    """An element of the document's XML with attributes of the same namespace."""
    made = OxmlElement(tag)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def set_font(style, *, size: float, bold: bool = False, colour: str = "1B1E22", before: float = 0, after: float = 0):
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


def set_widths(table, widths: list[int]):
    """Said for the columns and for every cell: Word reads the one, LibreOffice the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def give_room(properties):
    """Thin grey lines around the cells, and room between the lines and the text, in twentieths of a point."""
    for line in properties.find(qn("w:tblBorders")):
        line.set(qn("w:color"), "BFBBB2")
    margins = {"top": "70", "left": "85", "bottom": "50", "right": "85"}
    for side, width in margins.items():
        properties.find(qn("w:tblCellMar")).find(qn(f"w:{side}")).set(qn("w:w"), width)


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


def bar() -> BytesIO:
    """A small picture in the colour of bars, to be drawn out to any length."""
    picture = BytesIO()
    Image.new("RGB", (8, 8), f"#{BAR}").save(picture, "PNG")
    picture.seek(0)
    return picture

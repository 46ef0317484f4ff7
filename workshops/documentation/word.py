"""
The Ergebnisdokumentation as a Word document, for the annex of the strategy: to be cut to size, not to be transcribed.

What a screen reader and Word's own navigation need is real in it: headings, lists, tables whose head is repeated on
every page, a language, a title, texts for pictures, and a table of contents that is filled in already. The contents get
their page numbers when Word or LibreOffice updates them: only they know how long their pages are.
"""

from io import BytesIO

from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from leader_portal.content.text import counted
from leader_portal.printing.colours import colours
from workshops.documentation.content import (
    Documentation,
    DocumentedGroup,
    DocumentedQuestion,
    DocumentedSurvey,
    DocumentedTopic,
    DocumentedTopicBoard,
)
from workshops.documentation.word_styles import INK_SOFT
from workshops.documentation.word_writer import WordWriter
from workshops.documentation.word_xml import element, set_widths, writable

# More columns of the topic board than this are continued below.
WIDEST_TOPIC_BOARD = 6
# So many topics stay together on a page.
FEW = 12
# Of the page, for a column of a group's sheet.
NARROWEST, WIDEST = 0.18, 0.55
LONGEST_BAR = Mm(60)
# How large a topic stands on the topic board, by its weight; as other text where that is not known.
TOPIC_SIZES = {1: 9, 2: 10, 3: 11.5, 4: 13, 5: 15}


def word_document(documentation: Documentation, frame: dict) -> bytes:
    """The document as a DOCX. `frame` is what stands around every sheet (`frame_of_sheet`)."""
    return DocumentationWriter(documentation, frame).as_bytes()


class DocumentationWriter(WordWriter):
    """Writes the record in its order."""

    def __init__(self, documentation: Documentation, frame: dict):
        super().__init__(frame)
        self.documentation = documentation
        self.write()

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
            colours=[colours()["quadrants"][quadrant.quadrant] for quadrant in group.quadrants],
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
                words = f"Balken: {counted(answer.votes, '1 Stimme', 'Stimmen')} für „{answer.label}“"
                self.draw_bar(row.cells[1].paragraphs[0], answer.share, words)
        set_widths(table, widths)
        self.add("", "Gap")

    def draw_bar(self, paragraph, share: float, words: str):
        """A bar as a picture, with what it shows in words for those who don't see it."""
        shape = paragraph.add_run().add_picture(bar(), width=max(round(LONGEST_BAR * share), Mm(0.5)), height=Mm(4))
        shape._inline.docPr.set("descr", writable(words))


def bar() -> BytesIO:
    """A small picture in the colour of bars, to be drawn out to any length."""
    picture = BytesIO()
    Image.new("RGB", (8, 8), colours()["hue"]).save(picture, "PNG")
    picture.seek(0)
    return picture

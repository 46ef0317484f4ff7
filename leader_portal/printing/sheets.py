"""
Sheets: what comes out of the print room.

An app says what kinds there are of its own (`SheetKind`) and what stands on a sheet (`Sheet`), which is made here in
any of its forms. `pages.sheet_page` gives it an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from leader_portal.printing.colours import colours
from leader_portal.printing.file_names import file_name
from leader_portal.printing.frame import frame_of_sheet
from leader_portal.printing.papers import Paper
from leader_portal.printing.typesetting import picture, typeset

IDEAS_ARE_NO_PROJECTS = "Ideen sind gesammelte Beiträge, keine beschlossenen Vorhaben."
# Of the small pictures in the print room, in pixels; twice what they measure on the page, for sharp screens.
PICTURE_WIDTH = 480


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: its name in addresses and its title, what it is for, its template, and its papers."""

    slug: str
    title: str
    purpose: str
    template: str
    papers: tuple[Paper, ...]
    is_landscape: bool = True
    # Makes a DOCX from a sheet's data, where there is one.
    word_document: Callable[[dict], bytes] | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The endings of what a sheet of this kind can be made as; of a picture the first page."""
        return ("pdf", "png", "docx") if self.word_document else ("pdf", "png")


@dataclass(frozen=True)
class Sheet:
    """
    A sheet of a kind on a paper, with all that stands on it.

    `name` are the parts of its file's name. `title` is the document's, `subject` what the foot of each page calls it,
    `path` where its matter stands on the site, `changed_at` when that last changed. The template finds `content` in
    its data, beside the `frame`, the `paper`, the sizes of all `papers`, and the `colours`.
    """

    kind: SheetKind
    paper: Paper
    name: tuple[str, ...]
    title: str
    subject: str
    path: str
    changed_at: datetime | None
    content: dict
    # Nobody may take what was collected for what was decided.
    shows_ideas: bool = False

    def file_name(self, form: str) -> str:
        return file_name(*self.name, suffix=form)

    def made_as(self, form: str, printed_on: date) -> bytes:
        """The file in one of the kind's forms. Two queries, for the frame."""
        frame = frame_of_sheet(
            self.title,
            printed_on,
            subject=self.subject,
            path=self.path,
            changed_at=self.changed_at,
            note=IDEAS_ARE_NO_PROJECTS if self.shows_ideas else "",
        )
        papers = {paper.parameter: paper.value for paper in Paper}
        given = {"frame": frame, "paper": self.paper.parameter, "papers": papers, "colours": colours()}
        data = {**given, **self.content}
        match form:
            case "pdf":
                return typeset(self.kind.template, data)
            case "png":
                ppi = self.paper.ppi_for_width(PICTURE_WIDTH, landscape=self.kind.is_landscape)
                return picture(self.kind.template, data, ppi)
            case "docx":
                return self.kind.word_document(data)

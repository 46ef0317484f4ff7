"""
Sheets: what comes out of the print room. Their papers, file names, frame and answers.

A view of a sheet is marked with `sheet_page`, gathers its data (`frame_of_sheet` gives what stands around every sheet),
and answers with a `SheetResponse`. The page cache keeps sheets like pages (page_cache.py), with the day in their name:
a sheet says when it was printed. Errors are answered with a page that says what is wrong, and never kept.
"""

import io
import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import wraps

from csp.constants import NONE
from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image

from leader_portal.content.audience import is_preview
from leader_portal.content.revision import ContentRevision
from leader_portal.models import Funder, Region
from leader_portal.printing.typesetting import TypesetterIsBusy, TypesettingError, typesetter
from leader_portal.website.public_pages import UnknownParameter, public_page

logger = logging.getLogger(__name__)

LONGEST_NAME = 60
# Of a logo on paper, in pixels: sharp at the nine millimetres that it has on A4, and readable on a poster.
LOGO_HEIGHT = 180
MOST_LOGO_WIDTH = 900
# Of the small pictures in the print room, in pixels; twice what they measure on the page, for sharp screens.
PICTURE_WIDTH = 480

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Paper(Enum):
    """A size of paper: its short and its long side in millimetres."""

    A4 = (210, 297)
    A3 = (297, 420)
    A0 = (841, 1189)

    @property
    def parameter(self) -> str:
        """How it is called in an address and in the templates."""
        return self.name.lower()

    def ppi_for_width(self, pixels: int, *, landscape: bool) -> float:
        """How many pixels to the inch make a picture of the paper that many pixels wide."""
        return pixels * 25.4 / self.value[landscape]


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its name in addresses and its title, what it is for, its template, and its papers."""

    slug: str
    title: str
    purpose: str
    template: str
    papers: tuple[Paper, ...]
    is_landscape: bool = True


def chosen_paper(value: str | None, papers: Iterable[Paper]) -> Paper:
    """The paper asked for by `?papier=`, or the first of those there are."""
    papers = list(papers)
    if value is None:
        return papers[0]
    for paper in papers:
        if paper.parameter == value:
            return paper
    raise UnknownParameter("Dieses Blatt gibt es nicht auf diesem Papier.")


def frame_of_sheet(title: str, *, subject: str = "", path: str = "/", changed_at: datetime | None = None) -> dict:
    """
    What stands around every sheet, as `data.frame` in its template.

    `title` is the document's, `subject` what the foot of each page calls it, `path` where it stands on the site, and
    `changed_at` when what it shows last changed. Three queries.
    """
    region = Region.objects.first()
    state = ContentRevision.objects.state()
    number = f"Fassung {state[1]}" if state else ""
    day = date_format(timezone.localtime(changed_at), "j. F Y") if changed_at else ""
    return {
        "title": title,
        "author": (region.lag_name or region.name) if region else "",
        "region": region.name if region else "",
        "funding": region.funding_statement if region else "",
        "logos": logos_on_paper(),
        "subject": subject,
        "state": ", ".join(filter(None, [day, number])),
        "printed_on": date_format(timezone.localdate(), "j. F Y"),
        "address": address_to_read(path),
        "has_drafts": is_preview(),
    }


def logos_on_paper() -> list[dict]:
    """
    The funders' logos: what each shows, in words, and the bytes of a PNG no larger than paper needs. One whose file is
    gone is left out, so that the sheet comes out all the same.
    """
    logos = []
    for funder in Funder.objects.all():
        written = io.BytesIO()
        try:
            with funder.image.open() as file, Image.open(file) as picture:
                picture.thumbnail((MOST_LOGO_WIDTH, LOGO_HEIGHT))
                picture.save(written, "PNG", optimize=True)
        except OSError:
            logger.warning("The logo of funder %s can't be read: %s", funder.pk, funder.image.name)
            continue
        logos.append({"words": funder.alternative_text, "png": list(written.getvalue())})
    return logos


def address_to_read(path: str) -> str:
    """An address of this site as it stands on paper, without `https://`."""
    return f"{settings.SITE_URL}{path}".removeprefix("https://").removeprefix("http://").rstrip("/")


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})


def file_name(*parts: str, suffix: str = "pdf") -> str:
    """
    A name that people can keep and every file system takes: the parts joined by hyphens,
    »HF2-Zukunftsfaehige-Siedlungsentwicklung-Feldblatt-A4.pdf«. In the preview it says that drafts are in it.
    """
    marks = ["mit-Entwuerfen"] if is_preview() else []
    written = [part for part in (in_a_file_name(part) for part in (*parts, *marks)) if part]
    return f"{'-'.join(written)}.{suffix}"


def in_a_file_name(text: str) -> str:
    """The text in letters that every keyboard has, cut between words where it is too long."""
    text = unicodedata.normalize("NFC", text).translate(UMLAUTS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", text)
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:LONGEST_NAME]
        if len(longer) > LONGEST_NAME:
            break
        name = longer
    return name


class SheetResponse(HttpResponse):
    """A sheet to look at in the browser, to print, or to keep under its name."""

    def __init__(self, content: bytes, name: str, **kwargs):
        suffix = name.rpartition(".")[2]
        super().__init__(
            content,
            content_type=CONTENT_TYPES[suffix],
            # Browsers show PDF and pictures; what is for Word goes to it.
            headers={"Content-Disposition": f'{"attachment" if suffix == "docx" else "inline"}; filename="{name}"'},
            **kwargs,
        )
        # Chromium shows a PDF in a page of its own, with styles and an embedded viewer, and holds the file's policy
        # against that page: the site's would leave it blank. A PDF runs nothing of the site's.
        self._csp_config = {"frame-ancestors": [NONE]}


def sheet_page(view):
    """
    Marks a view as one that answers with a sheet: a public page, and what can't be set is answered with a page that
    says why. It has the typesetter's turn from beginning to end: gathering what is printed takes time too, and only
    one sheet is set at a time. Its address may carry `?papier=`; a page that knows more names all of them as its
    `parameters`.
    """

    @wraps(view)
    def sheet(request, *args, **kwargs):
        try:
            with typesetter.turn():
                return view(request, *args, **kwargs)
        except TypesettingError as error:
            is_busy = isinstance(error, TypesetterIsBusy)
            if request.path_info.endswith(".png"):
                # In the place of the picture, which a page may ask for together with many others: accepted, to come.
                return TemplateResponse(
                    request,
                    "printing/no_picture.svg",
                    {"is_busy": is_busy},
                    content_type="image/svg+xml",
                    status=202 if is_busy else error.status,
                )
            response = TemplateResponse(request, "printing/sheet_error.html", {"error": error}, status=error.status)
            if is_busy:
                response.headers["Retry-After"] = str(error.retry_after)
            return response

    page = public_page(sheet)
    page.parameters = ("papier",)
    return page

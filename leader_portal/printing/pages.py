"""
The pages that are sheets.

A sheet is a public page: it is kept like one (website/cache.py), for the day on which it says it was printed. What
cannot be made is answered with a page that says why, and never kept.
"""

from datetime import date
from functools import wraps

from csp.constants import NONE
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from leader_portal.printing.papers import chosen_paper
from leader_portal.printing.sheets import SheetKind
from leader_portal.printing.typesetting import PATIENCE, TypesetterIsBusy, TypesettingError, typesetter
from leader_portal.website.public_pages import UnknownParameter, public_page

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def sheet_page(kinds: dict[str, SheetKind], *parameters: str):
    """
    Makes a page of a view that gives the `Sheet` asked for. The address names its kind and its form and, by `?papier=`,
    the paper; `parameters` are what the view reads from it besides.

    The view has the typesetter's turn from its beginning: gathering what is printed takes time too, and only one sheet
    is set at a time.
    """

    def page_of(view):
        @wraps(view)
        def page(request, kind: str, form: str, **address):
            asked = kinds.get(kind)
            if asked is None or form not in asked.forms:
                raise Http404("Dieses Blatt gibt es nicht.")
            if form == "docx" and "papier" in request.GET:
                raise UnknownParameter("Ein Dokument für Word hat das Papier, das Sie ihm dort geben.")
            paper = chosen_paper(request.GET.get("papier"), asked.papers)
            try:
                with typesetter.turn():
                    today = timezone.localdate()
                    sheet = view(request, asked, paper, **address)
                    return SheetResponse(sheet.made_as(form, today), sheet.file_name(form), today)
            except TypesettingError as error:
                return refusal(request, error, form)

        marked = public_page(page)
        marked.parameters = ("papier", *parameters)
        # Nobody waits longer for a sheet that is being made for somebody else, either.
        marked.patience = PATIENCE
        return marked

    return page_of


class SheetResponse(HttpResponse):
    """A sheet of a day, to look at in the browser, to print, or to keep under its name."""

    # For the page cache: all its forms are.
    is_compressed = True

    def __init__(self, content: bytes, name: str, day: date, **kwargs):
        suffix = name.rpartition(".")[2]
        super().__init__(
            content,
            content_type=CONTENT_TYPES[suffix],
            # Browsers show PDF and pictures; what is for Word goes to it.
            headers={"Content-Disposition": f'{"attachment" if suffix == "docx" else "inline"}; filename="{name}"'},
            **kwargs,
        )
        self.day = day
        # Chromium shows a PDF in a page of its own, with styles and an embedded viewer, and holds the file's policy
        # against that page: the site's would leave it blank. A PDF runs nothing of the site's.
        self._csp_config = {"frame-ancestors": [NONE]}


def refusal(request, error: TypesettingError, form: str) -> HttpResponse:
    is_busy = isinstance(error, TypesetterIsBusy)
    if form == "png":
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

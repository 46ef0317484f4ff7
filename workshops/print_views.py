"""The record on paper, by address: as PDF, as a small picture of it, and the Ergebnisdokumentation for Word."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from leader_portal.printing.sheets import PICTURE_WIDTH, SheetResponse, chosen_paper, sheet_page
from leader_portal.website.public_pages import UnknownParameter, visible_or_gone
from workshops.models import WorkingGroup, Workshop
from workshops.printing import SHEETS, WORKSHEET, picture_of_workshop, sheet_of_workshop, sheets_of, word_document_of


def visible_workshop(slug: str) -> Workshop:
    return visible_or_gone(
        get_object_or_404(Workshop, slug=slug),
        "Das Protokoll dieses Workshops ist nicht mehr veröffentlicht.",
        ("Zu den Workshops", reverse("workshops:workshops")),
    )


def asked_group(workshop: Workshop, number: str | None) -> WorkingGroup | None:
    """The group of that workshop that `?gruppe=` names by its id; None for all of them."""
    if number is None:
        return None
    groups = workshop.groups.select_related("handlungsfeld").prefetch_related("contributions")
    group = groups.filter(pk=number).first() if number.isdecimal() and number.isascii() else None
    if group is None:
        raise UnknownParameter("Diese Arbeitsgruppe gibt es in diesem Workshop nicht.")
    return group


@sheet_page
def workshop_sheet(request, slug: str, sheet: str, form: str):
    """
    A sheet of a workshop: `/workshops/<slug>/druck/arbeitsblatt.pdf?papier=a0&gruppe=7`, its picture under `….png`.
    Without `gruppe` the worksheets of all groups.
    """
    workshop = visible_workshop(slug)
    kind = SHEETS.get(sheet)
    if kind not in sheets_of(workshop):
        raise Http404("Dieses Blatt gibt es von diesem Workshop nicht.")
    if kind is not WORKSHEET and "gruppe" in request.GET:
        raise UnknownParameter("Dieses Blatt gibt es nicht für eine einzelne Gruppe.")
    paper = chosen_paper(request.GET.get("papier"), kind.papers)
    group = asked_group(workshop, request.GET.get("gruppe"))
    if form == "png":
        return SheetResponse(*picture_of_workshop(kind, workshop, paper, PICTURE_WIDTH, group))
    return SheetResponse(*sheet_of_workshop(kind, workshop, paper, group))


workshop_sheet.parameters = ("papier", "gruppe")


@sheet_page
def documentation_for_word(request, slug: str):
    """The Ergebnisdokumentation as DOCX: `/workshops/<slug>/druck/ergebnisdokumentation.docx`."""
    return SheetResponse(*word_document_of(visible_workshop(slug)))


documentation_for_word.parameters = ()

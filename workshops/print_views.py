"""The record on paper, by address: as PDF, as a small picture of it, or for Word."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from leader_portal.content.ids import is_id
from leader_portal.printing.pages import sheet_page
from leader_portal.printing.papers import Paper
from leader_portal.printing.sheets import Sheet, SheetKind
from leader_portal.website.public_pages import UnknownParameter, visible_or_gone
from workshops.models import WorkingGroup, Workshop
from workshops.printing import KINDS, WORKSHEET, is_there, sheet_of_workshop


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
    group = groups.filter(pk=number).first() if is_id(number) else None
    if group is None:
        raise UnknownParameter("Diese Arbeitsgruppe gibt es in diesem Workshop nicht.")
    return group


@sheet_page(KINDS, "gruppe")
def workshop_sheet(request, kind: SheetKind, paper: Paper, slug: str) -> Sheet:
    """
    A sheet of a workshop: `/workshops/<slug>/druck/arbeitsblatt.pdf?papier=a0&gruppe=7`, its picture under `….png`, the
    Ergebnisdokumentation for Word under `….docx`. Without `gruppe` the worksheets of all groups.
    """
    workshop = visible_workshop(slug)
    if not is_there(kind, workshop):
        raise Http404("Dieses Blatt gibt es von diesem Workshop nicht.")
    if kind is not WORKSHEET and "gruppe" in request.GET:
        raise UnknownParameter("Dieses Blatt gibt es nicht für eine einzelne Gruppe.")
    return sheet_of_workshop(kind, paper, workshop, asked_group(workshop, request.GET.get("gruppe")))

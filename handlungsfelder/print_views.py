"""The strategy on paper, by address: one field, or several at once, as PDF and as a small picture of it."""

from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from handlungsfelder.models import Handlungsfeld
from handlungsfelder.printing import KINDS, sheet_of_fields
from leader_portal.printing.pages import sheet_page
from leader_portal.printing.papers import Paper
from leader_portal.printing.sheets import Sheet, SheetKind
from leader_portal.website.public_pages import UnknownParameter, visible_or_gone


def visible_field(slug: str) -> Handlungsfeld:
    return visible_or_gone(
        get_object_or_404(Handlungsfeld, slug=slug),
        "Dieses Handlungsfeld gehört nicht mehr zur Strategie.",
        ("Zu den Handlungsfeldern", reverse("handlungsfelder:fields")),
    )


@sheet_page(KINDS)
def field_sheet(request, kind: SheetKind, paper: Paper, slug: str) -> Sheet:
    """A sheet of one field: `/handlungsfelder/<slug>/druck/plakat.pdf?papier=a0`, its picture under `….png`."""
    return sheet_of_fields(kind, paper, [visible_field(slug)])


@sheet_page(KINDS, "felder")
def fields_sheet(request, kind: SheetKind, paper: Paper) -> Sheet:
    """
    A sheet of several fields in one PDF: `/handlungsfelder/druck/feldblatt.pdf?felder=1&felder=3`, or `?felder=1,3`.
    Without `felder` of all.
    """
    return sheet_of_fields(kind, paper, asked_fields(request.GET.getlist("felder"), Handlungsfeld.objects.visible()))


def asked_fields(numbers: list[str], fields: Iterable[Handlungsfeld]) -> list[Handlungsfeld]:
    """Those of the fields that have one of these numbers, each once, in the order of the strategy; all without any."""
    fields = list(fields)
    if numbers:
        asked = set(",".join(numbers).split(","))
        if not asked <= {str(field.number) for field in fields}:
            raise UnknownParameter("Nicht jede dieser Nummern gehört zu einem Handlungsfeld.")
        fields = [field for field in fields if str(field.number) in asked]
    if not fields:
        raise Http404("Es gibt noch kein Handlungsfeld zu drucken.")
    return fields

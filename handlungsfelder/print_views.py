"""The strategy on paper, by address: one field, or several at once, as PDF and as a small picture of it."""

from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from handlungsfelder.models import Handlungsfeld
from handlungsfelder.printing import SHEETS, picture_of_fields, sheet_of_fields
from leader_portal.printing.sheets import PICTURE_WIDTH, SheetResponse, chosen_paper, sheet_page
from leader_portal.website.public_pages import UnknownParameter, visible_or_gone


def asked_sheet(name: str):
    if name not in SHEETS:
        raise Http404("Dieses Blatt gibt es nicht.")
    return SHEETS[name]


def visible_field(slug: str) -> Handlungsfeld:
    return visible_or_gone(
        get_object_or_404(Handlungsfeld, slug=slug),
        "Dieses Handlungsfeld gehört nicht mehr zur Strategie.",
        ("Zu den Handlungsfeldern", reverse("handlungsfelder:fields")),
    )


@sheet_page
def field_sheet(request, slug: str, sheet: str, form: str):
    """A sheet of one field: `/handlungsfelder/<slug>/druck/plakat.pdf?papier=a0`, its picture under `….png`."""
    kind = asked_sheet(sheet)
    paper = chosen_paper(request.GET.get("papier"), kind.papers)
    fields = [visible_field(slug)]
    if form == "png":
        return SheetResponse(*picture_of_fields(kind, fields, paper, PICTURE_WIDTH))
    return SheetResponse(*sheet_of_fields(kind, fields, paper))


@sheet_page
def fields_sheet(request, sheet: str, form: str):
    """
    A sheet of several fields in one PDF: `/handlungsfelder/druck/feldblatt.pdf?felder=1&felder=3`, or `?felder=1,3`.
    Without `felder` of all.
    """
    kind = asked_sheet(sheet)
    paper = chosen_paper(request.GET.get("papier"), kind.papers)
    fields = asked_fields(request.GET.getlist("felder"), Handlungsfeld.objects.visible())
    if form == "png":
        return SheetResponse(*picture_of_fields(kind, fields, paper, PICTURE_WIDTH))
    return SheetResponse(*sheet_of_fields(kind, fields, paper))


fields_sheet.parameters = ("papier", "felder")


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

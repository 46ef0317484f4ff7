"""The print room's page: every sheet there is of the strategy and of the record, with a small true picture of it."""

from dataclasses import dataclass

from django.template.response import TemplateResponse
from django.urls import reverse

from handlungsfelder import printing as strategy
from handlungsfelder.models import Handlungsfeld
from handlungsfelder.print_views import asked_fields
from leader_portal.printing.papers import Paper
from leader_portal.printing.sheets import PICTURE_WIDTH, SheetKind
from leader_portal.website.public_pages import public_page
from workshops import printing as record
from workshops.models import Workshop


@dataclass(frozen=True)
class Shown:
    """A kind of sheet as the page shows it: where its PDF and its picture are, and of what the picture is."""

    kind: SheetKind
    address: str
    picture: str
    subject: str

    @property
    def papers(self) -> list[tuple[Paper, str]]:
        """Each paper with the sheet's address on it."""
        return [(paper, f"{self.address}?papier={paper.parameter}") for paper in self.kind.papers]

    @property
    def width(self) -> int:
        """Of the picture, in pixels."""
        return PICTURE_WIDTH

    @property
    def height(self) -> int:
        short, long = self.kind.papers[0].value
        return round(PICTURE_WIDTH * (short / long if self.kind.is_landscape else long / short))


@public_page
def print_room(request):
    """
    `/druck/`; with `?felder=2`, as the page of that field leads there, its box is ticked and its sheets are in the
    pictures. What is ticked goes to a sheet's own address with the button of a paper.
    """
    fields = list(Handlungsfeld.objects.visible())
    numbers = request.GET.getlist("felder")
    chosen = asked_fields(numbers, fields) if numbers else []
    workshops = Workshop.objects.visible().prefetch_related("board_topics", "groups")
    context = {
        "fields": fields,
        "chosen": chosen,
        "field_sheets": sheets_of_the_strategy((chosen or fields)[0]) if fields else [],
        "workshops": [(workshop, sheets_of_the_record(workshop)) for workshop in workshops],
        "worksheet": record.WORKSHEET,
    }
    return TemplateResponse(request, "print_room.html", context)


print_room.parameters = ("felder",)


def sheets_of_the_strategy(field: Handlungsfeld) -> list[Shown]:
    """The sheets of fields; the field is the one in the pictures."""
    return [
        Shown(
            kind,
            reverse("handlungsfelder:fields-sheet", args=[kind.slug, "pdf"]),
            reverse("handlungsfelder:field-sheet", args=[field.slug, kind.slug, "png"]),
            f"HF {field.number}",
        )
        for kind in strategy.KINDS.values()
    ]


def sheets_of_the_record(workshop: Workshop) -> list[Shown]:
    return [
        Shown(
            kind,
            reverse("workshops:workshop-sheet", args=[workshop.slug, kind.slug, "pdf"]),
            reverse("workshops:workshop-sheet", args=[workshop.slug, kind.slug, "png"]),
            workshop.title,
        )
        for kind in record.KINDS.values()
        if record.is_there(kind, workshop)
    ]

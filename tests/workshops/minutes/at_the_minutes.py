"""Somebody at the minutes of a group: what the tests of the minutes begin with."""

import json
from dataclasses import dataclass
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests.factories import make_field, make_group, make_workshop
from tests.page_reader import ReadPage, text_of
from workshops.models import Contribution, WorkingGroup


def make_open_group(**changes) -> WorkingGroup:
    """A group of a field, in a workshop whose record is still a draft."""
    changes = {"workshop": make_workshop(status=Status.DRAFT), "handlungsfeld": make_field(), "rounds": 2, **changes}
    return make_group(**changes)


def wordings(group: WorkingGroup, quadrant: Quadrant = Quadrant.STRENGTH) -> list[str]:
    return [contribution.wording for contribution in group.contributions.in_quadrant(quadrant)]


def everything() -> list[tuple]:
    """All that the minutes can change, to see that nothing has."""
    return [
        *Contribution.objects.order_by("pk").values_list("pk", "version", "wording", "quadrant", "position", "outcome"),
        *Contribution.cards.through.objects.order_by("pk").values_list(),
        *Card.objects.order_by("pk").values_list("pk", "version", "status", "text"),
        *WorkingGroup.objects.order_by("pk").values_list("pk", "version", "guiding_statement"),
    ]


@dataclass
class AtTheMinutes:
    """Somebody with the page of a group open, in a browser of their own."""

    user: User
    group: WorkingGroup

    def __post_init__(self):
        self.client = Client()
        self.client.force_login(self.user)

    def address(self, name: str = "", *more) -> str:
        suffix = f"_{name}" if name else ""
        return reverse(f"admin:workshops_workinggroup_minutes{suffix}", args=[self.group.pk, *more])

    def look(self, query: str = "") -> ReadPage:
        response = self.client.get(self.address() + query)
        assert response.status_code == 200
        return ReadPage(response.content.decode(), self.address())

    def post(self, name: str, *more, **sent):
        return self.client.post(self.address(name, *more), sent)

    def add(self, wording: str, quadrant: str = Quadrant.STRENGTH, **sent):
        return self.post("add", wording=wording, quadrant=quadrant, **{"round": "", **sent})

    def send(self, *entries: dict):
        body = json.dumps({"entries": entries})
        return self.client.post(self.address("send"), body, content_type="application/json")

    def change(self, contribution: Contribution, **sent):
        """The form of a contribution as its page shows it, but for what is given."""
        stored = {
            "wording": contribution.wording,
            "quadrant": contribution.quadrant,
            "round": contribution.round or "",
            "version": contribution.version,
        }
        return self.post("change", contribution.pk, **{**stored, **sent})

    def answer(self, contribution: Contribution, **sent):
        return self.post("answer", contribution.pk, **{"version": contribution.version, **sent})

    def adopt(self, *contributions: Contribution, **sent):
        return self.post("adopt", contribution=[contribution.pk for contribution in contributions], **sent)

    def paste(self, text: str, quadrant: str = Quadrant.STRENGTH, **sent):
        return self.client.post(self.address("paste", quadrant), {"text": text, **sent})

    def hand_over(self, document: bytes, name: str = "blatt.docx"):
        """Give the page for a whole sheet a Word document."""
        return self.client.post(self.address("paste_sheet"), {"dokument": SimpleUploadedFile(name, document)})

    def work_on(self, preview, quadrant: str = Quadrant.STRENGTH, **sent):
        """Press a button of the preview, with what it shows or what is given instead."""
        fields = dict(field for field in preview_fields(preview) if field[0] not in sent or sent[field[0]] is not None)
        fields |= {name: value for name, value in sent.items() if value is not None}
        return self.client.post(self.address("paste", quadrant), fields)


def entry(wording: str, **changes) -> dict:
    """A contribution as the script sends it."""
    return {"client_id": str(uuid4()), "quadrant": Quadrant.STRENGTH, "round": "", "wording": wording, **changes}


def preview_fields(response) -> list[tuple[str, str]]:
    page = ReadPage(response.content.decode())
    (form,) = [form for form in page.all("form") if "data-preview" in form.attrib]
    form.set("id", "preview")
    return [(name, value) for name, values in page.form("preview").items() for value in values]


def previewed(response) -> list[tuple[bool, str]]:
    """What the preview shows: which wordings are ticked."""
    fields = dict(preview_fields(response))
    numbers = [name.removeprefix("wortlaut-") for name in fields if name.startswith("wortlaut-")]
    return [(f"auswahl-{number}" in fields, fields[f"wortlaut-{number}"]) for number in numbers]


def columns_previewed(response) -> list[tuple[str, str]]:
    """In which column the preview puts each wording; empty where one has to choose."""
    fields = dict(preview_fields(response))
    numbers = [name.removeprefix("wortlaut-") for name in fields if name.startswith("wortlaut-")]
    return [(fields.get(f"spalte-{number}", "").partition("-")[2], fields[f"wortlaut-{number}"]) for number in numbers]


def complaints(response) -> list[str]:
    """What a page says is wrong."""
    page = ReadPage(response.content.decode())
    notes = [note for note in page.tree.iter() if "errornote" in (note.get("class") or "").split()]
    return [text_of(note) for note in notes]


def told(response) -> list[str]:
    """What the page that one is sent to says has happened, without the way to undo it."""
    page = ReadPage(response.content.decode())
    return [
        text_of(item).removesuffix(" Rückgängig")
        for notes in page.all("ul", class_="messagelist")
        for item in notes.iter("li")
    ]

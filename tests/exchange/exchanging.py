"""Somebody at the desk with a spreadsheet: what the tests of import and export begin with."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

import openpyxl
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse

from handlungsfelder.models import Card, Topic
from leader_portal.content.revision import ContentRevision
from tests.desk.forms import messages_in
from tests.page_reader import ReadPage
from workshops.models import BoardTopic, Contribution, SurveyAnswer

# The columns of exported cards, and the least that a new one needs.
HEAD = ["Code", "Fassung", "Handlungsfeld", "Quadrant", "Text", "Position", "Themen", "Orte", "Status"]
NEW = ["Handlungsfeld", "Quadrant", "Text"]
HOSTILE = [
    "=1+1",
    "+49 5381 1234",
    "-",
    "@x",
    "'a",
    "'=1+1",
    "''",
    ";",
    "a;b,c\td",
    'sie sagte "ja", dann „nein“',
    '"',
    "eins\nzwei\n\nvier",
    "🌻 Blühstreifen 👩‍🌾",
    "\\; \\n \\",
    "_x0041_",
    "#REF!",
    "1/2",
    "007",
    "1,5",
    "WAHR",
    "= 3 × 4",
    "<b>&amp;</b> {{ x }}",
    "ﬀ ß İ é é",
]


def csv_of(*rows: list[str], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def xlsx_of(*rows: list) -> bytes:
    """A workbook as people make one: numbers are numbers, and what begins with »=« is a formula."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def ods_of(*rows: list[str]) -> bytes:
    """A document as LibreOffice saves it, all cells texts."""
    return ods(ods_sheet("".join(ods_row(*map(ods_text, row)) for row in rows)))


def ods(*sheets: str, styles: str = "", **parts: str) -> bytes:
    rooms = {"office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing"}
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in rooms.items()
    )
    calc = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}{calc} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{''.join(sheets)}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": "<manifest/>", "content.xml": content, **parts})


def ods_sheet(rows: str, name: str = "Tabelle1", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}"><table:table-column/>{rows}</table:table>'


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(content: str = "", **attributes: object) -> str:
    """`value_type="float"` stands for `office:value-type`; `table_…` and `calcext_…` for what is not of the office."""
    named = {re.sub("^(table|calcext)-", r"\1:", name.replace("_", "-")): value for name, value in attributes.items()}
    written = "".join(
        f' {name if ":" in name else f"office:{name}"}="{escape(str(value), {chr(34): "&quot;"})}"'
        for name, value in named.items()
    )
    return f"<table:table-cell{written}>{content}</table:table-cell>"


def ods_text(text: str, **attributes: object) -> str:
    """As LibreOffice writes it: a paragraph for each line, more than one space and tabs as elements."""
    lines = (
        re.sub("(?<= ) +|^ +", lambda run: f'<text:s text:c="{len(run[0])}"/>', line)
        for line in escape(text).split("\n")
    )
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines).replace("\t", "<text:tab/>")
    return ods_cell(paragraphs if text else "", value_type="string", **attributes)


@dataclass
class AtTheDesk:
    """Somebody at the list of one kind of content."""

    user: User
    model: type[models.Model]

    def __post_init__(self):
        self.client = Client()
        self.client.force_login(self.user)

    def address(self, page: str) -> str:
        return reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_{page}")

    def upload(self, data: bytes, name: str = "tabelle.csv"):
        return self.client.post(self.address("import"), {"import_file": SimpleUploadedFile(name, data)})

    def look(self, data: bytes, name: str = "tabelle.csv") -> ReadPage:
        """The page after the upload."""
        return self.page(self.upload(data, name))

    def refusal(self, data: bytes, name: str = "tabelle.csv") -> str:
        """What is said of a file that can't be read at all."""
        response = self.upload(data, name)
        (sentence,) = response.context_data["form"].errors["import_file"]
        return sentence

    def mistakes(self, data: bytes, name: str = "tabelle.csv") -> list[tuple[int, str, str, str]]:
        """Row, column, letter and sentence of all that is wrong in a file."""
        context = self.upload(data, name).context_data
        return [(mistake["number"], *reason) for mistake in context["mistakes"] for reason in mistake["reasons"]]

    def confirm(self, preview) -> ReadPage:
        return self.page(self.send_ticket(preview.context_data["ticket"]))

    def send_ticket(self, ticket: str):
        return self.client.post(self.address("process_import"), {"ticket": ticket}, follow=True)

    def import_(self, data: bytes, name: str = "tabelle.csv") -> str:
        """Upload and confirm; what the desk says of it."""
        preview = self.upload(data, name)
        assert "ticket" in preview.context_data, self.mistakes_in_words(preview)
        response = self.send_ticket(preview.context_data["ticket"])
        return " ".join(messages_in(response))

    def mistakes_in_words(self, response) -> str:
        context = response.context_data
        return f"{context['form'].errors} {[mistake['reasons'] for mistake in context['mistakes']]}"

    def export(self, format: int = 0, query: str = "") -> bytes:
        response = self.client.post(self.address("export") + query, {"format": format})
        assert response["Content-Disposition"].startswith("attachment;"), response.content.decode()
        return response.content

    def page(self, response) -> ReadPage:
        assert response.status_code == 200
        return ReadPage(response.content.decode(), response.request["PATH_INFO"])


XLSX, GERMAN_CSV, PLAIN_CSV = 0, 1, 2
FORMAT_NAMES = {"XLSX": XLSX, "German CSV": GERMAN_CSV, "plain CSV": PLAIN_CSV}


def row_of(card: Card, **changes: str) -> list[str]:
    """The card as it is exported, with changes."""
    row = {
        "Code": card.code,
        "Fassung": str(card.version),
        "Handlungsfeld": str(card.handlungsfeld.number),
        "Quadrant": card.kind.label,
        "Text": card.text,
        "Position": str(card.position),
        "Themen": "\n".join(topic.title for topic in card.topics.all()),
        "Orte": "\n".join(place.name for place in card.places.all()),
        "Status": card.get_status_display(),
    }
    return list({**row, **changes}.values())


def state() -> list:
    """Everything that an import could have touched."""
    return [
        ContentRevision.objects.state(),
        *(sorted(model.objects.values_list()) for model in (Card, Topic, BoardTopic, Contribution, SurveyAnswer)),
        *(model.history.count() for model in (Card, Topic, BoardTopic, Contribution, SurveyAnswer)),
    ]


def shown(page) -> list[str]:
    """What the preview says, line by line."""
    return page.main.split("\n")

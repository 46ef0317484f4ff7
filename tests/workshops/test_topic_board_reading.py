"""The Word document of a topic board, read with what is underlined, bold and green in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.factories import make_board_column, make_board_topic, make_field, make_topic, make_user, make_workshop
from tests.page_reader import ReadPage, text_of
from tests.workshops.word_files import cell, document, paragraph, table
from workshops.models import BoardTopic
from workshops.topic_board_document import BOLD, UNDERLINED, columns_in, is_green, marks_used

UNDERLINE, STRONG = '<w:rPr><w:u w:val="single"/></w:rPr>', "<w:rPr><w:b/></w:rPr>"
LEAF, BOTH = '<w:rPr><w:color w:val="00B050"/></w:rPr>', '<w:rPr><w:b/><w:u w:val="single"/></w:rPr>'


def board(*columns: tuple[str, list[str]]) -> bytes:
    return document(
        table([cell(paragraph(heading)) for heading, _ in columns], [cell(*paragraphs) for _, paragraphs in columns])
    )


@pytest.fixture
def workshop(db):
    return make_workshop(status=Status.DRAFT)


@pytest.fixture
def desk(workshop):
    client = Client()
    client.force_login(make_user())
    return client


def address(workshop) -> str:
    return reverse("admin:workshops_workshop_read_board", args=[workshop.pk])


def preview(client, workshop, data: bytes):
    return client.post(address(workshop), {"dokument": SimpleUploadedFile("brett.docx", data)})


def fields_of(response) -> dict:
    page = ReadPage(response.content.decode())
    (form,) = page.all("form", class_="board-reading")
    form.set("id", "brett")
    return page.form("brett")


def save(client, workshop, shown, **sent):
    return client.post(address(workshop), {**fields_of(shown), **sent})


def test_marks_are_those_of_most_letters():
    mixed = "<w:p><w:r><w:t>Wohnen und </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Leben</w:t></w:r></w:p>"
    (column,) = columns_in(
        board(("HF 1", [paragraph("Bus", marks=UNDERLINE), paragraph("Rad", marks=BOTH), paragraph("Ort"), mixed]))
    )

    assert [(topic.wording, topic.marks) for topic in column.topics] == [
        ("Bus", {UNDERLINED}),
        ("Rad", {UNDERLINED, BOLD}),
        ("Ort", frozenset()),
        ("Wohnen und Leben", frozenset()),
    ]
    assert marks_used([column]) == {UNDERLINED, BOLD}


def test_a_mark_that_all_topics_carry_says_nothing():
    columns = columns_in(board(("HF 1", [paragraph("Bus", marks=STRONG), paragraph("Rad", marks=STRONG)])))

    assert marks_used(columns) == set()


@pytest.mark.parametrize(
    "off", ['<w:b w:val="0"/>', '<w:b w:val="false"/>', '<w:u w:val="none"/>', '<w:color w:val="auto"/>']
)
def test_a_mark_that_is_switched_off_is_none(off):
    (column,) = columns_in(board(("HF 1", [paragraph("Bus", marks=f"<w:rPr>{off}</w:rPr>")])))

    assert column.topics[0].marks == frozenset()


@pytest.mark.parametrize(
    ("colour", "green"),
    [
        *[(colour, True) for colour in ("00B050", "92D050", "008000", "70AD47", "00ff00")],
        *[(colour, False) for colour in ("000000", "C00000", "0070C0", "808080", "FFC000", "auto", "", "zz", "0" * 99)],
    ],
)
def test_what_people_call_green(colour, green):
    assert is_green(colour) is green


def test_what_the_marks_say_is_noted_at_the_board_and_at_the_strategys_topics(desk, workshop):
    field = make_field(title="Gutes Leben")
    bus = make_topic(handlungsfeld=field, title="Bus")
    make_board_column(workshop=workshop, handlungsfeld=field, heading="HF 1: Gutes Leben")
    hung = make_board_topic(workshop=workshop, handlungsfeld=field, wording="Bus", topic=bus)
    data = board(
        ("HF 1:  Gutes Leben", [paragraph("Bus", marks=BOTH), paragraph("Radwege", marks=LEAF), paragraph("Laden")])
    )

    response = save(desk, workshop, preview(desk, workshop, data))

    hung.refresh_from_db()
    bus.refresh_from_db()
    assert (hung.added_here, bus.mandated_by_state, bus.named_by_lag) == (False, True, True)
    assert list(workshop.board_topics.values_list("wording", "added_here", "handlungsfeld")) == [
        ("Bus", False, field.pk),
        ("Radwege", True, field.pk),
        ("Laden", False, field.pk),
    ]
    page = ReadPage(desk.get(response.url).content.decode())
    (note,) = page.all("ul", class_="messagelist")
    assert text_of(note).startswith(
        "3 Themen sind eingelesen. 2 Themen am Brett gehören noch zu keinem Thema der Strategie"
    )
    assert BoardTopic.history.filter(operation=hung.history.latest().operation).count() == 3


def test_what_no_mark_tells_stays_unknown(desk, workshop):
    field = make_field(title="Gutes Leben")
    hung = make_board_topic(workshop=workshop, handlungsfeld=field, wording="Bus", added_here=None)

    save(desk, workshop, preview(desk, workshop, board(("Gutes Leben", [paragraph("Bus"), paragraph("Rad")]))))

    hung.refresh_from_db()
    assert hung.added_here is None


def test_a_mark_means_what_one_says_it_does(desk, workshop):
    field = make_field(title="Gutes Leben")
    data = board(("Gutes Leben", [paragraph("Bus", marks=UNDERLINE), paragraph("Rad")]))

    save(desk, workshop, preview(desk, workshop, data), **{f"heisst-{UNDERLINED}": "added_here"})

    assert list(field.board_topics.values_list("wording", "added_here")) == [("Bus", True), ("Rad", False)]


def test_two_marks_cannot_mean_the_same(desk, workshop):
    make_field(title="Gutes Leben")
    data = board(("Gutes Leben", [paragraph("Bus", marks=UNDERLINE), paragraph("Rad", marks=LEAF)]))

    response = save(desk, workshop, preview(desk, workshop, data), **{f"heisst-{UNDERLINED}": "added_here"})

    assert response.status_code == 422
    assert workshop.board_topics.count() == 0
    assert fields_of(response)["wortlaut-0-1"] == ["Rad"]


@pytest.mark.parametrize("target", ["keins", "", "999999", "x", "9" * 5_000])
def test_a_column_of_no_field_is_left_out(desk, workshop, target):
    make_field(title="Gutes Leben")
    shown = preview(desk, workshop, board(("Gutes Leben", [paragraph("Bus"), paragraph("Rad")])))

    save(desk, workshop, shown, **{"feld-0": target})

    assert workshop.board_topics.count() == 0


def test_read_twice_nothing_is_there_twice(desk, workshop):
    make_field(title="Gutes Leben")
    data = board(
        ("Gutes Leben", [paragraph("Bus", marks=LEAF), paragraph("Rad")]), ("", [paragraph("Digitalisierung")])
    )

    for _ in range(2):
        save(desk, workshop, preview(desk, workshop, data))

    assert sorted(workshop.board_topics.values_list("wording", flat=True)) == ["Bus", "Digitalisierung", "Rad"]
    assert BoardTopic.history.count() == 3


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF", document(paragraph("Bus")), board(("HF 1", []))],
    ids=["empty", "pdf", "no table", "no topic"],
)
def test_what_has_no_board_is_refused_with_a_reason(desk, workshop, data):
    response = preview(desk, workshop, data)

    assert response.status_code == 422
    assert len(ReadPage(response.content.decode()).all("div", id="fehler")) == 1


def test_moderation_reads_nothing_into_a_published_record(workshop):
    client = Client()
    client.force_login(make_user("moritz", MODERATION))
    make_field(title="Gutes Leben")
    shown = preview(client, workshop, board(("Gutes Leben", [paragraph("Bus"), paragraph("Rad")])))
    workshop.publish()

    response = save(client, workshop, shown)

    assert response.status_code == 403
    assert workshop.board_topics.count() == 0

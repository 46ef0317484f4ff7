"""The topic board is grouped once: the page, the desk and the sheets show the same columns in the same order."""

import pytest

from handlungsfelder.models import Handlungsfeld
from tests.factories import make_board_column, make_board_topic, make_field, make_region, make_workshop
from tests.page_reader import ReadPage, read, text_of
from tests.printing.tagged_pdf import TaggedPdf, letters
from tests.workshops.word_reader import ReadWordDocument
from workshops.models import Workshop
from workshops.record import topic_board

pytestmark = pytest.mark.django_db
HEADS = ["HF 1: am Brett", "HF 2: am Brett", "Überschrift nicht überliefert"]


@pytest.fixture
def workshop() -> Workshop:
    """A board of three columns, the last without a recorded head, whose fields have changed their numbers since."""
    make_region()
    workshop = make_workshop(slug="werkstatt")
    headless, first, second = (make_field(number=number) for number in (1, 2, 3))
    for field in (first, second, headless):
        make_board_topic(workshop=workshop, handlungsfeld=field)
    make_board_column(workshop=workshop, handlungsfeld=first, heading=HEADS[0])
    make_board_column(workshop=workshop, handlungsfeld=second, heading=HEADS[1])
    for field, number in ((first, 9), (second, 2), (first, 3)):
        Handlungsfeld.objects.filter(pk=field.pk).update(number=number)
    return workshop


def test_columns_stand_in_the_order_in_which_their_heads_were_recorded(workshop):
    assert [column.heading for column in topic_board(workshop).columns] == HEADS


def test_the_page_shows_them_so(client, workshop):
    columns = read(client, workshop).one("div", class_="topic-board-columns")

    assert [text_of(head) for head in columns.iter("h3")] == HEADS


@pytest.mark.parametrize("sheet", ["ergebnisdokumentation", "themenbrett"])
def test_the_sheets_show_them_so(client, workshop, sheet):
    pdf = TaggedPdf(client.get(f"{workshop.get_absolute_url()}druck/{sheet}.pdf").content)

    heads = [letters(cell.text) for cell in pdf.tree.all("TH")]
    assert heads[:3] == [letters(head) for head in HEADS]


def test_the_word_document_shows_them_so(client, workshop):
    document = ReadWordDocument(client.get(f"{workshop.get_absolute_url()}druck/ergebnisdokumentation.docx").content)

    (table,) = document.section("Themenbrett").tables
    assert list(table.columns) == HEADS


def test_the_desk_shows_them_so_and_whose_head_is_missing(admin_client, workshop):
    page = ReadPage(admin_client.get(f"/admin/workshops/workshop/{workshop.pk}/themenbrett/").text)
    headless = Handlungsfeld.objects.get(number=1)

    heads = [text_of(head) for head in page.all("h2")]
    assert [head for head in heads if "HF" in head or "Überschrift" in head] == [*HEADS[:2], f"{HEADS[2]} ({headless})"]


def test_a_column_of_which_only_the_head_is_recorded_says_so(client):
    workshop = make_workshop()
    make_board_column(workshop=workshop, handlungsfeld=make_field(), heading=HEADS[0])

    columns = read(client, workshop).one("div", class_="topic-board-columns")
    assert text_of(columns) == f"{HEADS[0]}\nHier ist kein Thema überliefert."

"""Sheets by address: they are public pages that happen to be paper."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from handlungsfelder import print_views
from handlungsfelder.models import Card
from handlungsfelder.printing import sheet_of_fields
from leader_portal.content.audience import Status
from leader_portal.printing import typesetting
from leader_portal.printing.sheets import PICTURE_WIDTH
from leader_portal.printing.typesetting import SheetIsTooLarge, TypesetterIsBusy, TypesettingError
from tests.factories import make_card, make_field
from tests.lives import LIVES, each_life
from tests.page_reader import ReadPage
from tests.printing.looking import text_of
from tests.printing.tagged_pdf import TaggedPdf, letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SHEET = "/handlungsfelder/feld/druck/feldblatt.pdf"


@pytest.fixture
def field():
    field = make_field(number=2, slug="feld", title="Zukunftsfähige Siedlungsentwicklung & Größe")
    make_card(handlungsfeld=field, text="Ruhe")
    return field


@pytest.fixture
def previewing(admin_client):
    admin_client.post("/admin/vorschau/", {"an": "1", "weiter": "/"})
    return admin_client


def test_a_sheet_is_a_pdf_with_a_name_that_people_can_keep(client, field):
    response = client.get(SHEET)

    assert response.content.startswith(b"%PDF-")
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": ('inline; filename="HF2-Zukunftsfaehige-Siedlungsentwicklung-Groesse-Feldblatt-A4.pdf"'),
    }
    assert response.cookies == {}


def test_its_picture_is_a_small_png_of_the_first_page(client, field):
    response = client.get(SHEET.replace(".pdf", ".png"))

    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    # Its width stands in the first of its blocks.
    assert abs(int.from_bytes(response.content[16:20]) - PICTURE_WIDTH) <= 1


@pytest.mark.parametrize(("query", "size"), [("", (420, 297)), ("?papier=a3", (420, 297)), ("?papier=a0", (1189, 841))])
def test_the_paper_is_chosen_by_the_address(client, field, query, size):
    response = client.get(f"/handlungsfelder/feld/druck/plakat.pdf{query}")

    assert TaggedPdf(response.content).sizes == [size]


@pytest.mark.parametrize(
    "address",
    [
        "/handlungsfelder/feld/druck/feldblatt.pdf?papier=a0",
        "/handlungsfelder/feld/druck/plakat.pdf?papier=A0",
        "/handlungsfelder/feld/druck/plakat.pdf?papier=",
        "/handlungsfelder/feld/druck/speisekarte.pdf",
        "/handlungsfelder/feld/druck/feldblatt.txt",
        "/handlungsfelder/nirgends/druck/feldblatt.pdf",
        "/handlungsfelder/druck/feldblatt.pdf?felder=9",
        "/handlungsfelder/druck/feldblatt.pdf?felder=",
        "/handlungsfelder/druck/feldblatt.pdf?felder=2,",
        "/handlungsfelder/druck/feldblatt.pdf?felder=²",
    ],
)
def test_what_there_is_no_sheet_of_is_not_found(client, field, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["felder=2&papier=a0", "seite=1&papier=a0"])
def test_what_a_sheet_does_not_know_is_left_out_of_its_address(client, field, query):
    response = client.get(f"/handlungsfelder/feld/druck/plakat.pdf?{query}")

    assert (response.status_code, response["Location"]) == (302, "/handlungsfelder/feld/druck/plakat.pdf?papier=a0")


def test_what_a_newsletter_hangs_on_an_address_is_not_minded(client, field):
    assert client.get(f"{SHEET}?utm_source=brief").status_code == 200


@each_life("life")
def test_a_sheet_is_there_exactly_for_fields_that_visitors_may_see(client, life):
    make_field(slug="feld", **life.values)

    expected = 200 if life.is_published else 410 if life.was_published else 404
    assert client.get(SHEET).status_code == expected


def test_for_a_field_that_is_gone_a_sentence_says_so(client):
    make_field(slug="feld", **LIVES["archived"].values)

    page = ReadPage(client.get(SHEET).text)

    assert page.heading == "Dieses Handlungsfeld gehört nicht mehr zur Strategie."


@each_life("field_life")
@each_life("card_life")
def test_a_card_is_printed_exactly_where_visitors_may_see_it(client, field_life, card_life):
    make_field(number=1, title="Immer da")
    field = make_field(number=2, **field_life.values)
    make_card(handlungsfeld=field, text="Gedanke", **card_life.values)

    printed = "Gedanke" in letters("".join(text_of(client.get("/handlungsfelder/druck/feldblatt.pdf").content)))

    assert printed == (field_life.is_published and card_life.is_published)


def test_a_field_that_was_renamed_is_printed_at_its_old_address_too(client, field):
    field.slug = "neu"
    field.save()

    response = client.get(f"{SHEET}?papier=a4")

    assert (response.status_code, response["Location"]) == (301, "/handlungsfelder/neu/druck/feldblatt.pdf?papier=a4")


def test_several_fields_come_in_one_pdf_in_the_order_of_the_strategy(client, field):
    make_field(number=1, title="Erstes")
    make_field(number=3, title="Drittes")

    chosen = client.get("/handlungsfelder/druck/feldblatt.pdf?felder=3,1")
    every = client.get("/handlungsfelder/druck/feldblatt.pdf")

    headings = [[text for level, text in TaggedPdf(pdf.content).headings if level == 1] for pdf in (chosen, every)]
    assert headings[0] == [letters("Handlungsfeld 1 Erstes"), letters("Handlungsfeld 3 Drittes")]
    assert len(headings[1]) == 3
    assert chosen["Content-Disposition"] == 'inline; filename="HF1-HF3-Feldblatt-A4.pdf"'


def test_there_is_nothing_to_print_before_the_first_field(client):
    assert client.get("/handlungsfelder/druck/feldblatt.pdf").status_code == 404


# How sheets are kept.


def test_a_kept_sheet_costs_one_query_and_a_repeat_visit_no_bytes(client, field, django_assert_num_queries):
    first = client.get(SHEET)

    with django_assert_num_queries(1):
        second = client.get(SHEET)
    with django_assert_num_queries(1):
        third = client.get(SHEET, headers={"if-none-match": first["ETag"]})

    assert second.content == first.content
    assert (third.status_code, third.content) == (304, b"")


def test_the_next_visitor_sees_a_change(client, field):
    before = client.get(SHEET)
    Card.objects.update(text="Stille")

    after = client.get(SHEET, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert "Stille" in letters("".join(text_of(after.content)))


def test_a_sheet_of_yesterday_is_printed_anew_because_it_says_the_day(client, field):
    before = client.get(SHEET)

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        after = client.get(SHEET, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_sheet_whose_content_changed_while_it_was_made_is_not_kept_for_later(client, field, monkeypatch):
    def changed_meanwhile(*arguments):
        sheet = sheet_of_fields(*arguments)
        Card.objects.update(text="Stille")
        return sheet

    with monkeypatch.context() as patched:
        patched.setattr(print_views, "sheet_of_fields", changed_meanwhile)
        client.get(SHEET)

    assert "Stille" in letters("".join(text_of(client.get(SHEET).content)))


def test_a_page_of_yesterday_still_holds(client, field):
    before = client.get("/handlungsfelder/feld/")

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert client.get("/handlungsfelder/feld/", headers={"if-none-match": before["ETag"]}).status_code == 304


def test_a_sheet_is_not_compressed_again(client, field):
    for _ in range(2):
        response = client.get(SHEET, headers={"accept-encoding": "br, gzip"})

        assert not response.has_header("Content-Encoding")
        assert response.content.startswith(b"%PDF-")


def test_staff_get_sheets_that_nobody_keeps(admin_client, field):
    response = admin_client.get(SHEET)

    assert (response["Cache-Control"], response.has_header("ETag")) == ("private, no-store", False)


def test_in_the_preview_a_draft_is_printed_and_visitors_never_get_it(client, previewing, field):
    make_card(handlungsfeld=field, text="Unreif", status=Status.DRAFT)

    seen = [letters("".join(text_of(each.get(SHEET).content))) for each in (client, previewing, client)]

    assert ["Unreif" in text for text in seen] == [False, True, False]


# What goes wrong.


@pytest.fixture
def broken(monkeypatch):
    """Makes typesetting fail with this error: `broken(TypesetterIsBusy())`."""

    def breaks(error: TypesettingError):
        def raises(*arguments):
            raise error

        monkeypatch.setattr(typesetting.typesetter, "make", raises)

    return breaks


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (TypesettingError(), 500, "Dieses Blatt konnte nicht gesetzt werden"),
        (SheetIsTooLarge(), 422, "Dieses Blatt ist zu groß"),
        (TypesetterIsBusy(), 503, "Gerade werden andere Blätter gesetzt."),
    ],
)
def test_a_sheet_that_cannot_be_made_is_answered_with_a_page_that_says_what_and_why(
    client, field, broken, error, status, sentence
):
    broken(error)

    response = client.get(SHEET)

    page = ReadPage(response.text)
    assert (response.status_code, page.heading) == (status, "Dieses Blatt kam nicht aus dem Druck")
    assert sentence in page.main
    assert "HF 2: Zukunftsfähige Siedlungsentwicklung & Größe – Feldblatt" in page.main
    assert page.metadata("robots") == "noindex"


def test_whoever_is_sent_away_is_told_when_to_come_back(client, field, broken):
    broken(TypesetterIsBusy())

    assert client.get(SHEET)["Retry-After"] == "5"


def test_an_error_is_never_kept(client, field, broken, monkeypatch):
    with monkeypatch.context() as for_now:
        for_now.setattr(typesetting.typesetter, "make", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.get(SHEET)
    with monkeypatch.context() as for_now:
        for_now.setattr(typesetting, "made", sheet_is_too_large)
        refused = client.get(SHEET)

    assert (refused.status_code, refused["Cache-Control"]) == (422, "private, no-store")
    assert client.get(SHEET).content.startswith(b"%PDF-")


def sheet_is_too_large(*arguments):
    raise SheetIsTooLarge


def test_chromium_may_show_a_sheet(client, field):
    """Its viewer is a page with styles and something embedded, which the policy of the site's own pages forbids."""
    path = f"{field.get_absolute_url()}druck/feldblatt.pdf"

    policies = [client.get(path)["Content-Security-Policy"] for _ in ("new", "kept")]

    assert policies == ["frame-ancestors 'none'"] * 2


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (TypesetterIsBusy(), 202, "Das Bild wird gerade gesetzt."),
        (SheetIsTooLarge(), 422, "Dieses Blatt lässt sich"),
    ],
)
def test_in_the_place_of_a_picture_that_is_not_there_stands_one_that_says_so(
    client, field, broken, error, status, sentence
):
    broken(error)

    response = client.get(SHEET.replace(".pdf", ".png"))

    assert (response.status_code, response["Content-Type"]) == (status, "image/svg+xml")
    assert response["Cache-Control"] == "private, no-store"
    assert sentence in ElementTree.fromstring(response.content).find(".//{*}text").text

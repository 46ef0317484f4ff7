"""The strategy on paper: what stands on the sheets of a field, and that everybody can read them."""

import itertools

import pytest
from django.conf import settings
from pypdfium2 import PdfDocument, raw

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from handlungsfelder.printing import (
    CARDS,
    FIELD,
    KINDS,
    MOST_CARDS_TO_CUT,
    POLL,
    POSTER,
    WORKSHEET,
    TooManyCards,
    sheet_of_fields,
)
from leader_portal.content.audience import Status, preview
from leader_portal.printing.papers import Paper
from tests.factories import make_card, make_field, make_region, make_topic
from tests.printing.looking import as_pdf, codes_on, text_of, type_sizes
from tests.printing.tagged_pdf import TaggedPdf, letters, points_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALL = [
    pytest.param(sheet, paper, id=f"{sheet.slug} {paper.name}") for sheet in KINDS.values() for paper in sheet.papers
]
EVERY_SHEET = pytest.mark.parametrize(("sheet", "paper"), ALL)
FRAME = ("LEADER-Region Musterland", "Stand der Daten:", "gedruckt am", "Gefördert aus dem ELER.")
SMALLEST = {Paper.A4: 8, Paper.A3: 11.3, Paper.A0: 24}
QUADRANTS = ["Stärken", "Schwächen", "Potentiale", "Ideen"]


def pdf_of(sheet, paper, *fields) -> bytes:
    return as_pdf(sheet_of_fields(sheet, paper, fields))


@pytest.fixture
def field():
    """A field with a topic and a card in three of its quadrants."""
    make_region(funding_statement="Gefördert aus dem ELER.")
    field = make_field(
        number=7,
        title="Wohnen & Leben",
        slug="wohnen",
        topics_line="Läden, Busse",
        guiding_statement_stem="Wir wollen, dass …",
        guiding_statement="… alle bleiben.",
    )
    make_topic(handlungsfeld=field, title="Dorfladen")
    for quadrant, text in zip(Quadrant, ["Ruhe", "Lärm", "Bahn"], strict=False):
        make_card(handlungsfeld=field, quadrant=quadrant, text=text)
    return field


# What makes a sheet readable for everybody.


@EVERY_SHEET
def test_every_sheet_says_what_it_is_and_in_which_language(field, sheet, paper):
    pdf = TaggedPdf(pdf_of(sheet, paper, field)).pdf

    assert str(pdf.docinfo.Title) == f"HF 7: Wohnen & Leben – {sheet.title}"
    assert str(pdf.Root.Lang) == "de-DE"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


@EVERY_SHEET
def test_every_sheet_has_the_size_of_its_paper(field, sheet, paper):
    short, long = paper.value
    size = (long, short) if sheet.is_landscape else (short, long)

    assert set(TaggedPdf(pdf_of(sheet, paper, field)).sizes) == {size}


@EVERY_SHEET
def test_every_sheet_carries_its_fonts_and_no_others(field, sheet, paper):
    fonts = TaggedPdf(pdf_of(sheet, paper, field)).fonts

    assert all(name.startswith("SourceSans3-") for name in fonts)
    assert all(fonts.values())
    assert fonts


@EVERY_SHEET
def test_every_sheet_begins_with_its_field_and_leaves_no_rank_out(field, sheet, paper):
    headings = TaggedPdf(pdf_of(sheet, paper, field)).headings

    assert headings[0][0] == 1
    assert headings[0][1].endswith(letters("Wohnen & Leben"))
    assert {level for level, _ in headings[1:]} <= {2}


@EVERY_SHEET
def test_every_picture_of_every_sheet_says_what_it_shows(field, sheet, paper):
    figures = list(TaggedPdf(pdf_of(sheet, paper, field)).tree.all("Figure"))

    assert [figure.alternative for figure in figures if not figure.alternative.startswith("QR-Code zur ")] == []


@EVERY_SHEET
def test_every_sheet_says_who_prints_it_when_from_which_data_and_who_pays(field, sheet, paper):
    pages = [letters(text) for text in text_of(pdf_of(sheet, paper, field))]

    for number, page in enumerate(pages, start=1):
        assert [line for line in FRAME if letters(line) not in page] == []
        assert letters(f"Seite {number} von {len(pages)}") in page


@EVERY_SHEET
def test_no_type_is_too_small_to_read(field, sheet, paper):
    assert min(type_sizes(pdf_of(sheet, paper, field))) >= SMALLEST[paper]


# The real content.


@pytest.mark.parametrize("number", range(1, 6))
def test_each_field_of_the_region_fits_on_one_sheet(westharz, number):
    content = pdf_of(FIELD, Paper.A4, Handlungsfeld.objects.get(number=number))

    assert TaggedPdf(content).sizes == [(297, 210)]
    assert min(type_sizes(content)) >= 8


@pytest.mark.parametrize("number", range(1, 6))
def test_a_field_sheet_has_title_topics_line_four_columns_and_leitsatz(westharz, number):
    field = Handlungsfeld.objects.get(number=number)

    sheet = TaggedPdf(pdf_of(FIELD, Paper.A4, field))

    assert sheet.headings == [
        (1, letters(f"Handlungsfeld {number} {field.title}")),
        *((2, word) for word in QUADRANTS),
        (2, "Leitsatz"),
    ]
    for quadrant in Quadrant:
        cards = [letters(card.text) for card in field.cards.visible().in_quadrant(quadrant)]
        assert points_of(sheet.section(quadrant.label)) == cards
    band = letters(sheet.section(f"Handlungsfeld {number} {field.title}").text)
    assert band == letters(field.qualifier + field.topics_line)
    assert letters(sheet.section("Leitsatz").text) == letters(field.guiding_statement_stem + field.guiding_statement)


def test_the_poster_on_a0_can_be_read_from_three_metres(westharz):
    for field in Handlungsfeld.objects.all():
        content = pdf_of(POSTER, Paper.A0, field)

        assert TaggedPdf(content).sizes == [(1189, 841)]
        assert min(type_sizes(content)) >= 24


def test_several_fields_make_one_document_with_all_of_them_in_their_order(westharz):
    fields = list(Handlungsfeld.objects.all())

    sheet = sheet_of_fields(FIELD, Paper.A4, fields)

    printed = TaggedPdf(as_pdf(sheet))
    assert [text for level, text in printed.headings if level == 1] == [
        letters(f"Handlungsfeld {field.number} {field.title}") for field in fields
    ]
    assert len(printed.sizes) == 5
    assert sheet.file_name("pdf") == "HF1-HF2-HF3-HF4-HF5-Feldblatt-A4.pdf"


def test_the_cards_of_the_region_lead_to_their_pages_when_a_phone_looks_at_them(westharz):
    field = Handlungsfeld.objects.get(number=1)

    codes = codes_on(pdf_of(CARDS, Paper.A4, field))

    cards = field.cards.visible().order_by("id")
    expected = [settings.SITE_URL + card.get_absolute_url() for card in cards]
    assert sorted(codes) == sorted(expected)
    assert len(codes) == 19


IDEAS_ARE_NO_PROJECTS = letters("Ideen sind gesammelte Beiträge, keine beschlossenen Vorhaben.")


@EVERY_SHEET
def test_a_sheet_with_ideas_says_that_nobody_has_decided_on_them(field, sheet, paper):
    said = letters("".join(text_of(pdf_of(sheet, paper, field))))
    make_card(handlungsfeld=field, quadrant=Quadrant.IDEA, text="Dorfladen")
    said_with_ideas = letters("".join(text_of(pdf_of(sheet, paper, field))))

    assert IDEAS_ARE_NO_PROJECTS not in said
    assert (IDEAS_ARE_NO_PROJECTS in said_with_ideas) == (sheet is not WORKSHEET)


def beginnings_of_columns(pdf: bytes) -> list[float]:
    """How far from the left of the first page each quadrant's head stands, in points."""
    text = PdfDocument(pdf)[0].get_textpage()
    found = (text.search(quadrant, match_case=True, match_whole_word=True).get_next() for quadrant in QUADRANTS)
    return [text.get_charbox(index)[0] for index, _ in found]


def test_the_columns_are_equally_wide_as_long_as_the_type_need_not_shrink(field):
    def widths():
        starts = beginnings_of_columns(pdf_of(FIELD, Paper.A4, field))
        return [round(right - left) for left, right in itertools.pairwise(starts)]

    make_card(handlungsfeld=field, quadrant=Quadrant.WEAKNESS, text="Es fährt abends kein Bus. " * 5)
    assert max(widths()) - min(widths()) <= 2
    for number in range(25):
        make_card(handlungsfeld=field, quadrant=Quadrant.WEAKNESS, text=f"Es fährt abends kein Bus nach Dorf {number}.")
    assert 1.2 < max(widths()) / min(widths()) < 1.7


@pytest.mark.parametrize(("word", "is_parted"), [("Ortskerne", False), ("Gewerbegebietsentwicklung", True)])
def test_only_long_words_are_parted(field, word, is_parted):
    make_card(handlungsfeld=field, quadrant=Quadrant.WEAKNESS, text=f"Eine bessere {word} und " * 20)
    page = PdfDocument(pdf_of(FIELD, Paper.A4, field))[0].get_textpage().get_text_range()

    # That is how the library gives a hyphen at the end of a line.
    assert ("\ufffe" in page) == is_parted


def test_the_code_on_the_field_sheet_leads_to_the_field(field):
    assert codes_on(pdf_of(FIELD, Paper.A4, field)) == [f"{settings.SITE_URL}/handlungsfelder/wohnen/"]


# What each kind shows.


def test_a_card_to_cut_out_says_its_thought_its_quadrant_its_field_and_its_code(field):
    card = Card.objects.get(text="Lärm")

    page = letters(text_of(pdf_of(CARDS, Paper.A4, field))[0])

    for word in ("Schwäche", "HF 7 · Wohnen & Leben", "Lärm", card.code):
        assert letters(word) in page


def test_a_short_thought_is_set_larger_than_a_long_one():
    short, long = make_field(), make_field()
    make_card(handlungsfeld=short, text="Ruhe")
    make_card(handlungsfeld=long, text="Ein langer Gedanke, der mehr Platz braucht. " * 8)

    sizes = [max(type_sizes(pdf_of(CARDS, Paper.A4, field))) for field in (short, long)]

    assert sizes[0] == 46
    assert sizes[1] < 30


def test_a_long_word_makes_the_type_smaller_and_never_touches_the_code():
    field = make_field()
    make_card(handlungsfeld=field, text="Büro für Vereine, Veranstaltungsmanagementgesellschaften, …")

    (page,) = PdfDocument(pdf_of(CARDS, Paper.A4, field))

    text = page.get_textpage()
    ends = [
        text.get_charbox(number)[2]
        for number in range(text.count_chars())
        if raw.FPDFText_GetFontSize(text, number) > 18
    ]
    # Where the column of the code begins, in points.
    assert 0 < max(ends) < 181 / 25.4 * 72


def test_two_cards_stand_on_a_page():
    field = make_field()
    for _ in range(5):
        make_card(handlungsfeld=field)

    assert len(TaggedPdf(pdf_of(CARDS, Paper.A4, field)).sizes) == 3


def test_the_poll_lists_topics_and_cards_in_tables_with_heads_numbered_through(field):
    sheet = TaggedPdf(pdf_of(POLL, Paper.A4, field))

    tables = list(sheet.tree.all("Table"))
    heads = [[letters(cell.text) for cell in table.all("TH")] for table in tables]
    assert heads == [["Nr.", "Thema", "Punkte", "Rang"], *[["Nr.", "Karte", "Punkte", "Rang"]] * 3]
    rows = [[letters(cell.text) for cell in row.all("TD")] for table in tables for row in table.all("TR")]
    assert [row for row in rows if row] == [
        ["1", "Dorfladen", "", ""],
        ["2", "Ruhe", "", ""],
        ["3", "Lärm", "", ""],
        ["4", "Bahn", "", ""],
    ]


def test_the_worksheet_is_blank_but_for_the_stem(field):
    sheet = TaggedPdf(pdf_of(WORKSHEET, Paper.A3, field))

    assert [text for _, text in sheet.headings[1:]] == [*QUADRANTS, "Leitsatz"]
    assert [points_of(sheet.section(word)) for word in QUADRANTS] == [[]] * 4
    assert letters(sheet.section("Leitsatz").text) == letters("Wir wollen, dass …")


@pytest.mark.parametrize("sheet", KINDS.values(), ids=lambda sheet: sheet.slug)
def test_a_field_whose_leitsatz_alone_is_longer_than_the_page_comes_out_too(sheet):
    field = make_field(title="Unendlichkeit" * 12, guiding_statement="Wir wollen alles auf einmal. " * 150)
    make_card(handlungsfeld=field, text="Ruhe")

    pdf = pdf_of(sheet, sheet.papers[0], field)

    assert len(PdfDocument(pdf)) >= 1


def test_a_field_with_nothing_in_it_comes_out_too():
    field = make_field(guiding_statement="", guiding_statement_stem="")

    for sheet in KINDS.values():
        assert pdf_of(sheet, sheet.papers[0], field).startswith(b"%PDF-")


# Who sees what.


@pytest.fixture
def half_finished():
    """A field with something of every status, each of which says which."""
    field = make_field()
    for status in (Status.DRAFT, Status.PUBLISHED, Status.ARCHIVED):
        make_card(handlungsfeld=field, text=f"Karte {status.label}", status=status)
        make_topic(handlungsfeld=field, title=f"Thema {status.label}", status=status)
    return field


@pytest.mark.parametrize("sheet", [FIELD, CARDS, POLL], ids=lambda sheet: sheet.slug)
def test_visitors_get_on_paper_what_is_published_and_nothing_else(half_finished, sheet):
    text = letters("".join(text_of(pdf_of(sheet, Paper.A4, half_finished))))

    assert letters("Karte Veröffentlicht") in text
    assert "Entwurf" not in text
    assert "Archiviert" not in text


@pytest.mark.parametrize("sheet", [FIELD, CARDS, POLL], ids=lambda sheet: sheet.slug)
def test_in_the_preview_drafts_are_printed_with_their_mark_and_the_sheet_says_so(half_finished, sheet):
    with preview():
        printed = sheet_of_fields(sheet, Paper.A4, [half_finished])
        content, name = as_pdf(printed), printed.file_name("pdf")

    text = letters("".join(text_of(content)))
    assert letters("Vorschau mit Entwürfen") in text
    # Once as the word of the text, once as its mark.
    assert text.count("Entwurf") >= 2
    assert "Archiviert" not in text
    assert name.endswith(f"{sheet.title}-A4-mit-Entwuerfen.pdf")


# Much, and strange.


def test_a_field_with_120_cards_flows_on_with_its_head_repeated_and_no_card_parted():
    field = make_field(number=3, title="Viel")
    words = "mit einigen Worten, die über mehrere Zeilen gehen, damit es viel wird"
    texts = [f"Gedanke {number:03} {words}" for number in range(120)]
    for number, text in enumerate(texts):
        make_card(handlungsfeld=field, quadrant=list(Quadrant)[number % 4], text=text)

    content = pdf_of(FIELD, Paper.A4, field)

    pages = [letters(text) for text in text_of(content)]
    assert len(pages) > 1
    for page in pages[1:]:
        assert letters("HF 3: Viel (Fortsetzung)") in page
        assert all(word in page for word in QUADRANTS)
    assert min(type_sizes(content)) >= 8
    sheet = TaggedPdf(content)
    for quadrant in Quadrant:
        cards = [letters(card.text) for card in field.cards.in_quadrant(quadrant)]
        assert points_of(sheet.section(quadrant.label)) == cards
    assert all(sum(letters(text) in page for page in pages) == 1 for text in texts)


def test_the_heads_of_later_pages_are_not_read_out_again():
    field = make_field(title="Viel")
    for number in range(200):
        make_card(handlungsfeld=field, quadrant=list(Quadrant)[number % 4], text=f"Gedanke {number} mit einigen Worten")

    headings = TaggedPdf(pdf_of(FIELD, Paper.A4, field)).headings

    assert len(headings) == 6


def many_cards(number: int) -> Handlungsfeld:
    field = make_field()
    quadrants = list(Quadrant)
    Card.objects.bulk_create(
        Card(
            handlungsfeld=field,
            quadrant=quadrants[each % 4],
            text=f"Gedanke {each} mit einigen Worten",
            position=each,
            status=Status.PUBLISHED,
            first_published_at=field.created_at,
        )
        for each in range(number)
    )
    return field


@pytest.mark.long
@pytest.mark.parametrize("sheet", [FIELD, POSTER, POLL], ids=lambda sheet: sheet.slug)
def test_five_thousand_cards_come_out(sheet):
    content = pdf_of(sheet, sheet.papers[-1], many_cards(5000))

    assert "Gedanke4999mit" in letters("".join(text_of(content)))


def test_more_cards_than_anybody_cuts_out_are_refused_at_once_with_the_number():
    with pytest.raises(TooManyCards) as raised:
        pdf_of(CARDS, Paper.A4, many_cards(MOST_CARDS_TO_CUT + 1))

    assert raised.value.sentence.startswith("Das wären 1001 Moderationskarten auf 501 Seiten")


HOSTILE = {
    "a file to read": '#read("/etc/passwd")',
    "emphasis": "*x* _y_ `z`",
    "a formula": "$x$ und $y_1$",
    "html": "<script>alert(1)</script>",
    "a backslash": "C:\\Ordner\\",
    "references": "@quelle <marke> #set text(red)",
    "a comment": "// weg /* auch weg */",
    "lists": "- eins\n+ zwei\n= drei",
    "quotation marks": '"\'"',
    "braces": "{{ name }} #{ 1 + 1 }",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("sheet", [FIELD, CARDS, POLL], ids=lambda sheet: sheet.slug)
def test_a_text_is_printed_as_it_was_written_whatever_it_looks_like(sheet, text):
    field = make_field(title=text, topics_line=text, qualifier=text, guiding_statement=text)
    make_card(handlungsfeld=field, text=text)
    make_topic(handlungsfeld=field, title=text)

    printed = letters("".join(text_of(pdf_of(sheet, Paper.A4, field))))

    assert letters(text) in printed
    assert "root:" not in printed


@pytest.mark.parametrize("sheet", [FIELD, CARDS, POLL], ids=lambda sheet: sheet.slug)
def test_what_the_font_does_not_have_is_replaced_and_the_sheet_says_so(sheet):
    field = make_field(title="你好")
    make_card(handlungsfeld=field, text="Glocke \u0007 und 👍 und Ton")
    make_topic(handlungsfeld=field, title="🙂")

    printed = letters("".join(text_of(pdf_of(sheet, Paper.A4, field))))

    assert letters("Glocke □ und □ und Ton") in printed
    assert letters("□ steht für ein Zeichen, das die Schrift nicht hat") in printed


@pytest.mark.parametrize("sheet", KINDS.values(), ids=KINDS)
def test_a_word_of_300_letters_stays_on_the_paper(sheet):
    word = "w" * 300
    field = make_field(title="Lang", topics_line=word, guiding_statement=word)
    make_card(handlungsfeld=field, text=word)
    make_topic(handlungsfeld=field, title=word)

    pdf = TaggedPdf(pdf_of(sheet, sheet.papers[0], field))

    for page in pdf.pages:
        text = page.get_textpage()
        boxes = [text.get_charbox(number) for number in range(text.count_chars())]
        assert max(box[2] for box in boxes) <= page.get_width()
        assert min(box[0] for box in boxes) >= 0


@pytest.mark.parametrize("sheet", [FIELD, POLL], ids=lambda sheet: sheet.slug)
def test_a_text_of_10000_letters_flows_over_the_pages_whole(sheet):
    text = "Ein sehr langer Gedanke. " * 400
    field = make_field()
    make_card(handlungsfeld=field, text=text)

    printed = letters(TaggedPdf(pdf_of(sheet, Paper.A4, field)).tree.text)

    assert letters(text) in printed


def test_a_thought_too_long_for_its_card_is_cut_and_says_where_the_rest_is():
    field = make_field()
    make_card(handlungsfeld=field, text="Ein sehr langer Gedanke. " * 400)

    (page,) = text_of(pdf_of(CARDS, Paper.A4, field))

    assert letters("(gekürzt; ganzer Text auf der Seite dieser Karte)") in letters(page)

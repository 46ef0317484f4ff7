"""The funders' logos at the foot of every sheet, as their funding rules ask for it."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdfium2 import PdfDocument, raw

from handlungsfelder.printing import FIELD, POSTER, sheet_of_fields
from leader_portal.desk.logos import kept_logo
from leader_portal.models import Funder
from leader_portal.printing.logos import LOGO_HEIGHT, logos_on_paper
from leader_portal.printing.papers import Paper
from tests.factories import make_card, make_field
from tests.printing.looking import as_pdf
from tests.workshops.records import make_record, word_of
from tests.workshops.test_word_document import DRAWING
from tests.workshops.word_reader import ReadWordDocument

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def logo(settings, tmp_path) -> Funder:
    """A blue logo, three times as wide as high."""
    settings.MEDIA_ROOT = tmp_path
    written = io.BytesIO()
    Image.new("RGB", (900, 300), (0, 51, 153)).save(written, "PNG")
    upload = ContentFile(written.getvalue(), name="eu.png")
    return Funder.objects.create(name="EU", image=kept_logo(upload), alternative_text="Europäische Union")


def pictures_on(pdf: bytes) -> list[list[tuple[float, float]]]:
    """Width and height of every picture made of pixels, page by page, in millimetres."""
    found = []
    for page in PdfDocument(pdf):
        sizes = []
        for part in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = part.get_bounds()
            sizes.append((round((right - left) / 72 * 25.4, 1), round((top - bottom) / 72 * 25.4, 1)))
        found.append(sizes)
    return found


def test_a_logo_stands_at_the_foot_of_every_page(logo):
    field = make_field()
    for number in range(150):
        make_card(
            handlungsfeld=field, text=f"Karte {number} mit so viel Text, dass sie nicht alle auf eine Seite passen"
        )

    pages = pictures_on(as_pdf(sheet_of_fields(FIELD, Paper.A4, [field])))

    assert len(pages) > 1
    assert pages == [[(27.0, 9.0)]] * len(pages)


def test_it_grows_with_the_paper(logo):
    (page,) = pictures_on(as_pdf(sheet_of_fields(POSTER, Paper.A0, [make_field()])))

    assert page == [(pytest.approx(27 * 841 / 210, abs=0.2), pytest.approx(9 * 841 / 210, abs=0.2))]


def test_it_is_no_larger_than_paper_needs(logo):
    (handed_over,) = logos_on_paper()

    with Image.open(io.BytesIO(bytes(handed_over["png"]))) as picture:
        assert (picture.height, picture.width) == (LOGO_HEIGHT, 3 * LOGO_HEIGHT)
    assert handed_over["words"] == "Europäische Union"


def test_it_stands_on_the_cover_of_the_word_document_with_its_words(logo):
    body = ReadWordDocument(word_of(make_record())).xml("word/document.xml")

    described = [picture.get("descr") for picture in body.iter(DRAWING)]

    assert described[0] == "Europäische Union"


def test_a_logo_whose_file_is_gone_keeps_no_sheet_back(logo):
    logo.image.storage.delete(logo.image.name)

    assert pictures_on(as_pdf(sheet_of_fields(FIELD, Paper.A4, [make_field()]))) == [[]]

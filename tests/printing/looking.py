"""A sheet as it lies on the table: its type, its pictures, and the codes a phone finds on it."""

from django.utils import timezone
from pypdfium2 import PdfDocument, raw

from leader_portal.printing.sheets import Sheet


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as it is printed now."""
    return sheet.made_as("pdf", timezone.localdate())


def type_sizes(content: bytes) -> set[float]:
    """The sizes in points of all letters that are printed."""
    sizes = set()
    for page in PdfDocument(content):
        text = page.get_textpage()
        for number in range(text.count_chars()):
            # Spaces between words and lines are the reader's own.
            if not raw.FPDFText_IsGenerated(text, number):
                sizes.add(round(raw.FPDFText_GetFontSize(text, number), 2))
    return sizes


def codes_on(content: bytes, dpi: int = 150) -> list[str]:
    """What the QR codes on its pages say, read from pictures of them, in the order from top left to bottom right."""
    import zxingcpp

    found = []
    for page in PdfDocument(content):
        picture = page.render(scale=dpi / 72).to_pil()
        codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        codes.sort(key=lambda code: (code.position.top_left.y, code.position.top_left.x))
        found += [code.text for code in codes]
    return found


def text_of(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in PdfDocument(content)]

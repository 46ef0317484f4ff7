"""Word documents (DOCX) that somebody hands over, opened with care: what they are must be certain before."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from leader_portal.content.editing import mistaken
from leader_portal.exchange.reading import archive_of
from leader_portal.exchange.tables import MOST_BYTES, SpreadsheetError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
DOCUMENT = "word/document.xml"
# No word processor writes one; in it there may be entities that grow without end.
DOCUMENT_TYPE = b"<!DOCTYPE"

TAKEN = "Einlesen lassen sich Word-Dokumente, gespeichert als DOCX. Text aus anderen Dateien fügen Sie bitte ein."
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "Das ist ein altes Word-Dokument (DOC) oder eines mit Passwort. Bitte speichern Sie es ohne Passwort als DOCX."
    ),
    b"%PDF": f"Das ist ein PDF. {TAKEN}",
    b"{\\rtf": f"Das ist ein Textdokument (RTF). {TAKEN}",
}
# What Python's libraries raise for a damaged or protected archive, or XML.
DAMAGES = (zipfile.BadZipFile, ElementTree.ParseError, OSError, ValueError, RuntimeError, zlib.error)
DAMAGED = "Das Dokument ist beschädigt und lässt sich nicht öffnen. Bitte speichern Sie es in Word noch einmal."
TOO_LARGE = f"Das Dokument ist größer als {MOST_BYTES // 1024 // 1024} MB; mehr nimmt das Portal nicht an."


def body_of(data: bytes) -> Element:
    """What the document says. Raises `Refused` if it is none, or too much."""
    if len(data) > MOST_BYTES:
        raise mistaken(TOO_LARGE)
    for beginning, sentence in OTHER_FILES.items():
        if data.startswith(beginning):
            raise mistaken(sentence)
    if not data.startswith(b"PK"):
        raise mistaken(f"Das ist kein Word-Dokument. {TAKEN}")
    try:
        with archive_of(data) as archive:
            if DOCUMENT not in archive.namelist():
                raise mistaken(f"Das ist kein Word-Dokument. {TAKEN}")
            document = archive.read(DOCUMENT)
        if DOCUMENT_TYPE in document:
            raise mistaken(DAMAGED)
        body = ElementTree.fromstring(document.replace(STRICT, W[1:-1].encode())).find(f"{W}body")
    except SpreadsheetError as mistake:
        raise mistaken("Das Dokument ist ausgepackt viel zu groß und wird deshalb nicht geöffnet.") from mistake
    except DAMAGES as mistake:
        raise mistaken(DAMAGED) from mistake
    if body is None:
        raise mistaken(DAMAGED)
    return body


def blocks_of(body: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, those within a content control too."""
    for block in body:
        if block.tag in (f"{W}p", f"{W}tbl"):
            yield block
        elif block.tag == f"{W}sdt":
            yield from blocks_of(block.find(f"{W}sdtContent") or [])


def text_of(paragraph: Element) -> str:
    """What one reads in it: without what a reviewer has deleted; a break in it is a space."""
    pieces = []
    for part in paragraph.iter():
        if part.tag == f"{W}t":
            pieces.append(re.sub(r"[\t\r\n]", " ", part.text or ""))
        elif part.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif part.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif part.tag == f"{W}softHyphen":
            pieces.append("\u00ad")
    return "".join(pieces)

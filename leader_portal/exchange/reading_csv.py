"""Reads CSV in every kind that is met: with any of the usual delimiters, in the encodings of Excel and of the rest."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from leader_portal.exchange.tables import NO_SPREADSHEET, SpreadsheetError

BYTE_ORDER_MARKS = {
    # UTF-32 first: its mark begins like that of UTF-16.
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DELIMITERS = ";,\t"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table)\b", re.IGNORECASE)


def rows_of_csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(data)
    if "\0" in text or MARKUP.match(text):
        raise SpreadsheetError(NO_SPREADSHEET)
    named = SEPARATOR_LINE.match(text)
    if named:
        text, delimiter = text[named.end() :], named[1]
    else:
        delimiter = likeliest_delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            yield number, cells
    except csv.Error as mistake:
        if "field larger" in str(mistake):
            raise SpreadsheetError(
                f"In Zeile {number + 1} steht ein Text mit mehr als {csv.field_size_limit() // 1000}.000 Zeichen, oder "
                "ein Anführungszeichen ist dort nicht geschlossen."
            ) from mistake
        raise SpreadsheetError(
            f"In Zeile {number + 1} steht ein Anführungszeichen an falscher Stelle oder ist nicht geschlossen. Im Text "
            'wird es doppelt geschrieben (""), und der ganze Text steht in Anführungszeichen.'
        ) from mistake


def decoded(data: bytes) -> str:
    """Text as Excel and others write it: UTF-8, UTF-16, or the old Windows code page."""
    encoding = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if encoding:
        encodings = [encoding]
    elif data.count(0) * 3 > len(data):
        # UTF-16 without a mark: of European letters every other byte is zero.
        encodings = ["utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError(NO_SPREADSHEET)


def likeliest_delimiter(text: str) -> str:
    """The one that makes the most columns of the first line that holds anything; German Excel's, if in doubt."""
    text = text.lstrip("\r\n")
    counts = {}
    for delimiter in DELIMITERS:
        try:
            counts[delimiter] = len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
        except csv.Error:
            counts[delimiter] = 0
    return max(DELIMITERS, key=counts.__getitem__)

"""
What the sheets' font can print, and what stands for the rest.

The engine refuses a document with a character that the font has no picture for. So such a character becomes `□` before,
and the sheet says what that means.
"""

import re
import struct
import unicodedata
from functools import cache

from django.conf import settings

FONTS = settings.BASE_DIR / "templates" / "printing" / "fonts"
REPLACEMENT = "□"
# Have no picture, and need none: they say where a word may and may not be parted.
INVISIBLE = frozenset("\n\t\u00ad\u200b\u200c\u200d\u2060")
# An emoji is often made of several characters: skin tones, joiners, variation selectors. They are one sign to read.
JOINER = "\u200d"
VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
# A word this long gets places where it may be broken; no dictionary's word is.
# An address may be broken at its slashes anyway, and is to be copied from the sheet as it is.
ENDLESS_WORD = re.compile(r"[^\s\u00ad\u200b/-]{41,}")
PIECE = 12
BREAK = "\u200b"


@cache
def printed_characters() -> frozenset[str]:
    """The characters that all of the sheets' fonts have. Read once per process, on first use."""
    fonts = sorted(FONTS.glob("*.ttf"))
    return frozenset.intersection(*(characters_of(font.read_bytes()) for font in fonts))


def characters_of(font: bytes) -> frozenset[str]:
    """The characters a TrueType font maps to a glyph, from its table `cmap` (OpenType specification, format 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    directory = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in directory if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    for number in range(subtables):
        offset = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, offset)[0] == 12:
            groups = struct.unpack_from(">I", font, offset + 12)[0]
            ranges = (struct.unpack_from(">III", font, offset + 16 + 12 * group) for group in range(groups))
            return frozenset(chr(code) for first, last, _ in ranges for code in range(first, last + 1))
    raise ValueError("Die Schrift hat keine Zeichentabelle, die alle Zeichen nennt.")


def printable(text: str) -> str:
    """
    The text as it can be printed: what the font has stays as it is, anything else becomes `□`, and a word that
    no line can hold gets places where it may be broken.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))
    known = printed_characters()
    if not all(character in known for character in text):
        text = "".join(replaced(text))
    return ENDLESS_WORD.sub(broken, text)


def replaced(text: str):
    """Character by character; one `□` for a character and all that only changes how it looks."""
    known = printed_characters()
    after_replacement = joined = False
    for character in text:
        if character == JOINER and after_replacement:
            joined = True
        elif character in known or character in INVISIBLE:
            yield character
            after_replacement = joined = False
        elif character in VARIATION_SELECTORS:
            pass
        elif after_replacement and (joined or is_modifier(character)):
            joined = False
        else:
            yield REPLACEMENT
            after_replacement, joined = True, False


def is_modifier(character: str) -> bool:
    """Whether it belongs to the character before: an accent, or an emoji's skin tone."""
    return unicodedata.category(character) in ("Mn", "Me", "Sk", "Cf")


def broken(word: re.Match) -> str:
    """The word with places to break."""
    letters = word.group()
    return BREAK.join(letters[start : start + PIECE] for start in range(0, len(letters), PIECE))

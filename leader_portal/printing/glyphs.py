"""
What the sheets' font can print, and what stands for the rest.

The engine refuses a document with a character that the font has no picture for. So such a character becomes `□` before,
and the sheet says what that means.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

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
    return frozenset.intersection(*map(characters_of, sorted(FONTS.glob("*.ttf"))))


def characters_of(font: Path) -> frozenset[str]:
    """The characters for which a font has a picture."""
    # Slow to load.
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))


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

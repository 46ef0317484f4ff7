"""
Texts: how they are cleaned before they are kept, folded before they are compared, and how they say a number.

By hand, on Python's own tables of Unicode: a transliterator (Unidecode) would also turn other scripts into Latin
letters, and a collator (PyICU) needs a library of the system and sorts, but does not find.
"""

import unicodedata

from django.contrib.humanize.templatetags.humanize import apnumber

KEPT_CONTROLS = "\n\t"
# Unicode's categories of control characters and of surrogates.
UNKEPT = ("Cc", "Cs")


def cleaned(text: str) -> str:
    """
    The text as the portal keeps it: composed Unicode (NFC), Unix line ends, no control
    characters but line break and tab, no white space around it.

    A control character has no picture: it can't be printed, and PostgreSQL refuses NUL. Half of a surrogate pair, as
    of an emoji that was cut in two, can't be written in UTF-8 at all.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character for character in text if character in KEPT_CONTROLS or unicodedata.category(character) not in UNKEPT
    ).strip()


def folded(text: str) -> str:
    """
    The text without case, accents and umlauts: »Gärten« and »garten« fold to the same.

    Used as sort key it is the order of a German encyclopaedia (DIN 5007-1: ä like a, ß like ss).
    Collations differ between databases, so lists of names are sorted with it here, never in SQL.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def counted(number: int, one: str, many: str) -> str:
    """`one`, the whole phrase, for a single thing; else the number and the plural: »Eine Karte«, »3 Karten«."""
    return one if number == 1 else f"{number} {many}"


def counted_in_words(number: int, one: str, many: str) -> str:
    """The same with the numbers up to nine as words: »drei Karten«."""
    return one if number == 1 else f"{apnumber(number)} {many}"

"""Text made comparable, the same way on every database."""

import unicodedata


def folded(text: str) -> str:
    """
    The text without case, accents and umlauts: »Münchehof« and »munchehof« fold to the same.

    Used as sort key it is the order of a German encyclopaedia (DIN 5007-1: ä like a, ß like ss).
    Collations differ between databases, so lists of names are sorted with it here, never in SQL.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))

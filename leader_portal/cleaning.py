"""What is taken out of a text before it is kept."""

import unicodedata

KEPT_CONTROLS = "\n\t"


def cleaned(text: str) -> str:
    """
    The text as the portal keeps it: composed Unicode (NFC), Unix line ends, no control
    characters but line break and tab, no white space around it.

    A control character has no picture: it can't be printed, and PostgreSQL refuses NUL.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character for character in text if character in KEPT_CONTROLS or unicodedata.category(character) != "Cc"
    ).strip()

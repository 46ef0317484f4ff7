"""The names under which sheets are kept."""

import re
import unicodedata

from leader_portal.content.audience import is_preview

LONGEST_NAME = 60
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})


def file_name(*parts: str, suffix: str = "pdf") -> str:
    """
    A name that people can keep and every file system takes: the parts joined by hyphens,
    »HF2-Zukunftsfaehige-Siedlungsentwicklung-Feldblatt-A4.pdf«. In the preview it says that drafts are in it.
    """
    marks = ["mit-Entwuerfen"] if is_preview() else []
    written = [part for part in (in_a_file_name(part) for part in (*parts, *marks)) if part]
    return f"{'-'.join(written)}.{suffix}"


def in_a_file_name(text: str) -> str:
    """The text in letters that every keyboard has, cut between words where it is too long."""
    text = unicodedata.normalize("NFC", text).translate(UMLAUTS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", text)
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:LONGEST_NAME]
        if len(longer) > LONGEST_NAME:
            break
        name = longer
    return name

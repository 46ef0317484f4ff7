"""What may be the id of something: as browsers send it, and as somebody may send it who wants to break the portal."""

# The largest that both databases keep has 19 digits; nobody will ever have as many of anything.
MOST_DIGITS = 18


def is_id(text: str) -> bool:
    """Whether the text is a number that something could have. Not everything that Python takes for a number is."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS

"""
The Word document of a topic board, read with what its looks say: underlined, bold and green topics. That is how their
origin is written down in the room, and what gets lost when only the text is kept.
"""

import colorsys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from leader_portal.content.editing import mistaken
from leader_portal.content.text import folded
from workshops.minutes.pasting import tidied
from workshops.word_documents import W, body_of, text_of

UNDERLINED, BOLD, GREEN = "underlined", "bold", "green"
MARKS = (UNDERLINED, BOLD, GREEN)
# Hues in degrees that people call green, and how far from grey and black they begin.
GREEN_HUES = (70, 170)
LEAST_SATURATION, LEAST_VALUE = 0.25, 0.2
MOST_TOPICS = 180


@dataclass(frozen=True)
class MarkedTopic:
    """A topic as the document has it, with the marks that most of its letters carry."""

    wording: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MarkedColumn:
    """A column of the board under its head."""

    heading: str
    topics: list[MarkedTopic] = field(default_factory=list)


def columns_in(data: bytes) -> list[MarkedColumn]:
    """
    The columns of the document's tables. A row below a table's first belongs to the same columns. Raises `Refused`
    if it is no Word document or has no table with topics.
    """
    columns = [column for table in body_of(data).iter(f"{W}tbl") for column in columns_of(table) if column.topics]
    if not columns:
        raise mistaken(
            "Das Dokument hat keine Tabelle mit Themen: In ihrer ersten Zeile stehen die Felder, darunter die Themen."
        )
    count = sum(len(column.topics) for column in columns)
    if count > MOST_TOPICS:
        raise mistaken(f"Das Dokument hat {count} Themen; bis zu {MOST_TOPICS} gehen auf einmal.")
    return columns


def columns_of(table: Element) -> list[MarkedColumn]:
    heads, *rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")] or [[]]
    columns = [MarkedColumn(tidied(" ".join(text_of(p) for p in head.iter(f"{W}p")))) for head in heads]
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            column.topics.extend(topics_in(cell.iter(f"{W}p")))
    return columns


def topics_in(paragraphs: Iterable[Element]) -> Iterator[MarkedTopic]:
    for paragraph in paragraphs:
        wording = tidied(text_of(paragraph)).replace("\n", " ")
        if wording:
            yield MarkedTopic(wording, marks_of(paragraph))


def marks_of(paragraph: Element) -> frozenset[str]:
    """The marks of more than half of its letters."""
    letters, marked = 0, dict.fromkeys(MARKS, 0)
    for run in paragraph.iter(f"{W}r"):
        length = sum(len((text.text or "").strip()) for text in run.iter(f"{W}t"))
        letters += length
        for mark in marks_in(run.find(f"{W}rPr")):
            marked[mark] += length
    return frozenset(mark for mark in MARKS if marked[mark] * 2 > letters)


def marks_in(properties: Element | None) -> Iterator[str]:
    if properties is None:
        return
    if value(properties, "u") not in (None, "none"):
        yield UNDERLINED
    if properties.find(f"{W}b") is not None and value(properties, "b") not in ("0", "false", "off"):
        yield BOLD
    if is_green(value(properties, "color") or "") or value(properties, "highlight") in ("green", "darkGreen"):
        yield GREEN


def value(properties: Element, name: str) -> str | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def is_green(colour: str) -> bool:
    """Of six hexadecimal digits; what else may stand there is no colour."""
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    hue, saturation, brightness = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    return GREEN_HUES[0] <= hue * 360 <= GREEN_HUES[1] and saturation >= LEAST_SATURATION and brightness >= LEAST_VALUE


def marks_used(columns: list[MarkedColumn]) -> set[str]:
    """The marks that tell topics apart: what all of them carry, or none, says nothing."""
    topics = [topic for column in columns for topic in column.topics]
    return {mark for mark in MARKS if 0 < sum(mark in topic.marks for topic in topics) < len(topics)}


def same(one: str, other: str) -> bool:
    """Whether two wordings are the same topic, whatever hyphens and spaces a document has put into them."""
    return letters_of(one) == letters_of(other)


def letters_of(wording: str) -> str:
    return "".join(filter(str.isalnum, folded(tidied(wording))))

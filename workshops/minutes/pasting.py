"""
A list as people paste it, read into items.

What comes out of Word, a PDF or an e-mail has bullets of many kinds, lines that end where the column was full, blank
lines anywhere, and hyphens that only say »the word goes on below«. `list_signs.py` knows the signs before the items,
`pasted_sheets.py` the headings and tables above them. Nothing here knows the database: text in, wordings out. Where it
can't be sure, it keeps what stands there, and the preview lets people put it right.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from handlungsfelder.models import Quadrant
from leader_portal.content.text import cleaned, folded
from workshops.minutes.list_signs import (
    CONJUNCTIONS,
    NEXT_IN_LINE,
    SOFT_HYPHEN,
    UNFINISHED,
    UNFINISHED_SIGNS,
    Mark,
    dash_of,
    has_words,
    is_unfinished,
    marks_of,
    without_bullet,
)
from workshops.minutes.pasted_sheets import FOOTER, Section, sections_of, without_cell_quotes

HEADING, FOOT = "heading", "foot"

QUOTED = re.compile(r"(?:[>|]\s?)+")

# Spaces of no width and marks of writing direction have no picture; the joiner is kept where it joins an emoji.
UNSEEN = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\u061c\u180e]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001ffff])\u200d"
    "|\u200d(?![\u2190-\u2bff\U0001f000-\U0001ffff])"
)
# How the hyphens, umlauts and ligatures of some PDFs arrive: »fu¨r«, »ﬁnden«.
DIAERESIS = re.compile("([aouAOU]) ?\u00a8|\u00a8([aouAOU])")
LIGATURES = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}

HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2007": " "} | LIGATURES)
LINE_ENDS = str.maketrans({"\r": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"})

# What follows a word that includes everybody, where a line broke before it: »Bürger|*innen«.
GENDERED = re.compile(r"[*:_]in(?:nen)?\b")
# A line that begins with one of these goes on with the one before.
CONTINUING_SIGNS = (")", "]", ",", ";", "→", "/", "&", "“", "=", "…")
# No column is narrower, in characters; and no bracket stays open for longer, in lines.
NARROW = 24
# Of a column's width, how much a line must leave empty to have ended of its own accord.
ROOM = 0.5
BRACKETED_LINES = 8


@dataclass(frozen=True)
class Line:
    """One line of the pasted text. `bullet` says which kind began it, and is empty where none did."""

    text: str
    bullet: str = ""
    indented: bool = False
    after_blank: bool = False


@dataclass(frozen=True)
class Found:
    """What was found in a pasted text, under the heading of which column; `kind` says what else it seems to be."""

    wording: str
    quadrant: Quadrant | None = None
    kind: str = ""


def read_list(pasted: str) -> list[str]:
    """All that was found, in its order, each a wording in one line."""
    return [found.wording for found in read_sheet(pasted)]


def read_sheet(pasted: str) -> list[Found]:
    """The items of a list, a table or a whole sheet, under the columns whose headings stand above them."""
    text = without_cell_quotes(cleaned_of_ends(pasted))
    return [found for section in sections_of(text) for found in items_of(section)]


def items_of(section: Section) -> Iterator[Found]:
    for heading in section.headings:
        yield Found(joined([heading]), section.quadrant, HEADING)
    footers, kept = [], []
    for line in unquoted(section.lines):
        (footers if FOOTER.fullmatch(line.strip()) else kept).append(line)
    lines = list(lines_of(kept, section.are_cells))
    items = bulleted_items(lines) if any(line.bullet for line in lines) else plain_items(lines)
    for item in items:
        if has_words(item):
            yield Found(item, section.quadrant)
    for footer in footers:
        yield Found(joined([footer]), section.quadrant, FOOT)


def tidied(text: str) -> str:
    """The text without soft hyphens, special spaces and signs without a picture; its lines stay."""
    text = cleaned(put_right(cleaned_of_ends(text).replace("\v", "\n"))).replace(SOFT_HYPHEN, "")
    lines = (" ".join(line.split()) for line in UNSEEN.sub("", text).split("\n"))
    return "\n".join(lines).strip()


def comparable(wording: str) -> str:
    """What two wordings have in common that count as the same: without case, umlauts and white space."""
    return " ".join(folded(tidied(wording)).split())


# Lines


def lines_of(pasted: list[str], are_cells: bool = False) -> Iterator[Line]:
    """The lines that hold something, without their bullets. Where they are cells of a table, each begins an item."""
    raw = [visible(line) for cell in pasted for line in cell.split("\v")]
    begins = [number == 0 for cell in pasted for number, _ in enumerate(cell.split("\v"))]
    marks = beside_their_lines(marks_of(raw))
    after_blank = False
    for text, mark, is_cell in zip(raw, marks, begins, strict=True):
        if not mark.content and not mark.sign:
            after_blank = True
            continue
        first, *further = NEXT_IN_LINE.split(mark.content)
        sign = mark.sign or ("cell" if are_cells and is_cell else "")
        yield Line(first, sign, text[:1].isspace(), after_blank)
        for part in further:
            yield Line(without_bullet(part), "bullet")
        after_blank = False


def beside_their_lines(marks: list[Mark]) -> list[Mark]:
    """Bullets that a PDF put in a row before all of their lines, each at one of these."""
    marks = list(marks)
    filled = [place for place, mark in enumerate(marks) if mark.content or mark.sign]
    alone: list[int] = []
    for number, place in enumerate(filled):
        if not marks[place].content:
            alone.append(place)
            continue
        if len(alone) > 1 and not marks[place].sign:
            below = takewhile(lambda place: marks[place].content and not marks[place].sign, filled[number:])
            below = list(islice(below, len(alone) + 1))
            if len(below) == len(alone):
                for bullet, line in zip(alone, below, strict=True):
                    marks[bullet], marks[line] = Mark(""), Mark(marks[line].content, marks[bullet].sign)
        alone = []
    return marks


def visible(line: str) -> str:
    """The line without what has no picture, but with its indentation, which may tell something."""
    line = put_right(UNSEEN.sub("", line))
    # At its end a soft hyphen is a hyphen that says the word goes on.
    line = re.sub(rf"{SOFT_HYPHEN}\s*$", SOFT_HYPHEN, line)
    head, last = (line[:-1], line[-1]) if line.endswith(SOFT_HYPHEN) else (line, "")
    head = head.replace(SOFT_HYPHEN, "")
    head = "".join(sign for sign in head if sign == "\t" or unicodedata.category(sign) != "Cc")
    # A tab tells of the sign before it.
    head = re.sub(r"(?<=\S)\s+", lambda space: "\t" if "\t" in space[0] else " ", head).rstrip()
    return unicodedata.normalize("NFC", head) + last


def put_right(text: str) -> str:
    """Spaces, hyphens, ligatures and umlauts as one writes them."""
    return DIAERESIS.sub(lambda found: (found[1] or found[2]) + "\u0308", text.translate(HYPHENS))


def cleaned_of_ends(pasted: str) -> str:
    """With one kind of line end; a break within a paragraph or a cell stays one."""
    return pasted.replace("\r\n", "\n").translate(LINE_ENDS)


def unquoted(lines: list[str]) -> list[str]:
    """Without the marks of a forwarded e-mail, if most lines have one."""
    filled = [line for line in lines if line.strip()]
    quoted = sum(bool(QUOTED.match(line.lstrip())) for line in filled)
    return [QUOTED.sub("", line.lstrip(), count=1) for line in lines] if quoted * 2 > len(filled) else lines


# Items


def bulleted_items(lines: list[Line]) -> Iterator[str]:
    """Each bullet begins an item, and lines without one go on with it."""
    onward = [line for line in lines if not line.bullet]
    # A bullet that got lost on the way leaves its indentation behind. Where all lines are indented it says nothing.
    tells = sum(line.indented for line in onward) * 2 <= len(onward)
    width = max((len(line.text) for line in lines), default=0)
    item: list[str] = []
    for line in lines:
        begins = line.bullet or (
            item
            and begins_like_an_item(line.text)
            and not is_unfinished(item[-1])
            and ((tells and line.indented) or is_heading_like(line.text) or had_room(item[-1], line.text, width))
        )
        if begins:
            yield joined(item)
            item = []
        item.append(line.text)
    yield joined(item)


def plain_items(lines: list[Line]) -> Iterator[str]:
    """Without any bullet each line is an item, but for those that were plainly wrapped."""
    lengths = sorted(len(line.text) for line in lines)
    # A margin at which lines were wrapped shows in more than one line that comes near it.
    has_margin = len(lengths) > 1 and lengths[-1] > NARROW and lengths[-2] > lengths[-1] * 0.8
    width = lengths[-1] if has_margin else 0
    inner = list(pairwise(lines))
    separated = any(line.after_blank for line in lines[1:]) and not all(line.after_blank for line in lines[1:])
    # Paragraphs: blank lines stand between them only, and no line within one had room for the next word.
    paragraphs = (
        separated
        and has_margin
        and all(line.after_blank or is_full(before.text, line.text, width) for before, line in inner)
    )
    item: list[str] = []
    for line in lines:
        if item and not goes_on(item, line, width, paragraphs):
            yield joined(item)
            item = []
        item.append(line.text)
    yield joined(item)


def goes_on(item: list[str], line: Line, width: int, paragraphs: bool) -> bool:
    """Whether this line without a bullet belongs to the item before it."""
    if paragraphs:
        return not line.after_blank
    before = item[-1]
    if is_hyphenated(before, line.text) or line.text.startswith(CONTINUING_SIGNS) or has_open_bracket(item):
        return True
    if dash_of(line.text):
        # It was asked already whether the dash is a bullet.
        return True
    if before.split()[-1].lower() in UNFINISHED or before.endswith(("(", "→", "&", "„", "/")):
        return True
    full = width and is_full(before, line.text, width)
    return full and (line.text[:1].islower() or before.endswith(UNFINISHED_SIGNS))


def is_full(before: str, after: str, width: int) -> bool:
    """Whether the next word would not have fitted into the line."""
    return len(before) + 1 + len(after.split()[0] if after.split() else "") > width


def is_hyphenated(before: str, after: str) -> bool:
    return before.endswith(SOFT_HYPHEN) or bool(re.search(r"\w-$", before[-2:]) and re.match(r"[\w/]", after))


def has_open_bracket(item: list[str]) -> bool:
    text = " ".join(item[:BRACKETED_LINES])
    return len(item) < BRACKETED_LINES and text.count("(") > text.count(")")


def had_room(before: str, after: str, width: int) -> bool:
    """Whether a line ended long before its column did, though the next word is short."""
    return width > NARROW and len(before) + 1 + len(after.split()[0]) < width * ROOM


def is_heading_like(text: str) -> bool:
    return text.endswith(":") and len(text) < 2 * NARROW


def begins_like_an_item(text: str) -> bool:
    return text[:1].isupper() or text[:1] in "„»"


# Joining


def joined(lines: Iterable[str]) -> str:
    """The lines of one item as one line, with the hyphens undone that only the line's end had put there."""
    text = ""
    for line in lines:
        line = line.strip()
        if text and line:
            text = with_line(text, line)
        elif line:
            text = line
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def with_line(text: str, line: str) -> str:
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + line
    if re.search(r"\w-$", text[-2:]):
        # »Senior-|*innen«: only the line's end has put the hyphen there.
        return text[:-1] + line if GENDERED.match(line) else with_hyphen(text, line)
    if re.search(r"\S/$", text[-2:]) or text.endswith(("(", "„", "[")):
        return text + line
    if re.match(r"[)\],;.“]|/\S", line) or GENDERED.match(line):
        return text + line
    return f"{text} {line}"


def with_hyphen(text: str, line: str) -> str:
    """The hyphen stays if it is the word's own: »E-|Mobilität«, »Tourismus-|/Freizeitangebote«, »Wetter- | und …«."""
    first_word = line.split()[0].lower()
    if first_word in CONJUNCTIONS:
        return f"{text} {line}"
    last_part = re.split(r"[\s\-/(„]", text[-60:-1])[-1]
    is_abbreviation = last_part[-1:].isdigit() or last_part[-1:].isupper()
    if not line[:1].islower() or is_abbreviation:
        return text + line
    return text[:-1] + line

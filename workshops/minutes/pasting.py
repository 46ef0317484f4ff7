"""
A list as people paste it, read into items.

What comes out of Word, a PDF or an e-mail has bullets of many kinds, lines that end where the column was full, blank
lines anywhere, and hyphens that only say »the word goes on below«. Nothing here knows the database: text in, wordings
out. Where it can't be sure, it keeps what stands there, and the preview lets people put it right.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from leader_portal.content.text import cleaned, folded

# Signs that nobody writes for anything else than an item; one more in the middle of a line begins the next item.
PLAIN_BULLETS = "•◦‣▪▫■□●○➢➤✓✔❖⁃∙"
# Word's own bullets come from symbol fonts, in the part of Unicode that has no meaning of its own.
SYMBOL_FONT = "\uf000-\uf0ff"
# Signs that are bullets only at the beginning of a line with a space behind them, and may even then be a wrapped dash.
DOUBTFUL_BULLETS = "-–—*+o·»"

PLAIN = re.compile(rf"(?:[{PLAIN_BULLETS}{SYMBOL_FONT}]\s*)+(?P<rest>.*)")
DOUBTFUL = re.compile(rf"(?P<sign>[{re.escape(DOUBTFUL_BULLETS)}])(?:\s+(?P<rest>.*)|$)")
TIGHT = re.compile(r"(?P<sign>[-–*·])(?P<rest>[^\s\-–*·].*)")
NUMBERED = re.compile(r"\(?(?P<number>\d{1,3})(?:[.)](?:\s+|$)|\)(?=\S))(?P<rest>.*)")
LETTERED = re.compile(r"\(?(?P<letter>[a-z])\)(?:\s+(?P<rest>.*)|$)")
NEXT_IN_LINE = re.compile(rf"\s+(?=[{PLAIN_BULLETS}{SYMBOL_FONT}](?:\s|$))")
# A line drawn with the keyboard, not words.
DRAWN = re.compile(r"[-–—_=*~#.\s]{3,}")
QUOTED = re.compile(r"(?:>\s?)+")

SOFT_HYPHEN = "\u00ad"
# Spaces of no width and marks of writing direction have no picture; the joiner is kept where it joins an emoji.
UNSEEN = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\u061c\u180e]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001ffff])\u200d"
    "|\u200d(?![\u2190-\u2bff\U0001f000-\U0001ffff])"
)
HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2007": " "})
LINE_ENDS = str.maketrans({"\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"})

# »Wetter- und …«: the hyphen before these stands for a word that is left out.
CONJUNCTIONS = {"und", "oder", "bzw.", "bzw", "sowie", "bis", "als", "wie", "statt", "noch", "aber", "u.", "o."}
# After these, and after these signs, nobody has finished a thought.
UNFINISHED = {
    *CONJUNCTIONS,
    *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"),
    *("in", "im", "an", "am", "auf", "aus", "bei", "beim", "mit", "nach", "von", "vom", "vor", "zu", "zum", "zur"),
    *("für", "durch", "gegen", "ohne", "um", "über", "unter", "zwischen"),
}
UNFINISHED_SIGNS = (",", "(", "→", "&", "+", "=", "–", "„", "[", ":", "/")
# A line that begins with one of these goes on with the one before.
CONTINUING_SIGNS = (")", "]", ",", ";", "→", "/", "&", "“", "=", "…")
# No column is narrower, in characters; and no bracket stays open for longer, in lines.
NARROW = 24
BRACKETED_LINES = 8


@dataclass(frozen=True)
class Line:
    """One line of the pasted text. `bullet` says which kind began it, and is empty where none did."""

    text: str
    bullet: str = ""
    indented: bool = False
    after_blank: bool = False


def read_list(pasted: str) -> list[str]:
    """The items of a pasted list in their order, each a wording in one line."""
    lines = list(lines_of(pasted))
    items = bulleted_items(lines) if any(line.bullet for line in lines) else plain_items(lines)
    return [item for item in items if item]


def tidied(text: str) -> str:
    """The text without soft hyphens, special spaces and signs without a picture; its lines stay."""
    text = cleaned(text.translate(LINE_ENDS)).replace(SOFT_HYPHEN, "").translate(HYPHENS)
    lines = (" ".join(line.split()) for line in UNSEEN.sub("", text).split("\n"))
    return "\n".join(lines).strip()


def comparable(wording: str) -> str:
    """What two wordings have in common that count as the same: without case, umlauts and white space."""
    return " ".join(folded(tidied(wording)).split())


# Lines


def lines_of(pasted: str) -> Iterator[Line]:
    """The lines that hold something, without their bullets."""
    raw = [visible(line) for line in unquoted(pasted.translate(LINE_ENDS).replace("\r", "\n").split("\n"))]
    marks = marks_of(raw)
    after_blank = False
    for text, bullet in zip(raw, marks, strict=True):
        content, sign = bullet
        if not content and not sign:
            after_blank = True
            continue
        first, *further = NEXT_IN_LINE.split(content)
        yield Line(first, sign, text[:1].isspace(), after_blank)
        for part in further:
            yield Line(PLAIN.fullmatch(part)["rest"], "plain")
        after_blank = False


def visible(line: str) -> str:
    """The line without what has no picture, but with its indentation, which may tell something."""
    line = UNSEEN.sub("", line.translate(HYPHENS))
    # At its end a soft hyphen is a hyphen that says the word goes on.
    line = re.sub(rf"{SOFT_HYPHEN}\s*$", SOFT_HYPHEN, line)
    head, last = (line[:-1], line[-1]) if line.endswith(SOFT_HYPHEN) else (line, "")
    head = head.replace(SOFT_HYPHEN, "")
    head = "".join(sign for sign in head if sign == "\t" or unicodedata.category(sign) != "Cc")
    return unicodedata.normalize("NFC", re.sub(r"(?<=\S)\s+", " ", head).rstrip()) + last


def unquoted(lines: list[str]) -> list[str]:
    """Without the marks of a forwarded e-mail, if every line has one."""
    filled = [line for line in lines if line.strip()]
    if filled and all(QUOTED.match(line.lstrip()) for line in filled):
        return [QUOTED.sub("", line.lstrip(), count=1) for line in lines]
    return lines


def marks_of(lines: list[str]) -> list[tuple[str, str]]:
    """Of each line what stands behind its bullet, and the kind of bullet: none for a line that only goes on."""
    stripped = ["" if DRAWN.fullmatch(line) else line.strip() for line in lines]
    first = next((line for line in stripped if line), "")
    sure = sure_bullets(stripped, first)
    numbers = has_numbers(stripped, first)
    letters = bool(LETTERED.match(first)) or {"a", "b"} <= {
        match["letter"] for line in stripped if (match := LETTERED.match(line))
    }
    # »-folgenanpassung« goes on; »-Leerstand« is an item where the list begins in that way.
    tight = match["sign"] if (match := TIGHT.match(first)) else None

    marks, before, expected = [], "", None
    for line in stripped:
        sign = ""
        if match := PLAIN.match(line):
            sign, content = "plain", match["rest"]
        elif (match := DOUBTFUL.match(line)) and begins_item(match, before, sure):
            sign, content = match["sign"], PLAIN.sub(r"\g<rest>", match["rest"] or "", count=1)
        elif tight and (match := TIGHT.match(line)) and match["sign"] == tight and not is_unfinished(before):
            sign, content = tight, match["rest"]
        elif numbers and (match := NUMBERED.match(line)) and int(match["number"]) in (1, expected, first_number(first)):
            sign, content, expected = "number", match["rest"], int(match["number"]) + 1
        elif letters and (match := LETTERED.match(line)):
            sign, content = "letter", match["rest"] or ""
        else:
            content = line
        marks.append((content.strip(), sign))
        if line:
            before = content
    return marks


def has_numbers(lines: list[str], first: str) -> bool:
    """Whether the numbers at the beginnings of lines count the items: »30. Juni« alone does not."""
    if NUMBERED.match(first):
        return True
    numbers = [int(match["number"]) for line in lines if (match := NUMBERED.match(line))]
    return {1, 2} <= set(numbers) and numbers.index(1) < numbers.index(2)


def first_number(first: str) -> int | None:
    match = NUMBERED.match(first)
    return int(match["number"]) if match else None


def sure_bullets(lines: list[str], first: str) -> set[str]:
    """The doubtful signs that are bullets in this list: what it begins with, or what comes again, if nothing better."""
    sure = {"*", "o", "·"}
    if opening := DOUBTFUL.match(first):
        sure.add(opening["sign"])
    if not any(PLAIN.match(line) for line in lines):
        found = Counter(match["sign"] for line in lines if (match := DOUBTFUL.match(line)))
        sure |= {sign for sign, count in found.items() if count > 1}
    return sure


def begins_item(match: re.Match, before: str, sure: set[str]) -> bool:
    """Whether a dash or the like is a bullet here, and not one at which a line was wrapped."""
    if match["sign"] in sure:
        return True
    return not (match["rest"] or "")[:1].islower() and not is_unfinished(before)


# Items


def bulleted_items(lines: list[Line]) -> Iterator[str]:
    """Each bullet begins an item, and lines without one go on with it."""
    onward = [line for line in lines if not line.bullet]
    # A bullet that got lost on the way leaves its indentation behind. Where all lines are indented it says nothing.
    tells = sum(line.indented for line in onward) * 2 <= len(onward)
    item: list[str] = []
    for line in lines:
        lost_bullet = tells and line.indented and begins_like_an_item(line.text) and not is_unfinished_at(item)
        if line.bullet or (lost_bullet and not line.bullet):
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
    if DOUBTFUL.match(line.text):
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


def is_unfinished(text: str) -> bool:
    """Whether something must follow: it ends in a hyphen, a comma, a conjunction, an article."""
    if not text:
        return False
    last = text.split()[-1]
    return last.endswith((SOFT_HYPHEN, "-", *UNFINISHED_SIGNS)) or last.lower() in UNFINISHED


def is_unfinished_at(item: list[str]) -> bool:
    return is_unfinished(item[-1]) if item else False


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
        return with_hyphen(text, line)
    if re.search(r"\S/$", text[-2:]) or text.endswith(("(", "„", "[")):
        return text + line
    if re.match(r"[)\],;.“]|/\S|\*innen\b|\*in\b", line):
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

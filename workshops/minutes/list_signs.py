"""
The signs with which lines of a pasted list begin: bullets, dashes, numbers, letters. A sign begins an item and is no
part of what was said; a number that says something (»2. Standbein«, »3. März«) is. In doubt words stay.

What a sign looks like is asked of Unicode (its category, its name), since every program has bullets of its own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from leader_portal.content.text import folded

SOFT_HYPHEN = "\u00ad"
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

# Where one more of these stands in the middle of a line, the next item begins.
BULLETS = "•◦‣▪▫■□●○➢➤✓✔❖⁃∙⋅"
# Word's own bullets come from symbol fonts, in the part of Unicode that has no meaning of its own.
SYMBOL_FONT = "\uf000-\uf0ff"
NEXT_IN_LINE = re.compile(rf"\s+(?=[{BULLETS}{SYMBOL_FONT}](?:\s|$))")
# Bullets only at the beginning of a line with a space behind them, and perhaps only a dash at which a line was wrapped.
DASHES = "-–—‒−+*o·»"
DASHED = re.compile(rf"(?P<sign>[{re.escape(DASHES)}])(?:\s+(?P<rest>.*)|$)")
TIGHT = re.compile(r"(?P<sign>[-–*·])(?P<rest>[^\s\-–*·].*)")
CHECKBOX = re.compile(r"\[[ xX✓✔]?\](?:\s+|$)")
# What is left of a symbol font's bullet in a plain text: »§⇥Radweg«, »q⇥Bus«.
SYMBOL_LETTER = re.compile(r"(?P<sign>[^\dA-Z\s])\t\s*(?P<rest>\S.*)")
# A line drawn with the keyboard, not words.
DRAWN = re.compile(r"[-–—_=*~#.\s]{3,}")

# »1.«, »(1)«, »1)«, »1:«, »1 –«, »1⇥«, and »1.1« in several levels. No number begins with a zero, as days may.
BEHIND = r"(?P<rest>\s.*|(?<=[.)])[^\W\d_].*|$)"
NUMBERED = re.compile(
    r"(?P<open>\(?)(?P<value>[1-9]\d{0,2}(?:\.[1-9]\d?){0,3})"
    rf"(?P<close>\.\)|\)\.?|\.|:|\s?[-–](?=\s)|(?=\t)|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s)){BEHIND}"
)
LETTERED = re.compile(rf"(?P<open>\(?)(?P<value>[A-Za-z])(?P<close>\.\)|\)|\.){BEHIND}")
ROMAN = re.compile(rf"(?P<open>\(?)(?P<value>[ivx]{{1,5}}|[IVX]{{1,5}})(?P<close>\.\)|\)|\.){BEHIND}")
ROMAN_NUMBERS = (
    "",
    *[
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
    ],
)
LONE_NUMBER = re.compile(r"\(?\d{1,3}[.)]+")
KEYCAP = re.compile("(\\d)\ufe0f?\u20e3\ufe0f?")
# Where somebody took a line out of a numbering that had begun.
WIDEST_GAP = 3

# A number in front of these says something. Words are compared folded, without their dot.
MONTHS = (
    "januar februar marz april mai juni juli august september oktober november dezember "
    "jan feb mrz apr jun jul aug sep sept okt nov dez advent weihnachtstag"
)
COUNTED_THINGS = (
    "jh jhd jhdt jahrhundert jahrtausend jahrzehnt jahr halbjahr quartal monat woche tag mal stunde klasse standbein "
    "platz rang preis liga stufe phase runde schritt teil kapitel abschnitt bauabschnitt etappe stock etage og ug "
    "obergeschoss untergeschoss geschoss weltkrieg generation wahl auflage ausgabe sitzung treffen lesung lehrjahr "
    "schuljahr lebensjahr semester arbeitsmarkt saule ebene reihe hand person burgermeister burgermeisterin "
    "vorsitzende vorsitzender fassung forderperiode bundesliga kreisklasse"
)
UNITS = "mio mrd tsd million millionen milliarde milliarden prozent % km m ha qm kg t euro eur € uhr kwh mw gw grad"
ORDINAL_WORDS = frozenset(f"{MONTHS} {COUNTED_THINGS} {UNITS}".split())
# What many items of one list begin with; any other word behind all of few numbers is counted by them: »2. Jugendforum«.
BEGINNING = re.compile(
    r"(?:mehr|wenig|viel|kein|gut|schlecht|ein|der|die|das|fehlend|zu|es|wir|fur|neu|gross|was|wer|wie|wo|welch|warum)\w{0,3}"
)


@dataclass(frozen=True)
class Mark:
    """What stands behind the sign of a line, and which sign it is; none for a line that only goes on."""

    content: str
    sign: str = ""


def marks_of(lines: list[str]) -> list[Mark]:
    """The mark of each line of a list."""
    stripped = ["" if DRAWN.fullmatch(line) else spelled_out(line.strip()) for line in lines]
    filled = [line for line in stripped if line]
    first = filled[0] if filled else ""
    signs, dashes = line_signs(filled), sure_dashes(filled, first)
    # In »+ Vereine«, »– kein Bus« the signs say what is good and what is bad.
    begun_with = {match["sign"] if (match := DASHED.match(line)) else "" for line in filled}
    keeps = len(begun_with) == 2 and "+" in begun_with and bool(begun_with & set("-–—‒−"))
    dashes |= begun_with if keeps else set()
    numbers = numbered_lines(stripped)
    # »-folgenanpassung« goes on; »-Leerstand« is an item where the list begins in that way.
    tight = match["sign"] if (match := TIGHT.match(first)) else None

    marks, before = [], ""
    for place, line in enumerate(stripped):
        mark = Mark(line)
        if place in numbers:
            mark = Mark(without_bullet(numbers[place]), "number")
        elif (content := without_bullet(line, signs)) != line:
            mark = Mark(line if says_something(line[0]) else content, "bullet")
        elif (match := SYMBOL_LETTER.match(line)) and match["sign"] in signs:
            mark = Mark(match["rest"], match["sign"])
        elif match := dash_of(line):
            sign, rest = match
            if sign in dashes or not (is_arrow(sign) or rest[:1].islower() or is_unfinished(before)):
                mark = Mark(line if keeps else without_bullet(rest), sign)
        elif tight and (match := TIGHT.match(line)) and match["sign"] == tight and not is_unfinished(before):
            mark = Mark(match["rest"], tight)
        if match := CHECKBOX.match(mark.content):
            mark = Mark(mark.content[match.end() :], "bullet")
        marks.append(Mark(mark.content.strip(), mark.sign))
        before = mark.content or before
    return marks


# Signs


@cache
def is_bullet(character: str) -> bool:
    """A sign that begins an item, if it stands at the beginning of a line."""
    if character in BULLETS or "\uf000" <= character <= "\uf0ff" or "\u2500" <= character <= "\u25ff":
        return True
    # In Latin-1 and among the letterlike signs (№, ℃) are signs that belong to what follows.
    is_letterlike = character <= "\u00ff" or "\u2100" <= character <= "\u214f"
    return unicodedata.category(character) == "So" and not is_letterlike and not is_arrow(character)


@cache
def is_arrow(character: str) -> bool:
    """An arrow may also say »hence«, in the middle of a thought."""
    return unicodedata.name(character, "").endswith("ARROW")


@cache
def says_something(character: str) -> bool:
    """A sign as good as a word: »❌ Bus« is not »✅ Bus«, and who puts a tree there means it."""
    name = unicodedata.name(character, "")
    return any(word in name for word in ("CROSS MARK", "BALLOT X", "MULTIPLICATION X")) or character >= "\U0001f000"


def line_signs(lines: list[str]) -> set[str]:
    """
    The signs that are bullets in this list: those that are nothing else, and what begins more than one line.
    """
    found = Counter(line[0] for line in lines if is_bullet(line[0]))
    sure = {sign for sign in found if sign in BULLETS or "\u2500" <= sign <= "\u25ff" or "\uf000" <= sign <= "\uf0ff"}
    if found.total() > 1:
        sure |= set(found)
    letters = Counter(match["sign"] for line in lines if (match := SYMBOL_LETTER.match(line)))
    return sure | {sign for sign, count in letters.items() if count > 1}


def without_bullet(line: str, signs: set[str] | None = None) -> str:
    """The line without the bullets it begins with: those of the list, or any."""
    place = 0
    while place < len(line) and (
        (is_bullet(line[place]) and (signs is None or line[place] in signs))
        or (place and (line[place].isspace() or line[place] == "\ufe0f"))
    ):
        place += 1
    return line[place:]


def dash_of(line: str) -> tuple[str, str] | None:
    """The dash or arrow that the line begins with, and what stands behind it."""
    if match := DASHED.match(line):
        return match["sign"], match["rest"] or ""
    if line and is_arrow(line[0]) and (len(line) == 1 or line[1:2].isspace() or line[1] == "\ufe0f"):
        return line[0], line[1:].lstrip("\ufe0f \t")
    return None


def sure_dashes(lines: list[str], first: str) -> set[str]:
    """The dashes and arrows that are bullets here: those it begins with, or that come again, if nothing better."""
    sure = {"*", "o", "·"}
    if opening := dash_of(first):
        sure.add(opening[0])
    if not any(line[0] in BULLETS or "\uf000" <= line[0] <= "\uf0ff" for line in lines):
        found = Counter(match[0] for line in lines if (match := dash_of(line)))
        sure |= {sign for sign, count in found.items() if count > (len(lines) // 2 if is_arrow(sign) else 1)}
    return sure


def has_words(text: str) -> bool:
    """Whether anything is said: a lone sign is no item, but a picture is."""
    return not LONE_NUMBER.fullmatch(text) and any(
        unicodedata.category(character)[0] in "LN" or character >= "\U0001f000" for character in text
    )


def is_unfinished(text: str) -> bool:
    """Whether something must follow: it ends in a hyphen, a comma, a conjunction, an article."""
    if not text:
        return False
    last = text.split()[-1]
    return last.endswith((SOFT_HYPHEN, "-", *UNFINISHED_SIGNS)) or last.lower() in UNFINISHED


# Numbers


@dataclass(frozen=True)
class Numbered:
    """A line that may be one of a numbering."""

    line: int
    value: tuple[int, ...]
    rest: str


def numbered_lines(lines: list[str]) -> dict[int, str]:
    """What stands behind the number, by the line; only of numbers and letters that run: 1, 2, 3 …; a, b, c …"""
    candidates: dict[tuple, list[Numbered]] = {}
    before, first = "", next((place for place, line in enumerate(lines) if line), 0)
    for place, line in enumerate(lines):
        if line and not is_unfinished(before):
            for style, value, rest in readings(line):
                if value is not None and not begins_with_ordinal(rest):
                    candidates.setdefault(style, []).append(Numbered(place, value, rest))
        before = line or before
    return {
        numbered.line: numbered.rest
        for style, found in candidates.items()
        for run in runs_of(found, first)
        if is_numbering(run, style)
        for numbered in run
    }


def readings(line: str) -> Iterator[tuple[tuple, tuple[int, ...] | None, str]]:
    """As what the beginning of a line may be counted: the style, the number, the rest of the line."""
    if match := NUMBERED.match(line):
        value = tuple(map(int, match["value"].split(".")))
        # »1. Mobilität« and »1.1 Radweg« are one numbering.
        yield ("number", match["open"], match["close"].strip() or ("." if len(value) > 1 else "")), value, match["rest"]
    if match := LETTERED.match(line):
        letter = match["value"]
        value = (ord(letter.lower()) - ord("a") + 1,)
        yield ("letter", match["open"], match["close"], letter.isupper()), value, match["rest"]
    if match := ROMAN.match(line):
        roman = match["value"].lower()
        value = (ROMAN_NUMBERS.index(roman),) if roman in ROMAN_NUMBERS else None
        yield ("roman", match["open"], match["close"], match["value"].isupper()), value, match["rest"]


def runs_of(found: list[Numbered], first: int) -> Iterator[list[Numbered]]:
    """The numberings in lines of one style. One begins with 1, or with the list."""
    run: list[Numbered] = []
    for numbered in found:
        if run and follows(run, numbered):
            run.append(numbered)
        elif numbered.value[-1] == 1 or (numbered.line == first and len(numbered.value) == 1):
            yield run
            run = [numbered]
    yield run


def follows(run: list[Numbered], numbered: Numbered) -> bool:
    last, value = run[-1].value, numbered.value
    if value == (*last, 1) or value == last == (1,) == run[0].value:
        return True
    gap = WIDEST_GAP if len(run) > 1 and len(value) == 1 else 1
    return (
        len(value) <= len(last) and value[:-1] == last[: len(value) - 1] and 0 < value[-1] - last[len(value) - 1] <= gap
    )


def is_numbering(run: list[Numbered], style: tuple) -> bool:
    # »A. Müller«, »B. Meier« may be people.
    fewest = 3 if style[0] == "letter" and style[2:] == (".", True) else 2
    if len(run) < fewest or (style[0] != "number" and run[0].value != (1,)):
        return False
    words = {folded(numbered.rest.split()[0]).rstrip(".:,") for numbered in run if numbered.rest.strip()}
    return len(run) > 3 or len(words) != 1 or all(BEGINNING.fullmatch(word) for word in words)


def begins_with_ordinal(rest: str) -> bool:
    """Whether the number before it says something: »3. März«, »2. Standbein«, »1. Klasse«, »1.5 km«."""
    words = rest.split(None, 1)
    return bool(words) and folded(words[0]).rstrip(".,:;)") in ORDINAL_WORDS


@cache
def enclosed_number(character: str) -> int | None:
    """The number in ① ⑴ ❶; not that of ² or ½, which stand in a text."""
    if unicodedata.category(character) != "No":
        return None
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<fraction>")):
        return None
    number = unicodedata.numeric(character, 0)
    return int(number) if 1 <= number <= 50 and number == int(number) else None


def spelled_out(line: str) -> str:
    """With »1) « for ① and for a keycap at its beginning, with »II« for Ⅱ."""
    if keycap := KEYCAP.match(line):
        return f"{keycap[1]}) {line[keycap.end() :].lstrip()}"
    if line and (number := enclosed_number(line[0])):
        return f"{number}) {line[1:].lstrip(' .)')}"
    if line and unicodedata.category(line[0]) == "Nl":
        return unicodedata.normalize("NFKC", line[0]) + line[1:]
    return line

"""
Reads the wordings out of the text of the Ergebnisdokumentation, as the second transcription: it knows nothing of
the fixture, which was written by hand. What the text does not show was decided, and stands at the top.
"""

import re
from dataclasses import dataclass

from handlungsfelder.models import Quadrant
from tests.content.files import SOURCE

# A column of the board begins with this bullet: its columns stand below each other in the text, without a gap.
FIRST_ON_BOARD = [
    "Wohnen & Arbeiten",
    "Attraktive und lebendige Ortskerne",
    "Wertschätzung von Natur und Landschaft als Kapital der Region",
    "Fachkräfte gewinnen",
    "Identifikation & Image",
]
# A column of a sheet begins with this bullet where the text shows no gap before it.
FIRST_IN_COLUMN = {
    (2, "Z.B. Backhäuser renovieren und als Treffpunkt ausgestalten"),
    (3, "Pestizidbelastung"),
    (3, "Geologisches Erbe-Bergbau"),
    (3, "Umweltbildung"),
    (5, "Kooperation mit LAGS,"),
}
BOARD_HANGS_FOR_ALL = 2  # lines at the end of the board, without a bullet

BULLETS = "•➢"
HEAD_OF_SHEET = re.compile(r"Handlungsfeld (?P<number>\d) – (?P<title>[^(]+?)(?: \((?P<qualifier>.+)\))?")
HEAD_OF_COLUMNS = "Stärken Schwächen Potentiale Ideen"
STEM = "Mit diesem Handlungsfeld wollen wir"


@dataclass(frozen=True)
class SourceSheet:
    title: str
    qualifier: str
    topics_line: str
    columns: dict[Quadrant, list[str]]
    stem: str
    statement: str


@dataclass(frozen=True)
class Source:
    questions: list[str]
    legend: list[str]
    board_heads: dict[int, str]
    board: dict[int, list[str]]
    board_for_all: list[str]
    labels: list[str]
    stem: str
    sheets: dict[int, SourceSheet]


def join(lines: list[str]) -> str:
    """
    One text out of its lines. A hyphen at the end of a line that goes on in lower case was put there by the line
    break; any other is the word's own. A line of letters without the space that ends every other line was broken in
    the middle of a word.
    """
    text = ""
    for line in lines:
        if not line.strip():
            continue
        goes_on = line.lstrip()
        if re.search(r"\w-$", text):
            text = (text[:-1] if goes_on[0].islower() else text) + goes_on
        elif re.search(r"\w$", text) and goes_on[0].islower():
            text += goes_on
        else:
            text += " " + goes_on
    return re.sub(r"\s+", " ", text).strip()


def bulleted(lines: list[str]) -> list[list[str]]:
    """The lines of each bullet. A line that is set in a little has lost its bullet mark."""
    found = []
    for line in lines:
        if re.match(rf"[{BULLETS}]| +\S", line):
            found.append([line.lstrip(BULLETS)])
        elif line.strip():
            found[-1].append(line)
    return found


def between(lines: list[str], first: str, last: str | None) -> list[str]:
    """The lines after the one that begins with `first`, up to the one that begins with `last`, or to the end."""
    start = next(i for i, line in enumerate(lines) if line.strip().startswith(first))
    ends = [i for i, line in enumerate(lines) if last and i > start and line.strip().startswith(last)]
    return lines[start + 1 : min(ends, default=None)]


def split_before(items: list[str], firsts) -> list[list[str]]:
    groups = []
    for item in items:
        if item in firsts:
            groups.append([])
        groups[-1].append(item)
    return groups


def paragraphs(lines: list[str]) -> str:
    """Joined, but a line that begins with a word and a colon begins a paragraph."""
    found = []
    for line in lines:
        if not found or re.match(r"\w+:", line):
            found.append([])
        found[-1].append(line)
    return "\n".join(join(paragraph) for paragraph in found)


def read_columns(number: int, lines: list[str]) -> dict[Quadrant, list[str]]:
    """The four columns, which came out below each other: a line that holds but a space ends one."""
    columns = [[]]
    gap = False
    for line in lines:
        if line.strip():
            if gap:
                columns.append([])
            columns[-1].append(line)
        gap = line.isspace() or (gap and not line)
    wordings = []
    for column in columns:
        wordings.append([])
        for bullet in bulleted(column):
            wording = join(bullet)
            if (number, wording) in FIRST_IN_COLUMN:
                wordings.append([])
            wordings[-1].append(wording)
    return dict(zip(Quadrant, wordings, strict=True))


def read_sheet(number: int, pages: list[list[str]]) -> SourceSheet:
    """A sheet is one page, or two: then the second repeats the head and ends with the Leitsatz."""
    first, last = pages[0], pages[-1]
    head = HEAD_OF_SHEET.fullmatch(first[0].strip())
    topics_line = paragraphs([line for line in between(first, "Handlungsfeld", HEAD_OF_COLUMNS) if line.strip()])
    end_of_columns = STEM if first is last else None
    [stem] = [line.strip() for line in last if line.startswith(STEM)]
    return SourceSheet(
        title=head["title"],
        qualifier=head["qualifier"] or "",
        topics_line=topics_line,
        columns=read_columns(number, between(first, HEAD_OF_COLUMNS, end_of_columns)),
        stem=stem,
        statement=join(between(last, STEM, None)),
    )


def read_board_heads(lines: list[str]) -> dict[int, str]:
    """The heads of the columns, which came out below each other: each begins with the number of its field."""
    lines = [line.strip() for line in lines if line.strip()]
    heads = split_before(lines, [line for line in lines if re.match(r"HF \d:", line)])
    return {number: " ".join(head) for number, head in enumerate(heads, start=1)}


def read_source() -> Source:
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    plenary = between(lines, "Zu den Fragen:", "Ergebnisse der Arbeitsphase")
    first_bullet = next(i for i, line in enumerate(plenary) if line.startswith("•"))
    board = [line for line in plenary[first_bullet:] if line.strip()]
    work = between(lines, "Ergebnisse der Arbeitsphase", "Handlungsfeld 1")
    sheets = lines[: next(i for i, line in enumerate(lines) if line.startswith("Umfrageergebnisse"))]
    heads = [i for i, line in enumerate(sheets) if HEAD_OF_SHEET.fullmatch(line.strip())]
    pages = {}
    for start, end in zip(heads, [*heads[1:], None], strict=True):
        pages.setdefault(int(HEAD_OF_SHEET.fullmatch(sheets[start].strip())["number"]), []).append(sheets[start:end])
    columns = split_before([join(bullet) for bullet in bulleted(board[:-BOARD_HANGS_FOR_ALL])], FIRST_ON_BOARD)
    return Source(
        questions=[join(bullet) for bullet in bulleted(plenary[: plenary.index("Erläuterung:")])],
        legend=[line.strip() for line in between(plenary, "Erläuterung:", "HF 1:") if line.strip()],
        board_heads=read_board_heads(between(plenary, "Grün", "•")),
        board=dict(enumerate(columns, start=1)),
        board_for_all=[line.strip() for line in board[-BOARD_HANGS_FOR_ALL:]],
        labels=[join([line]) for line in work if re.match(r"HF \d:", line)],
        stem=next(line.strip() for line in work if line.startswith(STEM)),
        sheets={number: read_sheet(number, found) for number, found in pages.items()},
    )

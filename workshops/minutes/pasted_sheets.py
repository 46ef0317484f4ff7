"""
A sheet pasted whole: its four columns under their headings, or as a table with tabs, as Word and spreadsheets copy it.
A text without any of these is one section, of which nothing says where it belongs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlungsfelder.models import Quadrant
from leader_portal.content.text import folded

QUADRANTS = {folded(word): quadrant for quadrant in Quadrant for word in quadrant.spellings}
PLURALS = {word for word, quadrant in QUADRANTS.items() if word != folded(quadrant.singular)} - {"potenzial"}
# What may stand around a heading and is no word of an item.
HEADING = re.compile(
    r"[\W\d_]*(?:(?:unsere|die|ihre)\s+)?(?P<word>[a-z]+)(?:\s*\([^()]{0,40}\))?(?P<colon>\s*:)?[\W_]*", re.IGNORECASE
)
FOOTER = re.compile(
    r"[-–—|\s]*(?:(?:seite|page|folie)\s*\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?|s\.\s*\d{1,4}|[-–]\s*\d{1,4}\s*[-–])[-–—|\s]*",
    re.IGNORECASE,
)
# A spreadsheet puts a cell in quotation marks, if it holds a line break or one of these, which it doubles.
QUOTED_CELL = re.compile(r'(?:^|(?<=[\t\n]))"((?:[^"]|"")*+)"(?=[\t\n]|$)')


@dataclass
class Section:
    """Lines of one column, and the headings that stood above them."""

    quadrant: Quadrant | None = None
    headings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    are_cells: bool = False


def without_cell_quotes(text: str) -> str:
    """With the cells of a spreadsheet as they look there; a line break within a cell is a vertical tab."""

    def cell(found: re.Match) -> str:
        inner = found[1]
        is_cell = '""' in inner or "\n" in inner
        return inner.replace('""', '"').replace("\n", "\v") if is_cell else found[0]

    return QUOTED_CELL.sub(cell, text)


def sections_of(text: str) -> list[Section]:
    lines = text.split("\n")
    head = next((place for place, line in enumerate(lines) if len(quadrants_in(line.split("\t"))) > 1), None)
    if head is not None:
        return [*under_headings(lines[:head]), *columns_of_table(lines[head].split("\t"), lines[head + 1 :])]
    filled = [line for line in lines if line.strip()]
    if len(filled) > 1 and all(line.count("\t") == len(Quadrant) - 1 for line in filled):
        return columns_of_table([], filled)
    return list(under_headings(lines))


def under_headings(lines: list[str]) -> Iterator[Section]:
    section = Section()
    for line in lines:
        if is_all_headings(line):
            yield section
            section = Section(headings=[line])
        elif quadrant := heading_of(line):
            yield section
            section = Section(quadrant, [line])
        else:
            section.lines.append(line)
    yield section


def columns_of_table(heads: list[str], lines: list[str]) -> Iterator[Section]:
    """The columns of a table in their order. Without heads its four columns are those of the sheet."""
    count = len(heads) or len(Quadrant)
    rows, are_cells = rows_of(lines, count)
    for place in range(max(count, max(map(len, rows), default=0))):
        head = heads[place] if place < len(heads) else ""
        quadrant = heading_of(head) if heads else list(Quadrant)[place]
        cells = [row[place] for row in rows if place < len(row)]
        lines = cells if are_cells else [line for cell in cells for line in cell.split("\n")]
        yield Section(quadrant, [head] if head.strip() else [], lines, are_cells)


def rows_of(lines: list[str], count: int) -> tuple[list[list[str]], bool]:
    """
    The rows of a table, and whether a cell is a line each. Word copies the paragraphs of a cell as lines, so that only
    the tabs say where a cell ends; where one row ends and the next begins, the last line is taken for the next row's.
    """
    filled = [line for line in lines if line.strip()]
    tabs = [line.count("\t") for line in filled]
    if count < 2 or all(tabs) or sum(tabs) % (count - 1):
        return [line.split("\t") for line in filled], True
    rows, row = [], []
    for piece in "\n".join(filled).split("\t"):
        if len(row) == count - 1:
            last, _, first = piece.rpartition("\n")
            is_end = sum(map(len, rows)) + count >= sum(tabs) + len(rows) + 1
            rows.append([*row, piece if is_end else last])
            row = [] if is_end else [first]
        else:
            row.append(piece)
    return [*rows, row] if row else rows, False


def quadrants_in(cells: list[str]) -> set[Quadrant]:
    return {quadrant for cell in cells if (quadrant := heading_of(cell))}


def heading_of(line: str) -> Quadrant | None:
    """The column of which the line is the heading: »Stärken«, »Unsere Schwächen:«, »3. Potenziale«."""
    match = HEADING.fullmatch(folded(line.strip())) if len(line) < 100 else None
    if match and (match["word"] in PLURALS or (match["colon"] and match["word"] in QUADRANTS)):
        return QUADRANTS[match["word"]]
    return None


def is_all_headings(line: str) -> bool:
    """»Stärken Schwächen Potentiale Ideen«, the heads of a table of which only the text is left."""
    words = line.split()
    return 1 < len(words) <= len(Quadrant) and all(folded(word).strip(":|") in PLURALS for word in words)

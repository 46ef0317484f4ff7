"""
What a table is, whatever file it comes from or goes to: headings and rows of text. And what all files have in common:
how much is read of them, why one is refused, how a value is written as text.

A text that a spreadsheet would take for a formula gets an apostrophe in front where the file knows no types (CSV);
reading takes it off again, whatever file the apostrophe stands in by then.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

# Ten times the largest strategy one can think of, and little enough to be read at once.
MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
# XLSX and ODS are ZIPs: a small one can unpack to more than any machine holds.
MOST_UNPACKED = 32 * 1024 * 1024

NO_SPREADSHEET = (
    "Das ist keine Tabelle, die das Portal lesen kann. Bitte speichern Sie sie in Ihrem Programm als XLSX "
    "(„Excel-Arbeitsmappe“), ODS oder CSV."
)
DAMAGED = (
    "Die Datei ist beschädigt und lässt sich nicht lesen. Bitte speichern Sie sie in Ihrem Programm neu als XLSX oder "
    "ODS."
)
TOO_LARGE = (
    f"Die Datei ist größer als {MOST_BYTES // 1024 // 1024} MB; mehr nimmt das Portal nicht an. Bitte teilen Sie die "
    "Tabelle auf oder nehmen Sie Bilder und leere, formatierte Zeilen heraus."
)
TOO_MANY_ROWS = (
    f"Die Tabelle hat mehr als {MOST_ROWS // 1000}.000 Zeilen; mehr nimmt das Portal nicht auf einmal an. Bitte teilen "
    "Sie sie auf."
)
TOO_MANY_COLUMNS = (
    f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten; mehr nimmt das Portal nicht an. Bitte lassen Sie weg, was nicht "
    "importiert werden soll."
)
UNPACKS_TOO_LARGE = "Die Datei ist ausgepackt viel zu groß für eine Tabelle und wird deshalb nicht geöffnet."
NO_VISIBLE_SHEET = "In der Datei gibt es kein sichtbares Tabellenblatt."

TAKEN_FOR_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class SpreadsheetError(Exception):
    """Why a file can't be read or written, in a sentence for whoever chose it."""


@dataclass
class Table:
    """
    Headings and rows of text. What was read from a file also knows the `row_numbers` that the spreadsheet program
    shows beside each row and the `letters` above each column, by its heading, so that a mistake is told where it
    stands; and a `note` for whoever chose the file.
    """

    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    note: str = ""
    title: str = "Tabelle"

    @property
    def records(self) -> list[dict[str, str]]:
        """Each row by its headings."""
        return [dict(zip(self.headings, row, strict=True)) for row in self.rows]

    def column(self, heading: str) -> list[str]:
        """What stands under the heading, row by row; empty cells if there is no such column."""
        if heading not in self.headings:
            return [""] * len(self.rows)
        place = self.headings.index(heading)
        return [row[place] for row in self.rows]

    def rename(self, names: dict[str, str]):
        """Give the columns the names they go by here. Raises SpreadsheetError if two come out the same."""
        refuse_repeated(list(names.values()))
        self.headings = [names[heading] for heading in self.headings]
        self.letters = {names[heading]: letter for heading, letter in self.letters.items()}


def refuse_repeated(headings: list[str]):
    seen = set()
    for heading in headings:
        if heading in seen:
            raise SpreadsheetError(f"Die Spalte „{heading}“ kommt mehrmals vor. Bitte lassen Sie eine davon weg.")
        seen.add(heading)


def protected(text: str) -> str:
    """With an apostrophe in front, if a spreadsheet would take it for a formula or the apostrophe for protection."""
    return f"'{text}" if TAKEN_FOR_FORMULA.match(text) else text


def unprotected(text: str) -> str:
    return text[1:] if text.startswith("'") and TAKEN_FOR_FORMULA.match(text) else text


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def text_of(value) -> str:
    """A value as a German spreadsheet shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == datetime.min.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)


# What stands in a cell and is no text


def formula_refused(cell: str, formula: str) -> SpreadsheetError:
    """A formula is refused, since what it shows depends on where it is opened."""
    return SpreadsheetError(
        f"In Zelle {cell} steht eine Formel ({shortened(formula)}). Bitte ersetzen Sie Formeln durch ihr Ergebnis: "
        "kopieren, dann „Inhalte einfügen“ › „Werte“."
    )


def error_refused(cell: str, error: str) -> SpreadsheetError:
    return SpreadsheetError(f"Zelle {cell} zeigt einen Fehler ({error}). Bitte berichtigen Sie sie.")


def merged_refused(cells: str) -> SpreadsheetError:
    return SpreadsheetError(
        f"In der Tabelle sind Zellen verbunden ({cells}). Bitte heben Sie die Verbindung auf, damit in jeder Zeile "
        "steht, was zu ihr gehört."
    )

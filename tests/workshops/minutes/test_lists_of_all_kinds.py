"""
Lists of as many kinds as people paste, and what each becomes. No word may get lost in any; where the preview needs a
correction, `CORRECTIONS` says which.
"""

import re
import unicodedata
from collections import Counter

import pytest

from workshops.minutes.pasting import read_list

LISTS = {
    "numbers with dots": (
        "1. Radwege ausbauen\n2. Bürgerbus\n3. Dorfladen",
        ["Radwege ausbauen", "Bürgerbus", "Dorfladen"],
    ),
    "numbers with brackets": ("1) Radwege\n2) Bürgerbus\n3) Dorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "numbers in brackets": ("(1) Radwege\n(2) Bürgerbus", ["Radwege", "Bürgerbus"]),
    "numbers with tab only": ("1\tRadwege\n2\tBürgerbus\n3\tDorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "numbers with colon": ("1: Radwege\n2: Bürgerbus", ["Radwege", "Bürgerbus"]),
    "from five on": ("5. Radwege\n6. Bürgerbus\n7. Dorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "nested numbers": (
        "1. Mobilität\n1.1 Radweg\n1.2 Bus\n2. Wohnen\n2.1 Leerstand",
        ["Mobilität", "Radweg", "Bus", "Wohnen", "Leerstand"],
    ),
    "capital letters with bracket": ("A) Radwege\nB) Bürgerbus", ["Radwege", "Bürgerbus"]),
    "small letters": ("a. Radwege\nb. Bürgerbus\nc. Dorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "roman small": ("i. Radwege\nii. Bürgerbus\niii. Dorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "roman capital": ("I. Radwege\nII. Bürgerbus\nIII. Dorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "circled": ("① Radwege\n② Bürgerbus", ["Radwege", "Bürgerbus"]),
    "keycaps": ("1️⃣ Radwege\n2️⃣ Bürgerbus", ["Radwege", "Bürgerbus"]),
    "ordinal Standbein": ("2. Standbein Tourismus\nRadwege", ["2. Standbein Tourismus", "Radwege"]),
    "days": (
        "3. März Auftakt\n4. März Werkstatt\n5. März Abschluss",
        ["3. März Auftakt", "4. März Werkstatt", "5. März Abschluss"],
    ),
    "centuries": (
        "19. Jahrhundert sichtbar machen\n20. Jahrhundert auch",
        ["19. Jahrhundert sichtbar machen", "20. Jahrhundert auch"],
    ),
    "classes": ("1. Klasse Wanderwege\n2. Bundesliga in Goslar", ["1. Klasse Wanderwege", "2. Bundesliga in Goslar"]),
    "years": ("2025 Förderende\n2030 klimaneutral", ["2025 Förderende", "2030 klimaneutral"]),
    "year list": ("1990 Wende\n1991 Aufbruch\n1992 Stillstand", ["1990 Wende", "1991 Aufbruch", "1992 Stillstand"]),
    "amounts": ("3 Mio. € fehlen\n4 Mio. € beantragt", ["3 Mio. € fehlen", "4 Mio. € beantragt"]),
    "dates": ("12.05.2024 Treffen\n13.05.2024 Begehung", ["12.05.2024 Treffen", "13.05.2024 Begehung"]),
    "house numbers": ("Marktstraße 5 leer\nMarktstraße 7 leer", ["Marktstraße 5 leer", "Marktstraße 7 leer"]),
    "bullets": ("• Radwege\n• Bürgerbus\n• Dorfladen", ["Radwege", "Bürgerbus", "Dorfladen"]),
    "bullets with tabs": ("•\tRadwege\n•\tBürgerbus", ["Radwege", "Bürgerbus"]),
    "bullets tight": ("•Radwege\n•Bürgerbus", ["Radwege", "Bürgerbus"]),
    "dashes": ("- Radwege\n- Bürgerbus", ["Radwege", "Bürgerbus"]),
    "long dashes": ("– Radwege\n– Bürgerbus", ["Radwege", "Bürgerbus"]),
    "minus signs": ("− Radwege\n− Bürgerbus", ["Radwege", "Bürgerbus"]),
    "stars": ("* Radwege\n* Bürgerbus", ["Radwege", "Bürgerbus"]),
    "arrows": ("→ Radweg\n→ Bus", ["Radweg", "Bus"]),
    "thick arrows": ("➔ Radweg\n➔ Bus", ["Radweg", "Bus"]),
    "triangles": ("► Radweg\n▶ Bus", ["Radweg", "Bus"]),
    "boxes": ("☐ Radweg\n☑ Bus", ["Radweg", "Bus"]),
    "markdown boxes": ("- [ ] Radweg\n- [x] Bus", ["Radweg", "Bus"]),
    "ticks": ("✅ Radweg\n✅ Bus", ["Radweg", "Bus"]),
    "diamonds": ("◆ Radweg\n◆ Bus", ["Radweg", "Bus"]),
    "word symbol": ("\uf0b7\tRadweg\n\uf0b7\tBus", ["Radweg", "Bus"]),
    "wingdings letters": ("§\tRadweg\n§\tBus", ["Radweg", "Bus"]),
    "wingdings oe": ("Ø\tRadweg\nØ\tBus", ["Radweg", "Bus"]),
    "letter o": ("o\tRadweg\no\tBus", ["Radweg", "Bus"]),
    "bullets nested": ("• Mobilität\n\to Radweg\n\to Bus\n• Wohnen", ["Mobilität", "Radweg", "Bus", "Wohnen"]),
    "wrapped by a pdf": (
        "• Schlechte Anbindung der Dörfer an den öffent-\nlichen Nahverkehr, besonders am Abend\n• Kein Bus",
        ["Schlechte Anbindung der Dörfer an den öffentlichen Nahverkehr, besonders am Abend", "Kein Bus"],
    ),
    "wrapped without hyphen": (
        "• Viele engagierte Menschen in den Vereinen und\nVerbänden der Region\n• Ruhe",
        ["Viele engagierte Menschen in den Vereinen und Verbänden der Region", "Ruhe"],
    ),
    "columns of a pdf": ("•\n•\n•\nRadweg\nBus\nLaden", ["Radweg", "Bus", "Laden"]),
    "blank lines between": ("Radweg\n\nBus\n\nLaden", ["Radweg", "Bus", "Laden"]),
    "plain lines": ("Radweg\nBus\nLaden", ["Radweg", "Bus", "Laden"]),
    "paragraphs": (
        "Die Radwege zwischen den Dörfern sind in einem\nschlechten Zustand und teils gesperrt.\n\n"
        "Der Bus fährt am Abend nicht mehr, und am Wochen-\nende gar nicht.",
        [
            "Die Radwege zwischen den Dörfern sind in einem schlechten Zustand und teils gesperrt.",
            "Der Bus fährt am Abend nicht mehr, und am Wochenende gar nicht.",
        ],
    ),
    "heading with colon": ("Stärken:\n• Vereine\n• Ruhe", ["Stärken:", "Vereine", "Ruhe"]),
    "sheet of four": (
        "Stärken\n• Vereine\nSchwächen\n• Bus\nPotentiale\n• Wald\nIdeen\n• Laden",
        ["Stärken", "Vereine", "Schwächen", "Bus", "Potentiale", "Wald", "Ideen", "Laden"],
    ),
    "table with tabs": (
        "Stärken\tSchwächen\tPotentiale\tIdeen\nVereine\tBus\tWald\tLaden\nRuhe\tInternet\t\tCafé",
        ["Stärken", "Vereine", "Ruhe", "Schwächen", "Bus", "Internet", "Potentiale", "Wald", "Ideen", "Laden", "Café"],
    ),
    "excel cells with breaks": (
        'Stärken\tSchwächen\n"Vereine\nRuhe"\tBus',
        ["Stärken", "Vereine Ruhe", "Schwächen", "Bus"],
    ),
    "excel doubled quotes": ('"Der ""alte"" Bahnhof"\nRadweg', ['Der "alte" Bahnhof', "Radweg"]),
    "mail quote": ("Am 3. Mai schrieb Anna:\n> - Radweg\n> - Bus", ["Am 3. Mai schrieb Anna:", "Radweg", "Bus"]),
    "double quote": (">> Radweg\n>> Bus", ["Radweg", "Bus"]),
    "footnotes": ("• Radweg¹\n• Bus²\n¹ nach Goslar", ["Radweg¹", "Bus² ¹ nach Goslar"]),
    "page footers": ("• Radweg\nSeite 3 von 12\n• Bus", ["Radweg", "Bus", "Seite 3 von 12"]),
    "ligatures": ("• Wohnen fu¨r alle\n• Orte ﬁnden, Stoﬀe", ["Wohnen für alle", "Orte finden, Stoffe"]),
    "gender star wrapped": (
        "• Mehr Angebote für Senior-\n*innen\n• Bürger*innen fragen",
        ["Mehr Angebote für Senior*innen", "Bürger*innen fragen"],
    ),
    "brackets over lines": ("• Wohnen (auch\nfür Junge)\n• Bus", ["Wohnen (auch für Junge)", "Bus"]),
    "arrow within": ("• Leerstand\n→ Umnutzung\n• Bus", ["Leerstand → Umnutzung", "Bus"]),
    "semicolon line": ("Radweg; Bus; Laden", ["Radweg; Bus; Laden"]),
    "plus and minus": ("+ Vereine\n- kein Bus\n+ Ruhe", ["+ Vereine", "- kein Bus", "+ Ruhe"]),
    "crosses and ticks": ("❌ Kein Bus\n✅ Radweg", ["❌ Kein Bus", "Radweg"]),
    "emoji": ("🌳 Mehr Bäume\n🚲 Radweg", ["🌳 Mehr Bäume", "🚲 Radweg"]),
    "drawn line": ("Radweg\n------\nBus", ["Radweg", "Bus"]),
    "initials": ("A. Müller lädt ein\nB. Meier hilft", ["A. Müller lädt ein B. Meier hilft"]),
    "abbreviation first": ("z. B. Backhäuser\nu. a. Bänke", ["z. B. Backhäuser", "u. a. Bänke"]),
    "hash signs": ("# Radweg\n# Bus", ["# Radweg", "# Bus"]),
    "markdown bold": ("**Radweg**\n**Bus**", ["**Radweg**", "**Bus**"]),
    "numbers with gap": ("1. Radweg\n2. Bus\n4. Laden", ["Radweg", "Bus", "Laden"]),
    "all ones": ("1. Radweg\n1. Bus\n1. Laden", ["Radweg", "Bus", "Laden"]),
    "two numberings": ("1. Radweg\n2. Bus\n1. Laden\n2. Café", ["Radweg", "Bus", "Laden", "Café"]),
    "percent": ("43 % wollen Radwege\n12 % wollen Busse", ["43 % wollen Radwege", "12 % wollen Busse"]),
    "time": ("18 Uhr Bus\n19 Uhr letzter Bus", ["18 Uhr Bus", "19 Uhr letzter Bus"]),
}

# One press of a button each.
CORRECTIONS = {
    "excel cells with breaks": "split: a line break in a cell may as well be within one item",
    "footnotes": "split: the note goes on with the last bullet",
    "initials": "split: after an article the thought goes on",
}

# The signs before items, which are no words: letters, numbers, and what symbol fonts leave behind.
SIGN = re.compile(r"^[>\s]*(?:[-*•►▶]\s*)?(?:[(\[]?(?:\d+(?:\.\d+)*|[a-cA-C]|[ivxIVX]+)[.):]*[\t ]|[§Øo][\t ]|\[x\] )?")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_becomes_its_items(name):
    pasted, items = LISTS[name]

    assert read_list(pasted) == items


@pytest.mark.parametrize("name", LISTS)
def test_no_word_of_it_is_lost(name):
    pasted, _ = LISTS[name]
    lines = [SIGN.sub("", line) for line in pasted.split("\n")]

    lost = letters(" ".join(lines)) - letters(" ".join(read_list(pasted)))
    assert lost == Counter()


def test_few_need_a_correction():
    assert len(CORRECTIONS) <= len(LISTS) // 20


def letters(text: str) -> Counter:
    """How often each letter stands in it, umlauts and ligatures as one writes them."""
    text = re.sub("([aouAOU])\u00a8", "\\1\u0308", text)
    return Counter(filter(str.isalpha, unicodedata.normalize("NFKC", text)))

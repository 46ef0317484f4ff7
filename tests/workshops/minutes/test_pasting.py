"""A pasted list: what stands in Word, in a PDF or in an e-mail, and what becomes of it."""

import json
import time

import pytest
from django.conf import settings

from handlungsfelder.models import Quadrant
from workshops.minutes.pasting import comparable, read_list, tidied

SOURCE = settings.BASE_DIR / "fixtures" / "westharz-quelle.txt"
FIXTURE = settings.BASE_DIR / "fixtures" / "westharz.json"

# The words with which each column of each sheet begins, in the order Stärken, Schwächen, Potentiale, Ideen.
FIRST_WORDS = {
    1: ["Attraktivität", "Verbundenheit", "Leerstände für", "Reaktivierung"],
    2: ["Schöne alte", "Zu wenig Bemühungen", "Verstärkte", "Z.B. Backhäuser"],
    3: ["TU Clausthal", "Pestizidbelastung", "Geologisches Erbe-Bergbau", "Umweltbildung"],
    4: ["Landwirtschaftliche", "Verarbeitungsbetriebe", "Netzwerke", "Imagekampagne"],
    5: ["Viele Vereine", "Die einzelnen", "Kooperation mit LAGS", "Kleine Projekte"],
}
# What people have to put right in the preview, by sheet and column: nothing.
CORRECTIONS: dict[tuple[int, Quadrant], list] = {}

HEADS, STEM = "Stärken Schwächen Potentiale Ideen", "Mit diesem Handlungsfeld wollen"


def columns_of_the_source() -> dict[tuple[int, Quadrant], str]:
    """The text of each column as it stands in the source, with all its line ends and spaces."""
    source = SOURCE.read_text()
    columns = {}
    for number, first_words in FIRST_WORDS.items():
        start = source.index(HEADS, source.index(f"Handlungsfeld {number} – ")) + len(HEADS)
        next_head = source.find(f"Handlungsfeld {number} – ", start)
        sheet = source[start : min(end for end in (next_head, source.index(STEM, start)) if end > 0)]
        cuts = [sheet.index(f"• {words}") for words in first_words] + [len(sheet)]
        for quadrant, begin, end in zip(Quadrant, cuts, cuts[1:], strict=False):
            columns[number, quadrant] = sheet[begin:end]
    return columns


def wordings_of_the_record() -> dict[tuple[int, Quadrant], list[str]]:
    """What the record has in each column."""
    wordings: dict[tuple[int, Quadrant], list[str]] = {}
    for row in json.loads(FIXTURE.read_text()):
        if row["model"] == "workshops.contribution":
            fields = row["fields"]
            number = int(fields["working_group"][1].removeprefix("HF ").split(":")[0])
            wordings.setdefault((number, Quadrant(fields["quadrant"])), []).append(fields["wording"])
    return wordings


def test_the_source_has_twenty_columns_and_the_record_141_contributions():
    assert len(columns_of_the_source()) == 20
    assert sum(map(len, wordings_of_the_record().values())) == 141


@pytest.mark.parametrize("number", FIRST_WORDS)
@pytest.mark.parametrize("quadrant", Quadrant)
def test_a_column_of_the_source_becomes_what_the_record_has(number, quadrant):
    assert CORRECTIONS.get((number, quadrant), []) == []
    assert read_list(columns_of_the_source()[number, quadrant]) == wordings_of_the_record()[number, quadrant]


@pytest.mark.parametrize("bullet", ["•", "-", "–", "—", "·", "\uf0b7", "\uf0a7", "*", "o", "➢", "▪", "+", "✓"])
@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "  \t "])
def test_a_bullet_of_any_kind_begins_an_item(bullet, space):
    pasted = f"{bullet}{space}Leerstand\n{bullet}{space}keine gute Vernetzung\nim ÖPNV\n{bullet}{space}Hitze\n"

    assert read_list(pasted) == ["Leerstand", "keine gute Vernetzung im ÖPNV", "Hitze"]


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "({}) ", "{}.\t"])
def test_numbers_begin_items(mark):
    pasted = "".join(f"{mark.format(number)}Punkt {number}\n" for number in range(1, 13))

    assert read_list(pasted) == [f"Punkt {number}" for number in range(1, 13)]


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        # Bullets that are none, and bullets that nearly were none.
        ("1. Eröffnung am\n30. Juni\n2. Schluss", ["Eröffnung am 30. Juni", "Schluss"]),
        ("12.05. Treffen\n13.05. Noch eins", ["12.05. Treffen", "13.05. Noch eins"]),
        ("5. Fünf\n6. Sechs", ["Fünf", "Sechs"]),
        ("1. Eins\n1. Zwei\n1. Drei", ["Eins", "Zwei", "Drei"]),
        ("a) Eins\nb) Zwei", ["Eins", "Zwei"]),
        ("-Leerstand\n-Klimaschutz und\n-folgenanpassung", ["Leerstand", "Klimaschutz und -folgenanpassung"]),
        ("• Klimaschutz und\n-folgenanpassung\n• Hitze", ["Klimaschutz und -folgenanpassung", "Hitze"]),
        ("• Gelebte Landschaft\n– aktiver Klimaschutz", ["Gelebte Landschaft – aktiver Klimaschutz"]),
        ("• Oben\n– Darunter\n– Daneben", ["Oben", "Darunter", "Daneben"]),
        ("• Oben\n\to Darunter\n\t▪ Daneben", ["Oben", "Darunter", "Daneben"]),
        ("• Bau in CLZ\n→ neue Gründungen", ["Bau in CLZ → neue Gründungen"]),
        ("•Wohnen & Arbeiten\n•Carsharing", ["Wohnen & Arbeiten", "Carsharing"]),
        ("•\nLeerstand\n•\n\nHitze\n•", ["Leerstand", "Hitze"]),
        ("• Eins • Zwei • Drei", ["Eins", "Zwei", "Drei"]),
        ("• Künstler•innen\n• Bürger·innen\n• Senior\n*innen", ["Künstler•innen", "Bürger·innen", "Senior*innen"]),
        ("• • Doppelt\n- • Gemischt", ["Doppelt", "Gemischt"]),
        ("> • Leerstand\n> • Hitze", ["Leerstand", "Hitze"]),
        ("---\n• Leerstand\n______\n• Hitze", ["Leerstand", "Hitze"]),
        ("Schwächen:\n- eins\n- zwei", ["Schwächen:", "eins", "zwei"]),
        # A bullet that got lost leaves its indentation; where all lines are indented that says nothing.
        ("• Konflikt\n Alternde Bevölkerung und\ndadurch mehr", ["Konflikt", "Alternde Bevölkerung und dadurch mehr"]),
        ("• Zu wenig\n  Busse\n• Zu viel\n  Verkehr", ["Zu wenig Busse", "Zu viel Verkehr"]),
        # Hyphens.
        ("• Vernet-\nzung", ["Vernetzung"]),
        ("• Vernet-\n\n\nzung", ["Vernetzung"]),
        ("• auf E-\nMobilität", ["auf E-Mobilität"]),
        ("• MINT-\nBerufe\n• TU-\nStudierende", ["MINT-Berufe", "TU-Studierende"]),
        ("• Tourismus-\n/Freizeitangebote", ["Tourismus-/Freizeitangebote"]),
        ("• Wetter-\nund Saisonangebote", ["Wetter- und Saisonangebote"]),
        ("• und -fol-\ngenanpassung", ["und -folgenanpassung"]),
        ("• LEADER-\ngefördert\n• 20-\njährig", ["LEADER-gefördert", "20-jährig"]),
        ("• Co-Working-Spaces\n• Shared Workspaces", ["Co-Working-Spaces", "Shared Workspaces"]),
        ("• Salzgitterhöhen-\nzug-Erschließung", ["Salzgitterhöhenzug-Erschließung"]),
        ("• Städte/\nDorfkerne\n• Stadt\n/Land", ["Städte/Dorfkerne", "Stadt/Land"]),
        ("• Kli\u00ad\nmaschutz\n• Mobi\u00adlität", ["Klimaschutz", "Mobilität"]),
        ("• Kli\u2010\nmaschutz\n• E\u2011Bikes", ["Klimaschutz", "E-Bikes"]),
        # Signs without a picture.
        ("• 30\u00a0ha\u200b pro\u2009Tag\ufeff", ["30 ha pro Tag"]),
        ("•\tEins\tzwei", ["Eins zwei"]),
        ("• Gift\x00\x07\x1b", ["Gift"]),
        ("• Fähre a\u0308 👩\u200d🌾", ["Fähre ä 👩\u200d🌾"]),
        ("• rechts\u202e herum", ["rechts herum"]),
        ("• A\r\n• B\r• C\u2028• D\v• E", ["A", "B", "C", "D", "E"]),
    ],
)
def test_a_list_with_bullets_becomes_its_items(pasted, items):
    assert read_list(pasted) == items


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        ("Leerstand\nkein Bus\nHitze", ["Leerstand", "kein Bus", "Hitze"]),
        ("Leerstand\n\nkein Bus\n\nHitze", ["Leerstand", "kein Bus", "Hitze"]),
        (
            "Leerstand\nFehlende ärztliche Versorgung\nkein Bus",
            ["Leerstand", "Fehlende ärztliche Versorgung", "kein Bus"],
        ),
        ("Fehlende ärzt-\nliche Versorgung\nkein Bus", ["Fehlende ärztliche Versorgung", "kein Bus"]),
        ("Leerstand (alt\nund neu)\nHitze", ["Leerstand (alt und neu)", "Hitze"]),
        ("Bau in CLZ\n→ neue Gründungen", ["Bau in CLZ → neue Gründungen"]),
        ("Gelebte Landschaft\n– aktiver Klimaschutz", ["Gelebte Landschaft – aktiver Klimaschutz"]),
        (
            "Wir brauchen mehr Orte der Begegnung für alle\nGenerationen in den Dörfern der Region und\nein Café.\n\n"
            "Die Busse fahren zu selten, besonders am\nWochenende.",
            [
                "Wir brauchen mehr Orte der Begegnung für alle Generationen in den Dörfern der Region und ein Café.",
                "Die Busse fahren zu selten, besonders am Wochenende.",
            ],
        ),
        ("Ein einziger Satz.", ["Ein einziger Satz."]),
        ("2030 klimaneutral", ["2030 klimaneutral"]),
    ],
)
def test_without_any_bullet_each_line_is_an_item_unless_it_was_wrapped(pasted, items):
    assert read_list(pasted) == items


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        # A number that says something stays, and so does one that does not run.
        ("2. Standbein Tourismus\nRadwege", ["2. Standbein Tourismus", "Radwege"]),
        ("3. März Auftakt\n4. März Werkstatt", ["3. März Auftakt", "4. März Werkstatt"]),
        ("1. Jugendforum\n2. Jugendforum", ["1. Jugendforum", "2. Jugendforum"]),
        ("1. Mobilität\n1.1 Radweg\n1.2 Bus", ["Mobilität", "Radweg", "Bus"]),
        ("A. Müller\nB. Meier", ["A. Müller", "B. Meier"]),
        ("1,5 Mio Euro\n2,5 Mio Euro", ["1,5 Mio Euro", "2,5 Mio Euro"]),
        # Signs of every kind, and signs that say something.
        *[
            (f"{one}Radweg\n{two}Bus", ["Radweg", "Bus"])
            for one, two in [
                *[("a. ", "b. "), ("A) ", "B) "), ("i. ", "ii. "), ("I. ", "II. "), ("1\t", "2\t"), ("① ", "② ")],
                *[(sign, sign) for sign in ("☐ ", "► ", "▶ ", "➔ ", "→ ", "− ", "‒ ", "◆ ", "❑ ", "✅ ", "- [ ] ")],
                *[(f"{sign}\t", f"{sign}\t") for sign in "§Øüqno"],
            ]
        ],
        ("❌ Kein Bus\n✅ Radweg", ["❌ Kein Bus", "Radweg"]),
        ("+ Vereine\n- kein Bus", ["+ Vereine", "- kein Bus"]),
        ("Radweg\n−\nBus", ["Radweg", "Bus"]),
        # Headings and footers are lines of their own.
        (
            "• viele Vereine\nSchwächen:\n• Bus\nSeite 3 von 12",
            ["viele Vereine", "Schwächen:", "Bus", "Seite 3 von 12"],
        ),
        ("•\n•\n•\nA\nB\nC", ["A", "B", "C"]),
        ("Anna schrieb:\n> Radweg\n> Bus", ["Anna schrieb:", "Radweg", "Bus"]),
        ('"Der ""alte"" Bus"\nRadweg', ['Der "alte" Bus', "Radweg"]),
        ("Wohnen fu¨r alle\nOrte ﬁnden", ["Wohnen für alle", "Orte finden"]),
        ("Stärken\tSchwächen\nVereine\tBus", ["Stärken", "Vereine", "Schwächen", "Bus"]),
    ],
)
def test_no_word_is_lost_and_no_sign_is_taken_for_one(pasted, items):
    assert read_list(pasted) == items


@pytest.mark.parametrize(
    "pasted", ["", " \n\t\n ", "•", "•••", "-", "*\n*\n*", "\u200b\ufeff\u00ad", "\x00", "---", "1."]
)
def test_what_holds_no_words_becomes_nothing(pasted):
    assert read_list(pasted) == []


@pytest.mark.parametrize(
    "piece", ["• ", "-", "(\n", " \n", "a-\n", "\u200d", "> ", "• a\n", "x ", "1. ", "a\u00ad\n", "- \n", "[", "(a) "]
)
def test_a_hostile_text_is_read_in_time(piece):
    pasted = piece * (100_000 // len(piece))
    begun = time.process_time()

    read_list(pasted)

    assert time.process_time() - begun < 5


def test_wordings_count_as_the_same_without_case_umlauts_and_white_space():
    same = [
        "Münchehof  hat\u00a0Läden",
        "MÜNCHEHOF HAT LÄDEN",
        "Mu\u0308nchehof\nhat Lä\u00adden",
        "munchehof hat laden ",
    ]

    assert {comparable(wording) for wording in same} == {"munchehof hat laden"}
    assert comparable("Münchehof hat Läden!") != "munchehof hat laden"


def test_tidying_keeps_the_lines():
    assert tidied(" Eins\u00a0 zwei \r\n drei\u00ad\t vier ") == "Eins zwei\ndrei vier"

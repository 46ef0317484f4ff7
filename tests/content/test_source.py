"""The fixture says what the Ergebnisdokumentation says, word for word."""

import hashlib
import re

import pytest

from handlungsfelder.models import Quadrant
from tests.content.files import SOURCE
from tests.content.source import read_source

FIELDS = [1, 2, 3, 4, 5]
# No test writes, but only for tests that say so is a database set up.
pytestmark = pytest.mark.django_db
STRENGTH, WEAKNESS, POTENTIAL, IDEA = Quadrant


@pytest.fixture(scope="module")
def source():
    return read_source()


def test_the_source_is_kept_byte_for_byte():
    """Its spaces at the ends of lines mean something: an editor that trims them makes it worthless."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()

    assert digest == "4bea9d0a9e62ab038aced741a96854d29ac0c8b17dc606980fb403b262fb7551"


def test_the_questions_to_the_plenum_are_worded_as_in_the_source(content, source):
    assert content.questions == source.questions


def test_the_legend_of_the_board_is_worded_as_in_the_source(content, source):
    assert content.workshop["board_legend"].split("\n") == source.legend


@pytest.mark.parametrize("number", FIELDS)
def test_the_topics_on_the_board_are_worded_as_in_the_source(number, content, source):
    assert content.board_wordings[number] == source.board[number]


def test_what_hung_for_all_fields_is_worded_as_in_the_source(content, source):
    assert content.board_wordings[None] == source.board_for_all


def test_the_groups_are_called_as_in_the_sources_list(content, source):
    assert [group["label"] for group in content.groups.values()] == source.labels


def test_the_stem_put_to_all_groups_is_worded_as_in_the_source(content, source):
    assert content.workshop["guiding_statement_stem"] == source.stem


@pytest.mark.parametrize("number", FIELDS)
def test_the_head_of_each_sheet_is_worded_as_in_the_source(number, content, source):
    group, sheet = content.groups[number], source.sheets[number]

    assert group["title"] == sheet.title
    assert group["qualifier"] == sheet.qualifier
    assert group["topics_line"] == sheet.topics_line


def test_the_heads_of_the_board_are_worded_as_in_the_source(content, source):
    assert content.board_heads == source.board_heads


@pytest.mark.parametrize("quadrant", Quadrant)
@pytest.mark.parametrize("number", FIELDS)
def test_each_column_of_each_sheet_is_worded_as_in_the_source(number, quadrant, content, source):
    assert content.wordings[number][quadrant] == source.sheets[number].columns[quadrant]


@pytest.mark.parametrize("number", FIELDS)
def test_each_leitsatz_is_worded_as_in_the_source(number, content, source):
    group, sheet = content.groups[number], source.sheets[number]

    assert group["guiding_statement_stem"] == sheet.stem
    assert group["guiding_statement"] == sheet.statement


def letters_of(*texts: str) -> str:
    return re.sub(r"[^\w/&()→=+:,;.?!…„“*–]", "", " ".join(texts))


def test_the_record_read_aloud_is_the_source_from_its_first_letter_to_its_last(content):
    """Nothing left out, nothing put in, whatever the reading of lines and columns: only hyphens and spaces are free."""
    told = ["Ergebnisdokumentation", "Ergebnisse der Diskussionsrunde im Plenum", "Zu den Fragen:"]
    told += content.questions
    told += ["Erläuterung:", content.workshop["board_legend"]]
    told += content.board_heads.values()
    for number in [*FIELDS, None]:
        told += content.board_wordings[number]
    told += ["Ergebnisse der Arbeitsphase", "Es gab fünf Arbeitsgruppen. Zu jedem Handlungsfeld eine:"]
    told += [group["label"] for group in content.groups.values()]
    told += ["In zwei Runden wurden Stärken, Schwächen, Potentiale und Ideen diskutiert"]
    told += ["und der folgende Leitsatz formuliert:", content.workshop["guiding_statement_stem"]]
    for number, group in content.groups.items():
        head = [f"Handlungsfeld {number} –", group["title"]]
        head += [f"({group['qualifier']})"] if group["qualifier"] else []
        head += [group["topics_line"]]
        told += [*head, "Stärken Schwächen Potentiale Ideen"]
        for wordings in content.wordings[number].values():
            told += wordings
        if number in (2, 4):  # These sheets have a second page.
            told += head
        told += [group["guiding_statement_stem"], group["guiding_statement"]]
    told += [content.survey["title"]] * 2  # Its pictures fill two pages.

    assert letters_of(*told) == letters_of(SOURCE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("number", "place", "wording"),
    [
        (1, 2, "Generationengerechtes, barrierefreies Wohnen (Demografische Entwicklung)"),
        (1, 5, "Mobilität, Radwegeinfrastruktur für Alltagswege"),
        (1, 11, "Initiativen zur Unterstützung von Senior*innen"),
        (2, 2, "Erhalt der Siedlungskerne mit ihrem baukulturellen Erbe"),
        (2, 3, "Innenentwicklung und Reduzierung der Flächeninanspruchnahme"),
        (2, 4, "Anpassung und Nutzung des Gebäudebestandes"),
        (2, 8, "Nachfrage nach Neubauten ist vorhanden. Entwicklungsperspektiven geben. Nachhaltigkeit!"),
        (2, 10, "Gewerbegebietsentwicklung"),
        (3, 2, "Klimaschutz, Klimawandel, Klimawandelanpassung"),
        (3, 5, "Ökol. Waldbewirtschaftung"),
        (3, 10, "Umwelt- und Naturschutz, Biotopvernetzung"),
        (3, 11, "Geologisches / bergbauliches Erbe"),
        (4, 5, "Jugend & MINT-Berufe und Handwerk"),
        (4, 7, "regionale Wertschöpfungsketten"),
        (4, 8, "Wasserstoffwirtschaft"),
        (4, 10, "regionale Wirtschaftskreisläufe"),
        (5, 1, "Identifikation & Image"),
        (5, 3, "IT-Kompetenz, außerschulische Bildungsstätten"),
        (5, 6, "nachhaltige Beziehungs- und Kommunikationsstrukturen"),
        (5, 9, "Kinder und Jugend (-beteiligung)"),
        (5, 12, "Sammelstelle für alte Geräte/Handys. Senior*innen schulen"),
        (None, 1, "Digitalisierung überall mitdenken!"),
        (None, 2, "Netzabdeckung sicher stellen."),
    ],
)
def test_hyphens_and_breaks_on_the_board_are_read_rightly(number, place, wording, content):
    assert content.board_wordings[number][place - 1] == wording


@pytest.mark.parametrize(
    ("number", "quadrant", "place", "wording"),
    [
        (1, WEAKNESS, 3, "Fehlende Zentralisierung der Kommunikation/Zusammenarbeit"),
        (1, POTENTIAL, 3, "Shared Workspaces um Arbeitskräfte im Westharz zu halten"),
        (1, POTENTIAL, 6, "Förderung von „dritten Orten“."),
        (2, STRENGTH, 4, "Teilweise noch Läden in den Ortschaften (z.B. in Münchehof mit Bestellservice)"),
        (2, WEAKNESS, 5, "Wenig Tankstellen → auf E-Mobilität umsteigen!"),
        (2, WEAKNESS, 7, "Alternde Bevölkerung und dadurch in Zukunft noch mehr Leerstände"),
        (2, WEAKNESS, 8, "Schrumpfende Region"),
        (2, WEAKNESS, 9, "Energieintensiver alter Gebäudebestand"),
        (
            2,
            POTENTIAL,
            3,
            "Lösungen für Starkregen: Notabflussbahnen, Bordsteine hochsetzen, Spielplätze als Retentionsflächen",
        ),
        (
            2,
            POTENTIAL,
            7,
            "Wo kann man Innenentwicklung schaffen, bevor man neu baut? → Keine Donut-Dörfer schaffen, Leben in den "
            "Orten halten, Quartierskonzepte entwickeln",
        ),
        (2, IDEA, 1, "Z.B. Backhäuser renovieren und als Treffpunkt ausgestalten"),
        (2, IDEA, 5, "Ladestationen für E-Bikes und -PKW"),
        (2, IDEA, 7, "„Mehrgenerationen-Dörfer“"),
        (3, POTENTIAL, 1, "Geologisches Erbe-Bergbau"),
        (3, POTENTIAL, 3, "Schroederstollen-Salzgitterhöhenzug-Erschließung des Stollens"),
        (
            3,
            POTENTIAL,
            4,
            "Garten- und Landschaftskulturelle Elemente des Westharzes sichtbar machen, alt/neu nutzen, ökologisch "
            "aufwerten",
        ),
        (3, POTENTIAL, 7, "Verbesserung der regionalen Vermarkung"),
        (3, IDEA, 2, "Umwelt-/Naturschutz"),
        (3, IDEA, 8, "Vermittlung von Effekten von Klimaschutzmaßnahmen in Bildern…"),
        (3, IDEA, 11, "Unterscheidung Klimaschutz und -folgenanpassung deutlicher machen"),
        (4, STRENGTH, 1, "Landwirtschaftliche ErzeugerInnen sind vor Ort in ausreichender Anzahl vorhanden"),
        (
            4,
            STRENGTH,
            3,
            "Saubere Luft, Umwelt, Naturlandschaften, dörfl. Charaktere, landschafts-/naturverbundene "
            "Freizeitaktivitäten",
        ),
        (4, STRENGTH, 5, "Co-Working-Spaces (Angebot auch in Hotels in BRL vorhanden)"),
        (4, WEAKNESS, 3, "(Schlecht-)Wetter- und Saisonunabhängige Tourismus-/Freizeitangebote"),
        (4, WEAKNESS, 4, "ÖPNV-Ausbau / Fahrradmitnahme"),
        (
            4,
            POTENTIAL,
            2,
            "„Die Region“-Homepage (stellt Lebensqualität, Tourismus, Freizeit in der Region online dar)",
        ),
        (4, POTENTIAL, 3, "Slow-Food-Kooperation in der Region"),
        (4, POTENTIAL, 6, "Bau des Gründungszentrums in CLZ → Entstehung neuer Gründungsinitiativen"),
        (
            4,
            POTENTIAL,
            7,
            "Erlebnisinfrastruktur (Mountainbike, Wandern, …) → Infrastruktur für „Kernklientel“ des Harzes im Blick "
            "behalten",
        ),
        (
            4,
            IDEA,
            7,
            "Ausbau des kleinteiligeren ÖPNV (TU-Studierende sind auf ÖPNV angewiesen) / Hatix für Bürgerinnen und "
            "Bürger",
        ),
        (4, IDEA, 9, "Wander-/Radfahrwegenetz attraktiveren (Regionsübergreifend?)"),
        (4, IDEA, 10, "Tourismus harz-/regionsübergreifend denken"),
        (5, STRENGTH, 5, "Die Mitglieder werden immer älter, junge Leute müssen gewonnen werden…."),
        (
            5,
            WEAKNESS,
            4,
            "Die Ehrenamtlichen schaffen nicht mehr die Vernetzung, da eine verlässliche Struktur mit Hauptamtlichen",
        ),
        (5, POTENTIAL, 1, "Kooperation mit LAGS,"),
        (5, POTENTIAL, 2, "Museumsverband,"),
        (5, POTENTIAL, 3, "Nds. Heimatbund"),
        (5, POTENTIAL, 5, "Garten- und Freiräume stärker in Wert setzen"),
        (5, IDEA, 3, "Regionale digitale Plattform erstellen Facebook, Google, nutzen …."),
        (
            5,
            IDEA,
            6,
            "Ehrenamtsservice-Büro z.B. für die verschiedenen Vereine, Veranstaltungsmanagement, DSGVO, …",
        ),
        (5, IDEA, 7, "„Schulungs“angebote vor Ort"),
        (5, IDEA, 9, "Bau von Kanarienvogel-Kästen als Angebot für Touristen"),
    ],
)
def test_hyphens_and_breaks_on_the_sheets_are_read_rightly(number, quadrant, place, wording, content):
    assert content.wordings[number][quadrant][place - 1] == wording


def test_the_two_lines_of_topics_on_sheet_4_stay_two(content):
    assert content.groups[4]["topics_line"] == (
        "Fachkräfte gewinnen, Familie und Beruf, Vernetzung Wissenschaft und Wirtschaft, innovative Gründungen, "
        "Jugend und MINT-Berufe, interkommunale Zusammenarbeit, regionale Wertschöpfungsketten\n"
        "Tourismus: Trends und Potentiale nutzen, Klimawandelfolgen, Barrierefreiheit, Inklusion, "
        "Alleinstellungsmerkmale, dezentrale Einrichtungen"
    )


def test_list_and_sheet_keep_their_different_wordings(content):
    assert content.groups[4]["label"] == "HF 4: Regionale Wirtschaft (Wirtschaft & Wissenschaft, Tourismus)"
    assert content.groups[4]["qualifier"] == "Wissenschaft & Wirtschaft, Tourismus"


def test_the_counts_are_those_of_the_source(content):
    assert {number: len(rows) for number, rows in content.board.items()} == {1: 11, 2: 10, 3: 12, 4: 14, 5: 13, None: 2}
    assert {number: [len(rows) for rows in columns.values()] for number, columns in content.contributions.items()} == {
        1: [4, 8, 6, 1],
        2: [4, 9, 9, 13],
        3: [5, 3, 7, 11],
        4: [5, 9, 8, 10],
        5: [6, 6, 7, 10],
    }


def test_every_bullet_of_the_source_is_counted_and_three_that_lost_theirs(content):
    bullets = SOURCE.read_text(encoding="utf-8").count("•")
    topics = sum(len(content.board[number]) for number in FIELDS)
    contributions = sum(len(rows) for columns in content.contributions.values() for rows in columns.values())

    assert (bullets, topics, contributions) == (60 + 138, 60, 138 + 3)


def test_five_groups_worked_in_two_rounds(content):
    assert {number: group["rounds"] for number, group in content.groups.items()} == dict.fromkeys(FIELDS, 2)


def test_the_survey_has_no_question_and_no_figure(content):
    survey = content.survey

    assert (survey["title"], survey["respondents"], survey["questions"]) == ("Umfrageergebnisse", None, None)


def test_the_surveys_introduction_says_that_the_figures_are_not_recorded(content):
    last_sentence = content.survey["introduction"].split(". ")[-1]

    assert last_sentence == "Fragen, Antworten und Zahlen sind deshalb nicht überliefert."


# What the source does not say.


def test_in_which_round_something_was_said_is_unknown(content):
    rounds = {row["round"] for columns in content.contributions.values() for rows in columns.values() for row in rows}

    assert rounds == {None}


def test_where_topics_come_from_and_how_much_they_mattered_is_unknown(content):
    topics = [row for rows in content.topics.values() for row in rows]
    board_topics = [row for rows in content.board.values() for row in rows]

    assert {(row["mandated_by_state"], row["named_by_lag"]) for row in topics} == {(None, None)}
    assert {(row["added_here"], row["weight"]) for row in board_topics} == {(None, None)}


# What the strategy starts with.


@pytest.mark.parametrize("number", FIELDS)
def test_each_field_starts_as_its_groups_sheet(number, content):
    words = ["title", "qualifier", "topics_line", "guiding_statement_stem", "guiding_statement"]
    field, group = content.fields[number], content.groups[number]

    assert [field[word] for word in words] == [group[word] for word in words]


@pytest.mark.parametrize("number", [*FIELDS, None])
def test_each_topic_on_the_board_is_a_topic_of_the_strategy_worded_the_same(number, content):
    topics = [(row["title"], row["pk"]) for row in content.topics[number]]

    assert topics == [(row["wording"], row["topic"]) for row in content.board[number]]


@pytest.mark.parametrize("quadrant", Quadrant)
@pytest.mark.parametrize("number", FIELDS)
def test_each_contribution_is_adopted_as_one_card_worded_the_same(number, quadrant, content):
    cards = [(row["pk"], row["text"], row["position"], "adopted", "") for row in content.cards[number][quadrant]]

    assert cards == [
        (row["cards"], row["wording"], row["position"], row["outcome"], row["reply"])
        for row in content.contributions[number][quadrant]
    ]

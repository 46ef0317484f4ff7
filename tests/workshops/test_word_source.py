"""The Word document says what the source says, word for word, each thing in its place: read from the file itself."""

import pytest

from handlungsfelder.models import Quadrant
from tests.fixtures.source import read_source
from tests.workshops.records import word_of
from tests.workshops.word_reader import ReadWordDocument
from workshops.models import Workshop

FIELDS = [1, 2, 3, 4, 5]
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def source():
    return read_source()


@pytest.fixture
def document(westharz) -> ReadWordDocument:
    return ReadWordDocument(word_of(Workshop.objects.get()))


def test_its_headings_are_those_of_the_record_in_their_order(document, source):
    assert [heading for _, heading in document.headings] == [
        "Zum Workshop",
        "Fragen im Plenum",
        "Themenbrett",
        "Fünf Arbeitsgruppen",
        *source.labels,
        "Umfragen",
        "Umfrageergebnisse",
    ]


def test_the_questions_stand_in_it(document, source):
    assert document.section("Fragen im Plenum").texts("List Number") == source.questions


def test_the_topics_stand_under_the_heads_of_the_board(document, source):
    topic_board, for_all = document.section("Themenbrett").tables

    assert topic_board.columns == {source.board_heads[number]: source.board[number] for number in FIELDS}
    assert for_all.columns == {"Für alle Felder": source.board_for_all}


def test_the_legend_and_what_is_not_known_of_the_board_stand_beside_it(document, source):
    assert document.section("Themenbrett").texts() == [
        "Erläuterung auf dem Brett:",
        "\n".join(source.legend),
        "Welche Themen unterstrichen, fett, grün oder groß geschrieben waren, ist nicht überliefert. Deshalb sind "
        "Herkunft und Gewicht hier nicht eingetragen.",
    ]


def test_the_groups_are_listed_with_the_stem_that_was_put_to_them(document, source):
    groups = document.section("Fünf Arbeitsgruppen")

    assert groups.texts("List Bullet") == source.labels
    assert groups.texts("Guiding Statement") == [source.stem]
    assert "141 Beiträge in zwei Runden" in groups.texts()[5]


@pytest.mark.parametrize("number", FIELDS)
def test_each_contribution_stands_under_its_group_and_quadrant(number, document, source):
    (table,) = document.section(source.labels[number - 1]).tables

    assert table.columns == {quadrant.label: source.sheets[number].columns[quadrant] for quadrant in Quadrant}


@pytest.mark.parametrize("number", FIELDS)
def test_title_topics_stem_and_leitsatz_stand_as_on_the_sheet(number, document, source):
    group, sheet = document.section(source.labels[number - 1]), source.sheets[number]
    (title,) = group.texts("Sheet Title")

    assert title.split("  ·  ")[0] == f"{sheet.title} ({sheet.qualifier})".removesuffix(" ()")
    assert group.texts("Normal", "Stem", "Guiding Statement") == [sheet.topics_line, sheet.stem, sheet.statement]


def test_the_survey_says_that_its_figures_are_not_recorded(document):
    assert document.section("Umfrageergebnisse").texts()[-1] == (
        "Die Zahlen dieser Umfrage sind nicht überliefert. Es werden keine geschätzt."
    )

"""The printed Ergebnisdokumentation says what the source says, each in its place: read from the PDF's structure."""

import pytest

from handlungsfelder.models import Quadrant
from leader_portal.printing.papers import Paper
from tests.fixtures.source import read_source
from tests.printing.looking import as_pdf
from tests.printing.tagged_pdf import TaggedPdf, columns_of, letters, points_of
from workshops.models import Workshop
from workshops.printing import DOCUMENTATION, sheet_of_workshop

FIELDS = [1, 2, 3, 4, 5]
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def source():
    return read_source()


@pytest.fixture(scope="module")
def printed() -> dict:
    """The document, once a test has printed it: all tests read the same one."""
    return {}


@pytest.fixture
def document(westharz, printed) -> TaggedPdf:
    if not printed:
        sheet = sheet_of_workshop(DOCUMENTATION, Paper.A4, Workshop.objects.get())
        printed["document"] = TaggedPdf(as_pdf(sheet))
    return printed["document"]


def all_letters(texts) -> list[str]:
    return [letters(text) for text in texts]


def test_its_headings_are_those_of_the_record_in_their_order(document, source):
    assert document.headings == [
        (1, "Inhalt"),
        (1, "ZumWorkshop"),
        (1, "FragenimPlenum"),
        (1, "Themenbrett"),
        (1, "FünfArbeitsgruppen"),
        *((2, letters(label)) for label in source.labels),
        (1, "Umfragen"),
        (2, "Umfrageergebnisse"),
    ]


def test_its_contents_name_every_chapter_and_group_with_its_page(document, source):
    (contents, *_) = document.tree.all("TOC")
    entries = [letters(entry.text) for entry in contents.all("TOCI")]

    assert entries == [
        "ZumWorkshop3",
        "FragenimPlenum3",
        "Themenbrett4",
        "FünfArbeitsgruppen5",
        *(letters(label) + str(page) for page, label in enumerate(source.labels, start=6)),
        "Umfragen11",
        "Umfrageergebnisse11",
    ]


def test_its_cover_names_the_workshop_with_day_form_and_participants(document):
    cover = [letters(block.text) for block in document.tree.all("P", "Title")][:6]

    assert cover == [
        "LEADERRegionWestharz",
        "Zukunftskonferenz",
        "Ergebnisdokumentation",
        "Datum:Mittwoch,15.Dezember2021",
        "Form:online",
        "Teilnehmende:rund50",
    ]


def test_the_questions_stand_in_it(document, source):
    assert points_of(document.section("Fragen im Plenum")) == all_letters(source.questions)


def test_the_topics_stand_under_the_heads_of_the_board(document, source):
    topic_board, for_all = document.section("Themenbrett").all("Table")

    assert columns_of(topic_board) == {
        letters(source.board_heads[number]): all_letters(source.board[number]) for number in FIELDS
    }
    assert columns_of(for_all) == {"FüralleFelder": all_letters(source.board_for_all)}


def test_the_legend_and_what_is_not_known_of_the_board_stand_beside_it(document, source):
    legend, unknown = document.section("Themenbrett").all("P")

    assert letters(legend.text) == letters("Erläuterung auf dem Brett:" + "".join(source.legend))
    assert letters(unknown.text).startswith("WelcheThemenunterstrichen,fett,grünodergroßgeschriebenwaren")


def test_the_groups_are_listed_with_the_stem_that_was_put_to_them(document, source):
    groups = document.section("Fünf Arbeitsgruppen")

    assert points_of(groups) == all_letters(source.labels)
    assert letters(list(groups.all("P"))[-1].text) == letters(source.stem)


@pytest.mark.parametrize("number", FIELDS)
def test_each_contribution_stands_under_its_group_and_quadrant(number, document, source):
    (table,) = document.section(source.labels[number - 1]).all("Table")

    assert columns_of(table) == {
        letters(quadrant.label): all_letters(source.sheets[number].columns[quadrant]) for quadrant in Quadrant
    }


@pytest.mark.parametrize("number", FIELDS)
def test_title_topics_stem_and_leitsatz_stand_as_on_the_sheet(number, document, source):
    sheet = source.sheets[number]
    head, stem, statement = document.section(source.labels[number - 1]).all("P")
    count = sum(len(column) for column in sheet.columns.values())
    title = f"{sheet.title} ({sheet.qualifier})".removesuffix(" ()")

    assert letters(head.text) == letters(f"{title} · {count} Beiträge in zwei Runden {sheet.topics_line}")
    assert (letters(stem.text), letters(statement.text)) == (letters(sheet.stem), letters(sheet.statement))


def test_the_survey_says_that_its_figures_are_not_recorded(document):
    *_, last = document.section("Umfrageergebnisse").all("P")

    assert letters(last.text) == letters("Die Zahlen dieser Umfrage sind nicht überliefert. Es werden keine geschätzt.")


def test_nothing_but_the_record_and_its_frame_stands_in_the_groups_sheets(document, source):
    """No card, no code, no name of today's strategy: the letters of a sheet are those of the source."""
    for number in FIELDS:
        sheet, section = source.sheets[number], document.section(source.labels[number - 1])
        said = [text for column in sheet.columns.values() for text in column]
        told = f"{sheet.title}{sheet.qualifier and f'({sheet.qualifier})'}·{len(said)}Beiträge in zwei Runden"
        told += sheet.topics_line + "".join(quadrant.label for quadrant in Quadrant)
        told += "".join(f"•{text}" for text in said) + sheet.stem + sheet.statement

        assert letters(section.text) == letters(told)

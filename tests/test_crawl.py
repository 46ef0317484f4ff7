"""What a visitor of the real content finds through links alone, from the start page on."""

from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from leader_portal.models import Page
from tests.conftest import FIXTURE
from tests.crawling import crawl
from tests.factories import make_page
from tests.fixtures.source import read_source
from tests.page_reader import ReadPage, text_of
from tests.website.html_checker import html_mistakes
from workshops.models import Survey, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Visit:
    """One walk through the whole site, and what stood in the database then."""

    def __init__(self):
        client = Client()
        self.crawl = crawl(client)
        self.sitemap = client.get("/sitemap.xml").text
        self.answers = {path: client.get(path) for path in self.crawl.pages}
        self.fields = {field.number: field.get_absolute_url() for field in Handlungsfeld.objects.all()}
        self.workshop = Workshop.objects.get().get_absolute_url()
        self.survey = Survey.objects.get().get_absolute_url()
        models = (Handlungsfeld, Card, Topic, Place, Workshop, Survey, Page)
        self.addresses = {thing.get_absolute_url() for model in models for thing in model.objects.all()}

    def __getitem__(self, path: str) -> ReadPage:
        return self.crawl.pages[path]


@pytest.fixture(scope="module")
def visit(static_files, django_db_setup, django_db_blocker) -> Visit:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", FIXTURE, verbosity=0)
        visit = Visit()
        transaction.set_rollback(True)
    return visit


@pytest.fixture(scope="module")
def source():
    return read_source()


OVERVIEWS = {"/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/", "/druck/"}


def test_every_page_is_reached(visit):
    """The print room also as each field leads there, with its own sheets in the pictures."""
    rooms = {f"/druck/?felder={number}" for number in visit.fields}

    assert set(visit.crawl.pages) == OVERVIEWS | visit.addresses | rooms
    assert len(visit.crawl.pages) > 200


def test_no_link_leads_nowhere(visit):
    assert visit.crawl.dead == []


def test_the_map_for_search_engines_lists_exactly_the_pages_that_are_reached(visit):
    listed = [element.text for element in ElementTree.fromstring(visit.sitemap).iter() if element.tag.endswith("}loc")]

    assert sorted(listed) == sorted(settings.SITE_URL + path for path in visit.crawl.pages if "?" not in path)


def test_no_page_links_to_what_is_not_built_yet(visit):
    links = {urlsplit(link).path for page in visit.crawl.pages.values() for link in page.links}

    assert {link for link in links if link.startswith(("/suche/", "/daten/", "/admin/"))} == set()


def test_no_page_loads_anything_from_elsewhere(visit):
    loaded = {address for page in visit.crawl.pages.values() for address in page.resources}

    pictures = {address for address in loaded if "/druck/" in address and address.endswith(".png")}
    assert {address for address in loaded - pictures if not address.startswith("/static/")} == set()
    assert len(pictures) == 5 * len(visit.fields) + 3


def test_the_legal_pages_are_linked_from_every_page(visit):
    for path, page in visit.crawl.pages.items():
        assert {"/impressum/", "/datenschutz/", "/barrierefreiheit/"} <= set(page.links), path


def test_no_page_sets_a_cookie(visit):
    assert {path: answer.cookies for path, answer in visit.answers.items() if answer.cookies} == {}


def test_every_page_is_valid_html(visit):
    assert html_mistakes(visit.crawl.sources) == []


def test_every_page_has_one_heading_of_the_first_rank_and_leaves_no_rank_out(visit):
    for path, page in visit.crawl.pages.items():
        ranks = [
            int(element.tag[1]) for element in page.tree.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        ]

        assert ranks.count(1) == 1, path
        assert all(following <= rank + 1 for rank, following in pairwise(ranks)), path


def test_no_frame_is_empty(visit):
    assert {path: page.empty_frames for path, page in visit.crawl.pages.items() if page.empty_frames} == {}


def test_no_two_pages_have_the_same_title(visit):
    titles = [page.title for page in visit.crawl.pages.values()]

    assert sorted(titles) == sorted(set(titles))


def test_no_code_and_no_placeholder_of_the_program_can_be_read(visit):
    for path, page in visit.crawl.pages.items():
        for word in ("None", "True", "False", "{{", "{%", "&amp;", "&lt;", "[]", "object at 0x"):
            assert word not in page.text, f"{path}: {word}"


# The source, wording by wording.


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_record_has_every_question_of_the_plenary(visit, source):
    assert [text_of(question) for question in visit[visit.workshop].one("ol", class_="questions")] == source.questions


def test_the_record_has_the_legend_of_the_board(visit, source):
    assert one_line(" ".join(source.legend)) in visit[visit.workshop].main


def test_the_record_has_the_board_with_every_head_and_every_topic_in_its_column(visit, source):
    page = visit[visit.workshop]
    columns = [column for column in page.all("section") if column.get("class", "").startswith("topic-board-column")]

    shown = {text_of(column.find("h3")): [text_of(topic) for topic in column.iter("li")] for column in columns}

    assert shown == {source.board_heads[number]: topics for number, topics in source.board.items()}
    assert [
        text_of(topic) for topic in page.one("section", class_="topic-board-for-all").iter("li")
    ] == source.board_for_all


def test_the_record_has_the_groups_with_their_labels_and_the_stem_they_were_given(visit, source):
    page = visit[visit.workshop]
    labels = [text_of(sheet.find(".//p[@class='kicker']")) for sheet in page.all("article")]

    assert labels == source.labels
    assert source.stem in page.main


def contributions_of(sheet) -> dict[Quadrant, list[str]]:
    columns = list(sheet.iter("section"))
    return {
        quadrant: [text_of(said.find("span")) for said in column.iter("li")]
        for quadrant, column in zip(Quadrant, columns, strict=True)
    }


@pytest.mark.parametrize("number", range(1, 6))
def test_the_record_has_every_contribution_of_the_sheet(visit, source, number):
    sheet = visit[visit.workshop].all("article")[number - 1]
    said = source.sheets[number]

    assert contributions_of(sheet) == said.columns
    title = f"{said.title} ({said.qualifier})" if said.qualifier else said.title
    assert text_of(sheet.find(".//h3")) == title
    assert text_of(sheet.find(".//p[@class='group-sheet-topics']")) == one_line(said.topics_line)
    assert text_of(sheet.find(".//footer")).splitlines() == [said.stem, said.statement]


@pytest.mark.parametrize("number", range(1, 6))
def test_the_strategy_has_every_wording_of_the_sheet_on_the_page_of_its_field(visit, source, number):
    page, said = visit[visit.fields[number]], source.sheets[number]

    assert page.heading == said.title
    assert text_of(page.one("p", class_="band-topics")) == one_line(said.topics_line)
    assert text_of(page.one("p", class_="guiding-stem")) == said.stem
    assert text_of(page.one("p", class_="guiding-statement")) == said.statement
    shown = {
        quadrant: [text_of(card.find("p")) for card in page.one("section", id=quadrant.anchor).iter("li")]
        for quadrant in Quadrant
    }
    assert shown == said.columns
    topics = page.one("ul", class_="topic-list")
    assert [text_of(topic.find("a")) for topic in topics] == source.board[number]


def test_every_card_has_a_page_of_its_own_with_its_wording(visit, source):
    shown = sorted(page.heading for path, page in visit.crawl.pages.items() if path.startswith("/karten/"))

    wordings = [wording for sheet in source.sheets.values() for said in sheet.columns.values() for wording in said]
    assert shown == sorted(wordings)
    assert len(shown) == 141


def test_every_topic_has_a_page_of_its_own_with_its_wording(visit, source):
    shown = sorted(
        page.heading for path, page in visit.crawl.pages.items() if path.startswith("/themen/") and path != "/themen/"
    )

    assert shown == sorted([topic for topics in source.board.values() for topic in topics] + source.board_for_all)
    assert len(shown) == 62


def test_the_start_page_has_every_field_with_its_guiding_statement_and_the_cross_cutting_topics(visit, source):
    page = visit["/"]

    entries = [text_of(entry.find(".//h3")) for entry in page.one("ol", class_="field-list")]
    assert entries == [f"Handlungsfeld {number}: {sheet.title}" for number, sheet in source.sheets.items()]
    statements = [text_of(statement) for statement in page.all("p", class_="field-entry-statement")]
    assert statements == [sheet.statement for sheet in source.sheets.values()]
    assert [text_of(topic) for topic in page.one("section", class_="cross-cutting").iter("li")] == source.board_for_all


def test_the_overview_has_every_card_in_the_cell_of_its_field(visit, source):
    page = visit["/handlungsfelder/"]
    for quadrant in Quadrant:
        cells = [
            cell
            for cell in page.one("section", id=quadrant.anchor).iter("div")
            if "overview-cell " in cell.get("class")
        ]
        shown = [[text_of(card) for card in cell.iter("li")] for cell in cells]

        assert shown == [sheet.columns[quadrant] for sheet in source.sheets.values()]


def test_the_survey_says_that_its_figures_are_not_recorded(visit):
    assert "Die Zahlen dieser Umfrage sind nicht überliefert. Es werden keine geschätzt." in visit[visit.survey].main


def test_the_walk_finds_links_that_lead_nowhere(client):
    make_page(
        slug="tot", text="[weg](/gibt-es-nicht/), [ohne Ziel](/orte/#fehlt), [hier ohne Ziel](#fehlt), [gut](#inhalt)"
    )

    assert crawl(client).dead == [
        "/gibt-es-nicht/ answers 404, linked from /tot/",
        "/orte/ has no #fehlt, linked from /tot/",
        "/tot/ has no #fehlt, linked from /tot/",
    ]

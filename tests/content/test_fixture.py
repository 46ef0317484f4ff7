"""The fixture as a file: it loads, it loads again, it comes out as it went in, and every object in it is sound."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import resolve
from markdown_it import MarkdownIt

from handlungsfelder.models import CODE_ALPHABET, CODE_LENGTH, Card, Place
from leader_portal.models import Page, Region
from tests.content.files import FIXTURE, README
from workshops.models import Contribution, Workshop

pytestmark = pytest.mark.django_db

# When the content was put into this portal; fixtures/README.md says why it is not the day of the conference.
TIME = "2026-11-23T06:00:00Z"

# The texts in which a place goes by these names.
PLACE_NAMES = {
    "seesen": ["Seesen"],
    "langelsheim": ["Langelsheim"],
    "braunlage": ["Braunlage", "BRL"],
    "liebenburg": ["Liebenburg"],
    "clausthal-zellerfeld": ["Clausthal-Zellerfeld", "CLZ"],
    "lutter-am-barenberge": ["Lutter am Barenberge"],
    "muenchehof": ["Münchehof"],
    "st-andreasberg": ["St. Andreasberg"],
    "goslar": ["Goslar"],
    "oberharz": ["Oberharz"],
}


def load():
    call_command("loaddata", FIXTURE, verbosity=0)


def dump(folder: Path) -> str:
    call_command("write_fixture", folder / "region.json", verbosity=0)
    return (folder / "region.json").read_text(encoding="utf-8")


def rows() -> list[dict]:
    return json.loads(FIXTURE.read_text(encoding="utf-8"))


def counts() -> dict[str, int]:
    """How many there are of everything that the portal keeps, links too; not the history, which grows."""
    return {
        model._meta.label: model._base_manager.count()
        for app in ("leader_portal", "handlungsfelder", "workshops")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if "historical" not in model._meta.model_name
    }


def objects() -> list:
    models = {apps.get_model(row["model"]) for row in rows()}
    return [thing for model in models for thing in model._base_manager.all()]


def test_the_fixture_holds_what_its_readme_says():
    assert Counter(row["model"] for row in rows()) == {
        "leader_portal.region": 1,
        "leader_portal.page": 4,
        "handlungsfelder.handlungsfeld": 5,
        "handlungsfelder.topic": 62,
        "handlungsfelder.place": 10,
        "handlungsfelder.card": 141,
        "workshops.workshop": 1,
        "workshops.plenaryquestion": 3,
        "workshops.boardcolumn": 5,
        "workshops.boardtopic": 62,
        "workshops.workinggroup": 5,
        "workshops.contribution": 141,
        "workshops.survey": 1,
    }


def test_only_the_region_has_a_number_of_its_own():
    assert [(row["model"], row["pk"]) for row in rows() if "pk" in row] == [("leader_portal.region", 1)]


def test_loading_twice_changes_no_counts(westharz):
    once = counts()
    load()

    assert counts() == once


def test_loading_brings_back_the_wording_of_the_file(westharz, tmp_path):
    Card.objects.update(text="überschrieben")
    load()

    assert dump(tmp_path) == FIXTURE.read_text(encoding="utf-8")


def test_what_is_written_is_the_file(westharz, tmp_path):
    assert dump(tmp_path) == FIXTURE.read_text(encoding="utf-8")


def test_every_object_passes_its_full_clean(westharz):
    refused = {}
    for thing in objects():
        try:
            thing.full_clean()
        except ValidationError as error:
            refused[repr(thing)] = error.message_dict

    assert refused == {}


def test_cleaning_finds_nothing_to_change(westharz):
    changed = []
    for thing in objects():
        before = dict(vars(thing))
        thing.full_clean()
        changed += [(thing, name) for name, value in before.items() if vars(thing)[name] != value]

    assert changed == []


def test_everything_that_can_be_published_is():
    assert {row["fields"]["status"] for row in rows() if "status" in row["fields"]} == {"published"}


def test_all_times_are_the_day_of_the_transcription():
    times = {
        row["fields"][name]
        for row in rows()
        for name in ("created_at", "updated_at", "first_published_at")
        if name in row["fields"]
    }

    assert times == {TIME}


def test_every_code_is_made_of_the_letters_that_nobody_confuses(westharz):
    codes = Card.objects.values_list("code", flat=True)

    assert [code for code in codes if not re.fullmatch(f"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}", code)] == []


def test_no_code_is_easily_mistaken_for_another(westharz):
    codes = Card.objects.values_list("code", flat=True)
    alike = [
        (one, other)
        for one, other in combinations(codes, 2)
        if sum(a != b for a, b in zip(one, other, strict=True)) < 3
    ]

    assert alike == []


def test_a_contributions_id_tells_where_it_stood():
    """So that whoever transcribes the same record again comes to the same ids."""
    found = {
        row["client_id"]: f"zukunftskonferenz-2021/{row['working_group'][1][:4]}/{row['quadrant']}/{row['position']}"
        for row in (row["fields"] for row in rows() if row["model"] == "workshops.contribution")
    }

    assert found == {str(uuid5(NAMESPACE_URL, name)): name for name in found.values()}


def test_each_card_stands_where_its_contribution_stood(westharz):
    pairs = Contribution.objects.values_list(
        "quadrant",
        "position",
        "working_group__handlungsfeld",
        "cards__quadrant",
        "cards__position",
        "cards__handlungsfeld",
    )

    assert [pair for pair in pairs if pair[:3] != pair[3:]] == []


def test_the_fields_have_the_numbers_addresses_and_hues_of_the_design():
    fields = [row["fields"] for row in rows() if row["model"] == "handlungsfelder.handlungsfeld"]

    assert [(field["number"], field["slug"], field["hue"]) for field in fields] == [
        (1, "gutes-leben-in-der-region", "teal"),
        (2, "zukunftsfaehige-siedlungsentwicklung", "brick"),
        (3, "gelebte-landschaft-aktiver-klimaschutz", "forest"),
        (4, "regionale-wirtschaft", "blue"),
        (5, "lebendige-kultur-und-gemeinschaft", "plum"),
    ]


def test_the_workshop_is_the_conference(westharz):
    workshop = Workshop.objects.get()

    assert (workshop.slug, workshop.title, f"{workshop.held_on}", workshop.format, workshop.participants) == (
        "zukunftskonferenz-2021",
        "Zukunftskonferenz",
        "2021-12-15",
        "online",
        "rund 50",
    )


def test_nothing_is_invented_about_the_region(westharz):
    region = Region.objects.get()

    assert (region.name, region.lag_name) == ("LEADER-Region Westharz", "Lokale Aktionsgruppe Westharz")
    assert {
        region.motto,
        region.contact_name,
        region.contact_address,
        region.contact_email,
        region.contact_phone,
        region.funding_statement,
        region.data_licence,
    } == {""}


# Places and topics of cards.


def test_the_places_are_the_regions_municipalities_and_what_else_the_cards_name(westharz):
    assert dict(Place.objects.values_list("name", "part_of__name")) == {
        "Seesen": None,
        "Langelsheim": None,
        "Braunlage": None,
        "Liebenburg": None,
        "Clausthal-Zellerfeld": None,
        "Lutter am Barenberge": "Langelsheim",
        "Münchehof": "Seesen",
        "St. Andreasberg": "Braunlage",
        "Goslar": None,
        "Oberharz": None,
    }


def test_a_card_has_a_place_if_and_only_if_its_text_names_it(westharz):
    named = {
        (card.code, slug)
        for card in Card.objects.all()
        for slug, names in PLACE_NAMES.items()
        if any(name in card.text for name in names)
    }

    assert set(Card.objects.exclude(places=None).values_list("code", "places__slug")) == named
    assert len(named) == 9


def rows_of_table(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the readme."""
    section = README.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.split("\n") if line.startswith("|")][2:]
    return [[cell.strip().replace("\\*", "*") for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_readme_lists_every_place_of_a_card(westharz):
    listed = {
        (code, text, place.split(" („")[0])
        for code, text, places in rows_of_table("Orte der Karten")
        for place in places.split(", ")
    }

    assert listed == set(Card.objects.exclude(places=None).values_list("code", "text", "places__name"))


def test_the_readme_lists_every_topic_of_a_card_with_a_reason(westharz):
    table = rows_of_table("Themen der Karten")
    linked = Card.objects.exclude(topics=None).values_list(
        "code", "text", "topics__handlungsfeld__number", "topics__title"
    )

    assert sorted((code, text, topic) for code, text, topic, _ in table) == sorted(
        (code, text, f"HF {number}: {title}" if number else f"Querschnitt: {title}")
        for code, text, number, title in linked
    )
    assert [row for row in table if not row[3]] == []


# The pages.


def test_the_pages_stand_where_visitors_look_for_them(westharz):
    assert list(Page.objects.order_by("place", "position").values_list("slug", "title", "place")) == [
        ("impressum", "Impressum", "footer"),
        ("datenschutz", "Datenschutz", "footer"),
        ("barrierefreiheit", "Barrierefreiheit", "footer"),
        ("mitmachen", "Mitmachen", "navigation"),
    ]


def commonmark_texts() -> dict[str, str]:
    texts = {page.slug: page.text for page in Page.objects.all()}
    return texts | {
        "region": Region.objects.get().introduction,
        "workshop": Workshop.objects.get().introduction,
        "survey": Workshop.objects.get().surveys.get().introduction,
    }


def test_what_the_operator_must_fill_in_is_marked_the_same_way_everywhere(westharz):
    texts = commonmark_texts()
    marked = {name: len(re.findall(r"\*\*\[Bitte ergänzen: [^][]+\]\*\*", text)) for name, text in texts.items()}

    assert {name: text.count("Bitte ergänzen") for name, text in texts.items()} == marked
    assert marked == {
        "impressum": 8,
        "datenschutz": 6,
        "barrierefreiheit": 6,
        "mitmachen": 1,
        "region": 0,
        "workshop": 0,
        "survey": 0,
    }


def test_no_star_is_taken_for_emphasis_and_no_html_is_written(westharz):
    """»Bürger*innen« twice in one paragraph would be set in italics, were it not for a backslash."""
    render = MarkdownIt("commonmark", {"html": False}).render
    used = {tag for text in commonmark_texts().values() for tag in re.findall(r"</(\w+)>|(?=&lt;)", render(text))}

    assert used == {"h2", "p", "strong", "ul", "li", "a", "code"}


def test_the_pages_lead_to_addresses_that_exist(westharz):
    links = {link for text in commonmark_texts().values() for link in re.findall(r"\]\((/[^)]*)\)", text)}
    [card] = Card.objects.filter(text="Dorfläden")

    assert links == {"/handlungsfelder/", "/themen/", "/orte/", "/workshops/", f"/karten/{card.code}/"}
    assert [link for link in links if resolve(link).url_name == "page"] == []

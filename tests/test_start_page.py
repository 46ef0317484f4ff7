"""The desk's start page says what there is to do, and leads there."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse

from handlungsfelder.models import Card
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests import factories
from tests.desk.forms import AtTheDesk, address
from tests.page_reader import ReadPage, text_of
from workshops.models import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return AtTheDesk("erika")


def section(page: ReadPage, heading: str):
    (found,) = [part for part in page.tree.iter("section") if part.get("aria-labelledby") == heading]
    return found


def lines(page: ReadPage, heading: str) -> list[str]:
    return [text_of(item) for item in section(page, heading).iter("li")]


def actions(page: ReadPage) -> list[str]:
    """The latest operations in words, without the moment, which goes on while one reads."""
    return [
        " ".join(text_of(part).split())
        for part in section(page, "desk-changes").iter("span")
        if "change-what" in part.get("class", "").split()
    ]


def links(page: ReadPage, heading: str) -> list[str]:
    return [link.get("href") for link in section(page, heading).iter("a")]


def test_it_names_the_drafts_newest_first(erika):
    older = factories.make_card(text="Mehr Bänke", status=Status.DRAFT)
    newer = factories.make_topic(title="Ruhe", status=Status.DRAFT)
    factories.make_card(text="veröffentlicht")

    page = erika.open("/admin/")

    assert lines(page, "desk-drafts") == ["Ruhe Thema", "Mehr Bänke Karte"]
    assert links(page, "desk-drafts") == [address(newer, "change"), address(older, "change")]


def test_it_counts_contributions_without_an_answer_by_group(erika):
    group = factories.make_group(label="Gruppe A")
    for outcome in (Outcome.OPEN, Outcome.OPEN, Outcome.ADOPTED):
        factories.make_contribution(working_group=group, outcome=outcome)
    factories.make_contribution(outcome=Outcome.NOT_ADOPTED)

    page = erika.open("/admin/")

    assert lines(page, "desk-unanswered") == ["Gruppe A 2 Beiträge"]
    listed = erika.open(links(page, "desk-unanswered")[0])
    assert len(listed.all("input", name="_selected_action")) == 2


def test_it_counts_topics_without_origin_by_field(erika):
    field = factories.make_field(number=1, title="Leben")
    for known in ({}, {"named_by_lag": False}, {"named_by_lag": True}, {"mandated_by_state": True}):
        factories.make_topic(handlungsfeld=field, **known)
    added = factories.make_topic(handlungsfeld=field)
    factories.make_board_topic(topic=added, added_here=True, weight=3)
    factories.make_topic(handlungsfeld=None)

    assert lines(erika.open("/admin/"), "desk-origins") == ["HF 1: Leben 2 Themen", "Querschnittsthemen 1 Thema"]


def test_where_nothing_is_left_to_do_it_says_so(erika):
    page = erika.open("/admin/")

    assert [
        text_of(section(page, name)).split("\n")[1] for name in ("desk-drafts", "desk-unanswered", "desk-origins")
    ] == [
        "Keine: Alles ist veröffentlicht oder archiviert.",
        "Keine: Zu jedem Beitrag steht, was daraus wurde.",
        "Keine: Von jedem Thema ist bekannt, woher es kommt.",
    ]


def test_it_lists_who_did_what(erika):
    card = factories.make_card(text="Luft")
    page_of_the_lag = factories.make_page(title="Impressum")
    erika.save(card, text="Gute Luft")

    page = erika.open("/admin/")

    assert actions(page)[:2] == [
        "Erika Muster: Karte „Gute Luft“ geändert Rückgängig: Karte „Gute Luft“ geändert",
        "Das Portal: Seite „Impressum“ angelegt",
    ]
    undo = reverse("admin:undo", args=[card.history.first().operation])
    assert links(page, "desk-changes")[:3] == [
        address(card, "history"),
        undo,
        address(page_of_the_lag, "history"),
    ]


def test_what_one_person_did_in_one_go_is_one_line_with_the_way_to_undo_it(erika):
    drafts = [factories.make_card(status=Status.DRAFT) for _ in range(4)]
    erika.choose("publish_selected", drafts)
    undo = reverse("admin:undo", args=[drafts[0].history.first().operation])

    page = erika.open("/admin/")

    assert actions(page)[0] == "Erika Muster: 4 Karten veröffentlicht Rückgängig: 4 Karten veröffentlicht"
    assert links(page, "desk-changes")[:2] == [undo, undo]


def test_what_was_changed_again_since_is_not_offered_to_be_undone(erika):
    card = factories.make_card(text="Luft")
    erika.save(card, text="Lärm")
    AtTheDesk("otto").save(card, text="Ruhe")

    assert actions(erika.open("/admin/"))[:2] == [
        "Otto Muster: Karte „Ruhe“ geändert Rückgängig: Karte „Ruhe“ geändert",
        "Erika Muster: Karte „Lärm“ geändert",
    ]


def test_however_much_a_fixture_loads_is_one_line_that_counts_it(erika):
    field = factories.make_field(number=1, title="Leben")
    things = [factories.make_topic(handlungsfeld=field) for _ in range(400)]
    fixture = serializers.serialize(
        "json", [field, *things, factories.make_place(name="Seesen"), factories.make_page()]
    )
    with TemporaryDirectory() as directory:
        path = Path(directory, "inhalt.json")
        path.write_text(fixture)
        call_command("loaddata", path, verbosity=0)

    assert actions(erika.open("/admin/"))[0] == (
        "Das Portal: 400 Themen, Handlungsfeld „HF 1: Leben“, Ort „Seesen“ und anderes geändert"
    )


def test_a_card_that_was_moved_on_its_pinboard_is_told_in_german_without_what_made_room(erika):
    field = factories.make_field(number=1)
    for position in (1, 2):
        factories.make_card(handlungsfeld=field, quadrant="idea", position=position)
    card = factories.make_card(handlungsfeld=field, quadrant="strength", text="Luft")
    before = Card.objects.get(position=2).code
    move = reverse("admin:handlungsfelder_handlungsfeld_pinboard_move", args=[field.pk, card.code])
    erika.client.post(move, {"version": 1, "to": "idea", "before": before})

    line = actions(erika.open("/admin/"))[0]

    assert Card.history.filter(is_renumbering=True).exists()
    assert line.split(" Rückgängig")[0] == "Erika Muster: Karte „Luft“ auf der Tafel nach Ideen verschoben"


def test_an_operation_over_several_kinds_names_them_all(erika):
    workshop = factories.make_workshop(title="Zukunft", status=Status.DRAFT)
    for text in ("Was fehlt?", "Wozu?"):
        factories.make_question(workshop=workshop, text=text)
    erika.save(workshop, title="Herkunft", **{"questions-0-text": "Was noch?", "questions-1-DELETE": "on"})
    changed = actions(erika.open("/admin/"))[0]
    erika.confirm(erika.client.get(address(workshop, "delete")))
    deleted = actions(erika.open("/admin/"))[0]

    assert [line.split(" Rückgängig")[0] for line in (changed, deleted)] == [
        "Erika Muster: Workshop „Herkunft“ und Plenumsfrage „Was noch?“ geändert, Plenumsfrage „Wozu?“ gelöscht",
        "Erika Muster: Workshop „Herkunft“ und Plenumsfrage „Was noch?“ gelöscht",
    ]


def test_a_deletion_and_a_restoring_are_told(erika):
    card = factories.make_card(text="Luft", status=Status.DRAFT)
    pk = card.pk
    erika.confirm(erika.client.get(address(card, "delete")))
    deleted = actions(erika.open("/admin/"))[0]
    card.pk = pk
    row = Card.history.filter(id=pk).first()
    erika.confirm(erika.client.get(address(card, "restore", row.pk)))
    restored = actions(erika.open("/admin/"))[0]

    assert deleted.startswith("Erika Muster: Karte „Luft“ gelöscht Rückgängig")
    assert restored.startswith("Erika Muster: Karte „Luft“ mit dem Stand vom ")
    assert " Uhr zurückgeholt Rückgängig" in restored


def test_it_leads_to_every_board_and_every_group(erika):
    field = factories.make_field(number=1, title="Leben")
    factories.make_card(handlungsfeld=field, status=Status.DRAFT)
    factories.make_field(status=Status.ARCHIVED)
    group = factories.make_group(label="Gruppe A", workshop=factories.make_workshop(title="Zukunft"))

    page = erika.open("/admin/")

    assert lines(page, "desk-pinboards") == ["HF 1: Leben 1 Entwurf"]
    assert links(page, "desk-pinboards") == [address(field, "pinboard")]
    assert lines(page, "desk-minutes") == ["Zukunft", "Gruppe A"]
    assert links(page, "desk-minutes") == [address(group, "minutes")]


def test_the_boards_stand_in_the_order_of_their_fields(erika):
    for number in (3, 1, 2):
        factories.make_field(number=number, title="Leben")

    assert lines(erika.open("/admin/"), "desk-pinboards") == ["HF 1: Leben", "HF 2: Leben", "HF 3: Leben"]


def test_every_kind_of_content_has_a_sentence_for_people_who_never_saw_the_desk(erika):
    page = erika.open("/admin/")

    words = [text_of(entry) for entry in page.all("span", class_="words")]
    entries = list(section(page, "desk-kinds").iter("li"))
    assert len(words) == len(entries) == 17


def test_moderation_sees_what_it_may_see():
    factories.make_region()
    page = AtTheDesk("mo", MODERATION).open("/admin/")

    assert "Region angelegt" not in page.text
    assert "Fördermittelgeber" not in page.text
    assert "Karten" in page.text


@pytest.mark.parametrize("count", [1, 30])
def test_the_start_page_costs_the_same_however_much_there_is(count, erika, django_assert_num_queries):
    for _ in range(count):
        workshop = factories.make_workshop(status=Status.DRAFT)
        group = factories.make_group(workshop=workshop)
        factories.make_contribution(working_group=group)
        factories.make_card(status=Status.DRAFT)
    erika.open("/admin/")

    with django_assert_num_queries(25):
        erika.open("/admin/")

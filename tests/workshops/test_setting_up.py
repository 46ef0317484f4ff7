"""A workshop is set up on one page, in one go, and from there everything about it is one click away."""

import pytest
from django.test import Client
from django.urls import reverse

from handlungsfelder.models import Handlungsfeld
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.factories import make_field, make_group, make_question, make_user, make_workshop
from tests.page_reader import ReadPage
from workshops.models import BoardColumn, BoardTopic, WorkingGroup, Workshop

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/workshops/workshop/einrichten/"


@pytest.fixture
def fields() -> list[Handlungsfeld]:
    return [
        make_field(number=1, title="Wohnen", guiding_statement_stem="Wir wollen …", topics_line="Leerstand, Bus"),
        make_field(number=2, title="Natur"),
    ]


@pytest.fixture
def petra() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def sent(fields, **changes) -> dict:
    first, second = fields
    return {
        "title": "Große Übergänge",
        "held_on": "2026-03-12",
        "format": "on_site",
        "rounds": "2",
        "questions": "1. Was läuft gut?\n2. Was fehlt?",
        f"field-{first.pk}": "on",
        f"field-{second.pk}": "on",
        f"topics-{first.pk}": "• Leerstand\n• Bus\n• Bus",
        "topics-all": "Netz",
        **changes,
    }


def test_all_of_it_is_made_at_once_as_a_draft(petra, fields):
    response = petra.post(ADDRESS, sent(fields))

    workshop = Workshop.objects.get()
    assert (workshop.slug, workshop.status) == ("grosse-uebergaenge", Status.DRAFT)
    assert response["Location"] == reverse("admin:workshops_workshop_ways", args=[workshop.pk])
    assert [question.text for question in workshop.questions.all()] == ["Was läuft gut?", "Was fehlt?"]
    assert list(
        WorkingGroup.objects.values_list("label", "title", "topics_line", "rounds", "guiding_statement_stem")
    ) == [
        ("HF 1: Wohnen", "Wohnen", "Leerstand, Bus", 2, "Wir wollen …"),
        ("HF 2: Natur", "Natur", "", 2, fields[1].guiding_statement_stem),
    ]
    assert [column.heading for column in BoardColumn.objects.all()] == ["HF 1: Wohnen", "HF 2: Natur"]
    assert {(topic.wording, topic.handlungsfeld) for topic in BoardTopic.objects.all()} == {
        ("Leerstand", fields[0]),
        ("Bus", fields[0]),
        ("Netz", None),
    }
    assert len({thing.history.get().operation for thing in [workshop, *WorkingGroup.objects.all()]}) == 1


def test_two_of_one_title_have_addresses_of_their_own(petra, fields):
    for _ in range(2):
        petra.post(ADDRESS, sent(fields))

    assert sorted(Workshop.objects.values_list("slug", flat=True)) == ["grosse-uebergaenge", "grosse-uebergaenge-2"]


@pytest.mark.parametrize("changes", [{"title": " "}, {"rounds": "0"}, {"rounds": "9" * 99}, {"held_on": "gestern"}])
def test_what_is_wrong_is_said_and_nothing_is_made_or_lost(petra, fields, changes):
    response = petra.post(ADDRESS, sent(fields, **changes))

    assert response.status_code == 422
    assert not Workshop.objects.exists()
    assert "• Leerstand" in ReadPage(response.text).one("textarea", id=f"id_topics-{fields[0].pk}").text


def test_topics_of_a_field_that_is_not_ticked_are_not_dropped(petra, fields):
    data = sent(fields)
    del data[f"field-{fields[0].pk}"]

    response = petra.post(ADDRESS, data)

    assert response.status_code == 422
    assert "Feld, das nicht angekreuzt ist" in response.text
    assert not Workshop.objects.exists()


def test_an_earlier_workshop_is_a_template(petra, fields):
    earlier = make_workshop(title="Früher", board_legend="grün: neu")
    make_group(workshop=earlier, handlungsfeld=fields[1], rounds=3)
    make_question(workshop=earlier, text="Was noch?")

    page = ReadPage(petra.get(f"{ADDRESS}?vorlage={earlier.pk}").text)

    assert page.one("textarea", id="id_questions").text.strip() == "Was noch?"
    ticked = [box.get("name") for box in page.all("input", type="checkbox") if box.get("checked") is not None]
    assert ticked == [f"field-{fields[1].pk}"]
    assert page.one("input", id="id_rounds").get("value") == "3"


@pytest.mark.parametrize("number", ["x", "0", "9" * 5_000])
def test_a_template_that_there_is_not_is_not_found(petra, number):
    assert petra.get(ADDRESS, {"vorlage": number}).status_code == 404


def test_from_there_it_goes_to_the_minutes_the_board_and_the_website(petra, fields):
    petra.post(ADDRESS, sent(fields))
    workshop = Workshop.objects.get()
    here = reverse("admin:workshops_workshop_ways", args=[workshop.pk])

    links = ReadPage(petra.get(here).text).links
    petra.post(here)

    assert {reverse("admin:workshops_workinggroup_minutes", args=[group.pk]) for group in workshop.groups.all()} <= set(
        links
    )
    assert reverse("admin:workshops_workshop_board_topics", args=[workshop.pk]) in links
    assert Workshop.objects.get().is_published


def test_moderation_sets_up_but_does_not_publish(fields):
    moritz = Client()
    moritz.force_login(make_user("moritz", MODERATION))
    moritz.post(ADDRESS, sent(fields))
    here = reverse("admin:workshops_workshop_ways", args=[Workshop.objects.get().pk])

    assert "Protokoll veröffentlichen" not in moritz.get(here).text
    moritz.post(here)
    assert Workshop.objects.get().is_draft


def test_without_any_field_the_page_says_what_to_do_first(petra):
    assert "Es gibt noch kein Handlungsfeld." in petra.get(ADDRESS).text

"""The topic board of a workshop, a row for each topic: weight and origin of what hung there, entered on one page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.desk.forms import AtTheDesk, messages_in, page_of
from tests.factories import make_board_column, make_board_topic, make_field, make_workshop
from tests.page_reader import words
from workshops.models import BoardTopic


@pytest.fixture
def workshop(db):
    return make_workshop(title="Zukunftskonferenz")


@pytest.fixture
def field(db):
    return make_field(number=1, title="Gutes Leben")


@pytest.fixture
def board_topics(workshop, field):
    make_board_column(workshop=workshop, handlungsfeld=field, heading="HF 1: Gutes L.")
    hung = [make_board_topic(workshop=workshop, handlungsfeld=field, wording=word) for word in ("Wohnen", "Ärzte")]
    return [*hung, make_board_topic(workshop=workshop, wording="Digital")]


@pytest.fixture
def petra(db):
    return AtTheDesk("petra")


def rows_of(workshop) -> str:
    return reverse("admin:workshops_workshop_board_topics", args=[workshop.pk])


def opened(somebody, workshop) -> dict:
    return somebody.open(rows_of(workshop)).form("rows")


def named(board_topic, name) -> str:
    column = f"feld-{board_topic.handlungsfeld_id}" if board_topic.handlungsfeld_id else "alle"
    return f"{column}-{board_topic.pk}-{name}"


def recorded(workshop) -> list[tuple]:
    return [(each.wording, each.weight, each.added_here) for each in workshop.board_topics.order_by("id")]


def histories(board_topics) -> list[int]:
    return [each.history.count() for each in board_topics]


def test_weight_and_origin_are_entered_for_all_columns_at_once(petra, workshop, board_topics):
    wohnen, _, digital = board_topics
    sent = opened(petra, workshop) | {named(wohnen, "weight"): "5", named(wohnen, "added_here"): "nein"}
    response = petra.client.post(rows_of(workshop), sent | {named(digital, "added_here"): "ja"}, follow=True)
    assert messages_in(response) == ["2 Themen am Brett sind gespeichert."]
    assert recorded(workshop) == [("Wohnen", 5, False), ("Ärzte", None, None), ("Digital", None, True)]
    assert histories(board_topics) == [2, 1, 2]
    assert wohnen.history.first().history_user == petra.user


def test_a_weight_can_be_taken_away_again(petra, workshop, board_topics):
    wohnen = board_topics[0]
    wohnen.weight = 3
    wohnen.save()
    sent = opened(petra, workshop)
    assert sent[named(wohnen, "weight")] == ["3"]
    petra.client.post(rows_of(workshop), sent | {named(wohnen, "weight"): ""})
    assert recorded(workshop)[0] == ("Wohnen", None, None)


def test_the_columns_stand_as_they_hung_and_the_wording_is_only_read(petra, workshop, board_topics):
    page = petra.open(rows_of(workshop))
    assert words(page.all("h2")) == ["HF 1: Gutes L.", "Für alle Felder"]
    assert page.all("textarea") == []
    sent = page.form("rows") | {named(board_topics[0], "wording"): "Gekapert"}
    petra.client.post(rows_of(workshop), sent)
    assert recorded(workshop)[0][0] == "Wohnen"


@pytest.mark.parametrize("weight", ["6", "0", "-1", "3.5", "viel", str(10**12)])
def test_a_weight_that_there_is_not_is_refused_and_the_rest_kept(petra, workshop, board_topics, weight):
    wohnen, doctors, _ = board_topics
    sent = opened(petra, workshop) | {named(wohnen, "weight"): weight, named(doctors, "weight"): "4"}
    response = petra.client.post(rows_of(workshop), sent)
    page = page_of(response)
    assert response.status_code == 422
    assert words(page.all("span", class_="rows-mistake")) == [
        "Das Gewicht reicht von 1 bis 5, oder es ist nicht überliefert („–“)."
    ]
    assert page.form("rows")[named(doctors, "weight")] == ["4"]
    assert [weight for _, weight, _ in recorded(workshop)] == [None, None, None]


@pytest.mark.parametrize("weight", ["1e999", "Infinity", "NaN", "2.5"])
def test_a_weight_that_the_page_never_showed_counts_as_not_seen(petra, workshop, board_topics, weight):
    topic, *_ = board_topics
    seen = f'{{"based_on_version": {topic.version}, "weight": {weight}, "added_here": ""}}'
    sent = opened(petra, workshop) | {named(topic, "based_on_version"): seen, named(topic, "weight"): "4"}

    response = petra.client.post(rows_of(workshop), sent)

    assert response.status_code == 302
    topic.refresh_from_db()
    assert topic.weight == 4


def test_a_row_is_moved_within_its_column(petra, workshop, field, board_topics):
    sent = opened(petra, workshop)
    response = petra.client.post(rows_of(workshop), sent | {"move": f"feld-{field.pk}:{board_topics[1].pk}:up"})
    petra.client.post(rows_of(workshop), page_of(response).form("rows"))
    column = [each.wording for each in BoardTopic.objects.filter(workshop=workshop, handlungsfeld=field)]
    assert column == ["Ärzte", "Wohnen"]
    assert board_topics[2].history.count() == 1


@pytest.mark.parametrize("other_workshop", [True, False])
def test_a_topic_of_another_board_or_column_cannot_be_slipped_in(petra, workshop, field, board_topics, other_workshop):
    other = make_board_topic(wording="Fremd") if other_workshop else board_topics[2]
    column = f"feld-{field.pk}"
    sent = opened(petra, workshop)
    sent |= {f"rows-{column}": f"{sent[f'rows-{column}'][0]},{other.pk}", f"{column}-{other.pk}-weight": "5"}
    response = petra.client.post(rows_of(workshop), sent)
    assert response.status_code == 409
    assert BoardTopic.objects.get(pk=other.pk).weight is None


def test_a_stale_row_is_refused_with_both_versions(petra, workshop, board_topics):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, workshop), opened(paul, workshop)
    name = named(board_topics[0], "weight")
    petra.client.post(rows_of(workshop), petras | {name: "5"})
    response = paul.client.post(rows_of(workshop), pauls | {name: "2", named(board_topics[1], "weight"): "1"})
    page = page_of(response)
    assert response.status_code == 409
    assert words(page.one("table").find("tbody")) == ["Gewicht\n5\n2"]
    assert [weight for _, weight, _ in recorded(workshop)] == [5, None, None]
    paul.client.post(rows_of(workshop), page.form("rows"))
    assert [weight for _, weight, _ in recorded(workshop)] == [2, 1, None]


def test_moderation_reads_a_published_board_and_fills_in_one_in_the_making(workshop, board_topics):
    moritz = AtTheDesk("moritz", MODERATION)
    page = moritz.open(rows_of(workshop))
    assert page.one("form", id="rows").findall(".//button") == []
    forged = page.form("rows") | {named(board_topics[0], "weight"): "5"}
    assert moritz.client.post(rows_of(workshop), forged).status_code == 403
    column = f"rows-feld-{board_topics[0].handlungsfeld_id}"
    turned = {column: f"{board_topics[1].pk},{board_topics[0].pk}"}
    assert moritz.client.post(rows_of(workshop), page.form("rows") | turned).status_code == 403
    assert histories(board_topics) == [1, 1, 1]

    own = make_board_topic(workshop=make_workshop(status=Status.DRAFT))
    sent = opened(moritz, own.workshop) | {named(own, "weight"): "5"}
    moritz.client.post(rows_of(own.workshop), sent)
    assert BoardTopic.objects.get(pk=own.pk).weight == 5


def test_who_has_no_role_does_not_get_in(workshop):
    nobody = AtTheDesk("nobody", role=None)
    assert nobody.client.get(rows_of(workshop)).status_code == 403
    assert nobody.client.post(rows_of(workshop), {}).status_code == 403


def test_a_board_of_180_topics_in_ten_columns_is_saved_in_one_go_without_a_script(petra, workshop):
    """A script leaves out the rows that nobody touched; without one all of them are sent."""
    hung = [
        make_board_topic(workshop=workshop, handlungsfeld=field)
        for field in [make_field() for _ in range(10)]
        for _ in range(18)
    ]
    sent = opened(petra, workshop)

    chosen = {named(board_topic, "weight"): "4" for board_topic in hung}
    response = petra.client.post(rows_of(workshop), sent | chosen, follow=True)

    assert messages_in(response) == ["180 Themen am Brett sind gespeichert."]
    assert {weight for _, weight, _ in recorded(workshop)} == {4}
    # Two choices and one hidden value for each row, two orders for each column, and the token.
    assert len(sent) == 3 * 180 + 2 * 10 + 1


def test_the_page_costs_as_many_queries_with_one_topic_as_with_thirty(petra, workshop, field):
    def cost() -> tuple[int, int]:
        sent = opened(petra, workshop)
        with CaptureQueriesContext(connection) as opening:
            petra.client.get(rows_of(workshop))
        with CaptureQueriesContext(connection) as saving:
            petra.client.post(rows_of(workshop), sent)
        return len(opening), len(saving)

    make_board_topic(workshop=workshop, handlungsfeld=field)
    with_one = cost()
    for number in range(29):
        make_board_topic(workshop=workshop, handlungsfeld=make_field() if number % 3 else field)
    assert cost() == with_one
    assert with_one[0] <= 8


def test_the_desk_leads_to_the_rows(petra, workshop, board_topics):
    assert rows_of(workshop) in petra.open("/admin/").links
    assert rows_of(workshop) in petra.open("/admin/workshops/workshop/").links
    assert rows_of(workshop) in petra.open(f"/admin/workshops/workshop/{workshop.pk}/change/").links


def test_a_board_that_is_filled_in_is_no_task_any_more(petra, workshop, board_topics):
    for board_topic in board_topics:
        board_topic.weight, board_topic.added_here = 1, False
        board_topic.save()
    assert rows_of(workshop) not in petra.open("/admin/").links

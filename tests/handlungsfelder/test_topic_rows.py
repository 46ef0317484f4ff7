"""The topics of a field, a row each: filled in on one page, in an order made by hand, saved whole or not at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handlungsfelder.models import Topic
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.desk.forms import AtTheDesk, messages_in, page_of
from tests.factories import make_board_topic, make_field, make_topic
from tests.page_reader import words


@pytest.fixture
def field(db):
    return make_field(number=1, title="Gutes Leben")


@pytest.fixture
def topics(field):
    return [make_topic(handlungsfeld=field, title=title) for title in ("Wohnen", "Ärzte", "Busse")]


@pytest.fixture
def petra(db):
    return AtTheDesk("petra")


def rows_of(field) -> str:
    if field is None:
        return reverse("admin:handlungsfelder_topic_cross_cutting")
    return reverse("admin:handlungsfelder_handlungsfeld_topics", args=[field.pk])


def opened(somebody, field) -> dict:
    """What the page would send if nobody touched it."""
    return somebody.open(rows_of(field)).form("rows")


def named(topic, name) -> str:
    return f"themen-{topic.pk}-{name}"


def in_order(*topics) -> str:
    return ",".join(str(topic.pk) for topic in topics)


def titles(field) -> list[str]:
    return [topic.title for topic in Topic.objects.filter(handlungsfeld=field) if not topic.is_archived]


def histories(topics) -> list[int]:
    return [topic.history.count() for topic in topics]


def mistakes(response) -> list[str]:
    page = page_of(response)
    found = [*page.all("span", class_="rows-mistake"), *page.all("p", class_="rows-mistake")]
    return words(found)


def test_origin_is_filled_in_for_all_topics_on_one_page(petra, field, topics):
    sent = opened(petra, field)
    sent |= {named(topics[0], "mandated_by_state"): "ja", named(topics[0], "named_by_lag"): "nein"}
    sent |= {named(topics[2], "named_by_lag"): "ja"}
    response = petra.client.post(rows_of(field), sent, follow=True)
    assert messages_in(response) == ["2 Themen sind gespeichert."]
    assert list(Topic.objects.values_list("mandated_by_state", "named_by_lag").order_by("id")) == [
        (True, False),
        (None, None),
        (None, True),
    ]


def test_only_what_changed_leaves_a_row_of_history_with_who_did_it(petra, field, topics):
    sent = opened(petra, field) | {named(topics[1], "title"): "Arztpraxen"}
    petra.client.post(rows_of(field), sent)
    assert histories(topics) == [1, 2, 1]
    assert topics[1].history.first().history_user == petra.user


def test_saving_an_untouched_page_writes_nothing(petra, field, topics):
    response = petra.client.post(rows_of(field), opened(petra, field), follow=True)
    assert messages_in(response) == ["Es gab nichts zu speichern."]
    assert histories(topics) == [1, 1, 1]


def test_rows_that_were_not_sent_stay_as_they_are(petra, field, topics):
    """The script leaves out whatever nobody touched."""
    sent = opened(petra, field)
    others = [name for topic in (topics[0], topics[2]) for name in sent if name.startswith(named(topic, ""))]
    kept = {name: value for name, value in sent.items() if name not in others}

    response = petra.client.post(rows_of(field), kept | {named(topics[1], "title"): "Arztpraxen"}, follow=True)

    assert len(others) == 8
    assert messages_in(response) == ["Ein Thema ist gespeichert."]
    assert titles(field) == ["Wohnen", "Arztpraxen", "Busse"]
    assert histories(topics) == [1, 2, 1]


def test_cross_cutting_topics_have_a_page_of_their_own(petra, topics):
    topic = make_topic(handlungsfeld=None, title="Digitalisierung")
    sent = opened(petra, None)
    assert sent["rows-themen"] == [in_order(topic)]
    petra.client.post(rows_of(None), sent | {named(topic, "named_by_lag"): "ja"})
    assert Topic.objects.get(pk=topic.pk).named_by_lag is True


def test_archived_topics_have_no_row(petra, field, topics):
    topics[1].archive()
    assert opened(petra, field)["rows-themen"] == [in_order(topics[0], topics[2])]


# Order


def test_a_button_moves_a_row_without_a_script_and_keeps_what_was_entered(petra, field, topics):
    sent = opened(petra, field) | {named(topics[0], "mandated_by_state"): "ja"}
    response = petra.client.post(rows_of(field), sent | {"move": f"themen:{topics[2].pk}:up"})
    assert titles(field) == ["Wohnen", "Ärzte", "Busse"]
    moved = page_of(response).form("rows")
    assert moved["rows-themen"] == [in_order(topics[0], topics[2], topics[1])]
    assert moved[named(topics[0], "mandated_by_state")] == ["ja"]
    petra.client.post(rows_of(field), moved)
    assert titles(field) == ["Wohnen", "Busse", "Ärzte"]
    assert Topic.objects.get(pk=topics[0].pk).mandated_by_state is True
    # Of two that change places one gets another position: what one sees, in one row of history.
    assert histories(topics) == [2, 2, 1]
    assert topics[1].history.first().history_change_reason == "umgestellt"


@pytest.mark.parametrize("button", ["themen:0:up", "themen::", "up", "andere:1:up", "themen:9999999999999999:down"])
def test_a_button_that_there_is_not_moves_nothing(petra, field, topics, button):
    response = petra.client.post(rows_of(field), opened(petra, field) | {"move": button})
    assert response.status_code == 200
    assert page_of(response).form("rows")["rows-themen"] == [in_order(*topics)]


def test_a_row_goes_to_the_top_and_where_there_is_no_room_all_are_numbered_anew(petra, field):
    crowded = [make_topic(handlungsfeld=field, title=title, position=0) for title in "ABC"]
    sent = opened(petra, field)
    petra.client.post(rows_of(field), sent | {"rows-themen": in_order(crowded[2], crowded[0], crowded[1])})
    assert titles(field) == ["C", "A", "B"]
    assert list(Topic.objects.order_by("position").values_list("position", flat=True)) == [10, 20, 30]


def test_two_who_move_rows_are_told_and_shown_both_orders(petra, field, topics):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, field), opened(paul, field)
    a, b, c = topics
    petra.client.post(rows_of(field), petras | {"rows-themen": in_order(b, a, c)})
    response = paul.client.post(rows_of(field), pauls | {"rows-themen": in_order(c, a, b)})
    assert response.status_code == 409
    assert titles(field) == ["Ärzte", "Wohnen", "Busse"]
    orders = [words(order.iter("li")) for order in page_of(response).all("ol")][:2]
    assert orders == [["Ärzte", "Wohnen", "Busse"], ["Busse", "Wohnen", "Ärzte"]]
    paul.client.post(rows_of(field), page_of(response).form("rows"))
    assert titles(field) == ["Busse", "Wohnen", "Ärzte"]


# Two at one page


def test_a_stale_row_is_refused_with_both_versions_and_nothing_is_written(petra, field, topics):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, field), opened(paul, field)
    petra.client.post(rows_of(field), petras | {named(topics[0], "title"): "Wohnraum"})
    pauls |= {named(topics[0], "title"): "Bauen", named(topics[1], "named_by_lag"): "ja"}
    response = paul.client.post(rows_of(field), pauls)
    page = page_of(response)
    assert response.status_code == 409
    assert [words(row) for row in page.one("table").find("tbody")] == [["Titel", "Wohnraum", "Bauen"]]
    assert titles(field) == ["Wohnraum", "Ärzte", "Busse"]
    assert histories(topics) == [2, 1, 1]
    kept = page.form("rows")
    assert kept[named(topics[1], "named_by_lag")] == ["ja"]
    paul.client.post(rows_of(field), kept)
    assert titles(field) == ["Bauen", "Ärzte", "Busse"]
    assert Topic.objects.get(pk=topics[1].pk).named_by_lag is True


def test_what_somebody_else_changed_and_one_left_alone_is_no_conflict_and_stays(petra, field, topics):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, field), opened(paul, field)
    petra.client.post(rows_of(field), petras | {named(topics[0], "title"): "Wohnraum"})
    response = paul.client.post(rows_of(field), pauls | {named(topics[1], "named_by_lag"): "ja"}, follow=True)
    assert messages_in(response) == ["Ein Thema ist gespeichert."]
    assert titles(field) == ["Wohnraum", "Ärzte", "Busse"]


def test_after_a_conflict_the_field_that_only_the_other_changed_stays_theirs(petra, field, topics):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, field), opened(paul, field)
    petra.client.post(rows_of(field), petras | {named(topics[0], "title"): "Wohnraum"})
    response = paul.client.post(rows_of(field), pauls | {named(topics[0], "mandated_by_state"): "ja"})
    assert response.status_code == 409
    paul.client.post(rows_of(field), page_of(response).form("rows"))
    topic = Topic.objects.get(pk=topics[0].pk)
    assert (topic.title, topic.mandated_by_state) == ("Wohnraum", True)


def test_a_topic_that_left_meanwhile_is_named_with_what_was_entered(petra, field, topics):
    sent = opened(petra, field) | {named(topics[0], "title"): "Bauen", named(topics[1], "named_by_lag"): "ja"}
    topics[0].archive()
    response = petra.client.post(rows_of(field), sent)
    assert response.status_code == 409
    assert "Titel: Bauen" in page_of(response).main
    assert Topic.objects.get(pk=topics[1].pk).named_by_lag is None


# Bad input


def test_a_topic_of_another_field_cannot_be_slipped_in(petra, field, topics):
    other = make_topic(title="Fremd")
    sent = opened(petra, field)
    forged = {"rows-themen": in_order(*topics, other), named(other, "title"): "Gekapert"}
    response = petra.client.post(rows_of(field), sent | forged | {named(other, "based_on_version"): "1"})
    assert response.status_code == 409
    assert Topic.objects.get(pk=other.pk).title == "Fremd"
    assert histories([*topics, other]) == [1, 1, 1, 1]


@pytest.mark.parametrize("seen", ["", "1", "[]", "{}", "null", "nichts", "[" * 50_000, '{"based_on_version": [1]}'])
def test_whoever_does_not_say_what_they_saw_is_shown_how_it_stands(petra, field, topics, seen):
    sent = opened(petra, field) | {named(topics[0], "based_on_version"): seen, named(topics[0], "title"): "Bauen"}
    response = petra.client.post(rows_of(field), sent)
    assert response.status_code == 409
    assert [words(row) for row in page_of(response).one("table").find("tbody")] == [["Titel", "Wohnen", "Bauen"]]
    assert titles(field) == ["Wohnen", "Ärzte", "Busse"]


@pytest.mark.parametrize(
    ("name", "value", "mistake"),
    [
        ("title", "", "Bitte geben Sie dem Thema einen Titel."),
        ("title", " \x00 ", "Bitte geben Sie dem Thema einen Titel."),
        ("title", "x" * 301, "Das sind 301 Zeichen; bis zu 300 haben Platz. Bitte kürzen Sie den Text."),
        ("title", "Busse", "Ein Thema dieses Titels gibt es hier schon, vielleicht im Archiv."),
        ("named_by_lag", "vielleicht", "Hier gibt es nur „unbekannt“, „ja“ und „nein“."),
    ],
)
def test_a_mistake_is_named_at_its_row_and_nothing_is_lost_or_written(petra, field, topics, name, value, mistake):
    sent = opened(petra, field) | {named(topics[0], name): value, named(topics[1], "title"): "Arztpraxen"}
    response = petra.client.post(rows_of(field), sent)
    assert response.status_code == 422
    assert mistakes(response) == [mistake]
    assert page_of(response).form("rows")[named(topics[1], "title")] == ["Arztpraxen"]
    assert histories(topics) == [1, 1, 1]


def test_two_rows_can_not_be_given_one_title(petra, field, topics):
    sent = opened(petra, field) | {named(topics[0], "title"): "Neu", named(topics[1], "title"): "Neu"}
    response = petra.client.post(rows_of(field), sent)
    assert mistakes(response) == ["Ein Thema dieses Titels gibt es hier schon, vielleicht im Archiv."]
    assert titles(field) == ["Wohnen", "Ärzte", "Busse"]


def test_the_title_of_an_archived_topic_is_taken(petra, field, topics):
    topics[2].archive()
    response = petra.client.post(rows_of(field), opened(petra, field) | {named(topics[0], "title"): "Busse"})
    assert response.status_code == 422


def test_line_breaks_and_control_characters_are_taken_out_of_a_title(petra, field, topics):
    petra.client.post(rows_of(field), opened(petra, field) | {named(topics[0], "title"): "Gut\r\n  wohnen\x07"})
    assert titles(field) == ["Gut wohnen", "Ärzte", "Busse"]


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_field_that_there_is_not_is_not_found(petra, pk):
    address = reverse("admin:handlungsfelder_handlungsfeld_topics", args=[pk])
    assert petra.client.get(address).status_code == 404


# Roles


def test_moderation_reads_what_is_published_and_changes_drafts(field, topics):
    moritz = AtTheDesk("moritz", MODERATION)
    draft = make_topic(handlungsfeld=field, title="Entwurf", status=Status.DRAFT)
    page = moritz.open(rows_of(field))
    assert len(page.all("textarea")) == 1
    sent = page.form("rows") | {named(draft, "title"): "Neuer Entwurf"}
    a, b, c = topics
    moritz.client.post(rows_of(field), sent | {"rows-themen": in_order(a, draft, b, c)})
    assert titles(field) == ["Wohnen", "Neuer Entwurf", "Ärzte", "Busse"]
    assert histories(topics) == [1, 1, 1]


def test_moderation_neither_changes_nor_reorders_what_is_published(field, topics):
    moritz = AtTheDesk("moritz", MODERATION)
    sent = opened(moritz, field)
    forged = sent | {named(topics[0], "title"): "Gekapert", named(topics[0], "based_on_version"): "1"}
    a, b, c = topics
    assert moritz.client.post(rows_of(field), forged).status_code == 403
    assert moritz.client.post(rows_of(field), sent | {"rows-themen": in_order(b, a, c)}).status_code == 403
    assert titles(field) == ["Wohnen", "Ärzte", "Busse"]
    assert histories(topics) == [1, 1, 1]


@pytest.mark.parametrize("of_field", [True, False])
def test_who_has_no_role_does_not_get_in(field, of_field):
    nobody = AtTheDesk("nobody", role=None)
    address = rows_of(field if of_field else None)
    assert nobody.client.get(address).status_code == 403
    assert nobody.client.post(address, {}).status_code == 403


# Cost, and the ways there


def test_the_page_costs_as_many_queries_with_one_topic_as_with_thirty(petra, field):
    def cost() -> tuple[int, int]:
        sent = opened(petra, field)
        with CaptureQueriesContext(connection) as opening:
            petra.client.get(rows_of(field))
        with CaptureQueriesContext(connection) as saving:
            petra.client.post(rows_of(field), sent)
        return len(opening), len(saving)

    first = make_topic(handlungsfeld=field)
    make_board_topic(topic=first, weight=3)
    with_one = cost()
    for _ in range(29):
        make_board_topic(topic=make_topic(handlungsfeld=field), weight=3)
    assert cost() == with_one
    assert with_one[0] <= 8


def test_the_desk_leads_to_the_rows(petra, field, topics):
    make_topic(handlungsfeld=None)
    assert {rows_of(field), rows_of(None)} <= set(petra.open("/admin/").links)
    assert rows_of(field) in petra.open("/admin/handlungsfelder/handlungsfeld/").links
    assert rows_of(field) in petra.open(f"/admin/handlungsfelder/handlungsfeld/{field.pk}/change/").links
    assert rows_of(field) in petra.open(f"/admin/handlungsfelder/topic/{topics[0].pk}/change/").links

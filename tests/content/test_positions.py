"""Where things stand in a row, however its positions lie and also where they end."""

import pytest
from django.urls import reverse

from handlungsfelder.models import Card, Quadrant, Topic
from leader_portal.content.positions import LARGEST_INTEGER, MOVED, RENUMBERED, appending, put, reorder
from tests.exchange import exchanging
from tests.factories import make_card, make_contribution, make_field, make_funder, make_topic, make_user, make_workshop
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard
from tests.page_reader import ReadPage
from tests.workshops.minutes.at_the_minutes import AtTheMinutes, make_open_group, wordings

pytestmark = pytest.mark.django_db
TITLES = "ABCDEFG"


@pytest.fixture
def field():
    return make_field()


def make_row(field, *positions: int) -> list[Topic]:
    return [
        make_topic(handlungsfeld=field, title=title, position=position)
        for title, position in zip(TITLES, positions, strict=False)
    ]


def row(things) -> list[tuple[str, int]]:
    """What stands in a row and at which position, as the database has it."""
    return [(str(thing), thing.position) for thing in things.order_by("position", "id")]


def reasons(thing) -> list[str | None]:
    return list(thing.history.order_by("history_id").values_list("history_change_reason", flat=True))


# At the end


def test_what_is_added_together_gets_successive_positions(field, django_assert_num_queries):
    make_row(field, 10, 30)
    new = [Topic(handlungsfeld=field, title=title) for title in "XYZ"]

    with django_assert_num_queries(1), appending(field.topics.all()) as append:
        for topic in new:
            append(topic)

    assert [topic.position for topic in new] == [40, 50, 60]


def test_each_row_has_an_end_of_its_own(field):
    make_card(handlungsfeld=field, quadrant=Quadrant.IDEA, position=70)
    cards = [Card(handlungsfeld=field, quadrant=quadrant) for quadrant in (Quadrant.IDEA, Quadrant.STRENGTH)]

    with appending(field.cards.all()) as append:
        for card in cards:
            append(card)

    assert [card.position for card in cards] == [80, 10]


def test_what_all_stand_in_one_row_has_one_end():
    assert [make_funder(position=50).position, make_funder().position, make_funder().position] == [50, 60, 70]


def test_parts_added_together_in_one_form_get_successive_positions(client):
    client.force_login(make_user())
    workshop = make_workshop()
    address = reverse("admin:workshops_workshop_change", args=[workshop.pk])
    sent = ReadPage(client.get(address).text, address).form("workshop_form")
    new = {f"questions-{number}-text": text for number, text in enumerate(["Was fehlt?", "Was bleibt?"])}

    assert client.post(address, sent | new | {"questions-TOTAL_FORMS": "2"}).status_code == 302
    assert row(workshop.questions) == [("Was fehlt?", 10), ("Was bleibt?", 20)]


def test_at_the_largest_position_the_row_is_counted_anew(field):
    first, last = make_row(field, 7, LARGEST_INTEGER)

    new = make_topic(handlungsfeld=field, title="neu")

    assert row(field.topics) == [("A", 7), ("B", 17), ("neu", 27)]
    assert [reasons(topic) for topic in (first, last, new)] == [[None], [None, RENUMBERED], [None, RENUMBERED]]


def test_several_are_added_behind_the_largest_position(field):
    make_row(field, LARGEST_INTEGER - 15)
    new = [Topic(handlungsfeld=field, title=title) for title in "XYZ"]

    with appending(field.topics.all()) as append:
        for topic in new:
            append(topic)
            topic.save()

    assert row(field.topics) == [("A", 10), ("X", 20), ("Y", 30), ("Z", 40)]


def test_something_older_comes_behind_the_largest_position_too(field):
    older = make_topic(title="älter")
    make_row(field, LARGEST_INTEGER)
    older.handlungsfeld, older.position = field, None
    older.save()

    assert row(field.topics) == [("A", 10), ("älter", 20)]


def test_a_card_at_the_largest_position_does_not_stop_a_new_card(field):
    make_card(handlungsfeld=field, text="letzte", position=LARGEST_INTEGER)
    petra = AtThePinboard(make_user(), field)

    assert petra.post("write", quadrant=Quadrant.STRENGTH, text="neu").status_code == 302
    assert row(field.cards) == [("letzte", 10), ("neu", 20)]


def test_a_card_at_the_largest_position_does_not_stop_moving_another_to_the_foot(field):
    moved = make_card(handlungsfeld=field, text="verschoben", quadrant=Quadrant.IDEA)
    last = make_card(handlungsfeld=field, text="letzte", position=LARGEST_INTEGER)

    assert AtThePinboard(make_user(), field).move(moved, Quadrant.STRENGTH).status_code == 302
    assert row(field.cards) == [("letzte", 10), ("verschoben", 20)]
    assert reasons(last) == [None, RENUMBERED]
    assert last.history.first().history_user.username == "petra"


def test_a_card_at_the_largest_position_does_not_stop_an_adoption(field):
    group = make_open_group(handlungsfeld=field)
    said = [make_contribution(working_group=group, wording=wording) for wording in ("Eins", "Zwei")]
    make_card(handlungsfeld=field, text="letzte", position=LARGEST_INTEGER)

    assert AtTheMinutes(make_user(), group).adopt(*said).status_code == 302
    assert row(field.cards) == [("letzte", 10), ("Eins", 20), ("Zwei", 30)]


def test_a_card_at_the_largest_position_does_not_stop_an_import():
    field = make_field(number=2)
    last = make_card(handlungsfeld=field, text="letzte", position=LARGEST_INTEGER)
    desk = exchanging.AtTheDesk(make_user(), Card)
    new = ["", "", "2", "Stärke", "neu", "", "", "", ""]

    # The new one comes first, so that the other is counted anew before its own row is read.
    desk.import_(exchanging.csv_of(exchanging.HEAD, new, exchanging.row_of(last, Text="geändert")))

    assert row(field.cards) == [("geändert", 10), ("neu", 20)]


def test_a_contribution_at_the_largest_position_does_not_stop_what_is_typed():
    group = make_open_group()
    make_contribution(working_group=group, wording="letzter", position=LARGEST_INTEGER)
    petra = AtTheMinutes(make_user(), group)

    assert petra.add("neu\nneuer").status_code == 302
    assert wordings(group) == ["letzter", "neu", "neuer"]
    assert [position for _, position in row(group.contributions)] == [10, 20, 30]


# Between two


@pytest.mark.parametrize(
    ("positions", "place", "expected"),
    [
        ((), 0, [("neu", 10)]),
        ((10, 20), 2, [("A", 10), ("B", 20), ("neu", 30)]),
        ((10, 20), 1, [("A", 10), ("neu", 15), ("B", 20)]),
        ((10, 20), 0, [("neu", 4), ("A", 10), ("B", 20)]),
        ((0, 20), 0, [("neu", 6), ("A", 13), ("B", 20)]),
    ],
)
def test_one_is_put_between_two(field, positions, place, expected):
    others = make_row(field, *positions)
    moved = make_topic(title="neu")
    moved.handlungsfeld = field

    put(moved, others, place)
    moved.save()

    assert row(field.topics) == expected


def test_where_there_is_no_room_only_the_neighbours_make_some(field):
    others = make_row(field, 10, 20, 21, 40, 50)
    moved = make_topic(title="neu")
    moved.handlungsfeld = field

    put(moved, others, 2)
    moved.save()

    assert row(field.topics) == [("A", 10), ("B", 17), ("neu", 25), ("C", 32), ("D", 40), ("E", 50)]
    assert [reasons(topic)[1:] for topic in others] == [[], [RENUMBERED], [RENUMBERED], [], []]


@pytest.mark.parametrize(
    "positions", [(0, 0, 0), (5, 5, 5), (0, 1, 2), (3, 3, 4), (LARGEST_INTEGER,) * 3, (0, 1, LARGEST_INTEGER)]
)
@pytest.mark.parametrize("place", range(4))
def test_one_is_put_anywhere_however_the_positions_lie(field, positions, place):
    others = make_row(field, *positions)
    moved = make_topic(title="neu")
    moved.handlungsfeld = field

    put(moved, others, place)
    moved.save()

    standing = row(field.topics)
    assert [title for title, _ in standing] == [*"ABC"[:place], "neu", *"ABC"[place:]]
    assert all(position <= LARGEST_INTEGER for _, position in standing)


# In an order that somebody has made


def test_only_what_was_moved_gets_another_position(field):
    a, b, c, d = make_row(field, 10, 20, 30, 40)

    assert reorder([a, d, b, c]) == {1: MOVED}
    assert [thing.position for thing in (a, d, b, c)] == [10, 15, 20, 30]


def test_what_makes_room_is_not_said_to_have_been_moved(field):
    a, b, c = make_row(field, 0, 1, 2)

    assert reorder([c, a, b]) == {0: MOVED, 1: RENUMBERED, 2: RENUMBERED}
    assert [thing.position for thing in (c, a, b)] == [10, 20, 30]


def test_what_is_fixed_keeps_its_position(field):
    a, b, c = make_row(field, 10, 20, 30)

    assert reorder([c, a, b], fixed=[c]) == {1: MOVED, 2: MOVED}
    assert [thing.position for thing in (c, a, b)] == [30, 40, 50]


def test_new_ones_at_the_end_change_nothing_else(field):
    a, b = make_row(field, 10, 20)
    new = [Topic(handlungsfeld=field), Topic(handlungsfeld=field)]

    assert reorder([a, b, *new]) == {2: MOVED, 3: MOVED}
    assert [thing.position for thing in new] == [30, 40]

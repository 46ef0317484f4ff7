"""What was written down in the minutes of a group: correcting it, moving it, removing it and putting it back."""

from uuid import uuid4

import pytest

from handlungsfelder.models import Quadrant
from tests.factories import make_card, make_contribution
from tests.page_reader import ReadPage
from tests.workshops.minutes.at_the_minutes import (
    complaints,
    make_open_group,
    told,
    wordings,
)
from workshops.models import Contribution

TOO_LONG = "a" * 2_001


# Correcting


def test_a_contribution_is_corrected_in_place(petra, group):
    contribution = make_contribution(working_group=group, wording="Rhue")

    response = petra.change(contribution, wording="Ruhe", round=2, quadrant=Quadrant.IDEA)

    contribution.refresh_from_db()
    assert (contribution.wording, contribution.round, contribution.quadrant) == ("Ruhe", 2, Quadrant.IDEA)
    assert response.url == f"{petra.address()}?bei={contribution.pk}&knopf=summary"


def test_two_who_correct_the_same_both_see_both_wordings(petra, moritz, group):
    contribution = make_contribution(working_group=group, wording="Rhue")
    moritz.change(contribution, wording="Stille")

    response = petra.change(contribution, wording="Ruhe", round=1)

    assert response.status_code == 409
    page = ReadPage(response.content.decode())
    assert page.one("div", class_="theirs").find("p").text == "Stille"
    (text,) = page.all("textarea", id=f"text-{contribution.pk}")
    assert text.text.strip() == "Ruhe"
    assert wordings(group) == ["Stille"]
    # Seen both and saved again, the own one holds.
    contribution.refresh_from_db()
    petra.change(contribution, wording="Ruhe")
    assert wordings(group) == ["Ruhe"]


def test_saving_without_a_change_leaves_no_trace(petra, group):
    contribution = make_contribution(working_group=group)

    petra.change(contribution)

    contribution.refresh_from_db()
    assert contribution.version == 1
    assert contribution.history.count() == 1


@pytest.mark.parametrize(
    "sent", [{"wording": TOO_LONG}, {"wording": ""}, {"quadrant": "x"}, {"round": "7"}, {"version": "x"}]
)
def test_a_correction_that_cannot_be_saved_keeps_what_was_entered(petra, group, sent):
    contribution = make_contribution(working_group=group, wording="Ruhe")

    response = petra.change(contribution, **{"wording": "Stille", **sent})

    assert response.status_code == 422
    (text,) = ReadPage(response.content.decode()).all("textarea", id=f"text-{contribution.pk}")
    assert (text.text or "").removeprefix("\n") == sent.get("wording", "Stille")
    assert wordings(group) == ["Ruhe"]


def test_a_contribution_of_another_group_is_refused_and_the_text_kept(petra, group):
    elsewhere = make_contribution(working_group=make_open_group(), wording="Anderswo")

    for action in ("save", "up", "remove"):
        response = petra.change(elsewhere, wording="Meins", do=action)

        assert response.status_code == 404
        assert complaints(response) == ["Dieser Beitrag gehört nicht zu dieser Gruppe oder wurde inzwischen entfernt."]
        assert "&#10;Meins</textarea>" in response.content.decode()
    elsewhere.refresh_from_db()
    assert (elsewhere.wording, elsewhere.version) == ("Anderswo", 1)


# Moving


def test_a_contribution_moves_up_and_down_and_keeps_the_focus(petra, group):
    one, _, three = (make_contribution(working_group=group, wording=wording) for wording in ("Eins", "Zwei", "Drei"))

    response = petra.change(three, do="up")

    assert wordings(group) == ["Eins", "Drei", "Zwei"]
    page = petra.look(response.url.removeprefix(petra.address()))
    (focused,) = [element for element in page.tree.iter() if element.get("autofocus") is not None]
    assert (focused.get("value"), focused.tag) == ("up", "button")
    petra.change(one, do="down")
    petra.change(one, do="down", version=2)
    assert wordings(group) == ["Drei", "Zwei", "Eins"]


def test_at_the_end_of_the_column_nothing_moves(petra, group):
    one, two = (make_contribution(working_group=group, wording=wording) for wording in ("Eins", "Zwei"))

    petra.change(one, do="up")
    petra.change(two, do="down")

    assert wordings(group) == ["Eins", "Zwei"]
    assert set(group.contributions.values_list("version", flat=True)) == {1}


def test_moving_changes_no_other_contribution_where_there_is_room(petra, group):
    one, two, three = (make_contribution(working_group=group) for _ in range(3))

    petra.change(three, do="up")

    assert [(c.pk, c.version) for c in group.contributions.all()] == [(one.pk, 1), (three.pk, 2), (two.pk, 1)]


@pytest.mark.parametrize("positions", [(0, 0, 0), (5, 5, 5), (0, 1, 2), (3, 3, 4)])
def test_moving_works_however_the_positions_lie(petra, group, positions):
    for position, wording in zip(positions, ("Eins", "Zwei", "Drei"), strict=True):
        make_contribution(working_group=group, wording=wording, position=position)

    petra.change(group.contributions.get(wording="Drei"), do="up")
    petra.change(group.contributions.get(wording="Drei"), do="up")
    petra.change(group.contributions.get(wording="Eins"), do="down")

    assert wordings(group) == ["Drei", "Zwei", "Eins"]


def test_what_is_typed_before_moving_is_saved_too(petra, group):
    make_contribution(working_group=group, wording="Eins")
    two = make_contribution(working_group=group, wording="Zwo")

    petra.change(two, wording="Zwei", do="up")

    assert wordings(group) == ["Zwei", "Eins"]


def test_a_stale_move_is_refused(petra, moritz, group):
    make_contribution(working_group=group, wording="Eins")
    two = make_contribution(working_group=group, wording="Zwei")
    moritz.change(two, wording="Zweitens")

    assert petra.change(two, do="up").status_code == 409
    assert wordings(group) == ["Eins", "Zweitens"]


# Removing


def test_what_is_removed_can_be_put_back(petra, group):
    one = make_contribution(working_group=group, wording="Eins", round=2)
    make_contribution(working_group=group, wording="Zwei")

    response = petra.client.post(
        petra.address("change", one.pk),
        {"wording": "Eins", "quadrant": one.quadrant, "version": 1, "do": "remove"},
        follow=True,
    )

    assert told(response) == ["„Eins“ ist entfernt und steht jetzt unten bei „Zuletzt entfernt“."]
    assert wordings(group) == ["Zwei"]
    assert [history.history_type for history in Contribution.history.filter(client_id=one.client_id)] == ["-", "+"]
    petra.post("restore", client_id=one.client_id)
    assert wordings(group) == ["Eins", "Zwei"]
    assert "Zuletzt entfernt" not in petra.look().main


def test_what_is_put_back_lives_on_in_the_card_it_was_adopted_as(petra, group):
    card = make_card(handlungsfeld=group.handlungsfeld)
    adopted = make_contribution(working_group=group, cards=[card], outcome="adopted")
    client_id = adopted.client_id
    adopted.delete()

    petra.post("restore", client_id=client_id)

    again = group.contributions.get()
    assert (again.outcome, list(again.cards.all())) == ("adopted", [card])


def test_what_the_strategy_builds_on_is_not_removed(petra, group):
    contribution = make_contribution(working_group=group, cards=[make_card(handlungsfeld=group.handlungsfeld)])

    response = petra.change(contribution, do="remove")

    assert response.status_code == 422
    assert [complaint.split(".")[0] for complaint in complaints(response)] == [
        "Der Beitrag lebt schon in einer Karte der Strategie weiter und lässt sich so nicht entfernen"
    ]
    assert group.contributions.count() == 1


@pytest.mark.parametrize("client_id", ["", "x", str(uuid4())])
def test_only_what_was_removed_from_this_group_can_be_put_back(petra, group, client_id):
    response = petra.post("restore", client_id=client_id)

    assert response.status_code == 422
    assert group.contributions.count() == 0


def test_what_was_removed_elsewhere_is_not_put_back_here(petra, group):
    elsewhere = make_contribution(working_group=make_open_group())
    elsewhere.delete()

    assert petra.post("restore", client_id=elsewhere.client_id).status_code == 422
    assert Contribution.objects.count() == 0

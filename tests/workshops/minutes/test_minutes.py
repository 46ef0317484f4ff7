"""The minutes of a group: writing down, correcting, moving, removing, and who may do so."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from handlungsfelder.models import Quadrant
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.factories import make_card, make_contribution, make_group, make_user, make_workshop
from tests.page_reader import ReadPage
from tests.workshops.minutes.at_the_minutes import (
    AtTheMinutes,
    complaints,
    entry,
    everything,
    make_open_group,
    told,
    wordings,
)
from workshops.models import Contribution, WorkingGroup

TOO_LONG = "a" * 2_001


@pytest.fixture
def group(db) -> WorkingGroup:
    return make_open_group()


@pytest.fixture
def petra(group) -> AtTheMinutes:
    return AtTheMinutes(make_user(), group)


@pytest.fixture
def moritz(group) -> AtTheMinutes:
    """Of the Moderation."""
    return AtTheMinutes(make_user("moritz", MODERATION), group)


@pytest.fixture
def published_record(group):
    group.workshop.publish()


# The page


def test_the_page_shows_the_four_columns_with_what_was_said(petra, group):
    make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording="Mehr Bänke", round=2)
    make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording="Kürzere Wege")

    page = petra.look()

    assert page.heading == f"Protokoll: {group.label}"
    headings = [section.find("h2") for section in page.all("section") if "data-column" in section.attrib]
    assert ["".join(heading.itertext()).split() for heading in headings] == [
        ["Stärken", "0"],
        ["Schwächen", "0"],
        ["Potentiale", "0"],
        ["Ideen", "2"],
    ]
    said = [p.text for p in page.all("p", class_="contribution-wording")]
    assert said == ["Mehr Bänke", "Kürzere Wege"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_much_was_said(petra, group, count, django_assert_num_queries):
    for _ in range(count):
        make_contribution(working_group=group, cards=[make_card(handlungsfeld=group.handlungsfeld)])
        make_contribution(working_group=group).delete()
    petra.look()

    with django_assert_num_queries(9):
        petra.look()


def test_the_group_leads_to_its_minutes(petra, group):
    for address in ("/admin/workshops/workinggroup/", f"/admin/workshops/workinggroup/{group.pk}/change/"):
        page = ReadPage(petra.client.get(address).content.decode(), address)

        assert petra.address() in page.links


@pytest.mark.parametrize("pk", [999, 10**18, 10**30])
def test_a_group_that_there_is_not_is_not_found(petra, pk):
    assert petra.client.get(f"/admin/workshops/workinggroup/{pk}/protokoll/").status_code == 404


# Writing down


def test_each_line_of_the_field_becomes_a_contribution(petra, group):
    response = petra.add("Viele Vereine\n\n  Gute Luft \n", round=2)

    assert response.url == f"{petra.address()}?spalte=strength&runde=2"
    assert [(c.wording, c.round, c.outcome) for c in group.contributions.all()] == [
        ("Viele Vereine", 2, "open"),
        ("Gute Luft", 2, "open"),
    ]
    assert petra.client.get(response.url).content.count(b"autofocus") == 1


def test_what_was_said_is_kept_word_for_word_without_control_characters(petra, group):
    petra.add("„Schulungs“angebote\x00 vor\x07 Ort … <b>&amp;</b> 👩‍🌾")

    assert wordings(group) == ["„Schulungs“angebote vor Ort … <b>&amp;</b> 👩‍🌾"]


def test_what_is_long_is_written_down_and_what_is_longer_comes_back(petra, group):
    petra.add("a" * 2_000)
    response = petra.add(TOO_LONG)

    assert wordings(group) == ["a" * 2_000]
    assert response.status_code == 422
    assert complaints(response) == [
        "Der Beitrag ist mit 2.001 Zeichen zu lang, möglich sind 2.000. "
        "Bitte kürzen Sie den Text oder teilen Sie ihn auf."
    ]
    assert f"&#10;{TOO_LONG}</textarea>" in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"wording": " \n\x00\n"}, "Ein Beitrag braucht einen Wortlaut."),
        ({"quadrant": "opportunity"}, "Diese Spalte gibt es auf dem Blatt nicht."),
        ({"quadrant": ""}, "Bitte wählen Sie eine Spalte."),
        ({"round": "3"}, "Die Gruppe hat 2 Runden."),
        ({"round": "0"}, "Diese Zahl ist zu klein."),
        ({"round": "9" * 40}, "Diese Zahl ist zu groß."),
        ({"round": "eins"}, "Das ist keine ganze Zahl."),
        ({"client_id": "eins"}, "Die Kennung ist keine."),
    ],
)
def test_what_cannot_be_written_down_comes_back_with_a_reason(petra, group, sent, complaint):
    response = petra.add(**{"wording": "Ruhe", **sent})

    assert response.status_code == 422
    assert complaints(response) == [complaint]
    assert group.contributions.count() == 0
    assert "Ruhe" in response.content.decode() or "wording" in sent


def test_of_several_lines_all_are_written_down_or_none(petra, group):
    petra.add(f"Ruhe\n{TOO_LONG}\nWald")

    assert group.contributions.count() == 0


# Sent by the script


def test_what_is_sent_twice_is_written_down_once(petra, group):
    first, second = entry("Ruhe", round="1"), entry("Wald")

    petra.send(first)
    answer = petra.send(first, second, first).json()

    assert wordings(group) == ["Ruhe", "Wald"]
    assert [saved["client_id"] for saved in answer["saved"]] == [first["client_id"], second["client_id"]]
    assert all(f'data-client-id="{saved["client_id"]}"' in saved["row"] for saved in answer["saved"])
    assert answer["open"] == [contribution.pk for contribution in group.contributions.all()]
    assert group.contributions.first().client_id == UUID(first["client_id"])


def test_what_was_removed_does_not_come_back_when_it_is_sent_again(petra, group):
    sent = entry("Ruhe")
    petra.send(sent)
    petra.change(group.contributions.get(), do="remove")

    answer = petra.send(sent).json()

    assert answer["saved"] == [{"client_id": sent["client_id"], "row": ""}]
    assert wordings(group) == []


def test_each_entry_is_answered_on_its_own(petra, group):
    elsewhere = make_contribution(working_group=make_group(), wording="Anderswo")
    good, long, foreign = entry("Ruhe"), entry(TOO_LONG), entry("Meins", client_id=str(elsewhere.client_id))

    answer = petra.send(long, foreign, good).json()

    assert [saved["client_id"] for saved in answer["saved"]] == [good["client_id"]]
    assert [(refused["client_id"], refused["reason"].split(".")[0]) for refused in answer["refused"]] == [
        (long["client_id"], "Der Beitrag ist mit 2"),
        (foreign["client_id"], "Dieser Beitrag gehört schon zu einer anderen Arbeitsgruppe"),
    ]
    elsewhere.refresh_from_db()
    assert elsewhere.wording == "Anderswo"


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "{}", '{"entries": 5}', '{"entries": [5]}', '{"entries": [{"client_id": "x"}]}', '{"entries": {}}'],
)
def test_a_message_that_makes_no_sense_is_refused(petra, group, body):
    response = petra.client.post(petra.address("send"), body, content_type="application/json")

    assert response.status_code == 400
    assert group.contributions.count() == 0


@pytest.mark.parametrize("wording", [None, 5, ["a"], {"a": 1}, True])
def test_a_wording_that_is_no_text_does_no_harm(petra, group, wording):
    response = petra.send(entry(wording))

    assert response.status_code == 200


def test_a_message_from_another_site_is_refused(petra, group):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(petra.user)

    for name in ("add", "send", "adopt", "statement", "restore", "publish"):
        assert strict.post(petra.address(name), {"wording": "Ruhe", "quadrant": "strength"}).status_code == 403
    assert group.contributions.count() == 0


def test_who_is_not_signed_in_is_sent_to_sign_in(petra, group):
    for method in ("get", "post"):
        response = getattr(Client(), method)(petra.address("send" if method == "post" else ""))

        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_by_many_at_once_is_written_down_once():
    petra = AtTheMinutes(make_user(), make_open_group())
    sent = [entry(f"Beitrag {number}") for number in range(3)]

    def send(_):
        try:
            client = AtTheMinutes(petra.user, petra.group)
            return client.send(*sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        statuses = list(threads.map(send, range(12)))

    assert statuses == [200] * 12
    assert wordings(petra.group) == ["Beitrag 0", "Beitrag 1", "Beitrag 2"]


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


# The Leitsatz


def test_the_leitsatz_of_the_group_is_written_down(petra, group):
    petra.post("statement", guiding_statement="… alle gern hier leben.", version=group.version)

    group.refresh_from_db()
    assert group.guiding_statement == "… alle gern hier leben."
    assert group.history.first().history_user == petra.user


def test_two_who_write_the_leitsatz_both_see_both(petra, moritz, group):
    moritz.post("statement", guiding_statement="… es bleibt.", version=group.version)

    response = petra.post("statement", guiding_statement="… es wird.", version=group.version)

    assert response.status_code == 409
    page = ReadPage(response.content.decode())
    assert page.one("div", class_="theirs").find("p").text == "… es bleibt."
    assert page.one("textarea", id="leitsatz").text.strip() == "… es wird."
    group.refresh_from_db()
    assert group.guiding_statement == "… es bleibt."


def test_a_leitsatz_that_is_too_long_comes_back(petra, group):
    response = petra.post("statement", guiding_statement=TOO_LONG, version=group.version)

    assert response.status_code == 422
    assert TOO_LONG in response.content.decode()
    group.refresh_from_db()
    assert group.guiding_statement == ""


# Who and when


def test_every_change_says_who_made_it(petra, moritz, group):
    moritz.add("Rhue")
    contribution = group.contributions.get()
    petra.change(contribution, wording="Ruhe")
    contribution.refresh_from_db()
    petra.change(contribution, do="remove")

    history = Contribution.history.filter(client_id=contribution.client_id)
    assert [(row.history_type, row.history_user.username, row.wording) for row in history] == [
        ("-", "petra", "Ruhe"),
        ("~", "petra", "Ruhe"),
        ("+", "moritz", "Rhue"),
    ]


# Roles


def everything_one_can_post(visitor: AtTheMinutes, contribution: Contribution, card, removed) -> list[tuple]:
    """Each thing that a button of the minutes can do, by the status and the answer it gets."""
    version = contribution.version
    preview = {"wortlaut-0": "Neu", "auswahl-0": "1", "save": "1"}
    answer = {"version": version, "reply": "Schon da.", "card": card.code}
    attempts = [
        visitor.add("Neu"),
        *(visitor.change(contribution, wording="Anders", do=action) for action in ("save", "up", "down", "remove")),
        *(visitor.post("answer", contribution.pk, do=action, **answer) for action in ("link", "decline", "reopen")),
        visitor.post("restore", client_id=removed.client_id),
        visitor.post("statement", guiding_statement="Anders", version=visitor.group.version),
        visitor.adopt(contribution),
        visitor.client.post(visitor.address("paste", "strength"), preview),
    ]
    return [attempt.status_code for attempt in attempts]


@pytest.mark.usefixtures("published_record")
def test_moderation_changes_nothing_of_a_published_record(moritz, group):
    make_contribution(working_group=group)
    contribution = make_contribution(working_group=group)
    removed = make_contribution(working_group=group)
    removed.delete()
    card = make_card(handlungsfeld=group.handlungsfeld)
    before = everything()

    assert everything_one_can_post(moritz, contribution, card, removed) == [403] * 12
    answer = moritz.send(entry("Neu")).json()

    assert [refused["reason"].split(".")[0] for refused in answer["refused"]] == ["Dieses Protokoll ist veröffentlicht"]
    assert everything() == before


@pytest.mark.usefixtures("published_record")
def test_moderation_reads_a_published_record_without_buttons(moritz, group):
    make_contribution(working_group=group, wording="Ruhe")

    page = moritz.look()

    assert "Ruhe" in page.main
    assert [form.get("action") for form in page.all("form") if "protokoll" in (form.get("action") or "")] == []
    assert "Ändern darf es nur die Redaktion." in page.main


@pytest.mark.usefixtures("published_record")
def test_what_the_redaktion_saves_in_a_published_record_is_live(petra, group):
    assert "Was Sie hier speichern, steht sofort auf der Website." in petra.look().main

    petra.add("Ruhe")

    assert "Ruhe" in Client().get(group.workshop.get_absolute_url()).content.decode()


def test_what_moderation_may_not_save_comes_back(moritz, group):
    group.workshop.publish()

    response = moritz.add("Lange überlegt")

    assert response.status_code == 403
    assert complaints(response) == [
        "Dieses Protokoll ist veröffentlicht. Ändern darf es nur die Redaktion; "
        "als Moderation können Sie es weiter lesen."
    ]
    assert "Lange überlegt</textarea>" in response.content.decode()


def test_staff_without_a_role_sees_no_minutes(group, db):
    nobody = make_user("niemand")
    nobody.groups.clear()

    assert AtTheMinutes(nobody, group).client.get(AtTheMinutes(nobody, group).address()).status_code == 403


def test_moderation_writes_the_record_of_a_draft(moritz, group):
    moritz.add("Ruhe")
    moritz.change(group.contributions.get(), wording="Stille")

    assert wordings(group) == ["Stille"]


def test_the_record_of_a_workshop_that_was_published_stays_closed_to_moderation(moritz, group):
    group.workshop.publish()
    group.workshop.withdraw()

    assert moritz.add("Ruhe").status_code == 403
    assert group.workshop.status == Status.DRAFT


def test_json_of_another_shape_is_no_way_around_the_limit(petra, group):
    petra.client.post(
        petra.address("send"),
        json.dumps({"entries": [entry(f"Beitrag {number}") for number in range(80)]}),
        content_type="application/json",
    )

    assert group.contributions.count() == 50


def test_a_group_of_another_workshop_is_left_alone(petra, group):
    other = make_group(workshop=make_workshop(status=Status.DRAFT))

    petra.add("Ruhe")

    assert other.contributions.count() == 0

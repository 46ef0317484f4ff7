"""The minutes of a group: its page, what is written down on it and sent by its script, and the Leitsatz."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from handlungsfelder.models import Quadrant
from leader_portal.content.audience import Status
from tests.factories import make_card, make_contribution, make_group, make_user, make_workshop
from tests.page_reader import ReadPage
from tests.workshops.minutes.at_the_minutes import (
    AtTheMinutes,
    complaints,
    entry,
    make_open_group,
    wordings,
)
from workshops.models import Contribution

TOO_LONG = "a" * 2_001


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
    [
        "",
        "{",
        "[]",
        "{}",
        '{"entries": 5}',
        '{"entries": [5]}',
        '{"entries": [{"client_id": "x"}]}',
        '{"entries": {}}',
        "[" * 100_000,
    ],
)
def test_a_message_that_makes_no_sense_is_refused(petra, group, body):
    response = petra.client.post(petra.address("send"), body, content_type="application/json")

    assert response.status_code == 400
    assert group.contributions.count() == 0


@pytest.mark.parametrize("wording", [None, 5, ["a"], {"a": 1}, True])
def test_a_wording_that_is_no_text_does_no_harm(petra, group, wording):
    response = petra.send(entry(wording))

    assert response.status_code == 200


def test_half_an_emoji_does_not_hold_up_what_is_typed_after_it(petra, group):
    answer = petra.send(entry("halb \ud83d"), entry("ganz")).json()

    assert (len(answer["saved"]), answer["refused"]) == (2, [])
    assert [contribution.wording for contribution in group.contributions.all()] == ["halb", "ganz"]


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

"""Several people at one pinboard: nobody overwrites anybody unseen, and all that is done at once is done."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests.factories import make_card, make_field, make_topic, make_user
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard, said, texts_in, told
from tests.page_reader import ReadPage

STRENGTH, WEAKNESS, POTENTIAL, IDEA = Quadrant


@pytest.fixture
def field(db):
    return make_field(number=1, title="Gutes Leben")


@pytest.fixture
def petra(field):
    return AtThePinboard(make_user("petra", first_name="Petra", last_name="Beispiel"), field)


@pytest.fixture
def paul(field):
    return AtThePinboard(make_user("paul", first_name="Paul", last_name="Muster"), field)


@pytest.fixture
def card(field):
    return make_card(handlungsfeld=field, quadrant=WEAKNESS, text="Wie beide es sahen")


def open_form(at_the_pinboard, name, card) -> dict:
    """What the form on a page would send if nobody touched it."""
    page = ReadPage(at_the_pinboard.get(name, card=card).content.decode())
    return sent_by(page)


def sent_by(page: ReadPage) -> dict:
    fields = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    return fields | {box.get("name"): "".join(box.itertext()).removeprefix("\n") for box in page.all("textarea")}


def test_who_edits_second_is_told_and_reads_all_three_texts(field, petra, paul, card):
    topic = make_topic(handlungsfeld=field)
    petras, pauls = open_form(petra, "edit", card), open_form(paul, "edit", card)
    petra.post("edit", card=card, **{**petras, "text": "Petras Fassung"})
    response = paul.post("edit", card=card, **{**pauls, "text": "Pauls Fassung", "topics": [topic.pk]})
    page = ReadPage(response.content.decode())
    assert response.status_code == 409
    assert [shown_text(section) for section in page.all("section")] == ["Wie beide es sahen", "Petras Fassung"]
    assert said(response).startswith(
        f"Karte {card.code} hat inzwischen Petra Beispiel geändert. "
        "Damit nichts verloren geht, wurde nichts gespeichert."
    )
    assert sent_by(page)["text"] == "Pauls Fassung"
    assert page.one("input", name="topics").get("checked") is not None
    assert told(card) == ("petra", "auf der Tafel bearbeitet", "Petras Fassung")


def test_having_read_them_one_may_save_ones_own(petra, paul, card):
    petras, pauls = open_form(petra, "edit", card), open_form(paul, "edit", card)
    petra.post("edit", card=card, **{**petras, "text": "Petras Fassung"})
    response = paul.post("edit", card=card, **{**pauls, "text": "Pauls Fassung"})
    paul.post("edit", card=card, **sent_by(ReadPage(response.content.decode())))
    assert told(card) == ("paul", "auf der Tafel bearbeitet", "Pauls Fassung")
    assert [row.text for row in card.history.all()] == ["Pauls Fassung", "Petras Fassung", "Wie beide es sahen"]


def test_a_stale_move_is_refused_with_both_states(field, petra, paul, card):
    seen = seen_on_the_pinboard(paul, card)
    petra.move(card, "potential")
    response = paul.post("move", card=card, to="idea", **seen)
    page = ReadPage(response.content.decode())
    states = [state.find("dd").text.split(",")[0] for state in page.all("dl", class_="state")]
    assert response.status_code == 409
    assert states == [f"Schwächen von {field}", f"Potentiale von {field}"]
    assert texts_in(field, POTENTIAL) == ["Wie beide es sahen"]
    assert f"{paul.address()}#karte-{card.code}" in page.links


def test_a_stale_move_in_place_is_answered_with_the_sentence_and_both_states(field, petra, paul, card):
    seen = seen_on_the_pinboard(paul, card)
    petra.edit(card, "Petras Fassung")
    response = paul.post("move", card=card, to="idea", in_place=True, **seen)
    answer = response.json()
    assert response.status_code == 409
    assert answer["sentence"] == (
        f"Karte {card.code} hat inzwischen Petra Beispiel geändert. "
        "Damit nichts verloren geht, wurde nichts gespeichert."
    )
    sections = ReadPage(answer["html"]).all("section")
    assert [shown_text(section) for section in sections] == ["Wie beide es sahen", "Petras Fassung"]
    assert texts_in(field, WEAKNESS) == ["Petras Fassung"]


def test_who_is_in_their_own_way_is_told_so(petra, card):
    petra.edit(card, "Im anderen Fenster")
    response = petra.move(card, "idea", in_place=True)
    assert response.json()["sentence"] == (
        f"Karte {card.code} haben Sie inzwischen selbst, in einem anderen Fenster, geändert. "
        "Damit nichts verloren geht, wurde nichts gespeichert."
    )


@pytest.mark.parametrize("seen", ["", "0", "999999"])
def test_a_conflict_without_a_known_state_still_shows_what_is_there_now(petra, paul, card, seen):
    petra.edit(card, "Petras Fassung")
    response = paul.set_status(card, "archived", seen=seen)
    assert response.status_code == 409
    assert "Das lässt sich nicht mehr feststellen." in ReadPage(response.content.decode()).main


@pytest.mark.parametrize("seen", [str(10**30), "²", "x"])
def test_a_forged_state_is_refused(petra, card, seen):
    assert petra.set_status(card, "archived", seen=seen).status_code == 400
    assert petra.edit(card, "x", seen=seen).status_code == 422


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("move", {"to": "up"}),
        ("move", {"to": "idea"}),
        ("status", {"status": "archived"}),
        ("edit", {"text": "Pauls Fassung"}),
        ("split", {"first": "Pauls", "second": "Fassung"}),
    ],
)
def test_nothing_is_done_to_a_card_that_was_changed_meanwhile(field, petra, paul, card, name, sent):
    make_card(handlungsfeld=field, quadrant=WEAKNESS, text="davor", position=1)
    petra.edit(card, "Petras Fassung")
    assert paul.post(name, card=card, version=card.version, **sent).status_code == 409
    assert texts_in(field, WEAKNESS) == ["davor", "Petras Fassung"]
    assert told(card) == ("petra", "auf der Tafel bearbeitet", "Petras Fassung")


def test_a_card_that_was_deleted_meanwhile_is_refused_with_a_reason(petra, field):
    card = make_card(handlungsfeld=field, status=Status.DRAFT)
    code = card.code
    Card.objects.get(pk=card.pk).delete()
    response = petra.move(card, "idea", in_place=True)
    assert (response.status_code, response.json()["sentence"]) == (
        404,
        f"Eine Karte {code} gibt es nicht, oder sie wurde inzwischen gelöscht.",
    )


def test_two_people_move_different_cards_of_one_column_without_being_in_each_others_way(field, petra, paul):
    a, b, c = (make_card(handlungsfeld=field, quadrant=WEAKNESS, text=text) for text in "abc")
    assert paul.move(c, "up").status_code == 302
    assert petra.move(a, "down").status_code == 302
    assert b.history.count() == 1
    assert texts_in(field, WEAKNESS) == ["c", "a", "b"]


def seen_on_the_pinboard(at_the_pinboard, card) -> dict:
    """What the card's menu sends along, as it is on the pinboard now."""
    pin = at_the_pinboard.look().one("li", id=f"karte-{card.code}")
    return {name: pin.get(f"data-{name}") for name in ("version", "seen")}


def shown_text(section) -> str:
    (text,) = [paragraph for paragraph in section.iter("p") if paragraph.get("class") == "pin-text"]
    return "".join(text.itertext())


# At the same moment


class Colleague:
    """Somebody at the pinboard in a browser of their own, who reaches a real server."""

    def __init__(self, server, at_the_pinboard: AtThePinboard):
        self.server = server
        self.pinboard = at_the_pinboard.address()
        self.session = at_the_pinboard.client.cookies["sessionid"].value

    def post(self, path: str, **sent) -> tuple[int, dict]:
        token = "a" * 32
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Requested-With": "pinboard",
            "X-CSRFToken": token,
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
        }
        with closing(http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=60)) as connection:
            connection.request("POST", f"{self.pinboard}{path}", urlencode(sent), headers)
            with connection.getresponse() as response:
                body = response.read().decode()
                assert response.headers["Content-Type"] == "application/json", f"{response.status}: {body[:500]}"
                return response.status, json.loads(body)


def test_twenty_moves_and_edits_at_the_same_moment_all_happen_and_none_fails(transactional_db, start_server):
    field = make_field()
    make_card(handlungsfeld=field, quadrant=IDEA, text="oben", position=1)
    target = make_card(handlungsfeld=field, quadrant=IDEA, text="Ziel", position=2)
    moved = [make_card(handlungsfeld=field, quadrant=STRENGTH, text=f"gezogen {number}") for number in range(8)]
    edited = [make_card(handlungsfeld=field, quadrant=WEAKNESS, text=f"alt {number}") for number in range(6)]
    staff = [AtThePinboard(make_user(f"lag{number}"), field) for number in range(4)]
    server = start_server(workers=2)
    colleagues = [Colleague(server, at_the_pinboard) for at_the_pinboard in staff]

    tasks = [
        # All to the same place, where there is no room: each makes it anew.
        *((f"{card.code}/verschieben/", {"to": "idea", "before": target.code, "version": 1}) for card in moved),
        *((f"{card.code}/bearbeiten/", {"text": f"neu {number}", "version": 1}) for number, card in enumerate(edited)),
        *(("neu/", {"quadrant": "potential", "text": f"geschrieben {number}"}) for number in range(6)),
    ]
    with ThreadPoolExecutor(len(tasks)) as pool:
        answers = list(
            pool.map(
                lambda numbered: colleagues[numbered[0] % 4].post(numbered[1][0], **numbered[1][1]), enumerate(tasks)
            )
        )

    assert [status for status, _ in answers] == [200] * 20
    ideas = texts_in(field, IDEA)
    assert (ideas[0], ideas[-1], sorted(ideas[1:-1])) == ("oben", "Ziel", [f"gezogen {number}" for number in range(8)])
    assert texts_in(field, WEAKNESS) == [f"neu {number}" for number in range(6)]
    assert sorted(texts_in(field, POTENTIAL)) == [f"geschrieben {number}" for number in range(6)]
    assert {row.history_user.username for card in (*moved, *edited) for row in card.history.all()[:1]} == {
        "lag0", "lag1", "lag2", "lag3",
    }  # fmt: skip


def test_of_twenty_who_change_the_same_card_at_the_same_moment_one_does_and_the_others_are_told(
    transactional_db, start_server
):
    field = make_field()
    card = make_card(handlungsfeld=field, quadrant=WEAKNESS, text="alt")
    make_card(handlungsfeld=field, quadrant=WEAKNESS)
    colleague = Colleague(start_server(workers=2), AtThePinboard(make_user("lag"), field))
    tasks = [
        *((f"{card.code}/verschieben/", {"to": to}) for to in ("idea", "strength", "potential", "down", "down") * 2),
        *((f"{card.code}/status/", {"status": status}) for status in ("draft", "archived") * 5),
    ]
    with ThreadPoolExecutor(len(tasks)) as pool:
        answers = list(pool.map(lambda task: colleague.post(task[0], version=1, **task[1]), tasks))
    assert sorted(status for status, _ in answers) == [200] + [409] * 19
    card.refresh_from_db()
    assert (card.version, card.history.count()) == (2, 2)

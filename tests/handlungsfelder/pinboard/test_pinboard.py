"""The pinboard of a field: what one sees on it, and what its buttons do."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from handlungsfelder.models import Card, Quadrant
from handlungsfelder.pinboard.cards import move_card, step_card, write_card
from leader_portal.content.audience import Status
from leader_portal.content.editing import Refused
from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.content.roles import MODERATION
from tests.factories import make_card, make_contribution, make_field, make_place, make_topic, make_user
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard, said, texts_in, told
from tests.page_reader import ReadPage

pytestmark = pytest.mark.django_db
STRENGTH, WEAKNESS, POTENTIAL, IDEA = Quadrant


@pytest.fixture
def field():
    return make_field(number=1, title="Gutes Leben")


@pytest.fixture
def petra(field):
    """Of the Redaktion."""
    return AtThePinboard(make_user("petra", first_name="Petra", last_name="Beispiel"), field)


@pytest.fixture
def momo(field):
    """Of the Moderation."""
    return AtThePinboard(make_user("momo", MODERATION), field)


def make_column(field, *texts, quadrant=STRENGTH, **changes):
    return [make_card(handlungsfeld=field, quadrant=quadrant, text=text, **changes) for text in texts]


def fill(field, count):
    """That many cards in the four columns, each with a topic, a place and a contribution."""
    topic, place = make_topic(), make_place()
    cards = Card.objects.bulk_create(
        Card(handlungsfeld=field, quadrant=list(Quadrant)[number % 4], text=f"Karte {number}", position=number)
        for number in range(count)
    )
    Card.history.bulk_history_create(cards)
    topic.cards.through.objects.bulk_create(topic.cards.through(topic=topic, card=card) for card in cards)
    place.cards.through.objects.bulk_create(place.cards.through(place=place, card=card) for card in cards)
    contribution = make_contribution()
    contribution.cards.through.objects.bulk_create(
        contribution.cards.through(contribution=contribution, card=card) for card in cards
    )


# What one sees


def test_the_pinboard_shows_the_cards_of_each_quadrant_in_their_order(field, petra):
    make_column(field, "zweite", "dritte", quadrant=WEAKNESS)
    make_card(handlungsfeld=field, quadrant=WEAKNESS, text="erste", position=1)
    make_card(text="eines anderen Feldes")
    page = petra.look()
    shown = {
        column.get("data-quadrant"): [
            "".join(text.itertext()) for text in column.iter("p") if text.get("class") == "pin-text"
        ]
        for column in page.all("ol", class_="pins")
    }
    assert shown == {"strength": [], "weakness": ["erste", "zweite", "dritte"], "potential": [], "idea": []}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Entwurf eins", "Öffentlich eins"]),
        ("?status=entwurf", ["Entwurf eins"]),
        ("?status=veroeffentlicht", ["Öffentlich eins"]),
        ("?status=archiv", ["Weggelegt eins"]),
        ("?status=gibtsnicht", ["Entwurf eins", "Öffentlich eins"]),
    ],
)
def test_the_links_above_the_pinboard_choose_by_status(field, petra, query, shown):
    make_card(handlungsfeld=field, text="Entwurf eins", status=Status.DRAFT)
    make_card(handlungsfeld=field, text="Öffentlich eins")
    make_card(handlungsfeld=field, text="Weggelegt eins", status=Status.ARCHIVED)
    page = petra.look(query)
    assert ["".join(text.itertext()) for text in page.all("p", class_="pin-text")] == shown


def test_what_says_and_what_refuses_are_empty_until_there_is_something_to_say(field, petra):
    """White space in them would show as an empty bar, and as a text that came back."""
    page = ReadPage(petra.client.get(petra.address()).text)
    boxes = [
        page.one("div", id="pinboard-status"),
        page.one("div", id="pinboard-alert"),
        *page.all("p", class_="mistake"),
    ]

    assert len(boxes) == 6
    assert [box.get("id") for box in boxes if box.text or len(box)] == []


def test_a_card_says_what_it_is_where_it_comes_from_and_who_changed_it_last(field, petra):
    card = make_card(
        handlungsfeld=field,
        text="Dorfladen",
        status=Status.DRAFT,
        topics=[make_topic(title="Nahversorgung")],
        places=[make_place(name="Oberdorf")],
    )
    make_contribution(cards=[card])
    make_contribution(cards=[card])
    petra.edit(card, "Dorfladen in Oberdorf", topics=card.topics.get().pk, places=card.places.get().pk)
    (pin,) = petra.look().all("li", id=f"karte-{card.code}")
    words = " ".join(" ".join(pin.itertext()).split())
    assert words.startswith(
        f"{card.code} Entwurf Dorfladen in Oberdorf Nahversorgung Oberdorf aus 2 Beiträgen · zuletzt Petra Beispiel, "
    )


def test_renumbering_names_nobody_on_the_pinboard(field, petra):
    first, _ = make_column(field, "a", "b")
    Card.objects.filter(pk=first.pk).update(position=0)
    third = make_card(handlungsfeld=field, quadrant=WEAKNESS)
    petra.move(third, "strength", before=first.code)
    first.refresh_from_db()
    assert told(first) == ("petra", "Plätze neu gezählt", "a")
    (pin,) = petra.look().all("li", id=f"karte-{first.code}")
    assert "Petra" not in "".join(pin.itertext())


@pytest.mark.once
@pytest.mark.parametrize("count", [1, 300])
def test_a_pinboard_costs_the_same_queries_however_many_cards_hang_on_it(field, petra, count):
    fill(field, count)
    make_field()
    # Session and user, two of permissions, the field, its cards with topics and places, the last changes with who made
    # them, the other fields, and one of the admin's own.
    with assertNumQueries(11):
        page = petra.look()
    assert len(page.all("li", tabindex="-1")) == count


@pytest.mark.once
@pytest.mark.parametrize("count", [1, 300])
def test_a_move_costs_the_same_queries_however_many_cards_hang_on_the_pinboard(field, petra, count):
    fill(field, count)
    card = make_card(handlungsfeld=field, quadrant=IDEA)
    with assertNumQueries(22):
        petra.move(card, "strength", in_place=True)


def test_the_pinboard_is_linked_from_the_field_and_from_the_list_of_fields(field, petra):
    pinboard = petra.address()
    form = petra.client.get(reverse("admin:handlungsfelder_handlungsfeld_change", args=[field.pk]))
    fields = petra.client.get(reverse("admin:handlungsfelder_handlungsfeld_changelist"))
    assert [ReadPage(response.content.decode()).links.count(pinboard) for response in (form, fields)] == [1, 1]


def test_a_card_links_to_its_place_on_the_pinboard(field, petra):
    card = make_card(handlungsfeld=field)
    form = petra.client.get(reverse("admin:handlungsfelder_card_change", args=[card.pk]))
    assert f"{petra.address()}#karte-{card.code}" in ReadPage(form.content.decode()).links


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_the_pinboard_of_a_field_that_is_not_there_is_not_found(petra, pk):
    assert petra.client.get(f"/admin/handlungsfelder/handlungsfeld/{pk}/tafel/").status_code == 404


# Moving


def test_a_card_is_moved_to_another_quadrant_and_one_is_led_back_to_it(field, petra):
    make_column(field, "a", "b", quadrant=POTENTIAL)
    card = make_card(handlungsfeld=field, quadrant=WEAKNESS, text="c")
    response = petra.move(card, "potential")
    assert response["Location"] == f"{petra.address()}#karte-{card.code}"
    assert texts_in(field, POTENTIAL) == ["a", "b", "c"]
    assert told(card) == ("petra", "auf der Tafel nach Potentiale verschoben", "c")
    assert said(petra.client.get(petra.address())) == f"Karte {card.code} steht jetzt in Potentiale, Platz 3 von 3."


@pytest.mark.parametrize(("to", "order"), [("up", ["b", "a", "c"]), ("down", ["a", "c", "b"])])
def test_a_card_moves_one_place_up_or_down(field, petra, to, order):
    _, card, _ = make_column(field, "a", "b", "c")
    petra.move(card, to)
    assert texts_in(field, STRENGTH) == order


@pytest.mark.parametrize(("index", "to", "sentence"), [(0, "up", "oben"), (1, "down", "unten")])
def test_at_the_end_of_its_column_a_card_stays_and_one_is_told(field, petra, index, to, sentence):
    card = make_column(field, "a", "b")[index]
    response = petra.move(card, to, in_place=True)
    assert response.json()["sentence"] == f"Karte {card.code} steht schon ganz {sentence}."
    assert texts_in(field, STRENGTH) == ["a", "b"]
    assert card.history.count() == 1


def test_up_passes_the_archived_and_what_the_filter_hides(field, petra):
    draft = make_card(handlungsfeld=field, text="Entwurf", status=Status.DRAFT)
    make_column(field, "öffentlich")
    make_column(field, "weg", status=Status.ARCHIVED)
    other = make_card(handlungsfeld=field, text="anderer Entwurf", status=Status.DRAFT)
    petra.move(other, "up", query="?status=entwurf")
    assert texts_in(field, STRENGTH) == ["anderer Entwurf", "Entwurf", "öffentlich"]
    assert told(draft)[1] is None


def test_a_card_is_dropped_between_two_others(field, petra):
    a, b = make_column(field, "a", "b")
    card = make_card(handlungsfeld=field, quadrant=IDEA, text="neu")
    answer = petra.move(card, "strength", before=b.code, after=a.code, in_place=True).json()
    assert texts_in(field, STRENGTH) == ["a", "neu", "b"]
    assert (answer["sentence"], answer["quadrant"], answer["followers"]) == (
        f"Karte {card.code} steht jetzt in Stärken, Platz 2 von 3.",
        "strength",
        [b.code],
    )


def test_a_card_is_dropped_behind_one_neighbour_when_the_other_has_left(field, petra):
    a, b = make_column(field, "a", "b")
    card = make_card(handlungsfeld=field, quadrant=IDEA, text="neu")
    b.archive()
    petra.move(card, "strength", before=b.code, after=a.code)
    assert texts_in(field, STRENGTH) == ["a", "neu"]


def test_a_card_is_not_dropped_where_neither_neighbour_is_left(field, petra):
    (a,) = make_column(field, "a")
    card = make_card(handlungsfeld=field, quadrant=IDEA, text="neu")
    a.archive()
    response = petra.move(card, "strength", before=a.code, in_place=True)
    assert response.status_code == 409
    assert response.json()["sentence"] == (
        "Die Karten in dieser Spalte liegen inzwischen anders. Bitte laden Sie die Tafel neu."
    )
    assert texts_in(field, IDEA) == ["neu"]


def test_a_card_is_moved_to_the_same_quadrant_of_another_field(field, petra):
    other = make_field(number=2, title="Wirtschaft")
    make_card(handlungsfeld=other, quadrant=WEAKNESS, text="dort")
    card = make_card(handlungsfeld=field, quadrant=WEAKNESS, text="hier")
    response = petra.move(card, "field", handlungsfeld=other.pk)
    assert response["Location"] == f"{petra.address()}#tafel"
    assert texts_in(other, WEAKNESS) == ["dort", "hier"]
    assert said(petra.client.get(petra.address())) == (
        f"Karte {card.code} steht jetzt in HF 2: Wirtschaft, Schwächen, Platz 2 von 2."
    )


def test_moving_between_the_same_two_cards_changes_no_other_while_there_is_a_gap(field, petra):
    a, b = make_column(field, "a", "b")
    assert (a.position, b.position) == (10, 20)
    for number in range(4):
        card = make_card(handlungsfeld=field, quadrant=IDEA, text=str(number))
        move_card(user=petra.user, card=card, version=1, quadrant=STRENGTH, before=b.code)
    assert list(Card.objects.in_field(field).values_list("position", flat=True)) == [10, 15, 17, 18, 19, 20]
    assert {a.history.count(), b.history.count()} == {1}
    card = make_card(handlungsfeld=field, quadrant=IDEA, text="4")
    move_card(user=petra.user, card=card, version=1, quadrant=STRENGTH, before=b.code)
    assert texts_in(field, STRENGTH) == ["a", "0", "1", "2", "3", "4", "b"]
    # Only the two between which it goes make room for it.
    assert list(Card.objects.in_field(field).values_list("position", flat=True)) == [10, 15, 17, 18, 28, 38, 48]
    assert (a.history.count(), told(b)) == (1, ("petra", "Plätze neu gezählt", "b"))


def test_renumbering_keeps_the_place_of_what_is_archived(field, petra):
    first, archived, _ = make_column(field, "a", "weg", "b", position=0)
    archived.archive()
    card = make_card(handlungsfeld=field, quadrant=IDEA, text="neu")
    move_card(user=petra.user, card=card, version=1, quadrant=STRENGTH, before=first.code)
    archived.refresh_from_db()
    archived.withdraw()
    assert texts_in(field, STRENGTH) == ["neu", "a", "weg", "b"]


def test_behind_the_largest_position_there_is_room_too(field, petra):
    make_column(field, "letzte", position=LARGEST_INTEGER)
    write_card(user=petra.user, handlungsfeld=field, quadrant=STRENGTH, text="neue")
    assert texts_in(field, STRENGTH) == ["letzte", "neue"]


def test_the_answer_carries_the_versions_of_all_that_were_renumbered(field, petra):
    a, b = make_column(field, "a", "b", position=5)
    card = make_card(handlungsfeld=field, quadrant=IDEA)
    answer = petra.move(card, "strength", before=b.code, in_place=True).json()
    stored = {card.code: card.version for card in Card.objects.in_field(field)}
    assert answer["versions"] == stored
    assert stored[a.code] == 2


def test_stepping_looks_at_the_row_as_it_is_now(field, petra):
    a, _, c = make_column(field, "a", "b", "c")
    move_card(user=petra.user, card=a, version=1, quadrant=STRENGTH)
    step_card(user=petra.user, card=c, version=1, direction="up")
    assert texts_in(field, STRENGTH) == ["c", "b", "a"]


# Writing and editing


def test_a_new_card_is_a_draft_at_the_foot_of_its_column(field, petra):
    make_column(field, "a", quadrant=IDEA)
    response = petra.post("write", quadrant="idea", text="Ein \x00Dorfladen\x07 \r\nmit Café  ")
    card = Card.objects.get(text="Ein Dorfladen \nmit Café")
    assert (card.status, card.first_published_at) == (Status.DRAFT, None)
    assert response["Location"] == f"{petra.address()}#karte-{card.code}"
    assert texts_in(field, IDEA) == ["a", card.text]
    assert told(card) == ("petra", "auf der Tafel geschrieben", card.text)


def test_the_redaktion_may_publish_a_new_card_at_once(field, petra):
    petra.post("write", quadrant="idea", text="Dorfladen", publish="on")
    assert Card.objects.get().is_published


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \x00 ", "Bitte geben Sie einen Text ein."),
        (
            "x" * 2001,
            "Der Text hat 2001 Zeichen, auf eine Karte passen 2000. Bitte kürzen Sie ihn, "
            "oder verteilen Sie ihn auf zwei Karten.",
        ),
    ],
)
def test_a_text_that_will_not_do_is_refused_and_kept(field, petra, text, sentence):
    response = petra.post("write", quadrant="idea", text=text, publish="on")
    page = ReadPage(response.content.decode())
    assert response.status_code == 422
    assert "".join(page.one("p", id="neu-idea-fehler").itertext()).strip() == sentence
    assert "".join(page.one("textarea", id="neu-idea").itertext()).strip() == text.replace("\x00", "�").strip()
    assert not Card.objects.exists()


def test_two_thousand_characters_are_a_card(field, petra):
    petra.post("write", quadrant="idea", text="ß" * 2000)
    assert texts_in(field, IDEA) == ["ß" * 2000]


def test_text_topics_and_places_are_changed_in_one_step_that_leaves_one_row_of_history(field, petra):
    old, new, place = make_topic(), make_topic(), make_place()
    card = make_card(handlungsfeld=field, topics=[old])
    rows = card.history.count()
    response = petra.edit(card, "Neuer Text", topics=[new.pk], places=[place.pk])
    card.refresh_from_db()
    assert response["Location"] == f"{petra.address()}#karte-{card.code}"
    assert (card.text, list(card.topics.all()), list(card.places.all())) == ("Neuer Text", [new], [place])
    assert told(card) == ("petra", "auf der Tafel bearbeitet", "Neuer Text")
    assert card.history.count() == rows + 1
    assert [link.topic_id for link in card.history.first().topics.all()] == [new.pk]
    assert said(petra.client.get(petra.address())) == (
        f"Karte {card.code} ist gespeichert und so auf der Website zu lesen."
    )


def test_the_edit_page_comes_with_what_the_card_has(field, petra):
    topic, place = make_topic(handlungsfeld=field), make_place()
    archived = make_topic(handlungsfeld=field, status=Status.ARCHIVED)
    make_topic(handlungsfeld=field, status=Status.ARCHIVED)
    card = make_card(handlungsfeld=field, text="Text", topics=[topic, archived], places=[place])
    page = ReadPage(petra.get("edit", card=card).content.decode())
    ticked = [box.get("value") for box in page.all("input", type="checkbox") if box.get("checked") is not None]
    assert ticked == [str(topic.pk), str(archived.pk), str(place.pk)]
    assert [box.get("value") for box in page.all("input", name="topics")] == [str(topic.pk), str(archived.pk)]


@pytest.mark.parametrize("forged", ["999999", "x", str(10**30), "-1", "1 OR 1"])
def test_a_forged_topic_is_refused_with_a_reason_and_the_text_is_kept(field, petra, forged):
    card = make_card(handlungsfeld=field, text="alt")
    response = petra.edit(card, "Neu geschrieben", topics=[forged])
    page = ReadPage(response.content.decode())
    assert response.status_code == 422
    assert "Eines der Themen gibt es nicht (mehr). Bitte prüfen Sie die Auswahl." in page.main
    assert "".join(page.one("textarea", name="text").itertext()).strip() == "Neu geschrieben"
    card.refresh_from_db()
    assert card.text == "alt"


def test_in_place_the_form_comes_alone_and_the_card_comes_back(field, petra):
    card = make_card(handlungsfeld=field, text="alt")
    headers = {"X-Requested-With": "pinboard"}
    piece = petra.client.get(petra.address("edit", card=card), headers=headers).content.decode()
    assert piece.lstrip().startswith("<form")
    mistaken = petra.edit(card, "", in_place=True)
    assert (mistaken.status_code, mistaken.content.decode().lstrip()[:5]) == (422, "<form")
    answer = petra.edit(card, "neu", in_place=True).json()
    assert "".join(ReadPage(answer["html"]).one("p", class_="pin-text").itertext()) == "neu"


# Status


def test_a_card_is_published_made_a_draft_archived_and_brought_back(field, petra):
    card = make_card(handlungsfeld=field, status=Status.DRAFT)
    seen = []
    for status in ("published", "draft", "archived", "published"):
        sentence = petra.set_status(card, status, in_place=True).json()["sentence"]
        card.refresh_from_db()
        seen.append((card.status, told(card)[1], sentence.removeprefix(f"Karte {card.code} ")))
    assert seen == [
        ("published", "auf der Tafel veröffentlicht", "ist veröffentlicht und auf der Website zu lesen."),
        ("draft", "auf der Tafel zum Entwurf gemacht", "ist jetzt ein Entwurf, den nur die Redaktion sieht."),
        (
            "archived",
            "auf der Tafel archiviert",
            "liegt jetzt im Archiv dieser Tafel und lässt sich von dort zurückholen.",
        ),
        ("published", "auf der Tafel veröffentlicht", "ist veröffentlicht und auf der Website zu lesen."),
    ]


def test_a_card_that_leaves_what_one_looks_at_leaves_the_page(field, petra):
    card = make_card(handlungsfeld=field, status=Status.DRAFT)
    answer = petra.set_status(card, "published", query="?status=entwurf", in_place=True).json()
    assert list(answer) == ["sentence", "undo"]


def test_what_is_archived_is_neither_moved_nor_edited_nor_split(field, petra):
    card = make_card(handlungsfeld=field, status=Status.ARCHIVED, text="weg")
    refused = [petra.move(card, "idea"), petra.edit(card, "neu"), petra.get("split", card=card)]
    sentence = f"Karte {card.code} liegt inzwischen im Archiv. Holen Sie sie zuerst zurück."
    assert [(response.status_code, said(response)) for response in refused] == [(409, sentence)] * 3


# Whoever may not, and what is forged


@pytest.fixture
def published(field):
    return make_card(handlungsfeld=field, quadrant=WEAKNESS, text="öffentlich")


@pytest.fixture
def once_published(field):
    card = make_card(handlungsfeld=field, quadrant=WEAKNESS, text="war öffentlich")
    card.withdraw()
    return card


@pytest.mark.parametrize("kind", ["published", "once_published"])
def test_moderation_changes_nothing_that_was_published(request, field, momo, kind):
    card = request.getfixturevalue(kind)
    other = make_card(handlungsfeld=field, status=Status.DRAFT)
    merging = f"?karte={card.code}&karte={other.code}"
    answers = [
        momo.move(card, "idea"),
        momo.move(card, "up"),
        momo.set_status(card, "archived"),
        momo.set_status(card, "draft"),
        momo.edit(card, "anders"),
        momo.get("edit", card=card),
        momo.post("split", card=card, version=card.version, first="a", second="b"),
        momo.get("merge", query=merging),
        momo.post(
            "merge",
            query=merging,
            survivor=other.code,
            wording=other.code,
            **{f"version-{card.code}": card.version, f"version-{other.code}": other.version},
        ),
        momo.post("unmerge", card=card, version=card.version, text="x"),
    ]
    sentence = f"Karte {card.code} ist veröffentlicht oder war es schon einmal. Das darf nur die Redaktion ändern."
    assert [(answer.status_code, said(answer)) for answer in answers] == [(403, sentence)] * len(answers)
    assert card.history.count() == {"published": 1, "once_published": 2}[kind]
    page = momo.look()
    assert page.one("li", id=f"karte-{card.code}").findall(".//form") == []


def test_moderation_works_with_drafts_but_publishes_none(field, momo):
    card = make_card(handlungsfeld=field, status=Status.DRAFT, quadrant=WEAKNESS, text="Entwurf")
    momo.move(card, "idea")
    card.refresh_from_db()
    momo.edit(card, "geändert")
    card.refresh_from_db()
    momo.look()
    refused = momo.set_status(card, "published")
    written = momo.post("write", quadrant="idea", text="gleich öffentlich", publish="on")
    assert (refused.status_code, said(refused)) == (
        403,
        "Veröffentlichen darf nur die Redaktion. Als Entwurf können Sie die Karte speichern.",
    )
    assert written.status_code == 403
    page = ReadPage(written.content.decode())
    assert "".join(page.one("textarea", id="neu-idea").itertext()).strip() == "gleich öffentlich"
    assert texts_in(field, IDEA) == ["geändert"]


def test_moderation_puts_a_draft_between_published_cards_without_touching_them(field, momo):
    a, b = make_column(field, "a", "b")
    draft = make_card(handlungsfeld=field, status=Status.DRAFT, quadrant=IDEA, text="Entwurf")
    momo.move(draft, "strength", before=b.code)
    assert texts_in(field, STRENGTH) == ["a", "Entwurf", "b"]
    assert {a.history.count(), b.history.count()} == {1}


def test_who_has_no_role_sees_no_pinboard_and_does_nothing_on_it(field):
    guest = AtThePinboard(make_user("gast", None), field)
    card = make_card(handlungsfeld=field, status=Status.DRAFT)
    answers = [guest.get(""), guest.move(card, "idea"), guest.edit(card, "x"), guest.post("write", text="x")]
    assert [answer.status_code for answer in answers] == [403] * 4


def test_visitors_are_sent_to_sign_in(client, petra):
    assert client.get(petra.address())["Location"] == f"/admin/login/?next={petra.address()}"


def test_a_card_of_another_field_is_refused_with_the_place_where_it_is(field, petra):
    other = make_field(number=2, title="Wirtschaft")
    card = make_card(handlungsfeld=other, quadrant=WEAKNESS)
    answers = [petra.move(card, "idea"), petra.edit(card, "x"), petra.set_status(card, "archived")]
    sentence = f"Karte {card.code} liegt nicht auf dieser Tafel, sondern in „HF 2: Wirtschaft“."
    assert [(answer.status_code, said(answer)) for answer in answers] == [(409, sentence)] * 3


@pytest.mark.parametrize("code", ["GIBTSNICHT", "x" * 300, "-"])
def test_a_card_that_is_not_there_is_refused_with_a_reason(petra, code):
    response = petra.client.post(f"{petra.address()}{code}/verschieben/", {"version": 1, "to": "idea"})
    assert (response.status_code, said(response)) == (
        404,
        f"Eine Karte {code} gibt es nicht, oder sie wurde inzwischen gelöscht.",
    )


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"version": "1"},
        {"version": "", "to": "idea"},
        {"version": "eins", "to": "idea"},
        {"version": "-1", "to": "idea"},
        {"version": str(10**30), "to": "idea"},
        {"version": "1", "to": "irgendwohin"},
        {"version": "1", "to": "field"},
        {"version": "1", "to": "field", "handlungsfeld": "999999"},
        {"version": "1", "to": "field", "handlungsfeld": str(10**30)},
        {"version": "1", "to": "field", "handlungsfeld": "x\x00"},
        {"version": "1", "to": "idea", "before": "\x00"},
        {"version": "1", "to": "idea", "before": "x" * 5000},
        {"version": "1", "to": "idea", "seen": "x"},
    ],
)
@pytest.mark.parametrize("in_place", [False, True])
def test_nonsense_is_answered_with_a_sentence(field, petra, sent, in_place):
    card = make_card(handlungsfeld=field)
    response = petra.post("move", card=card, in_place=in_place, **sent)
    assert response.status_code == 400
    assert response.json()["sentence"] if in_place else said(response)
    assert card.history.count() == 1


def test_an_archived_field_takes_no_card(field, petra):
    archived = make_field(status=Status.ARCHIVED)
    card = make_card(handlungsfeld=field)
    assert petra.move(card, "field", handlungsfeld=archived.pk).status_code == 400
    with pytest.raises(Refused):
        move_card(user=petra.user, card=card, version=1, quadrant=IDEA, handlungsfeld=archived)


@pytest.mark.parametrize("name", ["move", "status", "write"])
def test_what_changes_something_is_only_done_by_a_form(field, petra, name):
    card = None if name == "write" else make_card(handlungsfeld=field)
    before = Card.history.count()
    response = petra.get(name, card=card)
    assert (response.status_code, response["Location"], Card.history.count()) == (302, petra.address(), before)


def test_texts_are_shown_as_text(field, petra):
    make_card(handlungsfeld=field, text="<script>alert(1)</script> & „“", status=Status.DRAFT)
    assert "<script>alert(1)</script> & „“" in petra.look().main

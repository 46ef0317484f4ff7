"""Several cards that become one, one that becomes two, and the way back."""

import pytest
from django.urls import reverse

from handlungsfelder.models import Card, Quadrant
from handlungsfelder.pinboard.merging import merge_cards, unmerge_cards
from leader_portal.content.audience import Status
from leader_portal.content.editing import Refused
from leader_portal.content.roles import MODERATION
from tests.factories import (
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_place,
    make_topic,
    make_user,
    make_workshop,
)
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard, said, texts_in, told
from tests.page_reader import ReadPage

pytestmark = pytest.mark.django_db
IDEA = Quadrant.IDEA


@pytest.fixture
def field():
    return make_field(number=1, title="Gutes Leben")


@pytest.fixture
def petra(field):
    return AtThePinboard(make_user("petra"), field)


@pytest.fixture
def cards(field):
    """Two published cards and a draft, each with a topic, a place and a contribution of its own."""
    return [
        make_card(
            handlungsfeld=field,
            quadrant=IDEA,
            text=text,
            status=status,
            topics=[make_topic()],
            places=[make_place()],
        )
        for text, status in (("Dorfladen", "published"), ("Ein Laden im Dorf", "draft"), ("Läden", "published"))
    ]


@pytest.fixture
def contributions(cards):
    return [make_contribution(wording=card.text, cards=[card]) for card in cards]


def merge(at_the_pinboard, cards, survivor, wording, **sent):
    codes = "&".join(f"karte={card.code}" for card in cards)
    versions = {f"version-{card.code}": card.version for card in cards}
    form = {"survivor": survivor.code, "wording": wording, **versions, **sent}
    return at_the_pinboard.post("merge", query=f"?{codes}", **form)


def links(card) -> tuple[set, set, set]:
    return (set(card.topics.all()), set(card.places.all()), set(card.contributions.all()))


def state(card) -> tuple:
    card.refresh_from_db()
    return (card.text, card.status, card.quadrant, card.position, card.merged_into, *links(card))


def test_the_surviving_card_gets_what_the_others_have_and_they_point_to_it(field, petra, cards, contributions):
    a, b, c = cards
    topics, places = {card.topics.get() for card in cards}, {card.places.get() for card in cards}
    response = merge(petra, cards, a, "own", text="Läden in den Dörfern")
    for card in cards:
        card.refresh_from_db()
    assert response["Location"] == f"{petra.address()}#karte-{a.code}"
    assert links(a) == (topics, places, set(contributions))
    assert [(card.text, card.status, card.merged_into) for card in cards] == [
        ("Läden in den Dörfern", "published", None),
        ("Ein Laden im Dorf", "archived", a),
        ("Läden", "archived", a),
    ]
    assert [list(contribution.cards.all()) for contribution in contributions] == [[a], [a], [a]]
    assert said(petra.client.get(petra.address())) == (
        f"Aus 3 Karten ist eine geworden: {a.code}. Im Archiv, mit Verweis auf sie: {b.code}, {c.code}."
    )


def test_a_merge_leaves_one_row_of_history_for_each_thing_it_touched(petra, cards, contributions):
    a, b, c = cards
    rows = [thing.history.count() for thing in (a, b, c, *contributions)]
    merge(petra, cards, a, a.code)
    reason = f"zu Karte {a.code} zusammengeführt"
    assert [told(card) for card in cards] == [("petra", reason, card.text) for card in cards]
    # The contribution that was the surviving card's own was not touched.
    assert [thing.history.count() for thing in (a, b, c, *contributions)] == [
        rows[0] + 1, rows[1] + 1, rows[2] + 1, rows[3], rows[4] + 1, rows[5] + 1,
    ]  # fmt: skip
    assert [link.card for link in contributions[1].history.first().cards.all()] == [a]


def test_the_address_of_a_merged_card_leads_to_the_surviving_one(client, petra, cards):
    a, _, c = cards
    merge(petra, [a, c], a, a.code)
    assert client.get(c.get_absolute_url())["Location"] == a.get_absolute_url()


def test_one_of_the_wordings_is_chosen(petra, cards):
    merge(petra, cards, cards[0], cards[1].code)
    cards[0].refresh_from_db()
    assert cards[0].text == "Ein Laden im Dorf"


def test_what_was_written_stays_when_the_form_comes_back(petra, cards):
    response = merge(petra, cards, cards[1], "own", text="x" * 2001)
    page = ReadPage(response.content.decode())
    checked = [radio.get("value") for radio in page.all("input", type="radio") if radio.get("checked") is not None]
    assert (response.status_code, checked) == (422, [cards[1].code, "own"])
    assert "".join(page.one("textarea", name="text").itertext()).strip() == "x" * 2001


@pytest.mark.parametrize("query", ["", "?karte=", "?karte=%00", "?karte={a}", "?karte={a}&karte={a}"])
def test_one_card_alone_is_not_merged(petra, cards, query):
    response = petra.get("merge", query=query.format(a=cards[0].code))
    assert (response.status_code, said(response)) == (
        422,
        "Bitte kreuzen Sie zum Zusammenführen zwei bis 20 Karten an.",
    )


def test_a_card_of_another_field_is_not_merged(petra, cards):
    stranger = make_card()
    response = petra.get("merge", query=f"?karte={cards[0].code}&karte={stranger.code}")
    assert response.status_code == 409
    with pytest.raises(Refused):
        merge_cards(
            user=petra.user, survivor=cards[0], others=[stranger], versions={cards[0].pk: 1, stranger.pk: 1}, text="x"
        )
    assert state(stranger)[1] == Status.PUBLISHED


def test_nothing_is_merged_if_one_card_was_changed_meanwhile(petra, cards, contributions):
    a, b, c = cards
    before = [state(card) for card in (a, b)]
    Card.objects.get(pk=c.pk).archive()
    Card.objects.get(pk=c.pk).publish()
    response = merge(petra, cards, a, "own", text="Meine Worte")
    page = ReadPage(response.content.decode())
    assert response.status_code == 409
    assert "".join(page.one("textarea", name="text").itertext()).strip() == "Meine Worte"
    assert [state(card) for card in (a, b)] == before
    # It comes back based on what holds now: sent again, it is a decision.
    again = {field.get("name"): field.get("value") for field in page.all("input", type="hidden")}
    assert again[f"version-{c.code}"] == str(Card.objects.get(pk=c.pk).version)


# The way back


def test_taken_back_all_is_as_it_was(field, petra, cards, contributions):
    before = [state(card) for card in cards]
    merge(petra, cards, cards[0], "own", text="Läden in den Dörfern")
    page = ReadPage(petra.get("unmerge", card=cards[0]).content.decode())
    assert "".join(page.one("textarea", name="text").itertext()).strip() == "Dorfladen"
    cards[0].refresh_from_db()
    petra.post("unmerge", card=cards[0], version=cards[0].version, cards=[cards[1].pk, cards[2].pk], text="Dorfladen")
    assert [state(card) for card in cards] == before
    reason = f"wieder von Karte {cards[0].code} getrennt"
    assert [told(card)[:2] for card in cards] == [("petra", reason)] * 3
    assert texts_in(field, IDEA) == ["Dorfladen", "Ein Laden im Dorf", "Läden"]


def test_one_of_two_comes_back_and_the_surviving_card_keeps_what_the_other_brought(petra, cards, contributions):
    a, b, c = cards
    shared = make_topic()
    for card in (b, c):
        card.topics.add(shared)
    both = make_contribution(cards=[b, c])
    before = state(b)
    merge(petra, cards, a, a.code)
    a.refresh_from_db()
    unmerge_cards(user=petra.user, survivor=a, version=a.version, cards=[b], text=a.text)
    assert state(b) == before
    assert links(a) == (
        {a.topics.first(), *c.topics.all()},
        {*a.places.all(), *c.places.all()},
        {contributions[0], contributions[2], both},
    )
    assert set(both.cards.all()) == {a, b}


def test_what_the_surviving_card_had_itself_stays_with_it(petra, cards):
    a, b, _ = cards
    topic, place = make_topic(), make_place()
    for card in (a, b):
        card.topics.add(topic)
        card.places.add(place)
    both = make_contribution(cards=[a, b])
    before = [state(card) for card in (a, b)]
    merge(petra, [a, b], a, a.code)
    a.refresh_from_db()
    unmerge_cards(user=petra.user, survivor=a, version=a.version, cards=[b], text=a.text)
    assert [state(card) for card in (a, b)] == before
    assert set(both.cards.all()) == {a, b}


def test_two_merges_one_after_the_other_are_taken_back_each_for_itself(petra, cards, contributions):
    a, b, c = cards
    before = [state(card) for card in cards]
    merge(petra, [a, b], a, b.code)
    a.refresh_from_db()
    merge(petra, [a, c], a, c.code)
    for card in (b, c):
        a.refresh_from_db()
        unmerge_cards(user=petra.user, survivor=a, version=a.version, cards=[card], text="Dorfladen")
    assert [state(card) for card in cards] == before


def test_merged_taken_back_and_merged_again(petra, cards, contributions):
    a, b, _ = cards
    before = [state(card) for card in (a, b)]
    for _ in range(2):
        a.refresh_from_db()
        b.refresh_from_db()
        merge(petra, [a, b], a, a.code)
        a.refresh_from_db()
        unmerge_cards(user=petra.user, survivor=a, version=a.version, cards=[b], text=a.text)
    assert [state(card) for card in (a, b)] == before


def test_a_text_written_since_the_merge_is_kept(petra, cards):
    a, b, _ = cards
    merge(petra, [a, b], a, b.code)
    a.refresh_from_db()
    petra.edit(a, "Danach geschrieben", topics=[], places=[])
    page = ReadPage(petra.get("unmerge", card=a).content.decode())
    assert "".join(page.one("textarea", name="text").itertext()).strip() == "Danach geschrieben"


def test_a_card_that_was_made_to_point_there_by_other_means_comes_back_as_a_draft(petra, cards):
    a, b, _ = cards
    b.status, b.merged_into = Status.ARCHIVED, a
    b.save()
    before = links(b)
    petra.post("unmerge", card=a, version=a.version, cards=[b.pk], text=a.text)
    assert state(b)[1:5] == (Status.DRAFT, IDEA, b.position, None)
    assert links(b) == before


def test_a_merge_is_not_taken_back_twice(petra, cards):
    a, b, _ = cards
    merge(petra, [a, b], a, a.code)
    a.refresh_from_db()
    sent = {"version": a.version, "cards": [b.pk], "text": a.text}
    petra.post("unmerge", card=a, **sent)
    petra.look()
    response = petra.post("unmerge", card=a, **sent)
    assert (response.status_code, said(response)) == (
        409,
        f"In Karte {a.code} ist keine andere aufgegangen, oder es ist schon aufgehoben.",
    )


@pytest.mark.parametrize("forged", ["x", "999999", ""])
def test_a_forged_card_does_not_come_back(petra, cards, forged):
    a, b, c = cards
    merge(petra, [a, b], a, a.code)
    a.refresh_from_db()
    response = petra.post("unmerge", card=a, version=a.version, cards=[forged or c.pk], text="behalten")
    page = ReadPage(response.content.decode())
    assert response.status_code == 422
    assert "Eine der Karten ist hier nicht (mehr) aufgegangen. Bitte laden Sie die Seite neu." in page.main
    assert "".join(page.one("textarea", name="text").itertext()).strip() == "behalten"


def test_a_merged_card_is_not_brought_back_without_taking_the_merge_back(petra, cards):
    a, b, _ = cards
    merge(petra, [a, b], a, a.code)
    b.refresh_from_db()
    response = petra.set_status(b, "draft", in_place=True)
    assert (response.status_code, response.json()["sentence"]) == (
        409,
        f"Karte {b.code} ist in Karte {a.code} aufgegangen. "
        "Sie kommt zurück, wenn Sie dort die Zusammenführung aufheben.",
    )


def test_the_way_back_is_linked_from_both_cards_and_from_the_archive(petra, cards):
    a, b, _ = cards
    merge(petra, [a, b], a, a.code)
    way_back = petra.address("unmerge", card=a)
    form = petra.client.get(reverse("admin:handlungsfelder_card_change", args=[b.pk]))
    pages = [ReadPage(page.text) for page in (petra.get("card", card=a), petra.get("card", card=b), form)]
    assert [page.links.count(way_back) for page in pages] == [1, 1, 1]


def test_who_may_not_change_a_published_record_may_not_move_its_contributions(field):
    momo = AtThePinboard(make_user("momo", MODERATION), field)
    drafts = [make_card(handlungsfeld=field, quadrant=IDEA, status=Status.DRAFT) for _ in range(2)]
    said_in_public = make_contribution(cards=[drafts[1]])
    merged = merge(momo, drafts, drafts[0], drafts[0].code)
    split = momo.post("split", card=drafts[1], version=1, first="a", second="b")
    assert [merged.status_code, split.status_code] == [403, 403]
    assert list(said_in_public.cards.all()) == [drafts[1]]
    said_in_public.cards.clear()
    workshop = make_workshop(status=Status.DRAFT)
    said = make_contribution(working_group=make_group(workshop=workshop), cards=[drafts[1]])
    merge(momo, drafts, drafts[0], drafts[0].code)
    assert list(said.cards.all()) == [drafts[0]]


# Splitting


def test_both_parts_keep_what_the_card_had_and_the_new_one_stands_behind_it(field, petra, cards, contributions):
    a = cards[0]
    before = links(a)
    response = petra.post("split", card=a, version=a.version, first="Dorf", second="Laden")
    new = Card.objects.get(text="Laden")
    a.refresh_from_db()
    assert response["Location"] == f"{petra.address()}#karte-{a.code}"
    assert texts_in(field, IDEA) == ["Dorf", "Laden", "Ein Laden im Dorf", "Läden"]
    assert (links(a), links(new), new.status) == (before, before, a.status)
    assert told(a) == ("petra", "auf der Tafel geteilt", "Dorf")
    assert told(new)[:2] == ("petra", f"von Karte {a.code} abgeteilt")


def test_a_split_finds_room_where_there_is_none(field, petra):
    a = make_card(handlungsfeld=field, quadrant=IDEA, text="a b", position=7)
    make_card(handlungsfeld=field, quadrant=IDEA, text="c", position=8)
    petra.post("split", card=a, version=1, first="a", second="b")
    assert texts_in(field, IDEA) == ["a", "b", "c"]


def test_the_page_to_split_a_card_starts_with_its_text_in_both_boxes(petra, cards):
    page = ReadPage(petra.get("split", card=cards[0]).content.decode())
    assert ["".join(box.itertext()).strip() for box in page.all("textarea")] == ["Dorfladen", "Dorfladen"]


def test_a_card_is_not_split_into_nothing(field, petra, cards):
    response = petra.post("split", card=cards[0], version=1, first="alles", second=" ")
    page = ReadPage(response.content.decode())
    assert response.status_code == 422
    assert "Bitte geben Sie einen Text ein." in page.main
    assert "".join(page.one("textarea", name="first").itertext()).strip() == "alles"
    assert texts_in(field, IDEA) == ["Dorfladen", "Ein Laden im Dorf", "Läden"]

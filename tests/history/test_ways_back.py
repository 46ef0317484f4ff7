"""What changes much says right after it how it is undone, and there it is undone."""

import pytest

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests import factories
from tests.desk.forms import AtTheDesk
from tests.exchange import exchanging
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard, texts_in
from tests.page_reader import ReadPage
from tests.workshops.minutes.at_the_minutes import AtTheMinutes, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return AtTheDesk("erika")


@pytest.fixture
def field():
    return factories.make_field(number=1)


def way_back(page: ReadPage) -> str:
    (link,) = [link for link in page.all("a", class_="undo") if link.text == "Rückgängig"]
    return link.get("href")


def undone(desk: AtTheDesk, address: str):
    """The answer to the button on the page behind the link."""
    page = ReadPage(desk.client.get(address).content.decode())
    (form,) = [form for form in page.all("form", method="post") if form.get("id") != "logout-form"]
    form.set("id", "confirmation")
    return desk.client.post(address, page.form("confirmation"), follow=True)


def state(*things) -> list[tuple]:
    """All that the things hold, their links too; their versions and times go on."""
    found = []
    for thing in things:
        thing.refresh_from_db()
        values = {field.name: field.value_from_object(thing) for field in thing._meta.concrete_fields}
        links = [sorted(other.pk for other in field.value_from_object(thing)) for field in thing._meta.many_to_many]
        found.append(({**values, "version": None, "updated_at": None}, links))
    return found


def test_an_adoption(erika, field):
    group = factories.make_group(handlungsfeld=field, workshop=factories.make_workshop(status=Status.DRAFT))
    contributions = [factories.make_contribution(working_group=group) for _ in range(3)]
    petra, before = AtTheMinutes(erika.user, group), state(*contributions)
    petra.adopt(*contributions)
    adopted, codes = state(*contributions), set(Card.objects.values_list("code", flat=True))

    answered = undone(erika, way_back(petra.look()))

    assert answered.redirect_chain == [(petra.address(), 302)]
    assert told(answered) == [
        "Rückgängig gemacht: 3 Karten aus dem Protokoll übernommen, 3 Beiträge in die Strategie übernommen."
    ]
    assert (state(*contributions), Card.objects.count()) == (before, 0)
    undone(erika, way_back(ReadPage(answered.content.decode())))
    assert (state(*contributions), set(Card.objects.values_list("code", flat=True))) == (adopted, codes)


def test_an_adoption_that_was_published_at_once(erika, field):
    group = factories.make_group(handlungsfeld=field)
    contribution = factories.make_contribution(working_group=group)
    petra, before = AtTheMinutes(erika.user, group), state(contribution)
    petra.adopt(contribution, publish="on")

    undone(erika, way_back(petra.look()))

    assert state(contribution) == before
    assert Card.objects.get().status == Status.ARCHIVED


def test_an_import(erika, field):
    old = factories.make_card(handlungsfeld=field, text="alt", topics=[factories.make_topic()])
    petra, before = exchanging.AtTheDesk(erika.user, Card), state(old)
    preview = petra.upload(
        exchanging.csv_of(
            exchanging.HEAD,
            exchanging.row_of(old, Text="neu", Themen=""),
            ["", "", "1", "Idee", "ganz neu", "", "", "", ""],
        )
    )
    page = petra.confirm(preview)
    assert sorted(Card.objects.values_list("text", flat=True)) == ["ganz neu", "neu"]

    undone(erika, way_back(page))

    assert (state(old), Card.objects.count()) == (before, 1)


def test_a_move(erika, field):
    petra = AtThePinboard(erika.user, field)
    for position in (1, 2):
        factories.make_card(handlungsfeld=field, quadrant=Quadrant.IDEA, text=str(position), position=position)
    card = factories.make_card(handlungsfeld=field, quadrant=Quadrant.STRENGTH, text="Luft")
    cards = list(Card.objects.all())
    before = state(*cards)
    moved = petra.move(card, "idea", before=cards[1].code, in_place=True)
    assert texts_in(field, Quadrant.IDEA) == ["1", "Luft", "2"]

    answered = undone(erika, moved.json()["undo"])

    assert answered.redirect_chain == [(petra.address(), 302)]
    assert state(*cards) == before


def test_a_step_where_there_is_none_offers_no_way_back(erika, field):
    card = factories.make_card(handlungsfeld=field)

    assert AtThePinboard(erika.user, field).move(card, "up", in_place=True).json()["undo"] == ""


def test_a_merge(erika, field):
    cards = [
        factories.make_card(
            handlungsfeld=field, topics=[factories.make_topic()], places=[factories.make_place()], status=status
        )
        for status in (Status.PUBLISHED, Status.DRAFT, Status.PUBLISHED)
    ]
    contributions = [factories.make_contribution(cards=[card], outcome="adopted") for card in cards]
    petra, before = AtThePinboard(erika.user, field), state(*cards, *contributions)
    versions = {f"version-{card.code}": card.version for card in cards}
    codes = "&".join(f"karte={card.code}" for card in cards)
    petra.post("merge", query=f"?{codes}", survivor=cards[0].code, wording="own", text="Alles zusammen", **versions)
    assert list(cards[0].merged_cards.all()) == cards[1:]

    undone(erika, way_back(petra.look()))

    assert state(*cards, *contributions) == before


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected"])
def test_what_is_done_to_many_in_their_list(action, erika, field):
    status = {"publish_selected": Status.DRAFT, "withdraw_selected": Status.PUBLISHED}[action]
    cards = [factories.make_card(handlungsfeld=field, status=status) for _ in range(3)]
    answered = erika.choose(action, cards)

    undone(erika, way_back(ReadPage(answered.content.decode())))

    assert {card.status for card in Card.objects.all()} == {status}


def test_many_that_were_archived_or_deleted(erika, field):
    cards = [factories.make_card(handlungsfeld=field, status=status) for status in (Status.PUBLISHED, Status.DRAFT)]
    before = state(*cards)
    answered = erika.confirm(erika.choose("delete_selected", cards))

    links = {link.get("href") for link in ReadPage(answered.content.decode()).all("a", class_="undo")}
    undone(erika, links.pop())

    assert (state(*cards), links) == (before, set())

"""What somebody did in one go is taken back in one go, as long as nobody has changed it since."""

import pytest
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld, Topic
from leader_portal.content.audience import Status
from leader_portal.content.operations import operation, renumbering
from leader_portal.content.roles import MODERATION
from tests import factories
from tests.desk.forms import AtTheDesk, address, messages_in, page_of
from tests.page_reader import text_of
from workshops.models import Contribution, PlenaryQuestion, WorkingGroup, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return AtTheDesk("erika")


def last_operation(*kinds):
    """The operation that wrote history last, of these kinds."""
    return max(kind.history.order_by("-operation").first().operation for kind in kinds or [Card])


def undo_page(desk: AtTheDesk, *kinds):
    return desk.client.get(reverse("admin:undo", args=[last_operation(*kinds)]))


def undo(desk: AtTheDesk, *kinds):
    return desk.confirm(undo_page(desk, *kinds))


def complaints(response) -> list[str]:
    return [text_of(item) for notes in page_of(response).all("ul", class_="errornote") for item in notes.iter("li")]


def by(desk: AtTheDesk, *things):
    """The things are this person's doing."""
    for thing in things:
        thing._history_user = desk.user
    return things


def statuses(things) -> list[str]:
    return list(type(things[0]).objects.filter(pk__in=[thing.pk for thing in things]).values_list("status", flat=True))


def test_what_was_published_together_becomes_drafts_together_and_back_again(erika):
    cards = [factories.make_card(status=Status.DRAFT) for _ in range(3)]
    erika.choose("publish_selected", cards)

    answered = undo(erika)

    assert statuses(cards) == [Status.DRAFT] * 3
    assert messages_in(answered) == ["Rückgängig gemacht: 3 Karten veröffentlicht."]
    undo(erika)
    assert statuses(cards) == [Status.PUBLISHED] * 3


def test_before_it_one_sees_what_will_be_changed_back(erika):
    factories.make_card(text="Luft", status=Status.DRAFT)
    erika.save(Card.objects.get(), text="Lärm")

    page = page_of(undo_page(erika))

    (entry,) = page.all("li", class_="entry")
    assert text_of(entry.find(".//strong")) == "Lärm"
    assert text_of(page.one("dl", class_="differences")) == "Text\nentfernt: Lärm\nneu: Luft"
    assert Card.objects.get().text == "Lärm"


def test_links_come_back_with_it(erika):
    topic, other = factories.make_topic(), factories.make_topic()
    card = factories.make_card(topics=[topic])
    erika.save(card, topics=[other.pk], text="Neu")

    undo(erika)

    assert list(card.topics.all()) == [topic]


def test_what_was_made_is_deleted_and_what_was_once_published_archived(erika):
    field = factories.make_field()
    draft, published = by(
        erika,
        *(
            Card(handlungsfeld=field, quadrant="idea", text=status, status=status)
            for status in (Status.DRAFT, Status.PUBLISHED)
        ),
    )
    with operation():
        draft.save()
        published.save()

    page = page_of(undo_page(erika))
    undo(erika)

    assert [text_of(entry).split("\n")[0] for entry in page.all("li", class_="entry")] == [
        "Karte draft wird gelöscht",
        "Karte published wird archiviert",
    ]
    assert statuses([draft, published]) == [Status.ARCHIVED]


def test_what_was_deleted_with_all_that_stood_in_it_comes_back(erika):
    workshop = factories.make_workshop(status=Status.DRAFT)
    question = factories.make_question(workshop=workshop)
    card = factories.make_card()
    contribution = factories.make_contribution(
        working_group=factories.make_group(workshop=workshop), wording="Bänke", cards=[card]
    )
    erika.confirm(erika.client.get(address(workshop, "delete")))

    undo(erika, Workshop)

    assert (Workshop.objects.get(), PlenaryQuestion.objects.get()) == (workshop, question)
    assert (Contribution.objects.get(), list(Contribution.objects.get().cards.all())) == (contribution, [card])


def test_a_place_comes_back_with_the_cards_that_spoke_of_it(erika):
    place = factories.make_place()
    card = factories.make_card(places=[place])
    erika.confirm(erika.client.get(address(place, "delete")))

    undo(erika)

    assert list(card.places.all()) == [place]


def test_two_numbers_that_were_swapped_are_swapped_back(erika):
    first, second = factories.make_field(number=1), factories.make_field(number=2)
    erika.choose("swap_numbers_of_two", [first, second])

    undo(erika, Handlungsfeld)

    assert list(Handlungsfeld.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


def test_a_title_that_was_given_to_something_new_goes_back_to_what_had_it(erika):
    field = factories.make_field()
    old = factories.make_topic(handlungsfeld=field, title="Ruhe", status=Status.DRAFT)
    with operation():
        old._history_user = erika.user
        old.title = "Stille"
        old.save()
        (new,) = by(erika, Topic(handlungsfeld=field, title="Ruhe"))
        new.save()

    undo(erika, Topic)

    assert list(Topic.objects.values_list("title", flat=True)) == ["Ruhe"]


# What stands in the way


def test_what_somebody_has_changed_since_is_named_and_nothing_is_changed_back(erika):
    cards = [factories.make_card(text=text, status=Status.DRAFT) for text in ("Luft", "Ruhe")]
    erika.choose("publish_selected", cards)
    page = undo_page(erika)
    AtTheDesk("otto").save(Card.objects.get(text="Ruhe"), text="Stille")

    refused = erika.confirm(page)

    (complaint,) = complaints(refused)
    assert refused.status_code == 409
    assert complaint.startswith("„Stille“ hat inzwischen Otto Muster am ")
    assert complaint.endswith(" Uhr geändert.")
    assert statuses(cards) == [Status.PUBLISHED] * 2


def test_what_can_t_be_as_it_was_any_more_says_why(erika):
    field = factories.make_field(number=2, title="Wohnen")
    erika.save(field, number=3)
    page = undo_page(erika, Handlungsfeld)
    factories.make_field(number=2)

    refused = erika.confirm(page)

    assert complaints(refused) == ["„HF 2: Wohnen“: Diese Nummer trägt schon ein anderes Handlungsfeld."]
    assert Handlungsfeld.objects.get(pk=field.pk).number == 3


def test_what_others_have_built_upon_is_not_deleted(erika):
    workshop = factories.make_workshop(status=Status.DRAFT)
    with operation():
        (group,) = by(erika, WorkingGroup(workshop=workshop, label="A", title="A"))
        group.save()
    factories.make_contribution(working_group=group, wording="Bänke")

    assert complaints(undo_page(erika, type(group))) == ["Auf „A“ bezieht sich inzwischen: Beitrag „Bänke“."]


def test_a_topic_to_which_a_card_was_linked_since_is_not_deleted(erika):
    (topic,) = by(erika, Topic(handlungsfeld=factories.make_field(), title="Ruhe"))
    topic.save()
    factories.make_card(text="Luft", topics=[topic])

    assert complaints(undo_page(erika, Topic)) == ["Auf „Ruhe“ bezieht sich inzwischen: Karte „Luft“."]


def test_what_the_portal_itself_has_loaded_is_not_undone(erika):
    factories.make_topic()

    page = undo_page(erika, Topic)

    assert complaints(page) == ["Das hat das Portal selbst geschrieben, etwa als seine Inhalte geladen wurden."]
    assert "Rückgängig machen" not in page_of(page).main


def test_an_operation_that_there_never_was_is_not_found(erika):
    assert erika.client.get("/admin/rueckgaengig/01234567-89ab-7def-8123-456789abcdef/").status_code == 404


def test_a_way_back_to_elsewhere_is_not_taken(erika):
    erika.save(factories.make_card(status=Status.DRAFT), text="Neu")
    path = reverse("admin:undo", args=[last_operation()])

    assert erika.client.post(f"{path}?zurueck=https://example.org/")["Location"] == "/admin/"


# Roles


def test_moderation_undoes_its_own_but_not_what_is_published(erika):
    mo, draft = AtTheDesk("mo", MODERATION), factories.make_card(text="Luft", status=Status.DRAFT)
    mo.save(draft, text="Lärm")
    assert undo(mo).status_code == 200
    assert Card.objects.get().text == "Luft"
    erika.choose("publish_selected", [Card.objects.get()])

    page = undo_page(mo)

    assert complaints(page) == ["Das darf nur zurücknehmen, wer zur Redaktion gehört: Es betrifft Veröffentlichtes."]
    assert mo.client.post(page.request["PATH_INFO"]).status_code == 409
    assert Card.objects.get().status == Status.PUBLISHED


def test_moderation_does_not_publish_by_undoing(erika):
    """A draft that its history knows as published, by a hand in the database."""
    mo, topic = AtTheDesk("mo", MODERATION), factories.make_topic(status=Status.DRAFT)
    topic.history.update(status=Status.PUBLISHED, first_published_at=topic.created_at)
    mo.save(topic, title="Neu")

    answered = undo(mo, Topic)

    assert (answered.status_code, Topic.objects.get().title) == (403, "Neu")


def test_who_may_not_see_something_does_not_see_it_here():
    erika, mo = AtTheDesk("erika"), AtTheDesk("mo", MODERATION)
    region = factories.make_region()
    erika.save(region, name="Neu")

    assert undo_page(mo, type(region)).status_code == 403


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_costs_the_same_however_much_was_done(count, erika, django_assert_max_num_queries):
    workshop = factories.make_workshop()
    with operation():
        for group in [factories.make_group(workshop=workshop) for _ in range(count)]:
            factories.make_contribution(working_group=group)
    erika.choose("publish_selected", [factories.make_card(status=Status.DRAFT) for _ in range(count)])
    ids = [last_operation(), last_operation(Contribution)]
    for id in ids:
        erika.client.get(reverse("admin:undo", args=[id]))

    with django_assert_max_num_queries(60):
        for id in ids:
            erika.client.get(reverse("admin:undo", args=[id]))


def test_what_is_undone_is_told_in_the_history_of_each_thing(erika):
    card = factories.make_card(status=Status.DRAFT)
    erika.save(card, text="Neu")

    undo(erika)

    assert card.history.first().history_change_reason.startswith("auf den Stand vor dem ")


# Step by step further back


def test_behind_what_was_undone_one_goes_on_undoing(erika):
    card = factories.make_card(text="Luft", status=Status.DRAFT)
    erika.save(card, text="Ruhe")
    first = last_operation()
    erika.save(Card.objects.get(), text="Stille")
    undo(erika)

    erika.confirm(erika.client.get(reverse("admin:undo", args=[first])))

    assert Card.objects.get().text == "Luft"


def test_what_was_done_anew_stands_in_the_way_again(erika):
    card = factories.make_card(text="Luft", status=Status.DRAFT)
    erika.save(card, text="Ruhe")
    first = last_operation()
    erika.save(Card.objects.get(), text="Stille")
    undo(erika)
    answered = undo(erika)

    assert messages_in(answered) == ["Wieder getan: Karte „Stille“ geändert."]
    assert Card.objects.get().text == "Stille"
    (complaint,) = complaints(erika.client.get(reverse("admin:undo", args=[first])))
    assert complaint.startswith("„Stille“ hat inzwischen ")


def test_a_second_click_leads_back_and_says_that_it_is_done(erika):
    erika.save(factories.make_card(text="Luft", status=Status.DRAFT), text="Ruhe")
    page = undo_page(erika)
    erika.confirm(page)

    again = erika.client.post(page.request["PATH_INFO"], follow=True)

    assert messages_in(again)[-1:] == ["Das ist schon rückgängig gemacht."]
    assert Card.objects.get().text == "Luft"
    assert complaints(erika.client.get(page.request["PATH_INFO"])) == ["Das ist schon rückgängig gemacht."]


def test_that_others_got_their_places_counted_anew_stands_in_no_ones_way(erika):
    card = factories.make_card(text="Luft", status=Status.DRAFT, position=10)
    erika.save(card, text="Ruhe")
    page = undo_page(erika)
    renumbered = Card.objects.get()
    renumbered.position = 30
    with renumbering():
        renumbered.save()

    erika.confirm(page)

    assert (Card.objects.get().text, Card.objects.get().position) == ("Luft", 30)


def test_the_start_page_offers_what_can_be_undone_now(erika):
    erika.save(factories.make_card(text="Luft", status=Status.DRAFT), text="Ruhe")
    first = last_operation()
    erika.save(Card.objects.get(), text="Stille")
    second = last_operation()
    undo(erika)

    offered = page_of(erika.client.get("/admin/")).links

    assert [any(str(operation) in link for link in offered) for operation in (first, second, last_operation())] == [
        True,
        False,
        True,
    ]

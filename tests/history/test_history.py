"""Every change can be read field by field, whichever way it was written, and every earlier state comes back."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from leader_portal.history.changes import changes_of
from leader_portal.history.differences import Difference
from leader_portal.history.restoring import restore
from leader_portal.models import Page
from tests import factories
from tests.desk.forms import AtTheDesk, address, messages_in, page_of
from tests.page_reader import text_of
from workshops.models import Contribution, PlenaryQuestion, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def erika():
    return AtTheDesk("erika")


def told(thing) -> list[tuple[str, dict[str, tuple[str, str]]]]:
    """The course of a thing's changes: what was done, and each field's words before and after."""
    return [
        (
            entry.reason or entry.action,
            {difference.label: (difference.before, difference.after) for difference in entry.differences},
        )
        for entry in changes_of(type(thing), thing.pk)
    ]


def latest(thing):
    return type(thing).history.filter(id=thing.pk).first()


def who_did(thing) -> tuple[str, str]:
    row = latest(thing)
    return row.history_type, row.history_user and row.history_user.username


def test_a_change_is_told_field_by_field_in_german(erika):
    old = factories.make_field(number=7, title="Leben")
    new = factories.make_field(number=8, title="Landschaft")
    topic, place = factories.make_topic(title="Ruhe"), factories.make_place(name="Seesen")
    card = factories.make_card(handlungsfeld=old, text="Luft", places=[place])

    erika.save(
        card,
        handlungsfeld=new.pk,
        quadrant="weakness",
        text="Gute Luft",
        topics=[topic.pk],
        places=[],
        status="draft",
    )

    assert told(card)[0] == (
        "geändert",
        {
            "Status": ("Veröffentlicht", "Entwurf"),
            "Handlungsfeld": ("HF 7: Leben", "HF 8: Landschaft"),
            "Quadrant": ("Stärken", "Schwächen"),
            "Text": ("Luft", "Gute Luft"),
            "Themen": ("–", "Ruhe"),
            "Orte": ("Seesen", "–"),
        },
    )


@pytest.mark.parametrize(
    ("make", "change", "words"),
    [
        (factories.make_topic, {"named_by_lag": True}, {"Von der LAG benannt": ("unbekannt", "ja")}),
        (factories.make_topic, {"mandated_by_state": False}, {"Pflichtthema des Landes": ("unbekannt", "nein")}),
        (factories.make_workshop, {"held_on": "2021-12-15"}, {"Datum": ("–", "15. Dezember 2021")}),
        (factories.make_workshop, {"format": "hybrid"}, {"Form": ("–", "hybrid")}),
        (factories.make_survey_answer, {"votes": 12000}, {"Stimmen": ("1", "12.000")}),
        (factories.make_contribution, {"outcome": "adopted"}, {"Ergebnis": ("offen", "übernommen")}),
        (lambda: factories.make_topic(handlungsfeld=None), {"position": 5}, {"Position": ("10", "5")}),
    ],
)
def test_every_kind_of_value_has_words(make, change, words):
    thing = type(make())._base_manager.get()
    for field, value in change.items():
        setattr(thing, field, value)
    thing.full_clean()

    thing.save()

    assert told(thing)[0] == ("geändert", words)


def test_cards_of_contributions_are_told_from_both_ends(erika):
    contribution, card = factories.make_contribution(), factories.make_card(text="Gute Luft")

    card.contributions.add(contribution)
    added = told(contribution)[0]
    card.contributions.clear()

    assert added == ("geändert", {"Karten": ("–", "Gute Luft")})
    assert told(contribution)[0] == ("geändert", {"Karten": ("Gute Luft", "–")})


def test_what_was_linked_and_deleted_since_is_still_called_by_its_name():
    topic = factories.make_topic(title="Ruhe", status=Status.DRAFT)
    card = factories.make_card()
    card.topics.add(topic)
    topic.delete()

    assert ("geändert", {"Themen": ("–", "Ruhe (gelöscht)")}) in told(card)


def test_a_saving_that_changes_nothing_is_folded_away(erika):
    card = factories.make_card(text="Luft")
    for _ in range(3):
        erika.save(card)

    page = erika.open(address(card, "history"))

    entries = [text_of(entry) for entry in page.all("li", class_="entry")]
    assert len(entries) == 2
    assert entries[0].startswith("Erika Muster hat 3-mal gespeichert, ohne etwas zu ändern, zuletzt am ")


def test_a_card_made_with_its_topics_is_one_entry(erika):
    field, topic = factories.make_field(), factories.make_topic(title="Ruhe")
    empty = erika.open(address(Card, "add")).form("card_form")

    erika.send(Card, empty, handlungsfeld=field.pk, quadrant="idea", text="Bänke", topics=[topic.pk])

    (entry,) = changes_of(Card, Card.objects.get().pk)
    assert entry.action == "angelegt"
    assert dict(entry.told)["Themen"] == "Ruhe"


def test_a_text_is_shown_with_what_went_and_what_came():
    difference = Difference("Text", "Die Luft ist gut hier", "Die Luft ist sehr gut")

    assert list(difference.marks) == [
        ("same", "Die Luft ist "),
        ("new", "sehr "),
        ("same", "gut"),
        ("gone", "hier"),
    ]


@pytest.mark.parametrize("size", [10, 20_000])
def test_two_texts_without_much_in_common_stand_whole(size):
    before, after = "eins zwei " * size, "drei vier " * size

    assert list(Difference("Text", before, after).marks) == [("gone", before), ("new", after)]


@pytest.mark.braces_in_content
def test_hostile_texts_are_shown_as_they_are(erika):
    text = "<script>alert(1)</script> {{ evil }} „ä“ \u202e 'x'"
    page = factories.make_page(text=text)
    erika.save(page, text=text + " mehr")

    assert text in erika.open(address(page, "history")).text.replace("\u202e ", "\u202e ")


# Every way of writing leaves a row


def test_the_admin_form_leaves_a_row(erika):
    card = factories.make_card()

    erika.save(card, text="Neu")

    assert who_did(card) == ("~", "erika")


def test_a_part_of_a_form_leaves_a_row(erika):
    question = factories.make_question()

    erika.save(question.workshop, **{"questions-0-text": "Neu?"})

    assert (who_did(question), latest(question).text) == (("~", "erika"), "Neu?")


def test_a_part_that_is_deleted_leaves_a_row(erika):
    question = factories.make_question()

    erika.save(question.workshop, **{"questions-0-DELETE": "on"})

    assert who_did(question) == ("-", "erika")


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("publish_selected", Status.DRAFT, Status.PUBLISHED),
        ("withdraw_selected", Status.PUBLISHED, Status.DRAFT),
    ],
)
def test_an_action_leaves_a_row_for_each(action, before, after, erika):
    cards = [factories.make_card(status=before) for _ in range(3)]

    erika.choose(action, cards)

    assert [(who_did(card), latest(card).status) for card in cards] == [(("~", "erika"), after)] * 3


def test_archiving_and_deleting_by_action_leave_a_row_for_each(erika):
    published, draft = factories.make_card(), factories.make_card(status=Status.DRAFT)

    erika.confirm(erika.choose("delete_selected", [published, draft]))

    assert (who_did(published), latest(published).status) == (("~", "erika"), Status.ARCHIVED)
    assert who_did(draft) == ("-", "erika")


def test_what_a_deletion_takes_along_leaves_rows_too(erika):
    workshop = factories.make_workshop(status=Status.DRAFT)
    contribution = factories.make_contribution(working_group=factories.make_group(workshop=workshop))

    erika.confirm(erika.client.get(address(workshop, "delete")))

    assert who_did(contribution) == ("-", "erika")


def test_the_first_load_leaves_a_row_for_everything(westharz):
    assert Card.history.filter(history_type="+").count() == Card.objects.count() == 141
    assert Contribution.history.values("id").distinct().count() == 141
    assert changes_of(Page, Page.objects.first().pk)[0].user is None


def test_a_fixture_that_overwrites_leaves_a_row(tmp_path):
    card = factories.make_card(text="Luft")
    fixture = tmp_path / "karte.json"
    call_command("dumpdata", "handlungsfelder.card", output=fixture, verbosity=0)
    rows = json.loads(fixture.read_text())
    rows[0]["fields"]["text"] = "Gute Luft"
    fixture.write_text(json.dumps(rows))

    call_command("loaddata", fixture, verbosity=0)

    assert [row.text for row in card.history.all()] == ["Gute Luft", "Luft"]


def test_what_loses_a_link_because_something_is_deleted_has_a_row_that_says_so(erika):
    place = factories.make_place(name="Seesen")
    card = factories.make_card(places=[place])

    erika.confirm(erika.client.get(address(place, "delete")))

    assert told(card)[0] == ("von „Seesen“ (gelöscht) getrennt", {"Orte": ("Seesen (gelöscht)", "–")})
    assert who_did(card) == ("~", "erika")


# The way back


def state_before(thing):
    """The row of the state before the last change."""
    return thing.history.all()[1]


def restored(desk: AtTheDesk, thing, row):
    return desk.confirm(desk.client.get(address(thing, "restore", row.pk)))


def test_an_earlier_state_comes_back_with_its_links(erika):
    topic, other = factories.make_topic(title="Ruhe"), factories.make_topic(title="Lärm")
    card = factories.make_card(text="Luft", quadrant=Quadrant.STRENGTH, topics=[topic])
    row = latest(card)
    erika.save(card, text="Lärm", quadrant="weakness", topics=[other.pk], status="draft")

    answered = restored(erika, card, row)

    card.refresh_from_db()
    assert (card.text, card.quadrant, card.status) == ("Luft", Quadrant.STRENGTH, Status.PUBLISHED)
    assert list(card.topics.all()) == [topic]
    assert messages_in(answered)[0].startswith("„Luft“ ist wieder wie am ")


def test_restoring_leaves_a_row_that_says_so(erika):
    card = factories.make_card(text="Luft")
    row = latest(card)
    erika.save(card, text="Lärm")

    restored(erika, card, row)

    moment = timezone.localtime(row.history_date)
    reason, differences = told(card)[0]
    assert reason.startswith("auf den Stand vom ")
    assert reason.endswith(f"{moment:%H:%M} Uhr zurückgesetzt")
    assert differences == {"Text": ("Lärm", "Luft")}
    assert latest(card).history_user.username == "erika"


def test_before_restoring_one_sees_what_would_change(erika):
    card = factories.make_card(text="Luft")
    row = latest(card)
    erika.save(card, text="Lärm", status="draft")

    page = erika.open(address(card, "restore", row.pk))

    changes = {text_of(entry.find("dt")): text_of(entry.find("dd")) for entry in page.one("dl", class_="differences")}
    assert changes == {
        "Status": "entfernt: Entwurf\nneu: Veröffentlicht",
        "Text": "entfernt: Lärm\nneu: Luft",
    }


def test_restoring_over_a_change_that_nobody_saw_is_refused(erika):
    card = factories.make_card(text="Luft")
    row = latest(card)
    erika.save(card, text="Lärm")
    asked = erika.client.get(address(card, "restore", row.pk))
    AtTheDesk("otto").save(card, text="Ottos Wort")

    answered = erika.confirm(asked)

    assert messages_in(answered)[0].startswith("Das hat inzwischen Otto Muster am ")
    assert "Ottos Wort" in page_of(answered).text
    assert Card.objects.get().text == "Ottos Wort"
    assert erika.confirm(answered).status_code == 200
    assert Card.objects.get().text == "Luft"


def test_what_was_once_published_stays_known_to_have_been(erika):
    card = factories.make_card(status=Status.DRAFT)
    row = latest(card)
    card.publish()

    restored(erika, card, row)

    card.refresh_from_db()
    assert (card.status, card.was_published) == (Status.DRAFT, True)


def test_a_state_that_can_t_be_any_more_says_why(erika):
    field = factories.make_field(number=2, title="Wohnen")
    row = latest(field)
    erika.save(field, number=3)
    factories.make_field(number=2)

    answered = restored(erika, field, row)

    assert messages_in(answered) == [
        "Dieser Stand lässt sich nicht wiederherstellen. Diese Nummer trägt schon ein anderes Handlungsfeld."
    ]
    assert Handlungsfeld.objects.get(pk=field.pk).number == 3


def test_a_link_to_what_is_gone_is_left_out_and_named(erika):
    topic = factories.make_topic(title="Ruhe", status=Status.DRAFT)
    card = factories.make_card(text="Luft", topics=[topic])
    row = latest(card)
    erika.save(card, text="Lärm", topics=[])
    topic.delete()

    answered = restored(erika, card, row)

    assert messages_in(answered)[1:] == ["Nicht mehr verbunden, weil es das nicht mehr gibt: Ruhe (gelöscht)."]
    assert Card.objects.get().text == "Luft"


@pytest.mark.parametrize("record", ["0", "999999"])
def test_a_state_that_there_never_was_is_not_found(record, erika):
    card = factories.make_card()

    assert erika.client.get(address(card, "restore", record)).status_code == 404


def test_the_state_of_another_thing_is_not_found(erika):
    card, other = factories.make_card(), factories.make_card()

    assert erika.client.get(address(card, "restore", latest(other).pk)).status_code == 404


@pytest.mark.parametrize("pk", ["999999", "abc", "1'--", "9" * 30])
def test_the_history_of_what_never_was_ends_in_a_sentence(pk, erika):
    response = erika.client.get(f"/admin/handlungsfelder/card/{pk}/history/", follow=True)

    assert response.status_code in (200, 404)


# Deleted things


def test_a_deleted_card_comes_back_with_its_links_and_its_code(erika):
    topic = factories.make_topic()
    card = factories.make_card(text="Luft", topics=[topic], status=Status.DRAFT)
    pk, code = card.pk, card.code
    erika.confirm(erika.client.get(address(card, "delete")))
    card.pk = pk

    page = erika.open(address(Card, "deleted"))
    restored(erika, card, latest(card))

    assert [text_of(name) for name in page.all("strong")][-1] == "Luft"
    again = Card.objects.get()
    assert (again.pk, again.code, list(again.topics.all())) == (pk, code, [topic])
    assert erika.open(address(Card, "deleted")).text.find("Es ist nichts gelöscht.") > 0


def test_what_was_linked_to_a_deleted_place_is_linked_again(erika):
    place = factories.make_place(name="Seesen")
    card, other = factories.make_card(places=[place]), factories.make_card()
    pk = place.pk
    erika.confirm(erika.client.get(address(place, "delete")))
    place.pk = pk

    restored(erika, place, latest(place))

    assert (list(card.places.all()), list(other.places.all())) == ([place], [])


def test_what_went_with_a_record_comes_back_with_it(erika):
    workshop = factories.make_workshop(status=Status.DRAFT)
    group = factories.make_group(workshop=workshop)
    card = factories.make_card()
    contribution = factories.make_contribution(working_group=group, wording="Bänke", cards=[card])
    question = factories.make_question(workshop=workshop)
    pk = workshop.pk
    erika.confirm(erika.client.get(address(workshop, "delete")))
    workshop.pk = pk

    restored(erika, workshop, latest(workshop))

    assert Workshop.objects.get().pk == pk
    assert PlenaryQuestion.objects.get().pk == question.pk
    again = Contribution.objects.get()
    assert (again.pk, again.wording, list(again.cards.all())) == (contribution.pk, "Bänke", [card])


def test_what_was_deleted_on_purpose_shortly_before_stays_deleted(erika):
    workshop = factories.make_workshop(status=Status.DRAFT)
    kept, unwanted = (factories.make_question(workshop=workshop, text=text) for text in ("Was fehlt?", "Wozu?"))
    erika.save(workshop, **{"questions-1-DELETE": "on"})
    pk = workshop.pk
    erika.confirm(erika.client.get(address(workshop, "delete")))
    workshop.pk = pk

    restored(erika, workshop, latest(workshop))

    assert list(PlenaryQuestion.objects.all()) == [kept]
    assert unwanted.history.first().history_type == "-"


def test_only_what_lost_its_link_by_that_deletion_is_linked_again(erika):
    place = factories.make_place(name="Seesen")
    lost, freed = factories.make_card(places=[place]), factories.make_card(places=[place])
    erika.save(freed, places=[])
    pk = place.pk
    erika.confirm(erika.client.get(address(place, "delete")))
    place.pk = pk

    restored(erika, place, latest(place))

    assert (list(lost.places.all()), list(freed.places.all())) == ([place], [])


def test_a_part_of_what_is_gone_says_what_to_bring_back_first(erika):
    workshop = factories.make_workshop(title="Zukunft", status=Status.DRAFT)
    question = factories.make_question(workshop=workshop)
    pk = question.pk
    erika.confirm(erika.client.get(address(workshop, "delete")))
    question.pk = pk

    answered = restored(erika, question, latest(question))

    assert messages_in(answered) == [
        "Dieser Stand lässt sich nicht wiederherstellen. Das gehört zu etwas, das es nicht mehr gibt – Workshop: "
        "Zukunft (gelöscht). Holen Sie bitte zuerst das zurück."
    ]


def test_the_history_of_something_deleted_can_be_read(erika):
    card = factories.make_card(text="Luft", status=Status.DRAFT)
    pk = card.pk
    card.delete()
    card.pk = pk

    page = erika.open(address(card, "history"))

    assert "Karte: Luft (gelöscht)" in page.text


# Roles


def test_moderation_restores_no_state_of_what_is_published():
    mo, card = AtTheDesk("mo", MODERATION), factories.make_card(text="Luft")
    row = latest(card)
    card.text = "Lärm"
    card.save()

    path = address(card, "restore", row.pk)
    answers = [mo.client.get(path), mo.client.post(path, {"based_on_version": card.version})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Card.objects.get().text == "Lärm"


def test_moderation_can_t_publish_by_restoring():
    """A draft that was never published, with a state in its history that was, by a hand in the database."""
    mo, topic = AtTheDesk("mo", MODERATION), factories.make_topic(status=Status.DRAFT)
    row = latest(topic)
    type(row).objects.filter(pk=row.pk).update(status=Status.PUBLISHED, first_published_at=timezone.now())

    response = mo.client.post(address(topic, "restore", row.pk), {"based_on_version": topic.version})

    assert response.status_code == 403
    assert Topic.objects.get().status == Status.DRAFT


def test_moderation_brings_its_own_deleted_draft_back():
    mo, card = AtTheDesk("mo", MODERATION), factories.make_card(text="Luft", status=Status.DRAFT)
    pk = card.pk
    mo.confirm(mo.client.get(address(card, "delete")))
    card.pk = pk

    restored(mo, card, latest(card))

    assert Card.objects.get().text == "Luft"


@pytest.mark.parametrize("changes", [2, 40])
def test_a_long_history_costs_no_more_queries_than_a_short_one(changes, django_assert_num_queries):
    card = factories.make_card(topics=[factories.make_topic()])
    for number in range(changes):
        card.text = f"Fassung {number}"
        card.save()

    with django_assert_num_queries(5):
        changes_of(Card, card.pk)


def test_a_second_restoring_of_the_same_state_is_no_error(erika):
    card = factories.make_card(text="Luft")
    row = latest(card)

    thing, missing = restore(record=row, user=erika.user, based_on_version=card.version)

    assert (thing.text, missing) == ("Luft", [])


def test_a_merged_card_is_not_restored_by_itself(erika):
    target, merged = factories.make_card(), factories.make_card()
    merged.status, merged.merged_into = Status.ARCHIVED, target
    merged.save()

    answered = erika.confirm(erika.client.get(address(merged, "restore", merged.history.last().pk)))

    assert messages_in(answered) == [
        "Dieser Stand lässt sich nicht wiederherstellen. Diese Karte ist in einer anderen aufgegangen. Auf der Tafel "
        "lässt sich die Zusammenführung aufheben."
    ]
    assert Card.objects.get(pk=merged.pk).is_archived


def test_moderation_links_nothing_published_again_by_bringing_a_place_back(erika):
    place = factories.make_place()
    card = factories.make_card(places=[place])
    deleted_by = erika.confirm(erika.client.get(address(place, "delete")))
    assert deleted_by.status_code == 200
    mo = AtTheDesk("mo", MODERATION)

    answered = mo.client.post(address(place, "restore", type(place).history.first().pk))

    assert answered.status_code == 403
    assert list(card.places.all()) == []

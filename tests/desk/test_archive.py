"""What was once published is archived instead of deleted, wherever Django would delete, and comes back as it was."""

import pytest
from django.db import models

from handlungsfelder.models import Card, Handlungsfeld, Place
from leader_portal.content.audience import Status
from tests import factories
from tests.desk.forms import AtTheDesk, address, messages_in, page_of
from workshops.models import Contribution, Workshop

pytestmark = pytest.mark.django_db

PUBLISHABLE = {
    "Page": factories.make_page,
    "Handlungsfeld": factories.make_field,
    "Topic": factories.make_topic,
    "Card": factories.make_card,
    "Workshop": factories.make_workshop,
    "Survey": factories.make_survey,
}


@pytest.fixture
def erika():
    return AtTheDesk("erika")


def status_of(thing: models.Model) -> str:
    return type(thing)._base_manager.get(pk=thing.pk).status


def listed(desk: AtTheDesk, model, query: str = "") -> set[str]:
    """The ids of what the list of that kind shows."""
    page = desk.open(address(model, "changelist") + query)
    return {box.get("value") for box in page.all("input", name="_selected_action")}


@pytest.mark.once
@pytest.mark.parametrize("make", PUBLISHABLE.values(), ids=PUBLISHABLE)
def test_deleting_something_published_says_that_it_archives_and_does_so(make, erika):
    thing = make()

    asked = erika.client.get(address(thing, "delete"))
    answered = erika.confirm(asked)

    assert f"„{thing}“ war einmal veröffentlicht und wird deshalb archiviert, nicht gelöscht." in page_of(asked).text
    assert [button.get("value") for button in page_of(asked).all("input", type="submit")] == ["Archivieren"]
    assert messages_in(answered) == [
        f"„{thing}“ ist archiviert und für Besucher*innen nicht mehr zu sehen. Im Archiv bleibt es erhalten und lässt "
        "sich zurückholen."
    ]
    assert status_of(thing) == Status.ARCHIVED


@pytest.mark.once
@pytest.mark.parametrize("make", PUBLISHABLE.values(), ids=PUBLISHABLE)
def test_deleting_a_draft_deletes_it(make, erika):
    thing = make(status=Status.DRAFT)

    asked = erika.client.get(address(thing, "delete"))
    erika.confirm(asked)

    assert [button.get("value") for button in page_of(asked).all("input", type="submit")] == ["Löschen"]
    assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_a_draft_that_was_once_published_is_archived(erika):
    card = factories.make_card()
    card.withdraw()

    erika.confirm(erika.client.get(address(card, "delete")))

    assert status_of(card) == Status.ARCHIVED


def test_what_is_archived_already_can_t_be_deleted_for_good(erika):
    card = factories.make_card(text="Luft", status=Status.ARCHIVED)
    card.publish()
    card.archive()

    asked = erika.open(address(card, "delete"))

    assert "Endgültig löschen lässt es sich nicht, denn es war einmal veröffentlicht" in asked.text
    assert asked.all("input", type="submit") == []


def test_the_button_on_the_form_says_what_it_does(erika):
    published, draft = factories.make_card(), factories.make_card(status=Status.DRAFT)

    def button_of(card) -> str:
        (link,) = {link.text for link in erika.open(address(card, "change")).all("a", class_="deletelink")}
        return link

    assert (button_of(published), button_of(draft)) == ("Archivieren …", "Löschen …")


def test_the_action_says_beforehand_what_is_archived_and_what_deleted(erika):
    published, draft = factories.make_card(text="Luft"), factories.make_card(text="Idee", status=Status.DRAFT)

    asked = erika.choose("delete_selected", [published, draft])
    headings = [heading.text for heading in page_of(asked).all("h2")]
    answered = erika.confirm(asked)

    assert headings == ["Wird archiviert: 1", "Wird gelöscht: 1"]
    assert {card.text for card in Card.objects.archived()} == {"Luft"}
    assert not Card.objects.filter(text="Idee").exists()
    assert messages_in(answered) == [
        "Archiviert: 1 Karte.",
        "Gelöscht: 1 Karte. Unter „Gelöschtes“ lässt sich das wiederherstellen.",
    ]


def test_nothing_happens_before_the_action_is_confirmed(erika):
    cards = [factories.make_card(), factories.make_card(status=Status.DRAFT)]

    erika.choose("delete_selected", cards)

    assert [status_of(card) for card in cards] == [Status.PUBLISHED, Status.DRAFT]


def test_what_stands_in_the_way_of_deleting_is_named(erika):
    field = factories.make_field(title="Leben", status=Status.DRAFT)
    factories.make_card(handlungsfeld=field, text="Gute Luft", status=Status.DRAFT)

    asked = erika.client.get(address(field, "delete"))
    refused = erika.client.post(address(field, "delete"), {"post": "yes", "based_on_version": field.version})

    for answer in (asked, refused):
        assert "kann nicht gelöscht werden, solange noch etwas daran hängt" in page_of(answer).text
        assert "Karte: Gute Luft" in page_of(answer).text
    assert Handlungsfeld.objects.filter(pk=field.pk).exists()


def test_the_action_names_what_stands_in_the_way_and_does_nothing(erika):
    whole = factories.make_place(name="Goslar")
    factories.make_place(name="Jerstedt", part_of=whole)
    other = factories.make_place(name="Seesen")

    asked = erika.choose("delete_selected", [whole, other])

    assert "Das lässt sich so nicht löschen, weil noch etwas daran hängt." in page_of(asked).text
    assert "Ort: Jerstedt" in page_of(asked).text
    assert Place.objects.count() == 3


def test_a_published_field_can_be_archived_whatever_hangs_on_it(erika):
    card = factories.make_card()

    erika.confirm(erika.client.get(address(card.handlungsfeld, "delete")))

    assert status_of(card.handlungsfeld) == Status.ARCHIVED
    assert status_of(card) == Status.PUBLISHED


def test_lists_leave_the_archive_out_unless_asked(erika):
    published, draft, archived = (
        factories.make_card(status=status) for status in (Status.PUBLISHED, Status.DRAFT, Status.ARCHIVED)
    )

    shown = {query: listed(erika, Card, query) for query in ("", "?status=archived", "?status=draft", "?status=alle")}

    assert shown == {
        "": {str(published.pk), str(draft.pk)},
        "?status=archived": {str(archived.pk)},
        "?status=draft": {str(draft.pk)},
        "?status=alle": {str(published.pk), str(draft.pk), str(archived.pk)},
    }


def test_what_is_archived_is_not_offered_for_linking(erika):
    factories.make_topic(title="Ruhe", status=Status.ARCHIVED)
    offered = factories.make_topic(title="Ruhe und Natur", status=Status.DRAFT)

    query = {"term": "Ruhe", "app_label": "handlungsfelder", "model_name": "card", "field_name": "topics"}
    answer = erika.client.get("/admin/autocomplete/", query).json()

    assert answer["results"] == [{"id": str(offered.pk), "text": "Ruhe und Natur"}]


@pytest.mark.once
def test_a_published_field_with_all_its_cards_goes_and_comes_back_as_it_was(erika, client, westharz):
    field = Handlungsfeld.objects.get(number=2)
    cards = list(field.cards.all())
    pages = ["/", "/handlungsfelder/", field.get_absolute_url(), cards[0].get_absolute_url(), "/themen/", "/orte/"]
    before = [client.get(page).content for page in pages]

    erika.confirm(erika.choose("delete_selected", cards, f"?handlungsfeld__id__exact={field.pk}&all="))
    erika.confirm(erika.choose("delete_selected", [field]))
    gone = [client.get(page).status_code for page in pages]
    erika.choose("bring_back_selected", [field], "?status=archived")
    erika.choose("bring_back_selected", cards, "?status=archived&all=")

    assert gone == [200, 200, 410, 410, 200, 200]
    assert [client.get(page).content for page in pages] == before


def test_what_comes_back_is_what_it_was_before(erika):
    published, withdrawn = factories.make_card(), factories.make_card()
    withdrawn.withdraw()
    for card in (published, withdrawn):
        card.archive()

    answered = erika.choose("bring_back_selected", [published, withdrawn], "?status=archived")

    assert messages_in(answered) == ["Zurückgeholt: 2 Karten."]
    assert [status_of(card) for card in (published, withdrawn)] == [Status.PUBLISHED, Status.DRAFT]


def test_a_field_whose_number_was_given_away_stays_and_says_so(erika):
    archived = factories.make_field(number=2, title="Wohnen")
    archived.archive()
    factories.make_field(number=2, title="Bauen")

    answered = erika.choose("bring_back_selected", [archived], "?status=archived")

    assert messages_in(answered) == [
        "„HF 2: Wohnen“ bleibt, wie es war: Diese Nummer trägt schon ein anderes Handlungsfeld."
    ]
    assert status_of(archived) == Status.ARCHIVED


def test_the_archive_counts_what_is_there_and_leads_to_it(erika):
    factories.make_card().archive()
    factories.make_card(status=Status.DRAFT).delete()
    factories.make_place().delete()

    page = erika.open("/admin/archiv/")

    assert [(entry.text, entry.get("href")) for entry in page.one("dl", class_="archive-kinds").iter("a")] == [
        ("1 im Archiv", "/admin/handlungsfelder/card/?status=archived"),
        ("1 gelöscht", "/admin/handlungsfelder/card/geloescht/"),
        ("1 gelöscht", "/admin/handlungsfelder/place/geloescht/"),
    ]


def test_deleting_a_draft_record_names_all_that_goes_with_it(erika):
    workshop = factories.make_workshop(status=Status.DRAFT)
    group = factories.make_group(workshop=workshop, label="Gruppe A")
    factories.make_contribution(working_group=group, wording="Mehr Bänke")

    asked = erika.client.get(address(workshop, "delete"))
    erika.confirm(asked)

    assert "Beitrag: Mehr Bänke" in page_of(asked).text
    assert (Workshop.objects.count(), Contribution.objects.count()) == (0, 0)

"""An import happens as a whole and as it was shown, or not at all; and for those alone who may write such things."""

import re
import time

import pytest

from handlungsfelder.models import Card, Handlungsfeld, Topic
from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from leader_portal.exchange import pages as exchange_pages
from leader_portal.exchange.content_tables import ROLE_REFUSES
from tests.exchange.exchanging import HEAD, NEW, AtTheDesk, csv_of, row_of, shown, state
from tests.factories import (
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_user,
    make_workshop,
)
from tests.page_reader import text_of
from workshops.models import BoardTopic, Contribution, SurveyAnswer

pytestmark = pytest.mark.django_db


# All or nothing, and nothing unseen


def test_one_mistake_and_nothing_is_written(desk):
    make_field(number=2)
    before = state()
    response = desk.upload(csv_of(NEW, ["2", "Idee", "gut"], ["2", "Idee", ""]))
    page = desk.page(response)

    assert "In 1 von 2 Zeilen stimmt etwas nicht." in page.main
    assert "Zeile 3" in shown(page)
    assert "Text (Spalte C): Diese Zelle darf nicht leer sein." in shown(page)
    assert "ticket" not in response.context_data
    assert state() == before


def test_a_row_that_somebody_else_changed_since_the_export_is_refused_with_both_versions(desk):
    card = make_card(handlungsfeld=make_field(number=2), text="wie exportiert")
    data = csv_of(HEAD, row_of(card, Text="aus der Datei"))
    card.text = "inzwischen anders"
    card.save()
    before = state()
    response = desk.upload(data)

    ((number, column, letter, sentence),) = desk.mistakes(data)
    assert (number, column, letter) == (2, "Fassung", "B")
    assert re.fullmatch(
        r"In der Datei steht Fassung 1, gespeichert ist aber Fassung 2 \(zuletzt geändert: das Portal am .* Uhr\). "
        r"Soll gelten, was in der Datei steht, tragen Sie dort 2 ein.",
        sentence,
    )
    page = desk.page(response)
    assert [text_of(cell) for cell in page.all("td", class_="text")] == ["inzwischen anders", "aus der Datei"]
    assert state() == before


def test_what_stands_already_is_no_conflict(desk):
    """The same file a second time: its versions are old, but what it says is so."""
    card = make_card(handlungsfeld=make_field(number=2), text="alt")
    data = csv_of(HEAD, row_of(card, Text="neu"))
    desk.import_(data)

    assert "1 unverändert" in shown(desk.look(data))


def test_the_newer_version_written_into_the_file_is_a_knowing_overwrite(desk):
    card = make_card(handlungsfeld=make_field(number=2), text="alt")
    Card.objects.update(text="inzwischen anders")
    desk.import_(csv_of(HEAD, row_of(card, Text="meins", Fassung="2")))
    card.refresh_from_db()

    assert card.text == "meins"


def test_what_changes_between_the_look_and_the_confirmation_is_shown_anew(desk):
    card = make_card(handlungsfeld=make_field(number=2), text="alt")
    preview = desk.upload(csv_of(["Code", "Text"], [card.code, "aus der Datei"]))
    card.text = "inzwischen anders"
    card.save()
    before = state()
    response = desk.send_ticket(preview.context_data["ticket"])
    page = desk.page(response)

    assert "Es wurde noch nichts importiert, denn inzwischen hat jemand anderes etwas geändert" in page.main
    assert [text_of(element) for element in page.all("del")] == ["entfernt: inzwischen anders"]
    assert state() == before

    desk.confirm(response)
    card.refresh_from_db()
    assert card.text == "aus der Datei"


def test_what_became_impossible_meanwhile_is_told_and_not_written(desk):
    field = make_field(number=2)
    card = make_card(handlungsfeld=field, text="alt")
    preview = desk.upload(csv_of(HEAD, row_of(card, Text="neu"), ["", "", "2", "Idee", "auch neu", "", "", "", ""]))
    card.text = "inzwischen anders"
    card.save()
    before = state()
    page = desk.confirm(preview)

    assert page.one("form", enctype="multipart/form-data").get("action") == desk.address("import")
    assert "In 1 von 2 Zeilen stimmt etwas nicht." in page.main
    assert state() == before


def test_other_changes_meanwhile_do_not_hold_up_the_import(desk):
    make_field(number=2)
    preview = desk.upload(csv_of(NEW, ["2", "Idee", "neu"]))
    make_card(handlungsfeld=Handlungsfeld.objects.get(), text="etwas anderes")
    desk.confirm(preview)

    assert Card.objects.filter(text="neu").count() == 1


def test_a_double_click_imports_once(desk):
    make_field(number=2)
    ticket = desk.upload(csv_of(NEW, ["2", "Idee", "neu"])).context_data["ticket"]
    desk.send_ticket(ticket)
    page = desk.page(desk.send_ticket(ticket))

    assert Card.objects.count() == 1
    assert "Diese Vorschau ist schon importiert oder zu alt." in page.text


@pytest.mark.parametrize("ticket", ["", "x", "eyJmaWxlIjoiLi4vc2VjcmV0In0:1abc:def"])
def test_a_forged_confirmation_imports_nothing(desk, ticket):
    assert "Diese Vorschau ist schon importiert oder zu alt." in desk.page(desk.send_ticket(ticket)).text


def test_a_confirmation_belongs_to_whom_and_what_it_was_given_for(desk):
    make_field(number=2)
    ticket = desk.upload(csv_of(NEW, ["2", "Idee", "neu"])).context_data["ticket"]
    AtTheDesk(make_user("anna"), Card).send_ticket(ticket)
    AtTheDesk(desk.user, Topic).send_ticket(ticket)

    assert Card.objects.count() == 0
    desk.send_ticket(ticket)
    assert Card.objects.count() == 1


def test_a_table_that_nobody_confirms_is_thrown_away_after_a_day(desk, settings):
    make_field(number=2)
    data = csv_of(NEW, ["2", "Idee", "neu"])
    desk.upload(data)
    folder = settings.VAR_DIR / "imports"
    for file in folder.iterdir():
        exchange_pages.os.utime(file, (0, time.time() - 25 * 60 * 60))
    desk.upload(data)

    (kept,) = folder.iterdir()
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    kept.unlink()


def test_an_opened_confirmation_leads_back_to_the_upload(desk):
    assert desk.client.get(desk.address("process_import"))["Location"] == desk.address("import")


# Who may


def test_the_moderation_may_not_import_over_what_was_published():
    desk = AtTheDesk(make_user(role=MODERATION), Card)
    field = make_field(number=2)
    published, draft = (
        make_card(handlungsfeld=field, text="öffentlich"),
        make_card(handlungsfeld=field, text="Entwurf", status=Status.DRAFT),
    )
    data = csv_of(HEAD, row_of(published, Text="anders"), row_of(draft, Status="Veröffentlicht"))
    assert desk.mistakes(data) == [(2, "", "", ROLE_REFUSES), (3, "", "", ROLE_REFUSES)]
    data = csv_of([*NEW, "Status"], ["2", "Idee", "neu", "Veröffentlicht"])
    assert desk.mistakes(data) == [(2, "", "", ROLE_REFUSES)]

    desk.import_(csv_of(HEAD, row_of(published), row_of(draft, Text="anders")))
    assert [*Card.objects.order_by("pk").values_list("text", flat=True)] == ["öffentlich", "anders"]


def test_the_moderation_may_not_import_into_a_published_record():
    desk = AtTheDesk(make_user(role=MODERATION), Contribution)
    make_group(label="öffentlich")
    group = make_group(label="Entwurf", workshop=make_workshop(status=Status.DRAFT))
    contribution = make_contribution(working_group=group, wording="gesagt")
    head = ["Kennung", "Arbeitsgruppe", "Quadrant", "Wortlaut"]
    there = [str(contribution.client_id), "öffentlich", "Idee", "gesagt"]

    assert [mistake[0] for mistake in desk.mistakes(csv_of(head, there, ["", "öffentlich", "Idee", "neu"]))] == [2, 3]
    desk.import_(csv_of(head, ["", "Entwurf", "Idee", "neu"]))
    assert group.contributions.count() == 2


def test_a_role_lost_before_the_confirmation_counts(desk):
    card = make_card(handlungsfeld=make_field(number=2), text="alt")
    ticket = desk.upload(csv_of(HEAD, row_of(card, Text="neu"))).context_data["ticket"]
    desk.user.groups.set(make_user("m", role=MODERATION).groups.all())
    desk.send_ticket(ticket)
    card.refresh_from_db()

    assert card.text == "alt"


@pytest.mark.parametrize("model", [Card, Topic, BoardTopic, Contribution, SurveyAnswer])
def test_whoever_may_not_write_it_may_not_import_it(model):
    desk = AtTheDesk(make_user(role=None), model)

    assert desk.client.get(desk.address("import")).status_code == 403
    assert desk.upload(csv_of(NEW, ["2", "Idee", "neu"])).status_code == 403
    assert desk.send_ticket("x").status_code == 403

"""Two people at the same form: the second is told, sees both versions, and loses nothing."""

import re
import threading

import pytest
from django.db import connection
from django.db.models import Model

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests import factories
from tests.desk.forms import AtTheDesk, address, errors_in, messages_in, page_of
from tests.page_reader import text_of
from workshops.models import PlenaryQuestion, Workshop

CONFLICT = re.compile(
    r"Das hat inzwischen Otto Muster am \d+\. \w+ \d{4}, \d\d:\d\d Uhr geändert\. Es wurde noch nichts gespeichert; "
    r"Ihre Eingaben stehen noch hier\. Vergleichen Sie die beiden Fassungen: Speichern Sie noch einmal, gilt Ihre\."
)

MAKERS = {
    "Region": (factories.make_region, "motto"),
    "Funder": (factories.make_funder, "alternative_text"),
    "Page": (factories.make_page, "title"),
    "Handlungsfeld": (factories.make_field, "title"),
    "Topic": (factories.make_topic, "title"),
    "Place": (factories.make_place, "name"),
    "Card": (factories.make_card, "text"),
    "Workshop": (factories.make_workshop, "place"),
    "PlenaryQuestion": (factories.make_question, "text"),
    "BoardTopic": (factories.make_board_topic, "wording"),
    "WorkingGroup": (factories.make_group, "label"),
    "Contribution": (factories.make_contribution, "wording"),
    "Survey": (factories.make_survey, "title"),
    "SurveyQuestion": (factories.make_survey_question, "text"),
    "SurveyAnswer": (factories.make_survey_answer, "label"),
}


@pytest.fixture
def erika(db):
    return AtTheDesk("erika")


@pytest.fixture
def otto(db):
    return AtTheDesk("otto")


def compared(response) -> list[list[str]]:
    """The rows of the page that compares two versions."""
    (table,) = [table for table in page_of(response).tree.iter("table") if text_of(table).startswith("Angabe")]
    return [[text_of(cell) for cell in row] for row in list(table.iter("tr"))[1:]]


def fresh(thing: Model) -> Model:
    return type(thing)._base_manager.get(pk=thing.pk)


@pytest.mark.once
@pytest.mark.parametrize(("make", "field"), MAKERS.values(), ids=MAKERS)
def test_the_second_of_two_forms_is_refused_with_both_versions(make, field, erika, otto):
    thing = make()
    before = erika.form(thing)
    otto.save(thing, **{field: "Ottos Wort"})

    response = erika.send(thing, before, **{field: "Erikas Wort"})

    assert CONFLICT.fullmatch(errors_in(response)[0])
    assert [row[1:] for row in compared(response)] == [["Ottos Wort", "Erikas Wort"]]
    assert getattr(fresh(thing), field) == "Ottos Wort"


def test_what_was_entered_stays_in_the_form_and_saving_again_overwrites_knowingly(erika, otto):
    card = factories.make_card(text="Luft")
    before = erika.form(card)
    otto.save(card, text="Gute Luft")

    refused = erika.send(card, before, text="Saubere Luft <b>„überall“</b>")
    again = page_of(refused).form("card_form")
    assert again["text"] == ["Saubere Luft <b>„überall“</b>"]
    erika.send(card, again)

    assert fresh(card).text == "Saubere Luft <b>„überall“</b>"


def test_a_third_change_before_the_overwriting_is_told_too(erika, otto):
    card = factories.make_card(text="Luft")
    before = erika.form(card)
    otto.save(card, text="Gute Luft")
    again = page_of(erika.send(card, before, text="Erikas Luft")).form("card_form")
    otto.save(card, text="Ottos letzte Luft")

    response = erika.send(card, again)

    assert [row[1:] for row in compared(response)] == [["Ottos letzte Luft", "Erikas Luft"]]
    assert fresh(card).text == "Ottos letzte Luft"


def test_links_choices_and_truths_are_compared_in_words(erika, otto):
    field = factories.make_field(number=7, title="Leben")
    other = factories.make_field(number=8, title="Landschaft")
    topic, place = factories.make_topic(title="Ruhe"), factories.make_place(name="Seesen")
    card = factories.make_card(handlungsfeld=field, quadrant=Quadrant.STRENGTH, topics=[topic])
    before = erika.form(card)
    otto.save(card, quadrant="weakness", topics=[], status="draft")

    response = erika.send(card, before, handlungsfeld=other.pk, places=[place.pk], position="")

    assert compared(response) == [
        ["Handlungsfeld", "HF 7: Leben", "HF 8: Landschaft"],
        ["Quadrant", "Schwächen", "Stärken"],
        ["Themen", "–", "Ruhe"],
        ["Orte", "–", "Seesen"],
        ["Position", "10", "–"],
        ["Status", "Entwurf", "Veröffentlicht"],
    ]


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "zwölf", "1' OR 1=1", "9" * 40])
def test_a_version_that_there_never_was_overwrites_nothing(version, erika):
    card = factories.make_card(text="Luft")

    response = erika.send(card, erika.form(card), text="Anders", based_on_version=version)

    assert errors_in(response)[0].startswith("Das hat inzwischen ")
    assert fresh(card).text == "Luft"


def test_a_stale_form_that_changes_nothing_is_no_conflict(erika, otto):
    card = factories.make_card(text="Luft")
    before = erika.form(card)
    otto.save(card, text="Gute Luft")

    response = erika.send(card, before, text="Gute Luft")

    assert errors_in(response) == []
    assert fresh(card).text == "Gute Luft"


def test_a_part_that_somebody_else_has_changed_is_not_overwritten(erika, otto):
    question = factories.make_question(text="Fehlt etwas?")
    workshop = question.workshop
    before = erika.form(workshop)
    otto.save(question, text="Was fehlt?")

    response = erika.send(workshop, before, **{"questions-0-text": "Fehlt Ihnen etwas?"})

    assert CONFLICT.fullmatch(errors_in(response)[0])
    assert compared(response) == [["Frage", "Was fehlt?", "Fehlt Ihnen etwas?"]]
    assert fresh(question).text == "Was fehlt?"
    erika.send(workshop, page_of(response).form("workshop_form"))
    assert fresh(question).text == "Fehlt Ihnen etwas?"


def test_a_part_that_somebody_else_has_changed_is_not_deleted(erika, otto):
    question = factories.make_question(text="Fehlt etwas?")
    before = erika.form(question.workshop)
    otto.save(question, text="Was fehlt?")

    response = erika.send(question.workshop, before, **{"questions-0-DELETE": "on"})

    assert any("hat inzwischen Otto Muster" in error for error in errors_in(response))
    assert fresh(question).text == "Was fehlt?"
    erika.send(question.workshop, page_of(response).form("workshop_form"), **{"questions-0-DELETE": "on"})
    assert not PlenaryQuestion.objects.exists()


def test_a_part_that_is_gone_takes_no_input_along(erika, otto):
    workshop = factories.make_workshop()
    first = factories.make_question(workshop=workshop, text="Erste?")
    second = factories.make_question(workshop=workshop, text="Zweite?")
    before = erika.form(workshop)
    otto.client.post(address(first, "delete"), {"post": "yes", "based_on_version": first.version})

    changed = {"questions-0-text": "Erste, anders?", "questions-1-text": "Zweite, anders?"}
    response = erika.send(workshop, before, **changed)

    sent_again = page_of(response).form("workshop_form")
    assert any(error.startswith("Diesen Eintrag hat inzwischen jemand gelöscht.") for error in errors_in(response))
    assert {name: sent_again[name] for name in changed} == {name: [text] for name, text in changed.items()}
    assert fresh(second).text == "Zweite?"


def test_a_part_that_somebody_else_has_added_confuses_nothing(erika, otto):
    workshop = factories.make_workshop()
    question = factories.make_question(workshop=workshop, text="Erste?", position=20)
    before = erika.form(workshop)
    factories.make_question(workshop=workshop, text="Davor?", position=10)

    response = erika.send(workshop, before, **{"questions-0-text": "Erste!"})

    assert errors_in(response) == []
    assert fresh(question).text == "Erste!"
    assert workshop.questions.count() == 2


def test_a_forged_part_of_another_whole_is_refused(erika):
    own, other = factories.make_question(text="Eigene?"), factories.make_question(text="Fremde?")
    forged = erika.form(own.workshop)

    response = erika.send(own.workshop, forged, **{"questions-0-id": other.pk, "questions-0-text": "Geändert?"})

    assert response.status_code == 200
    assert (fresh(own).text, fresh(other).text) == ("Eigene?", "Fremde?")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_writes_between_check_and_update_is_not_overwritten(monkeypatch):
    """On SQLite nobody can: there a form holds the only write lock from its first look to its last write."""
    erika, card = AtTheDesk("erika"), factories.make_card(text="Luft")
    before = erika.form(card)
    save, interruptions = Card.save, []

    def write_from_elsewhere():
        interruptions.append(Card.objects.filter(pk=card.pk).update(text="dazwischen"))
        connection.close()

    def save_late(self, *args, **kwargs):
        if not interruptions:
            elsewhere = threading.Thread(target=write_from_elsewhere)
            elsewhere.start()
            elsewhere.join()
        save(self, *args, **kwargs)

    monkeypatch.setattr(Card, "save", save_late)

    response = erika.send(card, before, text="Erikas Luft")

    assert errors_in(response)[0].startswith("Das hat inzwischen ")
    assert compared(response) == [["Text", "dazwischen", "Erikas Luft"]]
    assert fresh(card).text == "dazwischen"


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_sent_at_the_same_moment_one_is_told():
    erika, otto = AtTheDesk("erika"), AtTheDesk("otto")
    card = factories.make_card(text="Luft")
    forms = {desk.name: desk.form(card) for desk in (erika, otto)}
    start = threading.Barrier(2)
    answers = {}

    def send(desk: AtTheDesk):
        try:
            start.wait()
            answers[desk.name] = desk.send(card, forms[desk.name], text=f"{desk.name}s Luft")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[desk]) for desk in (erika, otto)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = [name for name, answer in answers.items() if errors_in(answer)]
    assert sorted(answer.status_code for answer in answers.values()) == [200, 200]
    assert len(told) == 1
    (winner,) = {"erika", "otto"} - set(told)
    assert compared(answers[told[0]]) == [["Text", f"{winner}s Luft", f"{told[0]}s Luft"]]
    assert fresh(card).text == f"{winner}s Luft"


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected", "delete_selected"])
def test_no_action_touches_what_was_changed_since_the_list_was_made(action, erika, otto):
    card = factories.make_card(text="Luft", status=Status.DRAFT)
    seen = f"{card.pk}:{card.version}"
    otto.save(card, text="Gute Luft")

    response = erika.choose(action, [card], based_on_version=[seen])

    (message,) = messages_in(response)
    assert message.startswith("Es wurde noch nichts getan, denn inzwischen hat sich etwas geändert: „Gute Luft“, ")
    assert "zuletzt von Otto Muster am " in message
    assert fresh(card).status == Status.DRAFT


def test_the_page_that_asks_before_deleting_is_made_again_when_something_changed(erika, otto):
    card = factories.make_card(text="Luft", status=Status.DRAFT)
    asked = erika.choose("delete_selected", [card])
    otto.save(card, text="Gute Luft")

    response = erika.confirm(asked)

    assert messages_in(response)[0].startswith("Es wurde noch nichts getan")
    assert Card.objects.filter(pk=card.pk).exists()


def test_the_delete_page_of_one_thing_too(erika, otto):
    workshop = factories.make_workshop(status=Status.DRAFT)
    asked = erika.client.get(address(workshop, "delete"))
    otto.save(workshop, place="Seesen")

    response = erika.confirm(asked)

    assert messages_in(response)[0].startswith("Das hat inzwischen Otto Muster am ")
    assert Workshop.objects.filter(pk=workshop.pk).exists()

"""Spreadsheets come in: what is shown beforehand, and what is written then."""

import csv
import re
import time

import pytest

from handlungsfelder.models import Card, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.exchange import pages as exchange_pages
from tests.exchange.exchanging import GERMAN_CSV, HEAD, NEW, AtTheDesk, csv_of, ods_of, row_of, shown, state, xlsx_of
from tests.factories import (
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_place,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_user,
    make_workshop,
)
from tests.page_reader import text_of
from workshops.models import BoardTopic, Contribution, Outcome, SurveyAnswer

pytestmark = pytest.mark.django_db


# The look beforehand


def test_the_preview_shows_row_by_row_what_will_happen(desk):
    field = make_field(number=2, title="Wohnen")
    same, other = make_card(handlungsfeld=field, text="Ruhe"), make_card(handlungsfeld=field, text="Gute Luft überall")
    data = csv_of(
        HEAD,
        row_of(same),
        row_of(other, Text="Gute Luft fast überall", Quadrant="Idee"),
        ["", "", "2", "Schwäche", "Wenig Busse", "", "", "", ""],
    )
    lines = shown(desk.look(data, "Stand Mai.csv"))

    assert lines[lines.index("„Stand Mai.csv“") :] == [
        "„Stand Mai.csv“",
        "1 neu",
        "1 geändert",
        "1 unverändert",
        "Noch ist nichts gespeichert. Alles, was Sie hier sehen, wird gemeinsam gespeichert und lässt sich danach "
        "gemeinsam oder unter „Verlauf“ einzeln zurücknehmen. Was veröffentlicht ist, steht dann sofort so auf der "
        "Website.",
        "Abbrechen",
        "Neu: 1",
        "Zeile 4",
        "Status",
        "Entwurf",
        "Handlungsfeld",
        "HF 2: Wohnen",
        "Quadrant",
        "Schwächen",
        "Text",
        "Wenig Busse",
        "Geändert: 1",
        "Zeile 3: Gute Luft überall",
        "Quadrant",
        "entfernt: Stärken",
        "neu: Ideen",
        "Text",
        "Gute Luft",
        "neu: fast",
        "überall",
        "Unverändert: 1",
        "Welche Zeilen das sind",
        "2",
    ]


def test_the_preview_writes_nothing(desk):
    card = make_card(handlungsfeld=make_field(number=2))
    before = state()
    desk.look(csv_of(HEAD, row_of(card, Text="anders"), ["", "", "2", "Idee", "neu", "", "", "", ""]))

    assert state() == before


def test_the_preview_tells_old_and_new_apart(desk):
    card = make_card(handlungsfeld=make_field(number=2), status=Status.DRAFT, text="alt")
    page = desk.look(csv_of(HEAD, row_of(card, Text="neu")))

    assert [text_of(element) for element in page.all("del")] == ["entfernt: alt"]
    assert [text_of(element) for element in page.all("ins")] == ["neu: neu"]


def test_drafts_are_not_said_to_go_live(desk):
    card = make_card(handlungsfeld=make_field(number=2), status=Status.DRAFT)

    assert "sofort so auf der Website" not in desk.look(csv_of(HEAD, row_of(card, Text="neu"))).main


def test_a_table_without_news_has_nothing_to_confirm(desk):
    card = make_card(handlungsfeld=make_field(number=2))
    page = desk.look(csv_of(HEAD, row_of(card)))

    assert "Die Tabelle enthält nichts Neues: Alles ist schon so gespeichert." in shown(page)
    assert page.all("input", name="ticket") == []


def test_of_many_rows_the_preview_shows_some_and_counts_the_rest(desk):
    make_field(number=2)
    more = exchange_pages.MOST_SHOWN + 3
    page = desk.look(csv_of(NEW, *(["2", "Idee", f"Karte {place}"] for place in range(more))))

    assert f"{more} neu" in shown(page)
    assert "Und 3 weitere Zeilen." in shown(page)
    assert len(page.all("h3")) == exchange_pages.MOST_SHOWN


def test_the_upload_page_tells_what_may_stand_in_the_columns(desk):
    page = desk.page(desk.client.get(desk.address("import")))

    assert page.heading == "Karten importieren"
    assert [text_of(term).removesuffix(" nötig") for term in page.all("dt")] == HEAD
    assert desk.address("export") in page.links


# The writing


def test_confirmed_rows_are_written_as_they_were_shown(desk):
    field = make_field(number=2)
    topic, place = make_topic(handlungsfeld=None, title="Verkehr"), make_place(name="Seesen")
    same, other = (
        make_card(handlungsfeld=field),
        make_card(handlungsfeld=field, text="alt", topics=[make_topic(handlungsfeld=None)]),
    )
    version = same.version
    message = desk.import_(
        csv_of(
            HEAD,
            row_of(same),
            row_of(other, Text="neu", Themen="Verkehr", Orte="Seesen"),
            ["", "", "HF 2", "potential", "Karte mit\nZeile", "", " verkehr ;\n", "SEESEN", "veröffentlicht"],
        ),
        "Mai.csv",
    )
    other.refresh_from_db()
    new = Card.objects.latest("pk")

    assert message == "„Mai.csv“ ist importiert: 1 neu, 1 geändert, 1 unverändert."
    assert (other.text, [*other.topics.all()], [*other.places.all()]) == ("neu", [topic], [place])
    assert (new.handlungsfeld, new.quadrant, new.text) == (field, Quadrant.POTENTIAL, "Karte mit\nZeile")
    assert ([*new.topics.all()], [*new.places.all()]) == ([topic], [place])
    assert (new.status, new.was_published, new.position) == (Status.PUBLISHED, True, 10)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", new.code)
    same.refresh_from_db()
    assert same.version == version


def test_history_says_who_imported_which_file(desk):
    topic = make_topic(handlungsfeld=None, title="Verkehr")
    card = make_card(handlungsfeld=make_field(number=2), text="alt")
    rows = card.history.count()
    desk.import_(
        csv_of(
            HEAD,
            row_of(card, Text="neu", Themen="Verkehr"),
            ["", "", "2", "Idee", "ganz neu", "", "Verkehr", "", ""],
        ),
        "Stand Mai.csv",
    )
    new = Card.objects.latest("pk")

    assert card.history.count() == rows + 1
    for changed in (card, new):
        record = changed.history.first()
        assert (record.history_user.username, record.history_change_reason) == (
            "petra",
            "aus „Stand Mai.csv“ importiert",
        )
        assert [link.topic for link in record.topics.all()] == [topic]
    assert [record.history_type for record in new.history.all()] == ["~", "+"]


def test_a_long_file_name_fits_into_history(desk):
    make_field(number=2)
    desk.import_(csv_of(NEW, ["2", "Idee", "neu"]), f"{'x' * 150}.csv")

    reason = Card.objects.get().history.first().history_change_reason
    assert len(reason) <= 100
    assert reason.startswith("aus „xxxx")
    assert reason.endswith("x…“ importiert")


def test_columns_that_are_not_there_stay_as_they_are(desk):
    topic = make_topic()
    card = make_card(text="bleibt", topics=[topic], quadrant=Quadrant.IDEA)
    desk.import_(csv_of(["Code", "Status"], [card.code.lower(), "Archiviert"]))
    card.refresh_from_db()

    assert (card.status, card.text, card.quadrant, [*card.topics.all()]) == (
        Status.ARCHIVED,
        "bleibt",
        Quadrant.IDEA,
        [topic],
    )


def test_empty_cells_of_lists_take_the_links_away_and_of_position_and_status_change_nothing(desk):
    card = make_card(
        handlungsfeld=make_field(number=2), topics=[make_topic(handlungsfeld=None)], places=[make_place()], position=70
    )
    desk.import_(csv_of(HEAD, row_of(card, Themen="", Orte="", Position="", Status="")))
    card.refresh_from_db()

    assert (card.topics.count(), card.places.count(), card.position, card.status) == (0, 0, 70, Status.PUBLISHED)


def test_new_cards_come_to_the_end_in_the_order_of_the_table(desk):
    field = make_field(number=2)
    make_card(handlungsfeld=field, quadrant=Quadrant.IDEA, position=30)
    desk.import_(csv_of(NEW, ["2", "Idee", "b"], ["2", "Idee", "a"], ["2", "Stärke", "c"]))

    positions = Card.objects.exclude(text__startswith="Karte").order_by("pk").values_list("text", "position")
    assert [*positions] == [("b", 40), ("a", 50), ("c", 10)]


def test_new_cards_find_room_behind_the_last_possible_position(desk):
    field = make_field(number=2)
    make_card(handlungsfeld=field, quadrant=Quadrant.IDEA, text="a", position=LARGEST_INTEGER)
    desk.import_(csv_of(NEW, ["2", "Idee", "b"], ["2", "Idee", "c"]))

    assert [*Card.objects.order_by("position").values_list("text", flat=True)] == ["a", "b", "c"]


def test_a_card_at_the_last_possible_position_goes_out_and_comes_back(desk):
    make_card(handlungsfeld=make_field(number=2), position=LARGEST_INTEGER)

    assert "1 unverändert" in shown(desk.look(desk.export(GERMAN_CSV)))


@pytest.mark.parametrize(
    "name", ["2", "HF 2", "hf2", "Zukunft & Wohnen", "zukunft  &\twohnen", "HF 2: Zukunft & Wohnen", "zw"]
)
def test_a_field_is_known_by_number_title_or_slug(desk, name):
    make_field(number=1, title="Anderes")
    field = make_field(number=2, title="Zukunft & Wohnen", slug="zw")
    desk.import_(csv_of(NEW, [name, "Idee", "neu"]))

    assert Card.objects.get().handlungsfeld == field


def test_a_number_means_the_field_that_holds_it_now(desk):
    make_field(number=2, title="alt", status=Status.ARCHIVED)
    field = make_field(number=2)
    desk.import_(csv_of(NEW, ["2", "Idee", "neu"]))

    assert Card.objects.get().handlungsfeld == field


@pytest.mark.parametrize(
    ("name", "quadrant"),
    [
        ("Stärken", Quadrant.STRENGTH),
        ("STÄRKE", Quadrant.STRENGTH),
        ("schwäche", Quadrant.WEAKNESS),
        ("Potenziale", Quadrant.POTENTIAL),
        ("Potenzial", Quadrant.POTENTIAL),
        (" Idee ", Quadrant.IDEA),
    ],
)
def test_a_quadrant_is_known_by_its_german_name(desk, name, quadrant):
    make_field(number=2)
    desk.import_(csv_of(NEW, ["2", name, "neu"]))

    assert Card.objects.get().quadrant == quadrant


def test_the_columns_may_stand_in_any_order_and_numbers_may_be_numbers(desk):
    make_field(number=2)
    desk.import_(xlsx_of(["TEXT", "position", "Quadrant ", "handlungsfeld"], [2030, 5, "Idee", 2.0]), "karten.xlsx")

    card = Card.objects.get()
    assert (card.text, card.position) == ("2030", 5)


def test_what_libreoffice_saved_is_imported(desk):
    make_field(number=2)
    message = desk.import_(ods_of(NEW, ["2", "Idee", "Größe – „ja“\nzweite Zeile"]), "karten.ods")

    assert message == "„karten.ods“ ist importiert: 1 neu, 0 geändert, 0 unverändert."
    assert Card.objects.get().text == "Größe – „ja“\nzweite Zeile"


def test_an_import_is_one_operation(desk):
    card = make_card(handlungsfeld=make_field(number=2), text="alt", topics=[make_topic(handlungsfeld=None)])
    before = Card.history.count()
    desk.import_(csv_of(HEAD, row_of(card, Text="neu", Themen=""), ["", "", "2", "Idee", "neu", "", "", "", ""]))

    written = Card.history.order_by("history_id")[before:]
    assert len(written) == 2
    assert len({record.operation for record in written}) == 1


def test_topics_with_a_semicolon_are_found_behind_a_backslash(desk):
    make_field(number=2)
    topics = [make_topic(handlungsfeld=None, title=title) for title in ("Bus; Bahn", "Bus", "a\\b")]
    desk.import_(csv_of([*NEW, "Themen"], ["2", "Idee", "neu", "Bus\\; Bahn; Bus\na\\\\b;Bus;;"]))

    assert {*Card.objects.get().topics.all()} == {*topics}


def test_control_characters_are_taken_out(desk):
    make_field(number=2)
    desk.import_(csv_of(NEW, ["2", "Idee", " a\x0bb\x07\r\n c "]))

    assert Card.objects.get().text == "ab\n c"


@pytest.mark.parametrize("word", ["ja", "Ja", "j", "x", "1", "WAHR"])
def test_yes_has_many_words(word):
    topic = make_topic(mandated_by_state=None)
    desk = AtTheDesk(make_user(), Topic)
    desk.import_(csv_of(["Nr.", "Pflichtthema des Landes"], [str(topic.pk), word]))
    topic.refresh_from_db()

    assert topic.mandated_by_state is True


def test_topics_are_imported():
    field = make_field(number=2)
    old = make_topic(handlungsfeld=field, title="alt", named_by_lag=True, mandated_by_state=True)
    desk = AtTheDesk(make_user(), Topic)
    desk.import_(
        csv_of(
            ["Nr.", "Fassung", "Handlungsfeld", "Titel", "Pflichtthema des Landes", "Von der LAG benannt"],
            [str(old.pk), "1", "Querschnittsthema", "neu", "nein", ""],
            ["", "", "2", "noch eins", "unbekannt", "ja"],
        )
    )
    old.refresh_from_db()
    new = Topic.objects.latest("pk")

    assert (old.handlungsfeld, old.title, old.mandated_by_state, old.named_by_lag) == (None, "neu", False, None)
    assert (new.handlungsfeld, new.title, new.mandated_by_state, new.named_by_lag) == (field, "noch eins", None, True)
    assert new.status == Status.DRAFT


def test_board_topics_are_imported():
    field, workshop, topic = (
        make_field(number=2),
        make_workshop(title="Konferenz"),
        make_topic(handlungsfeld=None, title="Wohnen"),
    )
    old = make_board_topic(workshop=workshop, wording="alt")
    desk = AtTheDesk(make_user(), BoardTopic)
    desk.import_(
        csv_of(
            ["Nr.", "Workshop", "Spalte", "Wortlaut", "Hier hinzugefügt", "Gewicht", "Thema der Strategie"],
            [str(old.pk), "Konferenz", "2", "alt", "ja", "5", "Wohnen"],
            ["", "konferenz", "für alle Felder", "neu", "", "", ""],
        )
    )
    old.refresh_from_db()
    new = BoardTopic.objects.latest("pk")

    assert (old.handlungsfeld, old.added_here, old.weight, old.topic) == (field, True, 5, topic)
    assert (new.workshop, new.handlungsfeld, new.wording, new.weight, new.topic) == (workshop, None, "neu", None, None)


def test_contributions_are_imported():
    group, card = make_group(label="HF 1: Leben"), make_card()
    old = make_contribution(working_group=group, wording="bleibt")
    desk = AtTheDesk(make_user(), Contribution)
    desk.import_(
        csv_of(
            ["Kennung", "Arbeitsgruppe", "Quadrant", "Wortlaut", "Runde", "Karten", "Ergebnis", "Antwort"],
            [str(old.client_id), "HF 1: Leben", "Stärke", "bleibt", "2", card.code, "übernommen", "Steht nun so da."],
            ["", "HF 1: Leben", "Idee", "neu", "", "", "", ""],
        )
    )
    old.refresh_from_db()
    new = Contribution.objects.latest("pk")

    assert (old.round, [*old.cards.all()], old.outcome, old.reply) == (2, [card], Outcome.ADOPTED, "Steht nun so da.")
    assert (new.working_group, new.wording, new.round, new.outcome) == (group, "neu", None, Outcome.OPEN)


def test_survey_answers_are_imported():
    question = make_survey_question(text="Wohin?")
    old = make_survey_answer(question=question, label="Seesen", votes=1)
    desk = AtTheDesk(make_user(), SurveyAnswer)
    desk.import_(
        csv_of(
            ["Nr.", "Frage", "Antwort", "Stimmen"],
            [str(old.pk), "Wohin?", "Seesen", "17"],
            ["", "wohin?", "Goslar", "0"],
        )
    )

    assert [*SurveyAnswer.objects.values_list("label", "votes")] == [("Seesen", 17), ("Goslar", 0)]


# Much


@pytest.mark.parametrize("count", [1, 30])
def test_a_look_costs_a_fixed_number_of_queries(desk, count, django_assert_num_queries):
    field, topic = make_field(number=2), make_topic(handlungsfeld=None, title="Verkehr")
    cards = [make_card(handlungsfeld=field, topics=[topic]) for _ in range(count)]
    changed = [row_of(card, Text=card.text + "!", Themen="") for card in cards]
    new = [["", "", "2", "Idee", f"neu {place}", "", "Verkehr", "", ""] for place in range(count)]
    data = csv_of(HEAD, *changed, *new)
    desk.upload(data)

    # Session, user, two of permissions; the names of fields, topics, places; the cards with topics and places; all
    # texts, all codes; for the differences what fields and topics are called; the page's frame.
    with django_assert_num_queries(4 + 3 + 3 + 2 + 2 + 1):
        desk.upload(data)


def test_five_thousand_rows_are_looked_at_in_time(desk):
    make_field(number=2)
    make_topic(handlungsfeld=None, title="Verkehr")
    rows = [["2", "Idee", f"Karte {place}: mehr Radwege zwischen den Dörfern", "Verkehr"] for place in range(5000)]
    data = csv_of([*NEW, "Themen"], *rows)
    started = time.process_time()
    page = desk.look(data)

    assert "5000 neu" in shown(page)
    assert time.process_time() - started < 10


def test_what_excel_makes_of_an_exported_csv_comes_back(desk):
    """German Excel saves CSV in the old Windows code page, with quotation marks only where they are needed."""
    field = make_field(number=2, title="Wohnen")
    cards = [make_card(handlungsfeld=field, text=text) for text in ("=1+1", "Größe – „ja“", 'sie sagt "nein"; ja', "-")]
    saved = desk.export(GERMAN_CSV).decode("utf-8-sig")
    rows = list(csv.reader(saved.splitlines(keepends=True), delimiter=";"))
    page = desk.look(csv_of(*rows, encoding="cp1252"))

    assert f"{len(cards)} unverändert" in shown(page)

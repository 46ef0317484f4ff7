"""Spreadsheets that do not come in: what is refused, in which words, and where in the table the mistake stands."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handlungsfelder.models import Card, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.exchange import pages as exchange_pages
from leader_portal.exchange import tables
from leader_portal.exchange.reading import read_table
from tests.exchange.exchanging import NEW, AtTheDesk, csv_of, shown, xlsx_of
from tests.factories import (
    make_board_topic,
    make_card,
    make_field,
    make_group,
    make_survey_question,
    make_topic,
    make_user,
)
from workshops.models import BoardTopic, Contribution, SurveyAnswer
from workshops.tables import ContributionTable

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_file_of_fifty_megabytes_is_refused_in_a_sentence(desk):
    started = time.monotonic()

    assert desk.refusal(b"x" * 50_000_000) == tables.TOO_LARGE
    assert time.monotonic() - started < 5


def test_no_file_is_refused_in_a_sentence(desk):
    response = desk.client.post(desk.address("import"), {})
    assert response.context_data["form"].errors == {"import_file": ["Bitte wählen Sie eine Datei aus."]}

    response = desk.client.post(desk.address("import"), {"import_file": SimpleUploadedFile("leer.csv", b"")})
    assert response.context_data["form"].errors == {"import_file": ["Die Datei ist leer."]}


def test_what_is_no_spreadsheet_is_refused_on_the_page(desk):
    page = desk.look(b"\x00\x01\x02", "x.xlsx")

    assert tables.NO_SPREADSHEET in page.main


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (
            ["Code", "Farbe"],
            "Die Spalte „Farbe“ kennt der Import nicht. Möglich sind: Code, Fassung, Handlungsfeld, Quadrant, Text, "
            "Position, Themen, Orte, Status.",
        ),
        (
            ["Text", "Wer", "Größe"],
            "Die Spalten „Wer“, „Größe“ kennt der Import nicht. Möglich sind: Code, Fassung, Handlungsfeld, "
            "Quadrant, Text, Position, Themen, Orte, Status.",
        ),
        (["Text", "Quadrant", "text"], "Die Spalte „Text“ kommt mehrmals vor. Bitte lassen Sie eine davon weg."),
        (
            ["Text", "Quadrant"],
            "Es fehlt die Spalte „Handlungsfeld“. Ohne sie lässt sich nichts Neues anlegen, und Zeile 2 ist neu, weil "
            "unter „Code“ nichts steht.",
        ),
        (
            ["Code", "Text"],
            "Es fehlen die Spalten „Handlungsfeld“, „Quadrant“. Ohne sie lässt sich nichts Neues anlegen, und Zeile 2 "
            "ist neu, weil unter „Code“ nichts steht.",
        ),
    ],
)
def test_unknown_and_missing_columns_are_named(desk, head, sentence):
    make_field(number=2)

    assert desk.refusal(csv_of(head, [""] * (len(head) - 1) + ["x"])) == sentence


CHOICES = (
    "„Chance“ ist hier nicht möglich, nur Stärken, Schwächen, Potentiale oder Ideen.",
    "„fertig“ ist hier nicht möglich, nur Entwurf, Veröffentlicht oder Archiviert.",
)
SEVERAL = (
    "„Rad“ gibt es mehrfach. Bitte schreiben Sie, was gemeint ist: „Rad (HF 2: Wohnen)“, „Rad (Querschnittsthema)“."
)


@pytest.mark.parametrize(
    ("row", "column", "letter", "sentence"),
    [
        (["7", "Idee", "x"], "Handlungsfeld", "A", "„7“ gibt es nicht."),
        (["Wohne", "Idee", "x"], "Handlungsfeld", "A", "„Wohne“ gibt es nicht. Meinen Sie „HF 2: Wohnen“?"),
        (["", "Idee", "x"], "Handlungsfeld", "A", "Diese Zelle darf nicht leer sein."),
        (["2", "Chance", "x"], "Quadrant", "B", CHOICES[0]),
        (["2", "", "x"], "Quadrant", "B", "Diese Zelle darf nicht leer sein."),
        (["2", "Idee", " \n "], "Text", "C", "Diese Zelle darf nicht leer sein."),
        (["2", "Idee", "x", "viele"], "Position", "D", "„viele“ ist keine ganze Zahl ab 0."),
        (["2", "Idee", "x", "-1"], "Position", "D", "„-1“ ist keine ganze Zahl ab 0."),
        (["2", "Idee", "x", "9" * 10], "Position", "D", "„9999999999“ ist zu groß."),
        (["2", "Idee", "x", "", "Nichts"], "Themen", "E", "„Nichts“ gibt es nicht."),
        (["2", "Idee", "x", "", "Rad"], "Themen", "E", SEVERAL),
        (["2", "Idee", "x", "", "", "Atlantis"], "Orte", "F", "„Atlantis“ gibt es nicht."),
        (["2", "Idee", "x", "", "", "", "fertig"], "Status", "G", CHOICES[1]),
    ],
)  # fmt: skip
def test_a_cell_that_is_wrong_is_told_with_row_and_column(desk, row, column, letter, sentence):
    field = make_field(number=2, title="Wohnen")
    make_topic(handlungsfeld=field, title="Rad"), make_topic(handlungsfeld=None, title="Rad")
    head = [*NEW, "Position", "Themen", "Orte", "Status"]
    ((number, *where, told),) = desk.mistakes(csv_of(head, ["2", "Idee", "gut"], row + [""] * (7 - len(row))))

    assert (number, *where, told) == (3, column, letter, sentence)


def test_all_mistakes_of_a_row_are_told_at_once(desk):
    mistakes = desk.mistakes(csv_of(NEW, ["7", "Chance", ""]))

    assert [column for _, column, _, _ in mistakes] == ["Handlungsfeld", "Quadrant", "Text"]


def test_a_code_that_there_is_not_is_told(desk):
    assert desk.mistakes(csv_of(["Code", "Text"], ["ABCDEF", "x"])) == [
        (2, "Code", "A", "„ABCDEF“ gibt es nicht. Soll die Zeile etwas Neues werden, lassen Sie diese Zelle leer.")
    ]


def test_a_code_that_comes_twice_is_told(desk):
    card = make_card()

    assert desk.mistakes(csv_of(["Code", "Text"], [card.code, "a"], ["", ""], [card.code.lower(), "b"])) == [
        (4, "Code", "A", f"„{card.code}“ steht schon in Zeile 2.")
    ]


def test_a_new_card_that_comes_twice_or_is_there_already_is_told(desk):
    field = make_field(number=2)
    card = make_card(handlungsfeld=field, text="da", quadrant=Quadrant.IDEA)
    make_card(handlungsfeld=field, text="im Archiv", quadrant=Quadrant.IDEA, status=Status.ARCHIVED)
    rows = [["2", "Idee", text] for text in ("neu", "da", "neu", "im Archiv")]

    assert desk.mistakes(csv_of(NEW, *rows)) == [
        (
            3,
            "",
            "",
            "Diese Karte gibt es in diesem Quadranten schon. Soll das geändert werden, tragen Sie unter „Code“ "
            f"{card.code} ein.",
        ),
        (4, "", "", "Diese Karte gibt es in diesem Quadranten schon. Es steht schon in Zeile 2."),
    ]


def test_a_merged_card_is_brought_back_on_the_board(desk):
    card = make_card(status=Status.ARCHIVED, merged_into=make_card())

    assert desk.mistakes(csv_of(["Code", "Status"], [card.code, "Entwurf"])) == [
        (
            2,
            "Status",
            "B",
            "Diese Karte ist in einer anderen aufgegangen. Zurückholen lässt sie sich auf der Tafel.",
        )
    ]


def test_topics_that_would_be_the_same_are_told():
    field = make_field(number=2)
    first, second = make_topic(handlungsfeld=field, title="a"), make_topic(handlungsfeld=field, title="b")
    desk = AtTheDesk(make_user(), Topic)

    assert desk.mistakes(csv_of(["Nr.", "Titel"], [str(first.pk), "b"])) == [
        (
            2,
            "",
            "",
            "Dieses Thema gibt es in diesem Handlungsfeld schon, vielleicht im Archiv. Soll das geändert werden, "
            f"tragen Sie unter „Nr.“ {second.pk} ein.",
        )
    ]
    desk.import_(csv_of(["Nr.", "Titel"], [str(second.pk), "c"], [str(first.pk), "b"]))
    assert [*Topic.objects.order_by("pk").values_list("title", flat=True)] == ["b", "c"]


def test_what_is_too_long_or_too_much_is_told():
    question = make_survey_question(text="Wohin?")
    board_topic = make_board_topic()
    too_long = csv_of(["Frage", "Antwort", "Stimmen"], [question.text, "x" * 201, ""])
    too_much = csv_of(["Nr.", "Gewicht"], [str(board_topic.pk), "6"])

    assert [mistake[1:3] for mistake in AtTheDesk(make_user(), SurveyAnswer).mistakes(too_long)] == [("Stimmen", "C")]
    too_long = csv_of(["Frage", "Antwort", "Stimmen"], [question.text, "x" * 201, "1"])
    ((_, column, _, sentence),) = AtTheDesk(make_user("b"), SurveyAnswer).mistakes(too_long)
    assert (column, "höchstens 200 Zeichen" in sentence) == ("Antwort", True)
    ((_, column, _, sentence),) = AtTheDesk(make_user("c"), BoardTopic).mistakes(too_much)
    assert (column, "kleiner oder gleich 5" in sentence) == ("Gewicht", True)


def test_a_mark_that_is_none_is_told():
    desk = AtTheDesk(make_user(), Contribution)
    ((number, column, letter, sentence),) = desk.mistakes(csv_of(["Kennung", "Runde"], ["1", "2"]))

    assert (number, column, letter) == (2, "Kennung", "A")
    assert sentence == "„1“ ist keine Kennung. Lassen Sie die Zelle leer, wenn der Beitrag neu ist."


def test_a_formula_is_refused_on_the_page(desk):
    make_field(number=2)

    assert desk.refusal(xlsx_of(NEW, ["2", "Idee", "=1+1"])).startswith("In Zelle C2 steht eine Formel (=1+1).")
    desk.import_(csv_of(NEW, ["2", "Idee", "'=1+1"]))
    assert Card.objects.get().text == "=1+1"


class UncheckedTable(ContributionTable):
    """Whatever it says is left to the database to judge."""

    def check(self, row):
        pass


def test_what_only_the_database_objects_to_is_told_and_nothing_is_written():
    group = make_group(label="Gruppe")
    head = ["Arbeitsgruppe", "Quadrant", "Wortlaut", "Runde"]
    data = csv_of(head, ["Gruppe", "Idee", "gut", "1"], ["Gruppe", "Idee", "nicht gut", "0"])
    user = make_user()
    shown = UncheckedTable().look_at(read_table(data), user)
    rows = UncheckedTable().import_(read_table(data), user, "x.csv", shown.digest)

    assert (shown.has_mistakes, rows.was_written) == (False, False)
    assert [(row.number, row.problems) for row in rows.refused] == [(3, [("", "Runden werden ab 1 gezählt.")])]
    assert group.contributions.count() == 0


def test_many_mistakes_are_shown_in_part_and_counted(desk):
    page = desk.look(csv_of(NEW, *([f"Feld {place}", "Idee", "x"] for place in range(exchange_pages.MOST_SHOWN + 2))))

    assert "Und in 2 weiteren Zeilen." in shown(page)
    assert len(page.all("h3")) == exchange_pages.MOST_SHOWN

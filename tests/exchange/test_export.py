"""Content as spreadsheets: what is in them, who gets them, and that nothing changes on the way there and back."""

import io

import openpyxl
import pytest
from django.utils import timezone

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import MODERATION
from leader_portal.exchange.reading import read_table
from leader_portal.exchange.rows import Result
from leader_portal.exchange.tables import Table
from leader_portal.exchange.writing import FORMATS
from tests.exchange.exchanging import FORMAT_NAMES, GERMAN_CSV, HOSTILE, XLSX, AtTheDesk
from tests.factories import (
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_place,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_user,
    make_workshop,
)
from workshops.models import BoardTopic, Contribution, Outcome, SurveyAnswer

pytestmark = pytest.mark.django_db

# What a database gives does not depend on the kind of file that it is written to.
FORMATS_BY_NAME = pytest.mark.parametrize(
    "format",
    [
        pytest.param(format, marks=[] if format == XLSX else [pytest.mark.once], id=name)
        for name, format in FORMAT_NAMES.items()
    ],
)


def exported(model, format: int = XLSX, query: str = "") -> list[dict[str, str]]:
    return read_table(AtTheDesk(make_user("export"), model).export(format, query)).records


def stored(model) -> list[dict]:
    """All that the table holds, its own notes on times and versions included."""
    return [{**row} for row in model.objects.order_by("pk").values()]


def links(cards) -> list[tuple]:
    return [(card.code, [*card.topics.all()], [*card.places.all()]) for card in cards.order_by("pk")]


# There and back


@pytest.mark.braces_in_content
@FORMATS_BY_NAME
def test_all_cards_exported_and_imported_again_are_unchanged(westharz, format):
    field = Handlungsfeld.objects.get(number=2)
    for text in HOSTILE:
        make_card(handlungsfeld=field, text=text, status=Status.DRAFT)
    Card.objects.first().topics.set(Topic.objects.all()[:3])
    before, linked, history = stored(Card), links(Card.objects), Card.history.count()
    state = ContentRevision.objects.state()
    desk = AtTheDesk(make_user(), Card)
    preview = desk.upload(desk.export(format)).context_data

    assert [row.result for row in preview["rows"].rows] == [Result.UNCHANGED] * (141 + len(HOSTILE))
    assert preview["ticket"] is None
    assert (stored(Card), links(Card.objects), Card.history.count()) == (before, linked, history)
    assert ContentRevision.objects.state() == state


@pytest.mark.braces_in_content
@FORMATS_BY_NAME
def test_hostile_texts_imported_anew_are_the_same(format):
    """A table of one field is imported where the cards are not yet: every text comes out as it went in."""
    field = make_field(number=1)
    for text in HOSTILE:
        make_card(handlungsfeld=field, text=text)
    desk = AtTheDesk(make_user(), Card)
    table = read_table(desk.export(format))
    Card.objects.update(text="überschrieben")
    data = desk.export(format)
    assert {row["Text"] for row in read_table(data).records} == {"überschrieben"}

    for card in Card.objects.all():
        card.first_published_at, card.status = None, Status.DRAFT
        card.save()
        card.delete()
    columns = [name for name in table.headings if name not in ("Code", "Fassung")]
    rows = [[record[name] for name in columns] for record in table.records]
    desk.import_(FORMATS[format].written(Table(columns, rows)))

    assert sorted(Card.objects.values_list("text", flat=True)) == sorted(HOSTILE)


@FORMATS_BY_NAME
def test_every_other_kind_exported_and_imported_again_is_unchanged(format):
    fields = [make_field(number=number) for number in (1, 2)]
    workshop = make_workshop()
    for text in HOSTILE:
        topic = make_topic(handlungsfeld=fields[0], title=text, mandated_by_state=True, named_by_lag=False)
        make_topic(handlungsfeld=fields[1], title=text)
        make_topic(handlungsfeld=None, title=text)
        make_board_topic(
            workshop=workshop, handlungsfeld=fields[0], wording=text, topic=topic, weight=5, added_here=True
        )
        make_board_topic(workshop=workshop, handlungsfeld=None, wording=text)
        group = make_group(workshop=workshop, label=text)
        cards = [make_card(handlungsfeld=fields[0], topics=[topic]) for _ in range(2)]
        make_contribution(working_group=group, wording=text, round=2, reply=text, outcome=Outcome.ADOPTED, cards=cards)
        make_survey_answer(question=make_survey_question(text=text), label=text, votes=3)
    desk = make_user()
    for model in (Card, Topic, BoardTopic, Contribution, SurveyAnswer):
        before = stored(model)
        there = AtTheDesk(desk, model)
        response = there.upload(there.export(format))
        assert "rows" in response.context_data, there.mistakes_in_words(response)
        rows = response.context_data["rows"].rows

        assert [row.result for row in rows] == [Result.UNCHANGED] * len(before), model
        assert stored(model) == before


@FORMATS_BY_NAME
def test_names_that_several_things_bear_are_told_apart(format):
    """Two topics, two fields, two groups, two questions of one name: each row finds its own again."""
    fields = [make_field(number=1, title="Gleich"), make_field(number=2, title="Gleich")]
    archived = [make_field(number=9, title="Alt", status=Status.ARCHIVED) for _ in range(2)]
    topics = [make_topic(handlungsfeld=field, title="Radwege; Wege") for field in (*fields, *archived, None)]
    places = [make_place(name="Neudorf", part_of=part) for part in (make_place(name="A"), make_place(name="B"), None)]
    cards = [make_card(handlungsfeld=field, topics=topics, places=places) for field in (*fields, *archived)]
    workshops = [make_workshop(title="Konferenz") for _ in range(2)]
    groups = [make_group(workshop=workshop, label="Gruppe") for workshop in workshops]
    for group, card in zip(groups, cards, strict=False):
        make_contribution(working_group=group, cards=[card])
        make_board_topic(workshop=group.workshop, handlungsfeld=archived[0], topic=topics[0])
        survey = make_survey(workshop=group.workshop, title="Umfrage")
        make_survey_answer(question=make_survey_question(survey=survey, text="Wozu?"))
    desk = make_user()

    for model in (Card, Topic, BoardTopic, Contribution, SurveyAnswer):
        there = AtTheDesk(desk, model)
        response = there.upload(there.export(format, "?status=alle" if model in (Card, Topic) else ""))
        assert "rows" in response.context_data, there.mistakes_in_words(response)
        assert {row.result for row in response.context_data["rows"].rows} == {Result.UNCHANGED}, model
        assert len(response.context_data["rows"].rows) == model.objects.count()


# What is in it


def test_a_card_is_written_in_german():
    field = make_field(number=2, title="Wohnen")
    card = make_card(
        code="AB23CD",
        handlungsfeld=field,
        quadrant=Quadrant.WEAKNESS,
        text="Zu wenig\nBusse",
        topics=[make_topic(handlungsfeld=field, title="Verkehr"), make_topic(handlungsfeld=field, title="Bus; Bahn")],
        places=[make_place(name="Seesen")],
    )

    assert exported(Card) == [
        {
            "Code": "AB23CD",
            "Fassung": str(card.version),
            "Handlungsfeld": "HF 2: Wohnen",
            "Quadrant": "Schwächen",
            "Text": "Zu wenig\nBusse",
            "Position": "10",
            "Themen": "Bus\\; Bahn\nVerkehr",
            "Orte": "Seesen",
            "Status": "Veröffentlicht",
        }
    ]


def test_a_topic_is_written_in_german():
    topic = make_topic(handlungsfeld=None, title="Digital", mandated_by_state=True, named_by_lag=False)

    assert exported(Topic) == [
        {
            "Nr.": str(topic.pk),
            "Fassung": "1",
            "Handlungsfeld": "Querschnittsthema",
            "Titel": "Digital",
            "Pflichtthema des Landes": "ja",
            "Von der LAG benannt": "nein",
            "Position": "10",
            "Status": "Veröffentlicht",
        }
    ]


def test_a_board_topic_is_written_in_german():
    topic = make_topic(handlungsfeld=None, title="Wohnen")
    thing = make_board_topic(workshop=make_workshop(title="Konferenz"), handlungsfeld=None, wording="W.", topic=topic)

    assert exported(BoardTopic) == [
        {
            "Nr.": str(thing.pk),
            "Fassung": "1",
            "Workshop": "Konferenz",
            "Spalte": "für alle Felder",
            "Wortlaut": "W.",
            "Hier hinzugefügt": "unbekannt",
            "Gewicht": "",
            "Thema der Strategie": "Wohnen",
            "Position": "10",
        }
    ]


def test_a_contribution_is_written_in_german():
    card = make_card(code="AB23CD")
    group = make_group(label="HF 1: Leben")
    thing = make_contribution(working_group=group, wording="Ruhe", quadrant=Quadrant.POTENTIAL, cards=[card])

    assert exported(Contribution) == [
        {
            "Kennung": str(thing.client_id),
            "Fassung": "1",
            "Arbeitsgruppe": "HF 1: Leben",
            "Quadrant": "Potentiale",
            "Wortlaut": "Ruhe",
            "Runde": "",
            "Position": "10",
            "Karten": "AB23CD",
            "Ergebnis": "offen",
            "Antwort": "",
        }
    ]


def test_a_survey_answer_is_written_in_german():
    thing = make_survey_answer(question=make_survey_question(text="Wohin?"), label="Seesen", votes=17)

    assert exported(SurveyAnswer) == [
        {
            "Nr.": str(thing.pk),
            "Fassung": "1",
            "Frage": "Wohin?",
            "Antwort": "Seesen",
            "Stimmen": "17",
            "Position": "10",
        }
    ]


def test_what_the_list_leaves_out_the_file_leaves_out():
    field = make_field()
    make_card(handlungsfeld=field, text="Wald")
    make_card(handlungsfeld=field, text="Wiese", status=Status.DRAFT)
    make_card(handlungsfeld=field, text="Moor", status=Status.ARCHIVED)
    desk = AtTheDesk(make_user(), Card)

    def texts(query: str) -> list[str]:
        return [row["Text"] for row in read_table(desk.export(query=query)).records]

    assert texts("") == ["Wald", "Wiese"]
    assert texts("?status=draft") == ["Wiese"]
    assert texts("?status=alle") == ["Wald", "Wiese", "Moor"]
    assert texts("?q=wald") == ["Wald"]


def test_the_list_leads_to_the_export_of_what_it_shows():
    make_card(status=Status.DRAFT)
    desk = AtTheDesk(make_user(), Card)
    page = desk.page(desk.client.get(desk.address("changelist") + "?status=draft"))

    assert desk.address("export") + "?status=draft" in page.links
    assert desk.address("import") in page.links
    assert {"Importieren", "Exportieren"} <= set(page.main.split("\n"))


def test_a_list_that_there_is_not_leads_back():
    desk = AtTheDesk(make_user(), Card)

    assert desk.client.get(desk.address("export") + "?nonsense=1")["Location"] == desk.address("changelist")


def test_the_page_says_how_much_it_is():
    field = make_field()
    for _ in range(3):
        make_card(handlungsfeld=field)
    desk = AtTheDesk(make_user(), Card)
    page = desk.page(desk.client.get(desk.address("export")))

    assert page.heading == "Karten exportieren"
    assert "3 Karten als Tabelle." in page.main


@pytest.mark.parametrize(
    ("format", "name", "content_type"),
    [
        (0, "themen-am-brett-{}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (1, "themen-am-brett-{}.csv", "text/csv; charset=utf-8"),
        (2, "themen-am-brett-{}.csv", "text/csv; charset=utf-8"),
    ],
)
def test_the_file_has_a_name_that_says_what_and_when(format, name, content_type):
    desk = AtTheDesk(make_user(), BoardTopic)
    response = desk.client.post(desk.address("export"), {"format": format})

    assert response["Content-Disposition"] == f'attachment; filename="{name.format(timezone.localdate())}"'
    assert response["Content-Type"] == content_type
    assert "no-store" in response["Cache-Control"]


def test_the_file_opens_with_its_kind_as_name_of_the_sheet():
    make_contribution()
    workbook = openpyxl.load_workbook(io.BytesIO(AtTheDesk(make_user(), Contribution).export(XLSX)))

    assert workbook.sheetnames == ["Beiträge"]
    assert workbook.active.freeze_panes == "A2"


@pytest.mark.parametrize("format", ["", "7", "-1", "x"])
def test_a_format_that_there_is_not_is_refused_in_words(format):
    desk = AtTheDesk(make_user(), Card)
    response = desk.client.post(desk.address("export"), {"format": format})

    assert response.status_code == 200
    assert len(response.context_data["form"].errors["format"]) == 1


def test_a_text_too_long_for_xlsx_is_told_and_csv_takes_it():
    card = make_card(text="x" * 40_000)
    desk = AtTheDesk(make_user(), Card)
    page = desk.page(desk.client.post(desk.address("export"), {"format": XLSX}))

    assert "Der Text in Zeile 2 ist für XLSX zu lang" in page.main
    assert read_table(desk.export(GERMAN_CSV)).records[0]["Text"] == card.text


# Who gets it


@pytest.mark.parametrize("model", [Card, Topic, BoardTopic, Contribution, SurveyAnswer])
def test_the_moderation_may_export(model):
    desk = AtTheDesk(make_user(role=MODERATION), model)

    assert desk.client.get(desk.address("export")).status_code == 200
    assert read_header(desk.export(GERMAN_CSV))[1] == "Fassung"


def read_header(data: bytes) -> list[str]:
    return [cell.strip('"') for cell in data.decode("utf-8-sig").splitlines()[0].split(";")]


@pytest.mark.parametrize("model", [Card, Topic, BoardTopic, Contribution, SurveyAnswer])
def test_whoever_may_not_see_it_may_not_export_it(model):
    desk = AtTheDesk(make_user(role=None), model)

    assert desk.client.get(desk.address("export")).status_code == 403
    assert desk.client.post(desk.address("export"), {"format": XLSX}).status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_an_export_costs_a_fixed_number_of_queries(count, django_assert_num_queries):
    field, place = make_field(), make_place(part_of=make_place())
    for _ in range(count):
        make_card(handlungsfeld=field, topics=[make_topic(), make_topic(handlungsfeld=None)], places=[place])
    desk = AtTheDesk(make_user(), Card)
    desk.export()

    # Session, user, and permissions of the user and of the groups; the fields for the list's filter; the cards with
    # fields, topics and places; the names of all fields, topics and places.
    with django_assert_num_queries(4 + 1 + 3 + 3):
        desk.export()

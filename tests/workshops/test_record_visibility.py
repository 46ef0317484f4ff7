"""
What visitors may see of the record: workshops that are published, and then all of what was said there.

What became of it since is linked where visitors may see it; where they may not, the words stay and the link goes.
"""

import pytest

from tests.factories import (
    make_board_column,
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_group,
    make_question,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_workshop,
)
from tests.lives import PUBLISHED, Life, answer_of, are_visible, each_life
from tests.page_reader import ReadPage, text_of
from workshops.models import BoardTopic, Contribution, PlenaryQuestion, WorkingGroup

pytestmark = pytest.mark.django_db


class Record:
    """A workshop with all that a record can hold, and the field, topic and card of the strategy that came of it."""

    def __init__(
        self,
        workshop: Life = PUBLISHED,
        survey: Life = PUBLISHED,
        field: Life = PUBLISHED,
        topic: Life = PUBLISHED,
        card: Life = PUBLISHED,
    ):
        self.field = make_field(number=1, title="Gutes Leben", **field.values)
        self.topic = make_topic(handlungsfeld=self.field, title="Mobilität", **topic.values)
        self.overall = make_topic(handlungsfeld=None, title="Netzabdeckung", **topic.values)
        self.card = make_card(handlungsfeld=self.field, text="Gute Luft", topics=[self.topic], **card.values)
        self.workshop = make_workshop(title="Zukunftskonferenz", **workshop.values)
        self.question = make_question(workshop=self.workshop, text="Finden Sie Ihre Anliegen wieder?")
        make_board_column(workshop=self.workshop, handlungsfeld=self.field, heading="HF 1: am Brett")
        on_board = {"workshop": self.workshop, "weight": 4, "added_here": True}
        make_board_topic(handlungsfeld=self.field, topic=self.topic, wording="Rufbus", **on_board)
        make_board_topic(topic=self.overall, wording="Netz für alle", **on_board)
        self.group = make_group(workshop=self.workshop, handlungsfeld=self.field, label="Gruppe 1", title="Ein Blatt")
        make_contribution(
            working_group=self.group, wording="saubere Luft!!", cards=[self.card], reply="Ist Karte geworden."
        )
        self.survey = make_survey(workshop=self.workshop, title="Stimmungsbild", **survey.values)
        make_survey_answer(question=make_survey_question(survey=self.survey, text="Wie war es?"), label="Gut")

    @property
    def pages(self) -> list[str]:
        things = [self.field, self.topic, self.overall, self.card, self.workshop, self.survey]
        overviews = ["/", "/handlungsfelder/", "/themen/", "/orte/", "/workshops/", "/sitemap.xml"]
        return overviews + [thing.get_absolute_url() for thing in things]

    def pages_that_say(self, client, *words: str) -> set[str]:
        answers = {page: " ".join(client.get(page).text.split()) for page in self.pages}
        return {page for page, html in answers.items() if any(word in html for word in words)}


def addresses(*things) -> set[str]:
    return {thing if isinstance(thing, str) else thing.get_absolute_url() for thing in things}


@each_life("workshop")
def test_a_workshop_is_on_its_pages_if_visitors_may_see_it_and_nowhere_if_not(client, workshop):
    record = Record(workshop=workshop)

    assert client.get(record.workshop.get_absolute_url()).status_code == answer_of(workshop)
    on = addresses("/", "/workshops/", record.field, record.topic, record.overall, record.card)
    on |= addresses(record.workshop, record.survey)
    assert record.pages_that_say(client, "Zukunftskonferenz") == (on if are_visible(workshop) else set())


@each_life("workshop")
def test_nothing_that_was_said_is_anywhere_if_visitors_may_not_see_the_workshop(client, workshop):
    record = Record(workshop=workshop)

    said = record.pages_that_say(
        client,
        "saubere Luft!!",
        "Ist Karte geworden",
        "Rufbus",
        "Netz für alle",
        "Gruppe 1",
        "Ein Blatt",
        "Anliegen wieder",
    )

    on = addresses(record.workshop, record.card, record.topic, record.overall, record.field)
    assert said == (on if are_visible(workshop) else set())


@each_life("workshop")
def test_what_a_board_says_of_a_topic_counts_if_visitors_may_see_the_board(client, workshop):
    record = Record(workshop=workshop)

    badges = record.pages_that_say(
        client, 'im Workshop hinzugefügt</span> <span class="badge badge-weight">Gewicht 4 von 5'
    )

    on = addresses("/themen/", record.field, record.topic, record.overall)
    assert badges == (on if are_visible(workshop) else set())


@each_life("workshop")
@each_life("survey")
def test_a_survey_is_on_its_pages_if_visitors_may_see_it_and_nowhere_if_not(client, workshop, survey):
    record = Record(workshop=workshop, survey=survey)
    address = record.survey.get_absolute_url()

    assert client.get(address).status_code == answer_of(workshop, survey)
    on = addresses("/sitemap.xml", record.workshop, record.survey)
    assert record.pages_that_say(client, f'{address}"', f"{address}<", "Stimmungsbild") - {address} == (
        on - {address} if are_visible(workshop, survey) else set()
    )
    answers = addresses(record.survey) if are_visible(workshop, survey) else set()
    assert record.pages_that_say(client, "Stimmungsbild</h1>", "Wie war es?", ">Gut<") == answers


def test_a_survey_answers_under_the_workshop_it_was_taken_at_and_no_other(client):
    survey, other = make_survey(), make_workshop()

    assert client.get(f"/workshops/{other.slug}/umfragen/{survey.pk}/").status_code == 404


@each_life("workshop")
def test_parts_of_a_record_are_visible_with_it(workshop):
    Record(workshop=workshop)

    for model, there in ((PlenaryQuestion, 1), (BoardTopic, 2), (WorkingGroup, 1), (Contribution, 1)):
        assert model.objects.count() == there
        assert model.objects.visible().count() == there * are_visible(workshop)


def shown(client, record: Record) -> tuple[list[str], dict[str, str]]:
    """What a workshop's page says, line by line, and where its links into the strategy lead, by their words."""
    page = ReadPage(client.get(record.workshop.get_absolute_url()).text)
    links = {
        text_of(link): link.get("href")
        for link in page.one("main").iter("a")
        if link.get("href").startswith(("/handlungsfelder/", "/themen/", "/karten/"))
    }
    return page.main.splitlines(), links


@each_life("field")
@each_life("topic")
@each_life("card")
def test_a_record_stays_whole_whatever_becomes_of_the_strategy(client, field, topic, card):
    record = Record(field=field, topic=topic, card=card)

    lines, links = shown(client, record)

    in_strategy = " · heute in der Strategie: HF 1: Gutes Leben" if are_visible(field) else ""
    became = f" übernommen als Karte {record.card.code}" if are_visible(field, card) else ""
    kept = [
        "Finden Sie Ihre Anliegen wieder?",
        "HF 1: am Brett",
        "Rufbus hier hinzugefügt Gewicht 4 von 5",
        "Netz für alle hier hinzugefügt Gewicht 4 von 5",
        "Gruppe 1",
        "Ein Blatt",
        f"Ein Beitrag in einer Runde{in_strategy}",
        f"saubere Luft!!{became} Antwort: Ist Karte geworden.",
    ]
    assert [line for line in kept if line not in lines] == []
    expected = {}
    if are_visible(field, topic):
        expected["Rufbus"] = record.topic.get_absolute_url()
    if are_visible(topic):
        expected["Netz für alle"] = record.overall.get_absolute_url()
    if are_visible(field):
        expected["heute in der Strategie: HF 1: Gutes Leben"] = record.field.get_absolute_url()
    if are_visible(field, card):
        expected[f"übernommen als Karte {record.card.code}"] = record.card.get_absolute_url()
    assert links == expected


def test_no_count_on_the_list_of_workshops_has_anything_of_another_s(client):
    record = Record()
    make_contribution(working_group=make_group(workshop=record.workshop, handlungsfeld=record.field))
    make_contribution()

    page = ReadPage(client.get("/workshops/").text)

    assert sorted(line for line in page.main.splitlines() if "Arbeitsgruppe" in line) == [
        "2 Beiträge aus zwei Arbeitsgruppen",
        "Ein Beitrag aus einer Arbeitsgruppe",
    ]

"""
What the models promise of each row, by whichever way it is written.

Every named constraint is broken twice: past the models, where the database must refuse, and through them, where the
editor reads a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from leader_portal.content.audience import Status
from leader_portal.content.revision import CONTENT_APPS, ContentRevision
from leader_portal.models import Funder, Page, Region
from tests.factories import (
    make_board_column,
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_funder,
    make_group,
    make_page,
    make_place,
    make_question,
    make_region,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_workshop,
)
from workshops.models import (
    BoardColumn,
    BoardTopic,
    Contribution,
    PlenaryQuestion,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    WorkingGroup,
    Workshop,
)

pytestmark = pytest.mark.django_db


@dataclass
class Breach:
    """How a constraint is broken: what is made, and how it is then changed. `columns` it must be unique in."""

    constraint: str
    model: type[models.Model]
    make: Callable
    changes: Callable[[models.Model], dict]
    sentence: str
    columns: tuple[str, ...] = ()

    def sqlite_says(self) -> str:
        if not self.columns:
            return f"CHECK constraint failed: {self.constraint}"
        table = self.model._meta.db_table
        return "UNIQUE constraint failed: " + ", ".join(f"{table}.{column}" for column in self.columns)


def blank(model, make, field, sentence) -> Breach:
    name = f"{model._meta.model_name}_{field}_not_blank"
    return Breach(name, model, make, lambda thing: {field: "  "}, sentence)


def unknown(model, make, field, sentence="Bitte wählen Sie einen der angebotenen Werte.") -> Breach:
    name = f"{model._meta.model_name}_{field}_known"
    return Breach(name, model, make, lambda thing: {field: "anything"}, sentence)


def undated(model, make) -> Breach:
    return Breach(
        f"{model._meta.model_name}_published_has_date",
        model,
        make,
        lambda thing: {"first_published_at": None},
        "Was veröffentlicht ist, braucht einen Tag der Veröffentlichung.",
    )


def twins(model, make, constraint, fields, sentence, columns=None, **shared) -> Breach:
    """Two of them in one place, the second made equal to the first in `fields`."""

    def make_two():
        place = {name: make_parent() for name, make_parent in shared.items()}
        make(**place)
        return make(**place)

    def equal_to_the_other(thing):
        other = model.objects.exclude(pk=thing.pk).get()
        return {field: getattr(other, field) for field in fields}

    return Breach(constraint, model, make_two, equal_to_the_other, sentence, columns or fields)


PUBLISHABLE = [
    (Page, make_page),
    (Handlungsfeld, make_field),
    (Topic, make_topic),
    (Card, make_card),
    (Workshop, make_workshop),
    (Survey, make_survey),
]
BREACHES = [
    *[unknown(model, make, "status") for model, make in PUBLISHABLE],
    *[undated(model, make) for model, make in PUBLISHABLE],
    # The frame
    Breach("region_is_the_only_one", Region, make_region, lambda region: {"id": 2}, "Es gibt nur eine Region."),
    blank(Region, make_region, "name", "Bitte geben Sie den Namen der Region an."),
    blank(Funder, make_funder, "name", "Bitte geben Sie an, wer fördert."),
    blank(Funder, make_funder, "alternative_text", "Bitte beschreiben Sie das Logo in Worten."),
    unknown(Page, make_page, "place"),
    blank(Page, make_page, "title", "Bitte geben Sie der Seite einen Titel."),
    # The strategy
    twins(
        Handlungsfeld,
        make_field,
        "handlungsfeld_number_unique",
        ("number",),
        "Diese Nummer trägt schon ein anderes Handlungsfeld.",
    ),
    Breach(
        "handlungsfeld_number_from_one",
        Handlungsfeld,
        make_field,
        lambda field: {"number": 0},
        "Handlungsfelder werden ab 1 gezählt.",
    ),
    blank(Handlungsfeld, make_field, "title", "Bitte geben Sie dem Handlungsfeld einen Titel."),
    unknown(Handlungsfeld, make_field, "hue"),
    blank(Topic, make_topic, "title", "Bitte geben Sie dem Thema einen Titel."),
    twins(
        Topic,
        make_topic,
        "topic_unique_in_field",
        ("title",),
        "Dieses Thema gibt es in diesem Handlungsfeld schon, vielleicht im Archiv.",
        columns=("handlungsfeld_id", "title"),
        handlungsfeld=make_field,
    ),
    twins(
        Topic,
        make_topic,
        "topic_unique_cross_cutting",
        ("title",),
        "Dieses Querschnittsthema gibt es schon, vielleicht im Archiv.",
        handlungsfeld=lambda: None,
    ),
    blank(Place, make_place, "name", "Bitte geben Sie den Namen des Ortes an."),
    Breach(
        "place_not_part_of_itself",
        Place,
        make_place,
        lambda place: {"part_of": place},
        "Ein Ort kann nicht zu sich selbst gehören.",
    ),
    blank(Card, make_card, "text", "Bitte geben Sie einen Text ein."),
    unknown(Card, make_card, "quadrant"),
    Breach(
        "card_merged_is_archived",
        Card,
        make_card,
        lambda card: {"merged_into": make_card()},
        "Diese Karte ist in einer anderen aufgegangen und bleibt darum archiviert. "
        "Die Tafel kann die Zusammenführung aufheben.",
    ),
    Breach(
        "card_not_merged_into_itself",
        Card,
        lambda: make_card(status=Status.ARCHIVED),
        lambda card: {"merged_into": card},
        "Eine Karte kann nicht in sich selbst aufgehen.",
    ),
    # The record
    blank(Workshop, make_workshop, "title", "Bitte geben Sie dem Workshop einen Titel."),
    unknown(Workshop, make_workshop, "format", "Bitte wählen Sie eine der angebotenen Formen."),
    blank(PlenaryQuestion, make_question, "text", "Bitte geben Sie die Frage ein."),
    twins(
        PlenaryQuestion,
        make_question,
        "plenaryquestion_unique_in_workshop",
        ("text",),
        "Diese Frage steht schon im Protokoll.",
        columns=("workshop_id", "text"),
        workshop=make_workshop,
    ),
    blank(BoardColumn, make_board_column, "heading", "Bitte geben Sie die Überschrift der Spalte ein."),
    twins(
        BoardColumn,
        make_board_column,
        "boardcolumn_unique_on_board",
        ("handlungsfeld",),
        "Für dieses Handlungsfeld hat das Brett schon eine Spalte.",
        columns=("workshop_id", "handlungsfeld_id"),
        workshop=make_workshop,
    ),
    blank(BoardTopic, make_board_topic, "wording", "Bitte geben Sie den Wortlaut ein."),
    Breach(
        "boardtopic_weight_one_to_five",
        BoardTopic,
        make_board_topic,
        lambda topic: {"weight": 6},
        "Das Gewicht reicht von 1 bis 5.",
    ),
    twins(
        BoardTopic,
        make_board_topic,
        "boardtopic_unique_in_column",
        ("wording",),
        "Dieses Thema hängt schon in dieser Spalte.",
        columns=("workshop_id", "handlungsfeld_id", "wording"),
        workshop=make_workshop,
        handlungsfeld=make_field,
    ),
    twins(
        BoardTopic,
        make_board_topic,
        "boardtopic_unique_for_all",
        ("wording",),
        "Dieses Thema hängt schon für alle Felder.",
        columns=("workshop_id", "wording"),
        workshop=make_workshop,
    ),
    blank(WorkingGroup, make_group, "label", "Bitte geben Sie der Gruppe eine Bezeichnung."),
    blank(WorkingGroup, make_group, "title", "Bitte geben Sie den Titel des Blattes an."),
    Breach(
        "workinggroup_rounds_from_one",
        WorkingGroup,
        make_group,
        lambda group: {"rounds": 0},
        "Eine Gruppe arbeitet in mindestens einer Runde.",
    ),
    twins(
        WorkingGroup,
        make_group,
        "workinggroup_unique_in_workshop",
        ("label",),
        "Eine Gruppe dieses Namens gibt es in diesem Workshop schon.",
        columns=("workshop_id", "label"),
        workshop=make_workshop,
    ),
    blank(Contribution, make_contribution, "wording", "Bitte geben Sie den Wortlaut ein."),
    unknown(Contribution, make_contribution, "quadrant"),
    unknown(Contribution, make_contribution, "outcome"),
    Breach(
        "contribution_round_from_one",
        Contribution,
        make_contribution,
        lambda contribution: {"round": 0},
        "Runden werden ab 1 gezählt.",
    ),
    blank(Survey, make_survey, "title", "Bitte geben Sie der Umfrage einen Titel."),
    twins(
        Survey,
        make_survey,
        "survey_unique_in_workshop",
        ("title",),
        "Eine Umfrage dieses Titels gibt es in diesem Workshop schon.",
        columns=("workshop_id", "title"),
        workshop=make_workshop,
    ),
    blank(SurveyQuestion, make_survey_question, "text", "Bitte geben Sie die Frage ein."),
    unknown(SurveyQuestion, make_survey_question, "kind"),
    twins(
        SurveyQuestion,
        make_survey_question,
        "surveyquestion_unique_in_survey",
        ("text",),
        "Diese Frage steht schon in der Umfrage.",
        columns=("survey_id", "text"),
        survey=make_survey,
    ),
    blank(SurveyAnswer, make_survey_answer, "label", "Bitte geben Sie die Antwort ein."),
    twins(
        SurveyAnswer,
        make_survey_answer,
        "surveyanswer_unique_in_question",
        ("label",),
        "Diese Antwort gibt es bei dieser Frage schon.",
        columns=("question_id", "label"),
        question=make_survey_question,
    ),
]
each_breach = pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.constraint)


@each_breach
def test_the_database_refuses(breach):
    thing = breach.make()
    changes = breach.changes(thing)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        breach.model.objects.filter(pk=thing.pk).update(**changes)

    if connection.vendor == "postgresql":
        assert refusal.value.__cause__.diag.constraint_name == breach.constraint
    else:
        assert str(refusal.value) == breach.sqlite_says()


@each_breach
def test_the_editor_reads_a_sentence(breach):
    thing = breach.make()
    for name, value in breach.changes(thing).items():
        setattr(thing, name, value)

    with pytest.raises(ValidationError) as refusal:
        thing.validate_constraints()

    assert refusal.value.messages == [breach.sentence]


def test_no_constraint_is_left_out():
    named = [
        constraint.name
        for app in CONTENT_APPS
        for model in apps.get_app_config(app).get_models()
        if model is not ContentRevision
        for constraint in model._meta.constraints
    ]

    assert sorted(breach.constraint for breach in BREACHES) == sorted(named)


def test_the_revision_is_one_row():
    with pytest.raises(IntegrityError, match="contentrevision_is_the_only_one"), transaction.atomic():
        ContentRevision.objects.create(id=2)


def test_a_card_s_code_is_its_own():
    card, other = make_card(), make_card()

    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(pk=other.pk).update(code=card.code)


def test_an_archived_field_gives_its_number_to_another():
    archived = make_field(number=3, status=Status.ARCHIVED)
    field = make_field(number=3)
    field.full_clean()

    assert (archived.number, field.number) == (3, 3)


def test_the_same_topic_may_stand_in_two_fields_and_cross_cutting():
    for field in (make_field(), make_field(), None):
        make_topic(title="Digitalisierung", handlungsfeld=field)

    assert Topic.objects.filter(title="Digitalisierung").count() == 3

"""Records of workshops to print: one with something of everything, and what the sheets need around them."""

from django.utils import timezone

from handlungsfelder.models import Hue, Quadrant
from leader_portal.printing.frame import frame_of_sheet
from tests.factories import (
    make_board_column,
    make_board_topic,
    make_contribution,
    make_field,
    make_group,
    make_question,
    make_region,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_workshop,
)
from workshops.documentation.content import Documentation, documentation
from workshops.documentation.word import word_document
from workshops.models import QuestionKind, Workshop


def make_record(**changes) -> Workshop:
    """A workshop with a topic board, two groups, one of them without a field, and a survey with figures."""
    make_region(funding_statement="Gefördert aus dem ELER.")
    workshop = make_workshop(
        **{
            "title": "Werkstatt am Abend",
            "slug": "werkstatt",
            "introduction": "Mit **Nachdruck**.\n\n1. eins\n2. zwei",
            "guiding_statement_stem": "Wir wollen, dass …",
            "board_legend": "Grün = neu",
            **changes,
        }
    )
    field = make_field(title="Wohnen", hue=Hue.BRICK)
    make_question(workshop=workshop, text="Was fehlt?")
    make_board_column(workshop=workshop, handlungsfeld=field, heading="HF 1: Wohn.")
    make_board_topic(workshop=workshop, handlungsfeld=field, wording="Dorfladen", added_here=True, weight=5)
    make_board_topic(workshop=workshop, handlungsfeld=field, wording="Bus", added_here=False)
    make_board_topic(workshop=workshop, wording="Netz")
    group = make_group(
        workshop=workshop,
        handlungsfeld=field,
        label="HF 1: Wohnen & mehr",
        title="Wohnen",
        qualifier="im Dorf",
        topics_line="Läden, Busse",
        rounds=2,
        guiding_statement_stem="Wir wollen, dass …",
        guiding_statement="… alle bleiben.",
    )
    make_contribution(working_group=group, quadrant=Quadrant.STRENGTH, wording="Ruhe", round=1)
    make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording="Mitfahrbank", round=2)
    make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording="Backhaus")
    make_group(workshop=workshop, label="Freie Gruppe", title="Alles andere")
    survey = make_survey(workshop=workshop, title="Wie war es?", respondents=12)
    question = make_survey_question(survey=survey, text="Kommen Sie wieder?", kind=QuestionKind.SINGLE)
    make_survey_answer(question=question, label="Ja", votes=9)
    make_survey_answer(question=question, label="Vielleicht", votes=3)
    make_survey_answer(question=question, label="Nein", votes=0)
    return workshop


def frame_of(record: Documentation) -> dict:
    return frame_of_sheet(
        f"Ergebnisdokumentation: {record.title}",
        timezone.localdate(),
        subject=record.title,
        changed_at=record.changed_at,
    )


def word_of(workshop: Workshop) -> bytes:
    """The record of a workshop as a Word document."""
    record = documentation(workshop)
    return word_document(record, frame_of(record))

"""
One boring function per model: something valid, published, and different from the last. What a test is about, it
names itself: `make_card(text="Ruhe", handlungsfeld=field)`.
"""

from itertools import count

from django.contrib.auth.models import Group, User

from handlungsfelder.models import Card, Handlungsfeld, Hue, Place, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.roles import REDAKTION
from leader_portal.models import Funder, Page, Region
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

numbers = count(1)


def made(model, defaults: dict, changes: dict):
    """The object with the defaults as changed, saved. Many-to-many fields may be given as lists."""
    values = {**defaults, **changes}
    many = {field.name: values.pop(field.name) for field in model._meta.many_to_many if field.name in values}
    thing = model.objects.create(**values)
    for name, others in many.items():
        getattr(thing, name).set(others)
    return thing


def make_region(**changes) -> Region:
    return made(Region, {"name": "LEADER-Region Musterland", "lag_name": "LAG Musterland"}, changes)


def make_funder(**changes) -> Funder:
    number = next(numbers)
    defaults = {
        "name": f"Fördermittelgeber {number}",
        "image": "foerderung/logo.png",
        "alternative_text": f"Logo von Fördermittelgeber {number}",
    }
    return made(Funder, defaults, changes)


def make_page(**changes) -> Page:
    number = next(numbers)
    defaults = {
        "title": f"Seite {number}",
        "slug": f"seite-{number}",
        "text": "Ein Absatz.",
        "status": Status.PUBLISHED,
    }
    return made(Page, defaults, changes)


def make_field(**changes) -> Handlungsfeld:
    number = next(numbers)
    defaults = {
        "number": number,
        "title": f"Feld {number}",
        "slug": f"feld-{number}",
        "guiding_statement_stem": "Wir wollen erreichen, dass …",
        "guiding_statement": "alle gern hier leben.",
        "hue": Hue.TEAL,
        "status": Status.PUBLISHED,
    }
    return made(Handlungsfeld, defaults, changes)


def make_topic(**changes) -> Topic:
    """A topic of a field of its own; `handlungsfeld=None` makes it cross-cutting."""
    if "handlungsfeld" not in changes:
        changes["handlungsfeld"] = make_field()
    return made(Topic, {"title": f"Thema {next(numbers)}", "status": Status.PUBLISHED}, changes)


def make_place(**changes) -> Place:
    number = next(numbers)
    return made(Place, {"name": f"Ort {number}", "slug": f"ort-{number}"}, changes)


def make_card(**changes) -> Card:
    if "handlungsfeld" not in changes:
        changes["handlungsfeld"] = make_field()
    defaults = {"quadrant": Quadrant.STRENGTH, "text": f"Karte {next(numbers)}", "status": Status.PUBLISHED}
    return made(Card, defaults, changes)


def make_workshop(**changes) -> Workshop:
    number = next(numbers)
    defaults = {"title": f"Workshop {number}", "slug": f"workshop-{number}", "status": Status.PUBLISHED}
    return made(Workshop, defaults, changes)


def make_question(**changes) -> PlenaryQuestion:
    if "workshop" not in changes:
        changes["workshop"] = make_workshop()
    return made(PlenaryQuestion, {"text": f"Plenumsfrage {next(numbers)}?"}, changes)


def make_board_column(**changes) -> BoardColumn:
    if "workshop" not in changes:
        changes["workshop"] = make_workshop()
    if "handlungsfeld" not in changes:
        changes["handlungsfeld"] = make_field()
    return made(BoardColumn, {"heading": f"HF {next(numbers)}: wie am Brett"}, changes)


def make_board_topic(**changes) -> BoardTopic:
    if "workshop" not in changes:
        changes["workshop"] = make_workshop()
    return made(BoardTopic, {"wording": f"Thema am Brett {next(numbers)}"}, changes)


def make_group(**changes) -> WorkingGroup:
    if "workshop" not in changes:
        changes["workshop"] = make_workshop()
    number = next(numbers)
    return made(WorkingGroup, {"label": f"Gruppe {number}", "title": f"Blatt {number}"}, changes)


def make_contribution(**changes) -> Contribution:
    if "working_group" not in changes:
        changes["working_group"] = make_group()
    return made(Contribution, {"quadrant": Quadrant.STRENGTH, "wording": f"Beitrag {next(numbers)}"}, changes)


def make_survey(**changes) -> Survey:
    if "workshop" not in changes:
        changes["workshop"] = make_workshop()
    return made(Survey, {"title": f"Umfrage {next(numbers)}", "status": Status.PUBLISHED}, changes)


def make_survey_question(**changes) -> SurveyQuestion:
    if "survey" not in changes:
        changes["survey"] = make_survey()
    return made(SurveyQuestion, {"text": f"Frage {next(numbers)}?"}, changes)


def make_survey_answer(**changes) -> SurveyAnswer:
    if "question" not in changes:
        changes["question"] = make_survey_question()
    return made(SurveyAnswer, {"label": f"Antwort {next(numbers)}", "votes": 1}, changes)


def make_user(name: str = "petra", role: str | None = REDAKTION, **names) -> User:
    """Somebody of the staff. Without a role they may do nothing but sign in."""
    user = User.objects.create_user(name, password=name, is_staff=True, **names)
    if role:
        user.groups.add(group_of(role))
    return user


def group_of(role: str) -> Group:
    return Group.objects.get(name=role)

"""
Who may do what: every address of the desk and every form on it, tried by everybody who should not.

Hidden buttons prove nothing: what the Redaktion's pages would send is sent here by others, and the published
content is compared before and after.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import MODERATION, REDAKTION
from leader_portal.models import FormerAddress
from leader_portal.start_page import content_models
from tests import factories
from tests.desk.forms import AtTheDesk, address, errors_in, page_of
from tests.page_reader import ReadPage, fields_of
from workshops.models import Contribution, WorkingGroup, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# What each role may do with each kind of thing: "" nothing, "read", "drafts" (write what is not published and stands
# in nothing published, read the rest), "all".
MAY = {
    # model: (Redaktion, Moderation)
    "leader_portal.region": ("all", ""),
    "leader_portal.funder": ("all", ""),
    "leader_portal.page": ("all", "read"),
    "leader_portal.formeraddress": ("read", ""),
    "handlungsfelder.handlungsfeld": ("all", "read"),
    "handlungsfelder.topic": ("all", "drafts"),
    "handlungsfelder.place": ("all", "read"),
    "handlungsfelder.card": ("all", "drafts"),
    "workshops.workshop": ("all", "drafts"),
    "workshops.plenaryquestion": ("all", "drafts"),
    "workshops.boardcolumn": ("all", "drafts"),
    "workshops.boardtopic": ("all", "drafts"),
    "workshops.workinggroup": ("all", "drafts"),
    "workshops.contribution": ("all", "drafts"),
    "workshops.survey": ("all", "drafts"),
    "workshops.surveyquestion": ("all", "drafts"),
    "workshops.surveyanswer": ("all", "drafts"),
    "auth.user": ("", ""),
    "auth.group": ("", ""),
}
# What a page answers: for what is settled (published, or part of something published) and for what is not.
ANSWERS = {
    "": {"changelist": 403, "add": 403, "change": (403, 403), "delete": (403, 403), "history": (403, 403)},
    "read": {"changelist": 200, "add": 403, "change": (200, 200), "delete": (403, 403), "history": (200, 200)},
    "drafts": {"changelist": 200, "add": 200, "change": (200, 200), "delete": (403, 200), "history": (200, 200)},
    "all": {"changelist": 200, "add": 200, "change": (200, 200), "delete": (200, 200), "history": (200, 200)},
}
RESTORE = {"": (403, 403), "read": (403, 403), "drafts": (403, 200), "all": (200, 200)}


@dataclass
class World:
    """Of each kind something settled and something that is not, if there can be such a thing."""

    settled: dict[type, models.Model]
    open: dict[type, models.Model]

    def things(self, model: type) -> list[models.Model]:
        return [things[model] for things in (self.settled, self.open) if model in things]


def half(status: Status) -> dict[type, models.Model]:
    field = factories.make_field(status=status)
    workshop = factories.make_workshop(status=status)
    group = factories.make_group(workshop=workshop, handlungsfeld=field)
    topic = factories.make_topic(handlungsfeld=field, status=status)
    card = factories.make_card(handlungsfeld=field, topics=[topic], status=status)
    survey = factories.make_survey(workshop=workshop, status=status)
    question = factories.make_survey_question(survey=survey)
    things = [
        field,
        workshop,
        group,
        topic,
        card,
        survey,
        question,
        factories.make_page(status=status),
        factories.make_question(workshop=workshop),
        factories.make_board_column(workshop=workshop, handlungsfeld=field),
        factories.make_board_topic(workshop=workshop, handlungsfeld=field, topic=topic),
        factories.make_contribution(working_group=group, cards=[card]),
        factories.make_survey_answer(question=question),
    ]
    return {type(thing): thing for thing in things}


@pytest.fixture
def world() -> World:
    settled, unsettled = half(Status.PUBLISHED), half(Status.DRAFT)
    for thing in (
        factories.make_region(),
        factories.make_funder(),
        factories.make_place(),
        FormerAddress.objects.create(path="/workshops/alt/", target="/workshops/neu/"),
        User.objects.create_user("jemand"),
        Group.objects.get_or_create(name=REDAKTION)[0],
    ):
        settled[type(thing)] = thing
    return World(settled, unsettled)


def published_content() -> str:
    """All that visitors could ever see, with its links, and where old addresses lead."""
    settled = [thing for model in content_models() for thing in model._base_manager.order_by("pk") if thing.is_settled]
    return serializers.serialize("json", [*settled, *FormerAddress.objects.order_by("pk")])


# Addresses

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns(resolver=None, before: str = "", names: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address of the desk."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, route, names or pattern.namespace or "")
        elif route.startswith("admin/") and pattern.name:
            yield f"{names}:{pattern.name}" if names else pattern.name, route


def model_named(name: str) -> type[models.Model] | None:
    found = [
        model
        for model in admin.site._registry
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_")
    ]
    return max(found, key=lambda model: len(model._meta.model_name), default=None)


def values_for(parameter: str, thing: models.Model | None):
    """What may stand in an address at that place. A new kind of place has to be told here."""
    if parameter in ("object_id", "pk", "id"):
        return thing.pk
    if parameter == "record_id":
        return type(thing).history.filter(**{thing._meta.pk.attname: thing.pk}).first().pk
    if parameter == "code":
        return Card.objects.filter(handlungsfeld=thing).first().code
    if parameter == "contribution":
        return Contribution.objects.filter(working_group=thing).first().pk
    if parameter == "quadrant":
        return Quadrant.IDEA
    raise AssertionError(f"Nobody has said what <{parameter}> in an address may be.")


def addresses(world: World) -> list[str]:
    """Every address of the desk, each for something settled and something open where it speaks of a thing."""
    found = []
    for name, route in patterns():
        if name == "admin:app_list":
            apps = ("handlungsfelder", "workshops", "leader_portal", "auth")
            found += [reverse(name, args=[label]) for label in apps]
            continue
        if name == "admin:view_on_site":
            card = world.settled[Card]
            found.append(reverse(name, args=[ContentType.objects.get_for_model(Card).pk, card.pk]))
            continue
        parameters = CONVERTER.findall(route)
        if not parameters:
            found.append(reverse(name))
            continue
        model = model_named(name)
        for thing in world.things(model):
            if "record_id" in parameters and not hasattr(model, "history"):
                continue
            found.append(reverse(name, args=[values_for(parameter, thing) for parameter in parameters]))
    return found


FOR_EVERYBODY = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/stand/"}
# What every member of the staff may open, whatever their role.
OWN_ACCOUNT = {
    "/admin/": 200,
    "/admin/hilfe/": 200,
    "/admin/login/": 302,
    "/admin/logout/": 405,
    "/admin/stand/": 200,
    "/admin/jsi18n/": 200,
    "/admin/password_change/": 200,
    "/admin/password_change/done/": 200,
    "/admin/vorschau/": 405,
}


def test_every_kind_of_thing_on_the_desk_has_its_rules(world):
    assert {model._meta.label_lower for model in admin.site._registry} == set(MAY)


def test_nobody_sees_or_sends_anything_without_signing_in(world, client):
    before = published_content()
    let_in = [
        (method, path)
        for path in addresses(world)
        if path not in FOR_EVERYBODY
        for method in ("get", "post")
        for response in [getattr(client, method)(path)]
        if (response.status_code, response.url.split("?")[0]) != (302, "/admin/login/")
    ]

    assert let_in == []
    assert published_content() == before


def test_staff_without_a_role_see_their_account_and_nothing_else(world):
    nobody = AtTheDesk("niemand", None)
    answers = {path: nobody.client.get(path).status_code for path in addresses(world)}

    assert {path: status for path, status in answers.items() if status != 403} == {
        **OWN_ACCOUNT,
        reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(Card).pk, world.settled[Card].pk]): 302,
        **{path: status for path, status in answers.items() if path.startswith("/admin/") and status == 404},
    }
    assert "Ihr Konto ist noch keiner Rolle zugeordnet." in nobody.open("/admin/").text


@pytest.mark.parametrize("role", [REDAKTION, MODERATION])
def test_each_role_opens_what_it_may(role, world):
    desk = AtTheDesk("erika", role)
    column = [REDAKTION, MODERATION].index(role)

    found, wanted = {}, {}
    for label, rights in MAY.items():
        (model,) = {model for model in [*world.settled, *world.open] if model._meta.label_lower == label}
        for page, expected in ANSWERS[rights[column]].items():
            if page in ("changelist", "add"):
                wanted[label, page] = expected
                found[label, page] = desk.client.get(address(model, page)).status_code
                continue
            for state, things in enumerate((world.settled, world.open)):
                if model in things:
                    wanted[label, page, state] = expected[state]
                    found[label, page, state] = desk.client.get(address(things[model], page)).status_code
        for state, things in enumerate((world.settled, world.open)):
            if model in things and hasattr(model, "history"):
                row = model.history.filter(**{model._meta.pk.attname: things[model].pk}).first()
                wanted[label, "restore", state] = RESTORE[rights[column]][state]
                found[label, "restore", state] = desk.client.get(address(things[model], "restore", row.pk)).status_code

    # There is always one region, and the portal keeps the former addresses.
    if role == REDAKTION:
        wanted["leader_portal.region", "add"] = wanted["leader_portal.region", "delete", 0] = 403
    assert found == wanted


def test_the_autocompletion_answers_only_who_may_read(world):
    query = {"app_label": "handlungsfelder", "model_name": "card", "field_name": "topics", "term": ""}

    answers = {
        name: AtTheDesk(name, role).client.get("/admin/autocomplete/", query).status_code
        for name, role in (("erika", REDAKTION), ("mo", MODERATION), ("niemand", None))
    }

    assert answers == {"erika": 200, "mo": 200, "niemand": 403}


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (REDAKTION, ["publish_selected", "withdraw_selected", "delete_selected"]),
        (MODERATION, ["delete_selected"]),
    ],
)
def test_the_actions_that_each_role_is_offered_for_cards(role, offered, world):
    page = AtTheDesk("erika", role).open(address(Card, "changelist"))
    choices = [option.get("value") for option in page.one("select", name="action").iter("option")]

    assert [choice for choice in choices if choice in {"publish_selected", "withdraw_selected", "delete_selected"}] == (
        offered
    )


# Forms: what the Redaktion's pages would send, sent by others


def forms_on(page: ReadPage) -> Iterator[tuple[str, dict]]:
    """Where each form of the page would be sent and with what, once for each of its buttons."""
    for form in page.all("form"):
        if (form.get("method") or "get").lower() != "post" or form.get("id") == "logout-form":
            continue
        sent: dict[str, list[str]] = {}
        for name, value in fields_of(form):
            sent.setdefault(name, []).append(value)
        # Where one goes after saving makes no difference.
        buttons = [
            button
            for button in form.iter()
            if is_button(button) and button.get("name") not in ("_continue", "_addanother")
        ]
        for button in buttons or [None]:
            pressed = {button.get("name"): button.get("value", "")} if button is not None and button.get("name") else {}
            action = (button is not None and button.get("formaction")) or form.get("action") or page.path
            yield action, {**sent, **pressed}


def is_button(element) -> bool:
    return (element.tag == "button" and element.get("type", "submit") == "submit") or (
        element.tag == "input" and element.get("type") == "submit"
    )


def variations(sent: dict) -> Iterator[dict]:
    """The form as it stands, and with every text, choice and box changed as far as one can guess."""
    yield sent
    changed = {
        name: [f"{value} anders" if not value.isdigit() and name not in KEPT else value for value in values]
        if isinstance(values, list)
        else values
        for name, values in sent.items()
    }
    for status in (Status.PUBLISHED, Status.ARCHIVED) if "status" in sent else (Status.DRAFT,):
        yield {**changed, "status": status}


KEPT = {"csrfmiddlewaretoken", "action", "quadrant", "kind", "format", "hue", "place", "outcome", "status", "slug"}


def forged_actions(world: World) -> Iterator[tuple[str, dict]]:
    """Every action there is, on everything, confirmed at once."""
    for model, model_admin in admin.site._registry.items():
        things = world.things(model)
        names = [getattr(action, "__name__", action) for action in model_admin.actions or []]
        for name in {*names, "delete_selected", "publish_selected", "withdraw_selected", "bring_back_selected"}:
            yield (
                f"{address(model, 'changelist')}?status=alle",
                {
                    "action": name,
                    "_selected_action": [thing.pk for thing in things],
                    "based_on_version": [f"{thing.pk}:{getattr(thing, 'version', '')}" for thing in things],
                    "select_across": "1",
                    "post": "yes",
                },
            )


def posts(world: World) -> list[tuple[str, dict]]:
    """All that could be sent: the forms on every page as the Redaktion sees it, forged actions, and empty posts."""
    erika = AtTheDesk("vorlage", REDAKTION)
    found = []
    for path in addresses(world):
        if path in ("/admin/login/", "/admin/logout/"):
            continue
        found.append((path, {}))
        response = erika.client.get(path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for action, sent in forms_on(ReadPage(response.content.decode(), path)):
                found += [(action or path, variation) for variation in variations(sent)]
    # The same button stands above and below a form.
    return list({repr(sent): sent for sent in [*found, *forged_actions(world)]}.values())


def touched_by(user: User, sent: list[tuple[str, dict]]) -> list[str]:
    """
    The addresses at which the user has changed published content, each tried on the same untouched world. Where
    the revision has not risen nothing was written, so there is nothing to compare.
    """
    client, before, revision, found = Client(), published_content(), ContentRevision.objects.state(), []
    client.force_login(user)
    for path, values in sent:
        with transaction.atomic():
            client.post(path, values)
            if ContentRevision.objects.state() != revision and published_content() != before:
                found.append(path)
            transaction.set_rollback(True)
    return found


@pytest.mark.long
def test_nothing_published_is_changed_by_whatever_is_sent(world):
    sent = posts(world)

    assert len(sent) > 200
    assert touched_by(AtTheDesk("mo", MODERATION).user, sent) == []
    assert touched_by(AtTheDesk("niemand", None).user, sent) == []


@pytest.mark.long
def test_the_same_forms_change_plenty_when_the_redaktion_sends_them(world):
    """Which is what makes the test above one."""
    kinds = (Handlungsfeld, Topic, Card, Workshop, Contribution)
    paths = {address(world.settled[model], page) for model in kinds for page in ("change", "delete")}
    paths.add(f"{address(Card, 'changelist')}?status=alle")

    touched = touched_by(AtTheDesk("erika", REDAKTION).user, [post for post in posts(world) if post[0] in paths])

    assert set(touched) == paths


# What Moderation may, and where it ends


@pytest.fixture
def mo() -> AtTheDesk:
    return AtTheDesk("mo", MODERATION)


def test_moderation_writes_and_deletes_drafts(mo):
    field = factories.make_field()
    empty = mo.open(address(Card, "add")).form("card_form")
    mo.send(Card, empty, handlungsfeld=field.pk, quadrant="idea", text="Mehr Bänke")
    card = Card.objects.get()
    mo.save(card, text="Viel mehr Bänke")
    written = Card.objects.get().text
    mo.confirm(mo.client.get(address(card, "delete")))

    assert (card.status, written) == (Status.DRAFT, "Viel mehr Bänke")
    assert not Card.objects.exists()


def test_moderation_is_not_offered_to_publish(mo):
    card = factories.make_card(status=Status.DRAFT)

    choices = mo.open(address(card, "change")).one("select", name="status").iter("option")

    assert [choice.get("value") for choice in choices] == ["draft", "archived"]


@pytest.mark.parametrize("make", [factories.make_card, factories.make_topic, factories.make_workshop])
def test_moderation_does_not_publish_a_draft_by_sending_the_status(make, mo):
    thing = make(status=Status.DRAFT)

    response = mo.save(thing, status="published")

    assert errors_in(response) != []
    assert type(thing).objects.get().status == Status.DRAFT


def test_moderation_moves_no_contribution_into_a_published_record(mo):
    draft = factories.make_workshop(status=Status.DRAFT)
    contribution = factories.make_contribution(working_group=factories.make_group(workshop=draft), wording="Bänke")
    published = factories.make_group()

    response = mo.save(contribution, working_group=published.pk, wording="Mehr Bänke")

    assert errors_in(response)[0].startswith("Das ist veröffentlicht oder steht in etwas Veröffentlichtem")
    assert page_of(response).form("contribution_form")["wording"] == ["Mehr Bänke"]
    assert not published.contributions.exists()


def test_moderation_adds_nothing_to_a_published_record(mo):
    workshop = factories.make_workshop()
    empty = mo.open(address(WorkingGroup, "add")).form("workinggroup_form")

    response = mo.send(WorkingGroup, empty, workshop=workshop.pk, label="Neu", title="Neu")

    assert errors_in(response)[0].startswith("Das ist veröffentlicht oder steht in etwas Veröffentlichtem")
    assert not workshop.groups.exists()


def test_moderation_reads_what_is_published_and_is_told_why_that_is_all(mo):
    page = mo.open(address(factories.make_card(text="Gute Luft"), "change"))

    assert "Gute Luft" in page.text
    assert "Das ist veröffentlicht. Ändern darf es nur, wer zur Redaktion gehört" in page.text
    assert page.all("textarea") == []


def test_moderation_takes_no_old_address_away_by_renaming_a_draft(mo, client):
    """The draft's own addresses were never public: renaming it notes nothing, and frees nothing."""
    moved = factories.make_workshop(slug="alt")
    moved.slug = "neu"
    moved.save()
    draft = factories.make_workshop(slug="entwurf", status=Status.DRAFT)

    mo.save(draft, slug="alt")
    mo.save(Workshop.objects.get(pk=draft.pk), slug="anders")

    assert list(FormerAddress.objects.values_list("path", "target")) == [("/workshops/alt/", "/workshops/neu/")]
    assert client.get("/workshops/alt/").headers["Location"] == "/workshops/neu/"

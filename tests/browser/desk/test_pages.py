"""The pages of the desk that have no room of their own: nothing on them shuts anybody out or breaks the policy."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from leader_portal.content.audience import Status
from leader_portal.models import Funder, Page, Region
from tests import factories
from tests.browser.desk.looking import findings, page_of
from tests.desk.forms import AtTheDesk, address
from workshops.models import Contribution, Survey, WorkingGroup, Workshop


@pytest.fixture
def erika() -> AtTheDesk:
    """Somebody with every kind of thing to look at, and something to do, to bring back and to read up on."""
    erika = AtTheDesk("erika")
    factories.make_region()
    factories.make_funder()
    factories.make_page()
    field = factories.make_field(number=1)
    card = factories.make_card(
        handlungsfeld=field, topics=[factories.make_topic(handlungsfeld=field)], places=[factories.make_place()]
    )
    card.text, card._history_user = "Anders gesagt", erika.user
    card.save()
    factories.make_card(handlungsfeld=field, status=Status.ARCHIVED)
    factories.make_card(handlungsfeld=field, status=Status.DRAFT)
    workshop = factories.make_workshop()
    factories.make_question(workshop=workshop)
    factories.make_board_topic(workshop=workshop, handlungsfeld=field)
    factories.make_contribution(working_group=factories.make_group(workshop=workshop, handlungsfeld=field))
    factories.make_survey_answer(
        question=factories.make_survey_question(survey=factories.make_survey(workshop=workshop))
    )
    return erika


KINDS = (Handlungsfeld, Card, Topic, Place, Workshop, WorkingGroup, Contribution, Survey, Region, Funder, Page)


def pages() -> dict[str, str]:
    """What stands above each page, and its address."""
    card = Card.objects.get(text="Anders gesagt")
    earlier = card.history.last()
    return {
        "start": reverse("admin:index"),
        "archive": reverse("admin:archive"),
        "help": reverse("admin:help"),
        **{f"list of {kind.__name__}": address(kind, "changelist") for kind in KINDS},
        **{f"form of {kind.__name__}": address(kind.objects.first(), "change") for kind in KINDS},
        "new card": address(Card, "add"),
        "archived cards": f"{address(Card, 'changelist')}?status=archived",
        "history": address(card, "history"),
        "restore": address(card, "restore", earlier.pk),
        "undo": reverse("admin:undo", args=[card.history.first().operation]),
        "what can't be undone": reverse("admin:undo", args=[earlier.operation]),
        "archive a card": address(card, "delete"),
        "deleted cards": address(Card, "deleted"),
        "own password": reverse("admin:password_change"),
    }


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(browser, server, erika):
    errors: list[str] = []
    page = page_of(browser, erika.client, server.url, errors)

    found = {}
    for name, path in pages().items():
        page.goto(server.url + path)
        found[name] = findings(page)
    page.context.close()

    assert {name: objections for name, objections in found.items() if objections} == {}
    assert errors == []


def test_a_form_with_mistakes_in_it_shuts_nobody_out_either(browser, server, erika):
    errors: list[str] = []
    page = page_of(browser, erika.client, server.url, errors)
    page.goto(server.url + address(Card, "add"))
    page.locator("[name=_save]").first.click()

    expect(page.locator(".errornote")).to_be_visible()
    assert findings(page) == []
    page.context.close()
    assert errors == []


def test_two_who_edit_one_card_see_both_texts(browser, server, erika):
    errors: list[str] = []
    card = Card.objects.get(text="Anders gesagt")
    paul = AtTheDesk("paul")
    pages_of_both = [page_of(browser, who.client, server.url, errors) for who in (erika, paul)]
    for page in pages_of_both:
        page.goto(server.url + address(card, "change"))
    told = ("erfolgreich geändert", "Erikas Fassung")
    for page, text, sentence in zip(pages_of_both, ("Erikas Fassung", "Pauls Fassung"), told, strict=True):
        page.get_by_label("Text", exact=False).first.fill(text)
        page.locator("[name=_save]").first.click()
        expect(page.locator("body")).to_contain_text(sentence)

    assert pages_of_both[1].get_by_label("Text", exact=False).first.input_value() == "Pauls Fassung"
    assert findings(pages_of_both[1]) == []
    assert Card.objects.get(pk=card.pk).text == "Erikas Fassung"
    for page in pages_of_both:
        page.context.close()
    assert errors == []

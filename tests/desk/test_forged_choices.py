"""A choice that no page offers is answered, also where Django would look for it in the database."""

import pytest
from django.urls import reverse

from handlungsfelder.models import Card
from leader_portal.models import Region
from tests import factories
from tests.desk.forms import AtTheDesk, address

pytestmark = pytest.mark.django_db
NO_IDS = ["abc", "9" * 20, "9" * 5_000, "1\0"]


@pytest.fixture
def erika():
    return AtTheDesk("erika")


@pytest.mark.parametrize("number", NO_IDS)
def test_a_box_that_no_list_has(erika, number):
    response = erika.client.post(
        address(Card, "changelist"), {"action": "publish_selected", "_selected_action": [number]}
    )

    assert response.status_code == 400


@pytest.mark.parametrize("number", NO_IDS)
def test_a_topic_that_there_can_not_be(erika, number):
    card = factories.make_card()

    response = erika.client.post(address(card, "change"), {"topics": [number], "based_on_version": number})

    assert response.status_code == 200
    assert "topics" in response.context["adminform"].form.errors


@pytest.mark.parametrize("number", NO_IDS)
def test_a_thing_that_an_address_fills_in(erika, number):
    assert erika.client.get(address(Card, "add"), {"topics": number, "handlungsfeld": number}).status_code == 200


@pytest.mark.parametrize("number", ["9" * 4_400, "²", "abc"])
def test_a_group_that_there_can_not_be(client, number):
    workshop = factories.make_workshop(slug="werkstatt")
    factories.make_group(workshop=workshop)

    assert client.get("/workshops/werkstatt/druck/arbeitsblatt.pdf", {"gruppe": number}).status_code == 404


def test_the_region_is_not_deleted(erika):
    region = factories.make_region()
    there = reverse("admin:leader_portal_region_delete", args=[region.pk])

    erika.client.post(there, {"post": "yes", "based_on_version": region.version})

    assert erika.client.get(there).status_code == 403
    assert Region.objects.exists()

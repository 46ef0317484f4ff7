"""A group whose minutes are being written, and who is at them."""

import pytest

from leader_portal.content.roles import MODERATION
from tests.factories import make_user
from tests.workshops.minutes.at_the_minutes import AtTheMinutes, make_open_group
from workshops.models import WorkingGroup


@pytest.fixture
def group(db) -> WorkingGroup:
    return make_open_group()


@pytest.fixture
def petra(group) -> AtTheMinutes:
    return AtTheMinutes(make_user(), group)


@pytest.fixture
def moritz(group) -> AtTheMinutes:
    """Of the Moderation."""
    return AtTheMinutes(make_user("moritz", MODERATION), group)


@pytest.fixture
def published_record(group):
    group.workshop.publish()

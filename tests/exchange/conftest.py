"""Petra of the Redaktion at the list of cards, where tables go out and come in."""

import pytest

from handlungsfelder.models import Card
from tests.exchange.exchanging import AtTheDesk
from tests.factories import make_user


@pytest.fixture
def desk():
    return AtTheDesk(make_user("petra"), Card)

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from handlungsfelder.models import Handlungsfeld
from leader_portal.content.revision import ContentRevision
from leader_portal.models import Region
from tests.conftest import FIXTURE
from tests.factories import make_place

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r"│ +Passwort +(?P<password>\S+) +│")


def first_start(**options) -> str:
    said = StringIO()
    call_command("first_start", stdout=said, **options)
    return said.getvalue()


def test_an_empty_database_is_filled():
    said = first_start(fixture=FIXTURE)

    assert (Region.objects.count(), Handlungsfeld.objects.count()) == (1, 5)
    assert said.splitlines()[0] == f"Die Datenbank war leer: Inhalte aus {FIXTURE} geladen."


def test_any_content_at_all_is_left_as_it_is():
    make_place(name="Goslar")

    first_start(fixture=FIXTURE)

    assert (Region.objects.count(), Handlungsfeld.objects.count()) == (0, 0)


def test_without_a_fixture_the_portal_starts_empty():
    first_start()

    assert Region.objects.count() == 0


def test_a_fixture_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=re.escape("Die Datei fehlt.json gibt es nicht. Die Datenbank bleibt leer.")):
        call_command("first_start", "--fixture", "fehlt.json")


def test_the_first_start_makes_an_account_that_can_log_in_with_what_is_printed():
    password = PASSWORD.search(first_start())["password"]

    user = authenticate(username="lag", password=password)

    assert (user.is_staff, user.is_superuser) == (True, True)
    assert re.fullmatch(r"([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}", password)


def test_two_installations_get_different_passwords():
    first = PASSWORD.search(first_start())["password"]
    get_user_model().objects.all().delete()

    assert PASSWORD.search(first_start())["password"] != first


def test_the_password_is_printed_once():
    first_start()

    assert first_start() == ""


def test_an_account_with_another_name_is_enough():
    get_user_model().objects.create_user("erika", is_staff=True)

    first_start()

    assert list(get_user_model().objects.values_list("username", flat=True)) == ["erika"]


def test_a_visitor_named_like_the_account_is_not_made_staff():
    get_user_model().objects.create_user("lag", password="nur-ein-mensch")

    with pytest.raises(CommandError, match="Das Konto „lag“ gibt es, es darf aber nicht in die Redaktion"):
        first_start()

    assert not get_user_model().objects.get(username="lag").is_staff


def test_a_second_start_touches_no_content(westharz):
    first_start(fixture=FIXTURE)
    before = ContentRevision.objects.state()

    said = first_start(fixture=FIXTURE)

    assert (said, ContentRevision.objects.state()) == ("", before)


def test_renewing_the_epoch_changes_it_and_raises_the_revision():
    epoch, number = ContentRevision.objects.state()
    said = StringIO()

    call_command("renew_epoch", stdout=said)

    new_epoch, new_number = ContentRevision.objects.state()
    assert new_epoch != epoch
    assert new_number == number + 1
    assert said.getvalue() == "Alle aufbewahrten Seiten gelten als veraltet.\n"

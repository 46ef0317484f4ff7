"""Accounts and roles on the desk: made by whoever looks after the portal, in words that an office understands."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from leader_portal.content.roles import MODERATION, REDAKTION
from tests.factories import group_of
from tests.page_reader import ReadPage, text_of

pytestmark = pytest.mark.django_db

PASSWORD = "fünf-grüne-Bänke-im-Wald"


def page_at(client, path: str) -> ReadPage:
    return ReadPage(client.get(path).content.decode(), path)


def test_a_new_account_gets_a_role_and_comes_in(admin_client, client):
    sent = {"username": "petra", "first_name": "Petra", "last_name": "", "password1": PASSWORD, "password2": PASSWORD}

    admin_client.post("/admin/auth/user/add/", {**sent, "groups": [group_of(MODERATION).pk]})

    assert client.login(username="petra", password=PASSWORD)
    assert "Guten Tag, Petra!" in page_at(client, "/admin/").text
    assert [group.name for group in User.objects.get(username="petra").groups.all()] == [MODERATION]


def test_a_forgotten_password_is_set_anew(admin_client, client):
    petra = User.objects.create_user("petra", password="vergessen", is_staff=True)

    answer = admin_client.post(
        f"/admin/auth/user/{petra.pk}/password/", {"password1": PASSWORD, "password2": PASSWORD}, follow=True
    )

    assert "Passwort erfolgreich geändert." in ReadPage(answer.content.decode()).text
    assert client.login(username="petra", password=PASSWORD)


def test_a_password_that_is_too_easy_is_refused_with_the_reason(admin_client):
    petra = User.objects.create_user("petra", password="vergessen", is_staff=True)

    answer = admin_client.post(f"/admin/auth/user/{petra.pk}/password/", {"password1": "bank", "password2": "bank"})

    page = ReadPage(answer.content.decode())
    assert "Das Passwort ist noch nicht geändert." in page.text
    assert "Dieses Passwort ist zu kurz." in page.text


def test_an_account_is_switched_off_and_not_deleted(admin_client):
    petra = User.objects.create_user("petra", is_staff=True)

    answer = admin_client.post(f"/admin/auth/user/{petra.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [petra.pk], "post": "yes"}
    admin_client.post("/admin/auth/user/", chosen)

    assert answer.status_code == 403
    assert User.objects.filter(pk=petra.pk).exists()


def test_a_role_names_what_it_may_do_in_german(admin_client):
    page = page_at(admin_client, f"/admin/auth/group/{group_of(REDAKTION).pk}/change/")

    labels = [text_of(label) for label in page.one("div", id="id_permissions").iter("label")]

    assert "Karten anlegen" in labels
    assert "Darf veröffentlichen und Veröffentlichtes ändern" in labels
    assert [label for label in labels if label.startswith(("Can ", "historical"))] == []


def test_saving_a_role_as_it_stands_changes_nothing_of_it(admin_client):
    role = group_of(REDAKTION)
    before = set(role.permissions.all())
    path = f"/admin/auth/group/{role.pk}/change/"

    admin_client.post(path, page_at(admin_client, path).form("group_form"))

    assert before
    assert set(Group.objects.get(pk=role.pk).permissions.all()) == before


def test_a_role_is_deleted_without_a_word_about_tables(admin_client):
    role = Group.objects.create(name="Praktikum")
    role.permissions.set(Permission.objects.all()[:3])

    page = page_at(admin_client, f"/admin/auth/group/{role.pk}/delete/")

    assert "Praktikum" in page.text
    assert "Beziehung" not in page.text

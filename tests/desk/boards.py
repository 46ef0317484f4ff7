"""A board with somebody at it: what the tests of the board begin with."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from leader_portal.roles import PUBLISH, REDAKTION, ROLES
from tests.page_reader import ReadPage


def make_user(name: str = "petra", role: str | None = REDAKTION, **names) -> User:
    user = User.objects.create_user(name, password=name, is_staff=True, **names)
    if role:
        user.groups.add(group_of(role))
    return user


def group_of(role: str) -> Group:
    """The group of that role; made again where a test before emptied the database of what the migrations put there."""
    group, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        wanted = {model.replace(".", f".{action}_") for model, actions in ROLES[role].items() for action in actions}
        wanted |= {PUBLISH} if role == REDAKTION else set()
        for permission in Permission.objects.select_related("content_type"):
            if f"{permission.content_type.app_label}.{permission.codename}" in wanted:
                group.permissions.add(permission)
    return group


def texts_in(field: Handlungsfeld, quadrant: Quadrant) -> list[str]:
    """What stands in a column, in its order, archived cards left out."""
    cards = Card.objects.in_field(field).in_quadrant(quadrant)
    return [card.text for card in cards if not card.is_archived]


def told(card: Card) -> tuple[str, str, str]:
    """What the last row of a card's history says: who, why, and which text."""
    row = card.history.first()
    return (row.history_user and row.history_user.username, row.history_change_reason, row.text)


@dataclass
class AtTheBoard:
    """Somebody at the board of a field, in a browser of their own."""

    user: User
    field: Handlungsfeld

    def __post_init__(self):
        self.client = Client()
        self.client.force_login(self.user)

    def address(self, name: str = "", *, card: Card | None = None) -> str:
        arguments = [self.field.pk, *([card.code] if card else [])]
        return reverse(f"admin:handlungsfelder_handlungsfeld_board{name and '_' + name}", args=arguments)

    def look(self, query: str = "") -> ReadPage:
        response = self.client.get(self.address() + query)
        assert response.status_code == 200
        return ReadPage(response.content.decode(), self.address())

    def get(self, name: str, *, card: Card | None = None, query: str = ""):
        return self.client.get(self.address(name, card=card) + query)

    def post(self, name: str, *, card: Card | None = None, query: str = "", in_place: bool = False, **sent):
        headers = {"X-Requested-With": "board"} if in_place else {}
        return self.client.post(self.address(name, card=card) + query, sent, headers=headers)

    def move(self, card: Card, to: str, **sent):
        return self.post("move", card=card, **{"version": card.version, "to": to, **sent})

    def set_status(self, card: Card, status: str, **sent):
        return self.post("status", card=card, **{"version": card.version, "status": status, **sent})

    def edit(self, card: Card, text: str, **sent):
        return self.post("edit", card=card, **{"version": card.version, "text": text, **sent})


def said(response) -> str:
    """What a page says has happened or could not be done, after whatever redirect."""
    page = ReadPage(response.content.decode())
    regions = [*page.all("div", role="status"), *page.all("div", role="alert")]
    return "\n".join(" ".join("".join(region.itertext()).split()) for region in regions).strip()

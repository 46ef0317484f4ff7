"""A pinboard with somebody at it: what the tests of the pinboard begin with."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld, Quadrant
from tests.page_reader import ReadPage


def texts_in(field: Handlungsfeld, quadrant: Quadrant) -> list[str]:
    """What stands in a column, in its order, archived cards left out."""
    cards = Card.objects.in_field(field).in_quadrant(quadrant)
    return [card.text for card in cards if not card.is_archived]


def told(card: Card) -> tuple[str, str, str]:
    """What the last row of a card's history says: who, why, and which text."""
    row = card.history.first()
    return (row.history_user and row.history_user.username, row.history_change_reason, row.text)


@dataclass
class AtThePinboard:
    """Somebody at the pinboard of a field, in a browser of their own."""

    user: User
    field: Handlungsfeld

    def __post_init__(self):
        self.client = Client()
        self.client.force_login(self.user)

    def address(self, name: str = "", *, card: Card | None = None) -> str:
        arguments = [self.field.pk, *([card.code] if card else [])]
        return reverse(f"admin:handlungsfelder_handlungsfeld_pinboard{name and '_' + name}", args=arguments)

    def look(self, query: str = "") -> ReadPage:
        response = self.client.get(self.address() + query)
        assert response.status_code == 200
        return ReadPage(response.content.decode(), self.address())

    def get(self, name: str, *, card: Card | None = None, query: str = ""):
        return self.client.get(self.address(name, card=card) + query)

    def post(self, name: str, *, card: Card | None = None, query: str = "", in_place: bool = False, **sent):
        headers = {"X-Requested-With": "pinboard"} if in_place else {}
        return self.client.post(self.address(name, card=card) + query, sent, headers=headers)

    def move(self, card: Card, to: str, **sent):
        return self.post("move", card=card, **{"version": card.version, "to": to, **sent})

    def set_status(self, card: Card, status: str, **sent):
        return self.post("status", card=card, **{"version": card.version, "status": status, **sent})

    def edit(self, card: Card, text: str, **sent):
        return self.post("edit", card=card, **{"version": card.version, "text": text, **sent})


def said(response) -> str:
    """What a page says has happened or could not be done, after whatever redirect, without the way to undo it."""
    page = ReadPage(response.content.decode())
    regions = [*page.all("div", role="status"), *page.all("div", role="alert")]
    said = "\n".join(" ".join("".join(region.itertext()).split()) for region in regions).strip()
    return said.removesuffix(" Rückgängig")

"""Somebody at the forms and lists of the admin: what the tests of the desk's ground begin with."""

from dataclasses import dataclass, field
from html import unescape

from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from leader_portal.content.roles import REDAKTION
from tests.factories import make_user
from tests.page_reader import ReadPage, text_of


def address(thing: models.Model | type[models.Model], page: str, *arguments) -> str:
    """The address of a page of the admin: of a thing, or of its kind."""
    opts = thing._meta
    own = [thing.pk] if isinstance(thing, models.Model) else []
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[*own, *arguments])


@dataclass
class AtTheDesk:
    """Somebody signed in, in a browser of their own."""

    name: str = "erika"
    role: str | None = REDAKTION
    user: User = field(init=False)

    def __post_init__(self):
        self.user = make_user(self.name, self.role, first_name=self.name.title(), last_name="Muster")
        self.client = Client()
        self.client.force_login(self.user)

    def open(self, path: str) -> ReadPage:
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return ReadPage(response.content.decode(), path)

    def form(self, thing: models.Model) -> dict:
        """What the change form of the thing would send if nobody touched it."""
        return self.open(address(thing, "change")).form(f"{thing._meta.model_name}_form")

    def send(self, thing: models.Model | type[models.Model], filled_in: dict, **changes):
        """Send the change form of the thing, or the add form of its kind; the answer, redirects followed."""
        page = "change" if isinstance(thing, models.Model) else "add"
        return self.client.post(address(thing, page), {**filled_in, **changes, "_save": "Speichern"}, follow=True)

    def save(self, thing: models.Model, **changes):
        return self.send(thing, self.form(thing), **changes)

    def choose(self, action: str, things: list, query: str = "", **more):
        """Tick things in their list and start an action, as its page would send it."""
        path = address(type(things[0]), "changelist") + query
        page = self.open(path)
        seen = [hidden.get("value") for hidden in page.all("input", name="based_on_version")]
        chosen = {"action": action, "_selected_action": [thing.pk for thing in things], "index": "0"}
        return self.client.post(path, {**chosen, "based_on_version": seen, **more}, follow=True)

    def confirm(self, response):
        """Press the button of the page that asks before it does."""
        page = ReadPage(response.content.decode())
        (form,) = [form for form in page.all("form", method="post") if form.get("id") != "logout-form"]
        form.set("id", "confirmation")
        return self.client.post(response.request["PATH_INFO"], page.form("confirmation"), follow=True)


def messages_in(response) -> list[str]:
    """What the desk says back, in sentences, without the way to undo it."""
    return [sentence_of(str(message)) for message in response.context["messages"]]


def sentence_of(message: str) -> str:
    sentence, _, way_back = message.partition(' <a class="undo"')
    return unescape(sentence) if way_back else message


def page_of(response) -> ReadPage:
    return ReadPage(response.content.decode())


def errors_in(response) -> list[str]:
    return [
        text_of(item)
        for page in [page_of(response)]
        for listed in page.tree.iter("ul")
        if "errorlist" in (listed.get("class") or "").split()
        for item in listed.iter("li")
    ]

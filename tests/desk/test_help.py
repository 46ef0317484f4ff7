"""The handbook is a page of the desk, whole, and says of the screen what stands there."""

import re
from urllib.parse import unquote

import pytest
from django.conf import settings

from leader_portal.desk.help import HANDBOOK, handbook
from tests.desk.forms import AtTheDesk
from tests.page_reader import ReadPage

HELP = "/admin/hilfe/"
BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
TAG = re.compile(r"<[^>]*>|{%[^%]*%}")
# Set in bold to explain them, or put together from the name of a kind.
NOT_OURS = {"Fett", "Beitrag", "Karte", "Thema", "Entwurf", "Workshop anlegen"}


@pytest.fixture(scope="module")
def page() -> ReadPage:
    title, text = handbook()
    return ReadPage(f"<h1>{title}</h1>{text}", HELP)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Redaktion", "Moderation", None])
def test_whoever_may_sign_in_finds_the_handbook_from_the_header_of_every_page(role):
    desk = AtTheDesk("erika", role)

    assert HELP in desk.open("/admin/").links
    assert desk.open(HELP).heading == "Handbuch"


@pytest.mark.django_db
def test_the_handbook_is_for_those_who_have_an_account(client):
    assert client.get(HELP).headers["Location"] == f"/admin/login/?next={HELP}"


def test_its_links_lead_to_its_own_headings(page):
    anchors = {unquote(link).removeprefix(f"{HELP}#") for link in page.links}

    assert anchors - page.ids == set()
    assert len(anchors) > 10


def test_its_pictures_are_the_portal_s_own_and_say_what_they_show(page):
    pictures = page.all("img")

    assert len(pictures) > 8
    assert [picture.get("src") for picture in pictures if not picture.get("src").startswith("/static/handbuch/")] == []
    assert [picture.get("src") for picture in pictures if len(picture.get("alt")) < 20] == []


def test_what_it_sets_in_bold_stands_so_on_the_screen():
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("templates", "static/js", "leader_portal", "handlungsfelder", "workshops")
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in (".html", ".js", ".py")
    ]
    screen = " ".join(" ".join([*sources, *(TAG.sub("", source) for source in sources)]).split())
    told = {" ".join(match["words"].split()) for match in BOLD.finditer(HANDBOOK.read_text(encoding="utf-8"))}

    assert {words for words in told if words not in screen} - NOT_OURS == set()
    assert len(told) > 40

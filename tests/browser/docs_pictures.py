"""
Takes the pictures of README and handbook, of the portal as it is now.

    python -m tests.browser.docs_pictures                all of them, into docs/bilder/
    python -m tests.browser.docs_pictures tafel verlauf  these

What they show is done by an editor in a browser, in the order in which the handbook tells it, on top of the content
that comes with the portal: a village workshop is typed, some of it becomes cards, and some of that is edited.
"""

from tests.browser import standalone  # before all that needs Django

# isort: split
import argparse
from datetime import date
from io import BytesIO

import pypdfium2
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from handlungsfelder.models import Card, Handlungsfeld
from leader_portal.content.audience import Status
from leader_portal.content.roles import REDAKTION
from tests.browser.contents import make_staff
from tests.browser.inspection import sign_in
from tests.browser.pictures import chromium_browser
from tests.factories import make_group, make_survey, make_survey_answer, make_survey_question, make_workshop
from workshops.models import QuestionKind, Survey, WorkingGroup, Workshop, WorkshopFormat

FOLDER = settings.BASE_DIR / "docs" / "bilder"
WIDTH = 1280
COLOURS = 128
ERIKA = ("erika", "ein-langes-passwort-zum-zeigen")
FIELD_NUMBER = 2
# The idea that is followed to its public page.
CARD = "Gemeinschaftsküche in der alten Schule"
# What the group says, quadrant by quadrant, as it is typed.
SAID = {
    "strength": ["Lebendiger Wochenmarkt", "Junge Familien ziehen wieder her"],
    "weakness": ["Leerstand rund um den Markt", "Abends fährt kein Bus"],
    "potential": ["Die alte Schule ist gut erhalten und steht leer"],
    "idea": [CARD, "Mitfahrbank an der Hauptstraße"],
}
PASTED = """
• Dorfladen mit Post und Café
• Werkstatt, in der man sich Werk-
  zeug leihen kann
• Mitfahrbank an der Hauptstraße
• Blühstreifen statt Schotter
"""


class Desk:
    """Erika at the desk, and the pictures taken on her way."""

    def __init__(self, page: Page, url: str, wanted: list[str]):
        self.page, self.url, self.wanted = page, url, wanted

    def open(self, name: str, *arguments, query: str = ""):
        self.page.goto(self.url + reverse(name, args=arguments) + query)

    def take(self, name: str, height: int, at: Locator | None = None):
        """The page from `at` or from its top down, with few enough colours to be a small file."""
        if self.wanted and name not in self.wanted:
            return
        self.page.set_viewport_size({"width": WIDTH, "height": height})
        self.page.evaluate("document.activeElement.blur()")
        if at:
            at.evaluate("element => element.scrollIntoView({block: 'start'})")
        else:
            self.page.evaluate("scrollTo(0, 0)")
        self.page.wait_for_load_state("networkidle")
        save(Image.open(BytesIO(self.page.screenshot(animations="disabled"))), name)

    def take_sheet(self, name: str, address: str, number: int = 0):
        """A page of a PDF."""
        if self.wanted and name not in self.wanted:
            return
        answer = self.page.request.get(self.url + address)
        assert answer.ok, (address, answer.status)
        save(pypdfium2.PdfDocument(answer.body())[number].render(scale=0.975).to_pil(), name)


def save(picture: Image.Image, name: str):
    # A palette that keeps the few strong colours beside the many greys.
    method = Image.Quantize.MAXCOVERAGE
    picture.convert("RGB").quantize(COLOURS, method, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}.png", optimize=True
    )


def fill() -> WorkingGroup:
    """Erika's account, and the evening that is still to be typed."""
    erika = make_staff(*ERIKA, first_name="Erika", last_name="Muster")
    erika.groups.add(Group.objects.get(name=REDAKTION))
    User.objects.exclude(pk=erika.pk).update(is_staff=False)
    workshop = make_workshop(
        title="Dorfwerkstatt am Markt",
        held_on=date(2026, 11, 19),
        format=WorkshopFormat.ON_SITE,
        place="Alte Schule",
        status=Status.DRAFT,
    )
    survey = make_survey(workshop=workshop, title="Blitzumfrage", respondents=24, status=Status.DRAFT)
    question = make_survey_question(survey=survey, text="Was fehlt Ihnen am meisten?", kind=QuestionKind.MULTIPLE)
    for position, (label, votes) in enumerate({"Bus am Abend": 17, "Dorfladen": 15, "Treffpunkt": 9}.items()):
        make_survey_answer(question=question, label=label, votes=votes, position=position)
    return make_group(
        workshop=workshop,
        handlungsfeld=Handlungsfeld.objects.get(number=FIELD_NUMBER),
        label="AG Siedlung",
        title="Siedlungsentwicklung",
        rounds=2,
    )


def take_all(desk: Desk, group: WorkingGroup):
    page, field, workshop = desk.page, group.handlungsfeld, group.workshop

    desk.open("admin:login")
    desk.take("anmelden", 520)
    sign_in(page, desk.url, *ERIKA)

    minutes = ("admin:workshops_workinggroup_minutes", group.pk)
    desk.open(*minutes)
    for quadrant, wordings in SAID.items():
        page.locator(f"#neu-{quadrant}").focus()
        for wording in wordings:
            page.keyboard.type(wording)
            page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_text("Alles gespeichert.")
    desk.take("protokoll", 900)

    desk.open("admin:workshops_workinggroup_minutes_paste", group.pk, "idea")
    page.locator("#text").fill(PASTED)
    page.get_by_role("button", name="Vorschau").click()
    desk.take("einfuegen", 760)
    page.get_by_role("button", name="Ausgewählte speichern").click()

    page.get_by_role("button", name="Alle offenen übernehmen").click()
    page.locator("#uebernehmen, .messagelist").first.wait_for()

    pinboard = ("admin:handlungsfelder_handlungsfeld_pinboard", field.pk)
    desk.open(*pinboard)
    desk.take("tafel", 860)
    page.get_by_role("link", name="Entwürfe", exact=True).click()
    pin = page.locator("li.pin", has_text=CARD)
    pin.get_by_text("Bearbeiten").click()
    desk.take("karte", 900)
    pin.get_by_role("button", name="veröffentlichen").click()
    page.locator("#pinboard-status p").wait_for()

    card = Card.objects.get(text=CARD)
    desk.open("admin:handlungsfelder_card_change", card.pk)
    page.locator("[name=text]").fill(f"{CARD}, mit Mittagstisch")
    page.locator("[name=_save]").first.click()
    desk.open("admin:handlungsfelder_card_history", card.pk)
    desk.take("verlauf", 560)

    desk.open("admin:index")
    desk.take("schreibtisch", 900)
    desk.take("zuletzt", 330, at=page.locator("section.desk-changes"))
    desk.open("admin:workshops_workshop_board_topics", Workshop.objects.exclude(pk=workshop.pk).get().pk)
    desk.take("themenbrett", 720)
    desk.open("admin:workshops_survey_count", Survey.objects.get(workshop=workshop).pk)
    desk.take("umfrage", 820)

    desk.open("print-room")
    for picture in page.locator(".print-choice img").all():
        # Asked for by itself, one waits its turn.
        page.request.get(desk.url + picture.get_attribute("src"))
    page.reload()
    desk.take("druckraum", 690, at=page.locator(".print-choice"))
    conference = Workshop.objects.exclude(pk=workshop.pk).get().get_absolute_url()
    desk.take_sheet("feldblatt", f"{field.get_absolute_url()}druck/feldblatt.pdf")
    desk.take_sheet("moderationskarten", f"{field.get_absolute_url()}druck/moderationskarten.pdf")
    desk.take_sheet("ergebnisdokumentation", f"{conference}druck/ergebnisdokumentation.pdf", 3)

    page.context.clear_cookies()
    page.goto(desk.url + field.get_absolute_url())
    desk.take("feldseite", 1500)


def main():
    parser = argparse.ArgumentParser(description="Die Bilder von README und Handbuch machen.")
    parser.add_argument("names", nargs="*", help="zum Beispiel tafel; ohne Angabe alle")
    wanted = parser.parse_args().names
    with standalone.running_portal() as portal, chromium_browser() as browser:
        group = fill()
        page = browser.new_context(
            locale="de-DE", color_scheme="light", viewport={"width": WIDTH, "height": 900}
        ).new_page()
        take_all(Desk(page, portal.url, wanted), group)


if __name__ == "__main__":
    main()

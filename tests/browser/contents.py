"""
What the portal may hold, from nothing at all to far too much: each a function that fills an empty database and says
which addresses are worth a visit then. Together they show every template in every state that changes its structure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from handlungsfelder.models import Card, Handlungsfeld, Hue, Place, Quadrant, Topic
from leader_portal.content.audience import Status
from leader_portal.models import FormerAddress, Page, PagePlace
from tests.factories import (
    make_board_column,
    make_board_topic,
    make_card,
    make_contribution,
    make_field,
    make_funder,
    make_group,
    make_page,
    make_place,
    make_question,
    make_region,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_topic,
    make_workshop,
)
from workshops.models import Outcome, QuestionKind, Survey, Workshop, WorkshopFormat

FIXTURE = settings.BASE_DIR / "fixtures" / "westharz.json"
# Name and password of an account that may do everything in the admin, and of one that may do nothing there.
EDITOR = ("lag", "ein-langes-passwort-zum-proben")
GUEST = ("gast", "ein-anderes-passwort-zum-proben")
# One that may read the cards in the admin and change nothing.
READER = ("leserin", "ein-drittes-passwort-zum-proben")


@dataclass(frozen=True)
class Address:
    """One page worth a visit: what it shows, where it is, how it answers."""

    what: str
    path: str
    status: int = 200
    # Another name of the same machine; one that the portal does not know is refused.
    host: str = "127.0.0.1"
    signed_in: bool = False

    def __str__(self):
        return f"{self.what} ({self.path})"


def withdrawn(thing):
    """Archive something that visitors could see: its address answers 410 from now on."""
    thing.status = Status.ARCHIVED
    thing.save()
    return thing


def quick_hash(password: str) -> str:
    """As a server knows it, and quick to make: nobody guesses at the passwords of tests."""
    return PBKDF2PasswordHasher().encode(password, "salz", iterations=1)


def make_staff(name: str, password: str, **changes) -> User:
    """An account with which one can sign in at a server."""
    return User.objects.create(username=name, password=quick_hash(password), is_staff=True, **changes)


def lists() -> list[Address]:
    return [
        Address("Start", "/"),
        Address("Handlungsfelder", "/handlungsfelder/"),
        Address("Themen", "/themen/"),
        Address("Orte", "/orte/"),
        Address("Workshops", "/workshops/"),
        Address("Druckraum", "/druck/"),
    ]


def of_all(model, what: str) -> list[Address]:
    return [Address(f"{what} {thing.pk}", thing.get_absolute_url()) for thing in model.objects.order_by("pk")]


def westharz() -> list[Address]:
    """The real record, and around it the answers that are no page of it."""
    call_command("loaddata", FIXTURE, verbosity=0)
    make_staff(*EDITOR, is_superuser=True)
    make_staff(*GUEST)
    fields = list(Handlungsfeld.objects.visible())
    gone = withdrawn(make_card(handlungsfeld=fields[0]))
    card = Card.objects.visible().order_by("pk").first()
    topics = Topic.objects.visible().order_by("pk")
    survey = Survey.objects.get()
    return [
        *lists(),
        *(Address(f"Feld {field.number}", field.get_absolute_url()) for field in fields),
        Address("Karte", card.get_absolute_url()),
        Address("Karte mit Ort", Card.objects.filter(places__name="Münchehof").first().get_absolute_url()),
        Address("Thema ohne Karten", topics.filter(cards=None, handlungsfeld__number=1).first().get_absolute_url()),
        Address("Querschnittsthema", topics.cross_cutting().first().get_absolute_url()),
        Address("Ort mit Teil und Karten", Place.objects.get(name="Seesen").get_absolute_url()),
        Address("Ort ohne Karten", Place.objects.get(name="Liebenburg").get_absolute_url()),
        Address("Teil eines Ortes", Place.objects.get(name="Münchehof").get_absolute_url()),
        Address("Workshop", Workshop.objects.get().get_absolute_url()),
        Address("Umfrage ohne Zahlen", survey.get_absolute_url()),
        *(Address(page.title, page.get_absolute_url()) for page in Page.objects.visible()),
        Address("Unbekannte Adresse", "/gibt-es-nicht/", 404),
        Address("Unbekannte Felder", "/druck/?felder=99", 404),
        Address("Zurückgezogene Karte", gone.get_absolute_url(), 410),
        Address("Kein Zugang", "/admin/handlungsfelder/card/", 403, signed_in=True),
        Address("Unbekannter Rechnername", "/", 400, host="anders.localhost"),
    ]


def to_be_edited() -> list[Address]:
    """The real record for those who change it, and one of each that it has none of; with nothing to visit."""
    westharz()
    make_funder(image=logo())
    make_survey_answer()
    FormerAddress.objects.create(path="/alt/", target="/neu/")
    Group.objects.get_or_create(name="Redaktion")
    make_staff(*READER).user_permissions.add(Permission.objects.get(codename="view_card"))
    return []


def nothing() -> list[Address]:
    """A portal into which nobody has entered anything."""
    return [*lists(), Address("Unbekannte Adresse", "/gibt-es-nicht/", 404)]


def beginning() -> list[Address]:
    """The first evening: one of each, and nothing in it yet."""
    make_region(lag_name="")
    field = make_field(guiding_statement="", guiding_statement_stem="", topics_line="")
    make_topic(handlungsfeld=None)
    make_place()
    make_workshop()
    make_survey_question(survey=make_survey(workshop=make_workshop(held_on=date(2026, 5, 4))))
    make_card(handlungsfeld=make_field(status=Status.DRAFT))
    return [
        *lists(),
        Address("Feld ohne alles", field.get_absolute_url()),
        *of_all(Topic, "Thema"),
        *of_all(Place, "Ort"),
        *of_all(Workshop, "Workshop"),
        *of_all(Survey, "Umfrage"),
    ]


def everything() -> list[Address]:
    """All that the models have room for, in sensible measure: eight fields, and no column left empty."""
    make_region(
        motto="Gemeinsam weiter denken",
        introduction="Ein **erster** Absatz.\n\nEin zweiter mit [Verweis](/orte/).\n\n- Punkt\n- Punkt",
        contact_name="Erika Mustermann",
        contact_address="Marktplatz 1\n38685 Musterstadt",
        contact_email="lag@example.org",
        contact_phone="05321 123456",
        funding_statement="Gefördert durch die Europäische Union und das Land.",
    )
    for link in ("https://example.org/", ""):
        make_funder(link=link, image=logo())
    make_page(title="Über uns", slug="ueber-uns", place=PagePlace.NAVIGATION)
    make_page(title="Impressum", slug="impressum", text=ALL_OF_COMMONMARK)

    fields = [
        make_field(
            title=f"Feld in {hue.label}",
            qualifier="mit Zusatz",
            topics_line="Wohnen, Arbeiten, Unterwegssein\nKultur: Musik, Theater",
            hue=hue,
        )
        for hue in Hue
    ]
    whole = make_place(name="Musterstadt", slug="musterstadt")
    part = make_place(name="Oberdorf", slug="oberdorf", part_of=whole)
    workshop = make_workshop(
        held_on=date(2026, 3, 14),
        format=WorkshopFormat.HYBRID,
        place="Rathaus",
        participants="rund 50",
        introduction="Eine Einleitung.",
        guiding_statement_stem="Wir wollen erreichen, dass …",
        board_legend="fett: Pflichtthema\ngrün: hinzugefügt",
    )
    make_question(workshop=workshop)
    make_board_column(workshop=workshop, handlungsfeld=fields[0])
    for weight in (None, 1, 2, 3, 4, 5):
        topic = make_topic(
            handlungsfeld=fields[0],
            mandated_by_state=weight == 1,
            named_by_lag=weight == 2,
        )
        make_board_topic(
            workshop=workshop,
            handlungsfeld=fields[0],
            topic=topic,
            weight=weight,
            added_here=bool(weight and weight > 2),
        )
    cross_cutting = make_topic(handlungsfeld=None, title="Überall mitdenken")
    make_board_topic(workshop=workshop, topic=cross_cutting, weight=5)

    for field in fields:
        for quadrant in Quadrant:
            make_card(handlungsfeld=field, quadrant=quadrant)
    curated = make_card(
        handlungsfeld=fields[0],
        quadrant=Quadrant.IDEA,
        text="Ein Dorfladen in Oberdorf",
        topics=[topic, cross_cutting],
        places=[part],
    )
    group = make_group(
        workshop=workshop,
        handlungsfeld=fields[0],
        qualifier="mit Zusatz",
        topics_line="Wohnen, Arbeiten",
        rounds=2,
        guiding_statement_stem="Wir wollen erreichen, dass …",
        guiding_statement="alle gern hier leben.",
    )
    make_group(workshop=workshop, rounds=1)
    make_contribution(
        working_group=group,
        wording="Dorfladen Oberdorf!!",
        round=2,
        cards=[curated],
        outcome=Outcome.ADOPTED,
        reply="Steht jetzt in der Strategie.",
    )
    make_contribution(working_group=group, outcome=Outcome.NOT_ADOPTED, reply="Liegt nicht in unserer Hand.")
    make_contribution(working_group=group, round=1)
    make_card(
        handlungsfeld=fields[0],
        status=Status.ARCHIVED,
        first_published_at=timezone.now(),
        merged_into=curated,
        code="AAAAAA",
    )

    survey = make_survey(workshop=workshop, introduction="Wie es war.", respondents=40)
    for kind in QuestionKind:
        question = make_survey_question(survey=survey, kind=kind)
        for votes in (0, 1, 24):
            make_survey_answer(question=question, votes=votes)
    make_survey_question(survey=survey)
    return [
        *lists(),
        *(Address(f"Feld in {field.get_hue_display()}", field.get_absolute_url()) for field in fields),
        Address("Karte mit anderem Wortlaut", curated.get_absolute_url()),
        Address("Aufgegangene Karte", "/karten/AAAAAA/"),
        Address("Thema mit Karten", topic.get_absolute_url()),
        Address("Querschnittsthema mit Karten", cross_cutting.get_absolute_url()),
        *of_all(Place, "Ort"),
        Address("Workshop", workshop.get_absolute_url()),
        Address("Umfrage mit Zahlen", survey.get_absolute_url()),
        Address("Seite oben", "/ueber-uns/"),
        Address("Seite mit jeder Auszeichnung", "/impressum/"),
        Address("Unbekannte Adresse", "/gibt-es-nicht/", 404),
    ]


ALL_OF_COMMONMARK = """Ein Absatz mit **fett**, *kursiv*, `Code` und [Verweis](/orte/).

## Überschrift

### Kleinere Überschrift

1. eins
2. zwei

- Punkt

> Zitat

    Eine Zeile Code

---

Ende.
"""


def logo() -> ContentFile:
    """A picture as a funder would send it."""
    drawn = BytesIO()
    Image.new("RGBA", (400, 200), "#1f4e8c").save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), "logo.png")


WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
LONG = ("<script>alert('„Hallo“')</script> & \"Anführung\" 👩‍👩‍👧‍👦 שלום לכל التنمية الريفية " + WORD[:200] + " ") * 6


def hostile() -> list[Address]:
    """Every text as long and as awkward as the database takes it."""
    text = (LONG + LONG)[:2000]
    heading = (WORD[:100] + " 👩‍👩‍👧‍👦 שלום <b>“")[:120]
    make_region(
        name=heading,
        lag_name=heading,
        motto=(WORD[:200])[:200],
        introduction=text,
        contact_name=WORD[:160],
        contact_address=text,
        contact_email="a" * 60 + "@" + "b" * 60 + ".example.org",
        contact_phone="0" * 60,
        funding_statement=text,
    )
    make_funder(alternative_text=WORD[:200], image=logo())
    make_page(title=heading, slug="a" * 80, text=text, place=PagePlace.NAVIGATION)
    make_page(
        title=WORD[:120], slug="impressum", text=WORD[:200] + "\n\n    " + WORD[:200] + "\n\n`" + WORD[:200] + "`"
    )
    fields = [
        make_field(
            title=title,
            slug=f"{'b' * 74}-{number}",
            number=number,
            qualifier=WORD[:160],
            topics_line=text,
            guiding_statement_stem=LONG[:300],
            guiding_statement=text,
        )
        for number, title in ((1, heading), (32767, WORD[:160]))
    ]
    places = [make_place(name=WORD[:120])]
    places.append(make_place(name="التنمية الريفية " + WORD[:100], part_of=places[0]))
    topics = [
        make_topic(handlungsfeld=fields[0], title=title, mandated_by_state=True, named_by_lag=True)
        for title in (LONG[:300], WORD[:200], "שלום לכל")
    ]
    topics.append(make_topic(handlungsfeld=None, title=WORD[:200]))
    workshop = make_workshop(
        title=heading,
        slug="c" * 80,
        held_on=date(2026, 3, 14),
        place=WORD[:160],
        participants="9" * 80,
        introduction=text,
        guiding_statement_stem=WORD[:200],
        board_legend=text,
    )
    make_question(workshop=workshop, text=text)
    make_board_column(workshop=workshop, handlungsfeld=fields[0], heading=WORD[:200])
    for topic in topics:
        make_board_topic(
            workshop=workshop,
            handlungsfeld=topic.handlungsfeld,
            wording=topic.title,
            topic=topic,
            weight=5,
            added_here=True,
        )
    group = make_group(
        workshop=workshop,
        handlungsfeld=fields[0],
        label=heading,
        title=WORD[:160],
        qualifier=WORD[:160],
        topics_line=text,
        guiding_statement_stem=WORD[:200],
        guiding_statement=text,
    )
    cards = []
    for quadrant in Quadrant:
        for said in (text, WORD[:200], "שלום לכל"):
            cards.append(make_card(handlungsfeld=fields[0], quadrant=quadrant, text=said, topics=topics, places=places))
            make_contribution(
                working_group=group, quadrant=quadrant, wording=said + "!", cards=cards, reply=text, round=1
            )
    survey = make_survey(workshop=workshop, title=WORD[:160], introduction=text, respondents=2147483647)
    question = make_survey_question(survey=survey, text=text)
    for label in (WORD[:200], LONG[:200], "ja"):
        make_survey_answer(question=question, label=label, votes=2147483647)
    return [
        *lists(),
        *of_all(Handlungsfeld, "Feld"),
        *(Address(f"Karte {number}", card.get_absolute_url()) for number, card in enumerate(cards[:3], start=1)),
        *of_all(Topic, "Thema"),
        *of_all(Place, "Ort"),
        *of_all(Workshop, "Workshop"),
        *of_all(Survey, "Umfrage"),
        *of_all(Page, "Seite"),
    ]


def unreachable() -> list[Address]:
    """A server that finds no database."""
    return [Address("Kaputt", "/", 500)]


@dataclass(frozen=True)
class Content:
    """One of the states above, and what a server needs in its environment to be in it."""

    fill: Callable[[], list[Address]]
    environment: tuple[tuple[str, str], ...] = ()


CONTENTS = {
    "westharz": Content(westharz),
    "nothing": Content(nothing),
    "beginning": Content(beginning),
    "everything": Content(everything),
    "hostile": Content(hostile),
    "unreachable": Content(unreachable, (("DATABASE_URL", "sqlite:////gibt-es-nicht/portal.sqlite3"),)),
}

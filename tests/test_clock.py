"""
What tells a day or a time tells it as the region's clocks do, at the moments at which others would err: when it is
still yesterday in UTC, in both of the hours that one night in autumn has the same name for, and on days that are rare.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from handlungsfelder.models import Card
from leader_portal.content.roles import MODERATION
from leader_portal.history.changes import changes_of
from tests.desk.forms import AtTheDesk, address, messages_in, page_of
from tests.factories import make_card, make_field, make_page, make_region, make_user, make_workshop
from tests.handlungsfelder.pinboard.at_the_pinboard import AtThePinboard
from tests.page_reader import ReadPage, text_of
from tests.printing.tagged_pdf import TaggedPdf, letters
from tests.workshops.word_reader import ReadWordDocument

pytestmark = pytest.mark.django_db

SHEET = "/handlungsfelder/feld/druck/feldblatt.pdf"


@dataclass(frozen=True)
class Moment:
    """A moment, what a calendar and a clock in the region show at it, and when that day began, in UTC."""

    instant: str
    day: str
    clock: str
    midnight: str

    @property
    def begun(self) -> datetime:
        return datetime.fromisoformat(self.instant)

    @property
    def number(self) -> str:
        """The day as machines write it."""
        return self.instant[:10]

    @property
    def short(self) -> str:
        return f"{self.begun.day}.{self.begun.month}.{self.begun.year}"


MOMENTS = {
    "after midnight in winter": Moment("2026-11-26T00:30+01:00", "26. November 2026", "00:30", "2026-11-25T23"),
    "after midnight in summer": Moment("2026-07-15T01:30+02:00", "15. Juli 2026", "01:30", "2026-07-14T22"),
    "autumn, the first of two hours": Moment("2026-10-25T02:30+02:00", "25. Oktober 2026", "02:30", "2026-10-24T22"),
    "autumn, the second of two hours": Moment("2026-10-25T02:30+01:00", "25. Oktober 2026", "02:30", "2026-10-24T22"),
    "leap day": Moment("2028-02-29T00:30+01:00", "29. Februar 2028", "00:30", "2028-02-28T23"),
    "New Year's Eve": Moment("2026-12-31T23:59+01:00", "31. Dezember 2026", "23:59", "2026-12-30T23"),
}


@pytest.fixture(params=MOMENTS)
def moment(request):
    """It is that moment, and goes on from there."""
    moment = MOMENTS[request.param]
    with time_machine.travel(moment.begun):
        yield moment


def test_the_map_of_the_site_says_the_day(client, moment):
    card = make_card()

    answer = client.get("/sitemap.xml")

    entry = f"<loc>{settings.SITE_URL}{card.get_absolute_url()}</loc><lastmod>{moment.number}</lastmod>"
    assert answer.text.count(entry) == 1


def test_a_page_says_the_day_of_its_last_change(client, moment):
    page = make_page()

    read = ReadPage(client.get(page.get_absolute_url()).text)

    assert text_of(read.one("p", class_="legend")) == f"Zuletzt geändert am {moment.day}"


def test_a_sheet_says_the_day_on_which_it_was_printed_and_that_of_its_data(client, moment):
    make_region()
    make_card(handlungsfeld=make_field(slug="feld"))

    sheet = TaggedPdf(client.get(SHEET).content)

    printed = letters("".join(sheet.texts.values()))
    assert letters(f"Stand der Daten: {moment.day}") in printed
    assert letters(f"gedruckt am {moment.day}") in printed
    assert str(sheet.pdf.docinfo["/CreationDate"]) == f"D:{datetime.fromisoformat(moment.midnight):%Y%m%d%H%M%S}Z"


def test_a_word_document_says_the_day_and_holds_the_moment(client, moment):
    make_region()
    workshop = make_workshop(slug="werkstatt")

    document = ReadWordDocument(client.get(f"{workshop.get_absolute_url()}druck/ergebnisdokumentation.docx").content)

    foot = [paragraph.text for paragraph in document.word.sections[0].footer.paragraphs]
    assert f"gedruckt am {moment.day}" in foot[1]
    created = document.word.core_properties.created
    assert timedelta() <= created - moment.begun < timedelta(minutes=1)


def test_an_exported_file_is_named_for_the_day(moment):
    desk = AtTheDesk()

    answer = desk.client.post(address(Card, "export"), {"format": 0})

    assert answer["Content-Disposition"] == f'attachment; filename="karten-{moment.number}.xlsx"'


def test_the_history_says_day_and_time_also_in_what_it_notes_of_a_restoring(moment):
    erika, card = AtTheDesk(), make_card(text="Luft")
    row = card.history.first()
    erika.save(card, text="Lärm")

    question = erika.client.get(address(card, "restore", row.pk))
    answer = erika.confirm(question)

    told = f"{moment.day}, {moment.clock} Uhr"
    assert f"So war es am {told}." in page_of(question).text
    assert messages_in(answer)[0].startswith(f"„Luft“ ist wieder wie am {told}")
    assert told in card.history.first().history_change_reason
    assert f" · {told} · " in erika.open(address(card, "history")).text


def test_a_form_of_the_desk_says_when_something_was_changed(moment):
    page = AtTheDesk().open(address(make_card(), "change"))

    assert page.text.count(f"{moment.day} {moment.clock}") == 3


def test_a_card_at_the_pinboard_says_day_and_time_to_people_and_the_moment_to_machines(moment):
    card = make_card()

    page = AtThePinboard(make_user("erika", MODERATION), card.handlungsfeld).look()

    (told,) = page.all("time")
    assert text_of(told) == f"{moment.short}, {moment.clock}"
    begun = datetime.fromisoformat(told.get("datetime"))
    assert timedelta() <= begun - moment.begun < timedelta(minutes=1)


def test_of_two_changes_at_the_same_time_on_the_clock_the_later_comes_first():
    first, second = (MOMENTS[f"autumn, the {number} of two hours"] for number in ("first", "second"))
    with time_machine.travel(first.begun):
        card = make_card(text="Luft")
    with time_machine.travel(second.begun):
        card.text = "Lärm"
        card.save()

        course = changes_of(Card, card.pk)
        start_page = AtTheDesk().open(reverse("admin:index"))

    assert [entry.action for entry in course] == ["geändert", "angelegt"]
    assert [entry.moment.astimezone(UTC).hour for entry in course] == [1, 0]
    moments = [text_of(told) for told in start_page.all("span", class_="change-moment")]
    assert moments[0] == "jetzt"


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_sheet_is_kept_from_midnight_to_midnight_of_the_region(moment):
    make_region()
    make_field(slug="feld")
    visitor, begins = Client(), datetime.fromisoformat(f"{moment.midnight}:00Z")
    ends = begins + timedelta(hours=25 if moment.number == "2026-10-25" else 24)
    second = timedelta(seconds=1)

    names = []
    for instant in [begins - second, begins, ends - second, ends]:
        with time_machine.travel(instant, tick=False):
            names.append(visitor.head(SHEET)["ETag"])

    before, first, last, after = names
    assert first == last
    assert len({before, first, after}) == 3

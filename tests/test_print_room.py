"""The print room's page leads to every sheet there is, for what is ticked, and shows each truly."""

from io import BytesIO

import pytest
from PIL import Image

from leader_portal.content.audience import Status
from tests import factories
from tests.page_reader import ReadPage, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def room(client, query: str = "") -> ReadPage:
    response = client.get(f"/druck/{query}")
    assert response.status_code == 200
    return ReadPage(response.content.decode(), "/druck/")


def headings(page: ReadPage, level: str) -> list[str]:
    return [text_of(heading) for heading in page.all(level)]


def pictures(page: ReadPage) -> list[str]:
    return [image.get("src") for image in page.all("img") if image.get("src").endswith(".png")]


def ticked(page: ReadPage) -> list[str]:
    boxes = page.all("input", name="felder")
    return [box.get("value") for box in boxes if box.get("checked") is not None]


def test_every_sheet_of_the_strategy_and_of_the_record_is_there(westharz, client):
    page = room(client)

    assert headings(page, "h2") == ["Die Strategie", "Zukunftskonferenz, 15. Dezember 2021"]
    assert headings(page, "h3") == [
        "Feldblatt",
        "Plakat",
        "Arbeitsblatt",
        "Moderationskarten",
        "Punktabfrage",
        "Ergebnisdokumentation",
        "Themenbrett",
        "Arbeitsblatt",
    ]


def test_every_picture_and_every_link_to_a_sheet_answers_with_one(westharz, client):
    page = room(client)
    links = [link.get("href") for link in page.all("a") if "/druck/" in link.get("href") and "." in link.get("href")]

    kinds = [client.get(address)["Content-Type"] for address in [*pictures(page), *links]]

    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert sorted(set(kinds)) == sorted({"image/png", "application/pdf", word})
    assert kinds.count("image/png") == 8


def test_a_picture_has_the_shape_that_the_page_keeps_free_for_it(westharz, client):
    image, *_ = [image for image in room(client).all("img") if image.get("src").endswith(".png")]

    with Image.open(BytesIO(client.get(image.get("src")).content)) as picture:
        assert abs(picture.width - int(image.get("width"))) <= 1
        assert abs(picture.height - int(image.get("height"))) <= 1


def test_what_is_ticked_goes_into_one_file(client):
    for number in (1, 2, 3):
        factories.make_field(number=number, title=f"Feld {number}")
    page = room(client, "?felder=1&felder=3")
    (button,) = [button for button in page.all("button") if text_of(button) == "Feldblatt als PDF, A4"]
    query = "&".join(f"felder={number}" for number in ticked(page))

    answer = client.get(f"{button.get('formaction')}?{query}&{button.get('name')}={button.get('value')}")

    assert ticked(page) == ["1", "3"]
    assert answer["Content-Disposition"] == 'inline; filename="HF1-HF3-Feldblatt-A4.pdf"'


def test_the_pictures_are_of_the_field_that_one_came_from(client):
    factories.make_field(number=1, slug="eins")
    factories.make_field(number=2, slug="zwei")

    page = room(client, "?felder=2")

    assert {address.split("/")[2] for address in pictures(page)} == {"zwei"}


@pytest.mark.parametrize("query", ["?felder=7", "?felder=eins", "?felder="])
def test_an_address_that_means_nothing_is_not_found(query, client):
    factories.make_field(number=1)

    assert client.get(f"/druck/{query}").status_code == 404


def test_without_any_content_it_says_so(client):
    assert "Noch ist nichts veröffentlicht, das sich drucken ließe." in room(client).text


def test_visitors_find_no_draft_in_it(client):
    factories.make_field(number=1, title="Geheim", status=Status.DRAFT)
    factories.make_workshop(title="Auch geheim", status=Status.DRAFT)

    assert "eheim" not in room(client).text


def test_a_group_s_worksheet_can_be_had_alone(client):
    workshop = factories.make_workshop()
    groups = [factories.make_group(workshop=workshop, label=label) for label in ("Gruppe A", "Gruppe B")]
    page = room(client)

    links = {text_of(link): link.get("href") for link in page.all("a") if "gruppe=" in link.get("href")}

    assert list(links) == [group.label for group in groups]
    assert client.get(links["Gruppe B"])["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_however_much_there_is(count, client, django_assert_num_queries):
    for number in range(1, count + 1):
        field = factories.make_field(number=number)
        factories.make_board_topic(workshop=factories.make_workshop(), handlungsfeld=field)

    with django_assert_num_queries(8):
        room(client)


def test_the_pages_of_a_field_and_of_a_workshop_lead_to_their_sheets(client):
    field, workshop = factories.make_field(number=4), factories.make_workshop()

    for page in (field.get_absolute_url(), workshop.get_absolute_url()):
        read = ReadPage(client.get(page).content.decode(), page)
        (links,) = read.all("nav", class_="paper-links")
        answers = [client.get(link.get("href").split("#")[0]).status_code for link in links.iter("a")]
        assert answers == [200] * len(answers)
        assert len(answers) >= 2

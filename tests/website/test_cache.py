"""Kept pages, validators and encodings, as visitors of one process meet them."""

import pytest
from django.test import Client

from handlungsfelder.models import Card
from leader_portal.content.revision import ContentRevision
from tests.factories import make_card, make_field, make_region
from tests.visiting import DECODERS

pytestmark = pytest.mark.django_db

ENCODINGS = ("br", "gzip", "identity")
VISITORS_MAY_KEEP = "public, no-cache"
NOBODY_MAY_KEEP = "private, no-store"


@pytest.fixture
def card() -> Card:
    make_region()
    return make_card(text="Gute Luft")


@pytest.fixture
def page(card) -> str:
    return card.get_absolute_url()


def is_kept(client: Client, path: str, django_assert_num_queries) -> bool:
    """A visit to a page already rendered at the current state asks for that state and nothing else."""
    client.get(path)
    with django_assert_num_queries(1) as queries:
        client.get(path)
    return "leader_portal_contentrevision" in queries[0]["sql"]


def test_a_kept_page_costs_one_query(client, page, django_assert_num_queries):
    first = client.get(page)

    with django_assert_num_queries(1):
        second = client.get(page)

    assert second.content == first.content
    assert second.headers == first.headers


def test_a_repeated_visit_costs_one_query_and_no_body(client, page, django_assert_num_queries):
    first = client.get(page)

    with django_assert_num_queries(1):
        second = client.get(page, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])


def test_a_repeated_visit_costs_one_query_at_a_worker_that_never_rendered_the_page(
    client, page, django_assert_num_queries
):
    validator = Client().get(page)["ETag"]

    with django_assert_num_queries(1):
        response = client.get(page, headers={"If-None-Match": validator})

    assert response.status_code == 304


def test_browsers_may_keep_a_page_but_must_ask_each_time(client, page):
    response = client.get(page)

    assert response["Cache-Control"] == VISITORS_MAY_KEEP
    assert response["Vary"] == "Accept-Encoding, Cookie"


def test_the_answer_that_nothing_changed_says_what_the_page_says(client, page):
    first = client.get(page)

    second = client.get(page, headers={"If-None-Match": first["ETag"]})

    assert [second[name] for name in ("ETag", "Cache-Control", "Vary")] == [
        first[name] for name in ("ETag", "Cache-Control", "Vary")
    ]
    assert "Content-Type" not in second.headers
    assert "Content-Encoding" not in second.headers


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_holds_the_same_page(client, page, encoding):
    plain = client.get(page)

    response = client.get(page, headers={"Accept-Encoding": encoding})

    assert response.get("Content-Encoding", "identity") == encoding
    assert DECODERS[encoding](response.content) == plain.content
    assert response["Content-Length"] == str(len(response.content))


def test_no_two_encodings_and_no_two_addresses_share_a_validator(client, card):
    pages = ["/", "/handlungsfelder/", card.get_absolute_url(), card.handlungsfeld.get_absolute_url()]

    validators = {
        client.get(page, headers={"Accept-Encoding": encoding})["ETag"] for page in pages for encoding in ENCODINGS
    }

    assert len(validators) == len(pages) * len(ENCODINGS)


def test_a_validator_of_one_encoding_does_not_answer_for_another(client, page):
    compressed = client.get(page, headers={"Accept-Encoding": "br"})

    response = client.get(page, headers={"Accept-Encoding": "gzip", "If-None-Match": compressed["ETag"]})

    assert (response.status_code, response["Content-Encoding"]) == (200, "gzip")


def test_a_validator_of_one_page_does_not_answer_for_another(client, page):
    response = client.get(page, headers={"If-None-Match": client.get("/")["ETag"]})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "shape",
    ["{tag}", "W/{tag}", '"anders", {tag}', '"anders",W/{tag} , "noch anders"'],
    ids=["alone", "weak", "last", "amid"],
)
def test_a_validator_is_recognised(client, page, shape):
    tag = client.get(page)["ETag"]

    assert client.get(page, headers={"If-None-Match": shape.format(tag=tag)}).status_code == 304


@pytest.mark.parametrize(
    "header",
    ["*", "", '""', '"', "unsinn", '"anders"', 'W/"', "{tag_without_quotes}", "'{tag}", '"\U0001f600"', "," * 9000],
)
def test_anything_else_gets_the_whole_page(client, page, header):
    first = client.get(page)

    asked = header.format(tag=first["ETag"], tag_without_quotes=first["ETag"].strip('"'))
    response = client.get(page, headers={"If-None-Match": asked})

    assert (response.status_code, response.content) == (200, first.content)


def test_a_head_request_gets_the_headers_of_the_page(client, page):
    head = client.head(page)

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == client.get(page).headers


def test_a_page_first_asked_for_its_headers_is_whole_when_it_is_read(client, page):
    client.head(page)

    assert client.get(page).content == Client().get(page).content


def test_the_next_visit_after_a_change_sees_it(client, card, page):
    before = client.get(page)

    Card.objects.update(text="Saubere Luft")

    after = client.get(page, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.text.replace("Saubere Luft", "Gute Luft") == before.text != after.text


def test_a_new_epoch_makes_every_validator_worthless_even_if_the_number_repeats(client, page):
    before = client.get(page)
    number = ContentRevision.objects.get().number

    ContentRevision.objects.renew_epoch()
    ContentRevision.objects.update(number=number)

    after = client.get(page, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_new_release_makes_every_validator_worthless(client, page, monkeypatch):
    before = client.get(page)

    monkeypatch.setattr("leader_portal.website.cache.release", lambda: "eine neue")

    after = client.get(page, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_a_change_back_is_a_change(client, card, page):
    """A validator names a state of the content, not its words: nobody compares them."""
    before = client.get(page)

    card.save()

    assert client.get(page, headers={"If-None-Match": before["ETag"]}).status_code == 200


def test_without_the_row_of_the_revision_nothing_is_kept(client, page):
    kept = client.get(page)
    ContentRevision.objects.all().delete()
    Card.objects.update(text="Saubere Luft")

    response = client.get(page, headers={"If-None-Match": kept["ETag"]})

    assert (response.status_code, response["Cache-Control"]) == (200, NOBODY_MAY_KEEP)
    assert "Saubere Luft" in response.text
    assert "ETag" not in response.headers


def test_with_no_memory_for_it_nothing_is_kept(settings, page):
    settings.PAGE_CACHE_BYTES = 0
    client = Client()
    first = client.get(page, headers={"Accept-Encoding": "br"})

    assert (first["Cache-Control"], "ETag" in first.headers) == (NOBODY_MAY_KEEP, False)
    Card.objects.update(text="Saubere Luft")
    assert "Saubere Luft" in client.get(page).text


def test_pages_that_do_not_fit_into_memory_are_served_all_the_same(settings, page):
    settings.PAGE_CACHE_BYTES = 10
    client = Client()

    assert [client.get(page).status_code for _ in range(2)] == [200, 200]
    assert client.get(page).content == client.get(page).content


def test_the_oldest_visits_are_forgotten_when_memory_is_full(settings, django_assert_num_queries):
    field = make_field()
    cards = [make_card(handlungsfeld=field).get_absolute_url() for _ in range(5)]
    one_page = sum(len(Client().get(cards[0], headers={"Accept-Encoding": name}).content) for name in ENCODINGS)
    settings.PAGE_CACHE_BYTES = one_page * 3 + one_page // 2
    client = Client()

    for page in cards:
        client.get(page)

    for page in reversed(cards[2:]):
        with django_assert_num_queries(1):
            client.get(page)
    with pytest.raises(pytest.fail.Exception), django_assert_num_queries(1):
        client.get(cards[0])


TRACKING = [
    "utm_source=rundbrief",
    "utm_medium=mail&utm_campaign=2021",
    "fbclid=IwAR0",
    "gclid=1",
    "ref=amt",
    "_gl=1*x",
]


@pytest.mark.parametrize("query", TRACKING)
def test_what_newsletters_append_to_a_link_shares_the_kept_page(client, page, query, django_assert_num_queries):
    first = client.get(page)

    with django_assert_num_queries(1):
        second = client.get(f"{page}?{query}")

    assert (second.status_code, second.content, second["ETag"]) == (200, first.content, first["ETag"])


@pytest.mark.parametrize("query", TRACKING)
def test_a_link_out_of_a_newsletter_works_for_who_comes_first_and_for_staff(client, admin_client, page, query):
    assert [reader.get(f"{page}?{query}").status_code for reader in (client, admin_client)] == [200, 200]


@pytest.mark.parametrize(
    "query",
    ["seite=2", "q=Ruhe", "utm_source=x&seite=2", "UTM_SOURCE=x", "utm", "=", "%00", "%ff=%fe", "a" * 3000, "ref[]=1"],
)
def test_a_parameter_that_a_page_does_not_know_leads_to_the_page_and_is_not_kept(client, page, query):
    response = client.get(f"{page}?{query}")

    assert (response.status_code, response["Location"], response["Cache-Control"]) == (302, page, NOBODY_MAY_KEEP)
    assert "ETag" not in response.headers
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/karten/GIBTES/", 404), ("/gibt-es-nicht/", 404), ("/karten/{archived}/", 410), ("/handlungsfelder", 301)],
)
def test_what_is_not_a_page_is_not_kept(client, path, status):
    archived = make_card()
    archived.status = "archived"
    archived.save()
    path = path.format(archived=archived.code)

    for _ in range(2):
        response = client.get(path)

        assert (response.status_code, response["Cache-Control"]) == (status, NOBODY_MAY_KEEP)
        assert "ETag" not in response.headers


def test_what_becomes_a_page_is_one_at_the_next_visit(client):
    draft = make_card(status="draft")
    assert client.get(draft.get_absolute_url()).status_code == 404

    draft.status = "published"
    draft.save()

    assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_strange_host_name_is_refused_also_for_a_kept_page(client, page):
    kept = client.get(page)

    response = client.get(page, headers={"Host": "evil.example", "If-None-Match": kept["ETag"]})
    again = client.get(page, headers={"Host": "evil.example"})

    assert [response.status_code, again.status_code] == [400, 400]
    assert "Gute Luft" not in response.text + again.text


def test_a_post_is_not_answered_from_kept_pages(client, page):
    client.get(page)

    assert client.post(page).status_code == 405


def test_the_files_that_robots_read_are_kept_too(client, page, django_assert_num_queries):
    assert is_kept(client, "/robots.txt", django_assert_num_queries)
    assert is_kept(client, "/sitemap.xml", django_assert_num_queries)
    assert client.get("/robots.txt", headers={"If-None-Match": client.get("/robots.txt")["ETag"]}).status_code == 304

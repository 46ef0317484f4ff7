"""From the record to the strategy: adopted, linked to a card that says the same, answered, opened again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests.factories import make_card, make_contribution, make_field, make_group, make_user, make_workshop
from tests.page_reader import ReadPage
from tests.workshops.minutes.at_the_minutes import AtTheMinutes, complaints, everything, make_open_group, told
from workshops.minutes.likeness import like_cards
from workshops.models import WorkingGroup


@pytest.fixture
def group(db) -> WorkingGroup:
    return make_open_group(handlungsfeld=make_field(title="Gutes Leben", status=Status.DRAFT))


def outcomes(group: WorkingGroup) -> list[tuple[str, str, list[str]]]:
    """Each contribution with what became of it and the texts of its cards."""
    return [
        (contribution.wording, contribution.outcome, [card.text for card in contribution.cards.all()])
        for contribution in group.contributions.all()
    ]


def offered(page: ReadPage) -> list[str]:
    """The codes of the cards that are suggested."""
    return [radio.get("value") for radio in page.all("input", type="radio", name="card")]


# Adopting


def test_the_ticked_become_drafts_in_their_quadrant_each_linked(petra, group):
    bank = make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording="Mehr Bänke")
    make_contribution(working_group=group, wording="Ruhe")
    make_card(handlungsfeld=group.handlungsfeld, quadrant=Quadrant.IDEA, text="Von früher", position=30)

    response = petra.adopt(bank)

    card = Card.objects.get(text="Mehr Bänke")
    assert (card.status, card.quadrant, card.handlungsfeld, card.position) == (
        Status.DRAFT,
        Quadrant.IDEA,
        group.handlungsfeld,
        40,
    )
    assert outcomes(group) == [("Mehr Bänke", "adopted", ["Mehr Bänke"]), ("Ruhe", "open", [])]
    assert told(petra.client.get(response.url)) == ["Ein Beitrag ist jetzt eine Karte der Strategie, als Entwurf."]


def test_an_adoption_leaves_one_row_of_history_for_each_card_and_each_contribution(petra, group):
    contribution = make_contribution(working_group=group, wording="Mehr Bänke")

    petra.adopt(contribution)

    rows = [*Card.objects.get().history.all(), *contribution.history.all()[:1]]
    assert [(row.history_user, row.history_change_reason) for row in rows] == [
        (petra.user, "aus dem Protokoll übernommen"),
        (petra.user, "in die Strategie übernommen"),
    ]
    assert contribution.history.count() == 2
    assert [link.card for link in contribution.history.first().cards.all()] == [Card.objects.get()]


def test_all_that_were_open_when_the_page_was_shown_are_adopted_in_the_order_of_the_sheet(petra, group):
    for wording in ("Eins", "Zwei", "Drei"):
        make_contribution(working_group=group, wording=wording)
    make_contribution(working_group=group, wording="Nein", outcome="not_adopted", reply="Zu teuer.")
    form = petra.look().form("uebernehmen")
    make_contribution(working_group=group, wording="Nachgekommen")

    petra.client.post(petra.address("adopt"), {**form, "all": "1"})

    assert [card.text for card in group.handlungsfeld.cards.all()] == ["Eins", "Zwei", "Drei"]
    assert outcomes(group) == [
        ("Eins", "adopted", ["Eins"]),
        ("Zwei", "adopted", ["Zwei"]),
        ("Drei", "adopted", ["Drei"]),
        ("Nein", "not_adopted", []),
        ("Nachgekommen", "open", []),
    ]


def test_adopted_twice_is_adopted_once(petra, group):
    one, two = (make_contribution(working_group=group, wording=wording) for wording in ("Eins", "Zwei"))
    petra.adopt(one)

    response = petra.adopt(one, two)

    assert [card.text for card in Card.objects.all()] == ["Eins", "Zwei"]
    assert told(petra.client.get(response.url))[-2:] == [
        "Ein Beitrag ist jetzt eine Karte der Strategie, als Entwurf.",
        "Ein Beitrag war schon beantwortet und blieb, wie er war.",
    ]


def test_the_redaktion_may_publish_at_once(petra, group):
    contribution = make_contribution(working_group=group, wording="Ruhe")

    petra.adopt(contribution, publish="1")
    petra.post("publish")

    page = Client().get(f"/handlungsfelder/{group.handlungsfeld.slug}/")
    assert page.status_code == 200
    assert "Ruhe" in page.content.decode()


def test_moderation_makes_drafts_and_publishes_nothing(moritz, group):
    contribution = make_contribution(working_group=group)
    assert "gleich veröffentlichen" not in moritz.look().main

    assert moritz.adopt(contribution, publish="1").status_code == 403
    assert moritz.post("publish").status_code == 403
    assert Card.objects.count() == 0
    group.handlungsfeld.refresh_from_db()
    assert group.handlungsfeld.status == Status.DRAFT

    moritz.adopt(contribution)
    assert [card.status for card in Card.objects.all()] == [Status.DRAFT]


def test_nothing_ticked_is_said(petra, group):
    make_contribution(working_group=group)

    response = petra.adopt()

    assert response.status_code == 422
    assert complaints(response) == ["Es ist kein Beitrag ausgewählt. Setzen Sie die Häkchen vor den Beiträgen."]


@pytest.mark.parametrize("forged", ["elsewhere", "0", "-1", "x", str(10**30), "1; DROP TABLE", "²"])
def test_with_a_forged_id_nothing_is_adopted(petra, group, forged):
    own = make_contribution(working_group=group)
    elsewhere = make_contribution(working_group=make_open_group())
    before = everything()

    response = petra.post("adopt", contribution=[own.pk, elsewhere.pk if forged == "elsewhere" else forged])

    assert response.status_code == 422
    assert len(complaints(response)) == 1
    assert everything() == before


def test_what_was_ticked_stays_ticked_when_it_could_not_be_adopted(petra, group):
    own = make_contribution(working_group=group)

    response = petra.post("adopt", contribution=[own.pk, 10**9])

    (box,) = ReadPage(response.content.decode()).all("input", type="checkbox", name="contribution")
    assert box.get("checked") is not None


def test_a_group_without_a_field_adopts_nothing_and_says_why(petra):
    petra.group = make_open_group(handlungsfeld=None)
    contribution = make_contribution(working_group=petra.group)

    assert "Diese Arbeitsgruppe gehört noch zu keinem Handlungsfeld." in petra.look().main
    response = petra.adopt(contribution)
    assert response.status_code == 422
    assert complaints(response) == [
        "Diese Arbeitsgruppe gehört zu keinem Handlungsfeld. Tragen Sie es zuerst bei der Arbeitsgruppe ein."
    ]
    assert Card.objects.count() == 0


def test_nothing_is_adopted_into_an_archived_field(petra, group):
    contribution = make_contribution(working_group=group)
    group.handlungsfeld.archive()

    assert petra.adopt(contribution).status_code == 422
    assert Card.objects.count() == 0


def test_adoption_leaves_its_trace_in_both_histories(petra, group):
    contribution = make_contribution(working_group=group, wording="Ruhe")

    petra.adopt(contribution)

    card = Card.objects.get()
    made = card.history.get()
    assert (made.history_type, made.history_user, made.history_change_reason) == (
        "+",
        petra.user,
        "aus dem Protokoll übernommen",
    )
    last = contribution.history.first()
    assert (last.history_user, last.outcome, last.history_change_reason) == (
        petra.user,
        "adopted",
        "in die Strategie übernommen",
    )
    assert [link.card_id for link in last.cards.all()] == [card.pk]


@pytest.mark.django_db(transaction=True)
def test_adopted_by_many_at_once_each_becomes_one_card():
    petra = AtTheMinutes(make_user(), make_open_group())
    contributions = [make_contribution(working_group=petra.group) for _ in range(5)]

    def adopt(_):
        try:
            return AtTheMinutes(petra.user, petra.group).adopt(*contributions).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        statuses = list(threads.map(adopt, range(6)))

    assert statuses == [302] * 6
    assert sorted(card.text for card in Card.objects.all()) == sorted(c.wording for c in contributions)


# Linking


def test_the_cards_most_like_the_contribution_are_suggested(petra, group):
    contribution = make_contribution(working_group=group, wording="Keine ärztliche Versorgung auf dem Land")
    field = group.handlungsfeld
    same = make_card(handlungsfeld=field, text="Fehlende ärztliche Versorgung", quadrant=Quadrant.WEAKNESS)
    near = make_card(handlungsfeld=field, text="Versorgung mit Lebensmitteln")
    make_card(handlungsfeld=field, text="Mehr Bänke am Radweg")
    make_card(handlungsfeld=field, text="Keine ärztliche Versorgung", status=Status.ARCHIVED)
    make_card(text="Keine ärztliche Versorgung auf dem Land")

    page = ReadPage(petra.client.get(petra.address("answer", contribution.pk)).content.decode())

    assert offered(page) == [same.code, near.code]


@pytest.mark.parametrize("count", [1, 30])
def test_suggesting_costs_the_same_however_many_cards_there_are(petra, group, count, django_assert_num_queries):
    contribution = make_contribution(working_group=group, wording="Ruhe")
    for _ in range(count):
        make_card(handlungsfeld=group.handlungsfeld, text="Ruhe")
    address = petra.address("answer", contribution.pk)
    petra.client.get(address)

    with django_assert_num_queries(11):
        petra.client.get(address)


def test_a_contribution_is_linked_to_a_card_that_exists(petra, group):
    contribution = make_contribution(working_group=group, wording="Leerstand")
    card = make_card(handlungsfeld=group.handlungsfeld, text="Leerstände")

    petra.answer(contribution, do="link", card=card.code)

    assert outcomes(group) == [("Leerstand", "adopted", ["Leerstände"])]
    card.refresh_from_db()
    assert (card.text, card.version) == ("Leerstände", 1)


def test_a_card_is_found_by_its_code_however_it_is_typed(petra, group):
    contribution = make_contribution(working_group=group)
    card = make_card(handlungsfeld=group.handlungsfeld, text="Ganz anders")

    petra.answer(contribution, do="link", code=f" {card.code.lower()} ")

    assert [card.text for card in contribution.cards.all()] == ["Ganz anders"]


def test_a_card_of_another_field_is_refused_with_a_reason(petra, group):
    contribution = make_contribution(working_group=group)

    response = petra.answer(contribution, do="link", card=make_card().code)

    assert response.status_code == 422
    assert [complaint.split(" „")[0] for complaint in complaints(response)] == ["Diese Karte gehört nicht zu"]
    assert contribution.cards.count() == 0


@pytest.mark.parametrize("code", ["", "GIBTESNICHT", "'", "%", "\x00", "A" * 500])
def test_a_code_that_there_is_not_is_refused(petra, group, code):
    contribution = make_contribution(working_group=group)

    response = petra.answer(contribution, do="link", code=code)

    assert response.status_code == 422
    assert len(complaints(response)) == 1


def test_an_archived_card_is_no_place_for_a_contribution(petra, group):
    contribution = make_contribution(working_group=group)
    card = make_card(handlungsfeld=group.handlungsfeld, status=Status.ARCHIVED)

    assert petra.answer(contribution, do="link", card=card.code).status_code == 422
    assert contribution.cards.count() == 0


def test_moderation_links_to_drafts_and_not_to_what_is_published(moritz, group):
    contribution = make_contribution(working_group=group)
    published = make_card(handlungsfeld=group.handlungsfeld)
    draft = make_card(handlungsfeld=group.handlungsfeld, status=Status.DRAFT)

    assert moritz.answer(contribution, do="link", card=published.code).status_code == 403
    assert contribution.cards.count() == 0
    moritz.answer(contribution, do="link", card=draft.code)
    assert list(contribution.cards.all()) == [draft]


# Answering


def test_a_contribution_is_answered_with_a_reason_that_everybody_reads(petra, group):
    contribution = make_contribution(working_group=group)
    group.workshop.publish()

    petra.answer(contribution, do="decline", reply="Dafür ist der Landkreis zuständig.")

    contribution.refresh_from_db()
    assert (contribution.outcome, contribution.reply) == ("not_adopted", "Dafür ist der Landkreis zuständig.")
    page = Client().get(group.workshop.get_absolute_url()).content.decode()
    assert "Dafür ist der Landkreis zuständig." in page


@pytest.mark.parametrize("reply", ["", "  \n", "\x00", "a" * 2_001])
def test_an_answer_without_a_reason_or_with_too_long_a_one_is_refused(petra, group, reply):
    contribution = make_contribution(working_group=group)

    response = petra.answer(contribution, do="decline", reply=reply)

    assert response.status_code == 422
    assert len(complaints(response)) == 1
    assert reply.replace("\x00", "") in response.content.decode()
    contribution.refresh_from_db()
    assert contribution.outcome == "open"


def test_two_who_answer_the_same_do_not_overwrite_each_other(petra, moritz, group):
    contribution = make_contribution(working_group=group)
    moritz.answer(contribution, do="decline", reply="Zu teuer.")

    response = petra.answer(contribution, do="decline", reply="Schon geplant.")

    assert response.status_code == 409
    assert "Zu teuer." in response.content.decode()
    contribution.refresh_from_db()
    assert contribution.reply == "Zu teuer."


def test_a_decision_can_be_taken_back(petra, group):
    adopted, declined = make_contribution(working_group=group), make_contribution(working_group=group)
    petra.adopt(adopted)
    petra.answer(declined, do="decline", reply="Zu teuer.")

    for contribution in (adopted, declined):
        contribution.refresh_from_db()
        petra.answer(contribution, do="reopen")

    assert [outcome for _, outcome, _ in outcomes(group)] == ["open", "open"]
    assert [cards for _, _, cards in outcomes(group)] == [[], []]
    assert Card.objects.count() == 1
    declined.refresh_from_db()
    assert declined.reply == ""
    assert declined.history.all()[1].reply == "Zu teuer."


def test_what_is_decided_is_not_decided_otherwise_before_it_is_opened_again(petra, group):
    adopted, declined = make_contribution(working_group=group), make_contribution(working_group=group)
    petra.adopt(adopted)
    petra.answer(declined, do="decline", reply="Zu teuer.")
    adopted.refresh_from_db()
    declined.refresh_from_db()

    assert petra.answer(adopted, do="decline", reply="Doch nicht.").status_code == 422
    assert petra.answer(declined, do="link", card=Card.objects.get().code).status_code == 422
    assert [outcome for _, outcome, _ in outcomes(group)] == ["adopted", "not_adopted"]


@pytest.mark.parametrize("do", [None, "", "delete", "link'"])
def test_an_unknown_deed_does_nothing(petra, group, do):
    contribution = make_contribution(working_group=group)

    assert petra.answer(contribution, **({"do": do} if do is not None else {})).status_code == 422


@pytest.mark.parametrize("pk", [999, 10**18, 10**30])
def test_a_contribution_that_there_is_not_leads_back_to_the_page(petra, pk):
    for method in ("get", "post"):
        response = getattr(petra.client, method)(petra.address("answer", pk))

        assert response.status_code == 404
        assert complaints(response) == ["Dieser Beitrag gehört nicht zu dieser Gruppe oder wurde inzwischen entfernt."]


def test_moderation_answers_nothing_in_a_published_record(moritz):
    moritz.group = make_group(workshop=make_workshop(), handlungsfeld=make_field())
    contribution = make_contribution(working_group=moritz.group)

    response = moritz.client.get(moritz.address("answer", contribution.pk))

    assert "Sie können diesen Beitrag lesen, aber nicht ändern." in ReadPage(response.content.decode()).main


# Likeness


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("Leerstand", "LEERSTÄNDE"),
        ("Leerstand", "Leerstand beheben, bevor neu gebaut wird"),
        ("Vernetzung der Ehrenamtlichen", "Vernetzung des Ehrenamtes ist kaum vorhanden"),
        ("Fehlende Ärzte", "fehlende ärztliche Versorgung"),
    ],
)
def test_texts_that_say_the_same_are_alike(wording, text):
    assert [like.card.text for like in like_cards(wording, [Card(text=text, position=1)])] == [text]


@pytest.mark.parametrize("wording", ["Leerstand", "ok", "", "…", "👩‍🌾", "a" * 2_000])
def test_texts_that_share_nothing_are_not(wording):
    assert like_cards(wording, [Card(text="Solarkampagne für Dächer", position=1)]) == []

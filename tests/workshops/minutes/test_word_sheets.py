"""The Word documents that groups fill in, handed over instead of pasted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handlungsfelder.models import Quadrant
from leader_portal.content.roles import MODERATION
from tests.factories import make_group, make_user
from tests.workshops.minutes.at_the_minutes import (
    AtTheMinutes,
    columns_previewed,
    complaints,
    make_open_group,
    preview_fields,
    previewed,
    told,
    wordings,
)
from tests.workshops.word_files import cell, document, paragraph, sheet, table
from workshops.models import Contribution, Workshop

COLUMNS = (["Viele Vereine", "Ruhe"], ["Kein Bus"], [], ["Bürgerbus\tund Laden"])


def handed_to(client, workshop, data: bytes):
    return client.post(
        reverse("admin:workshops_workshop_paste", args=[workshop.pk]), {"dokument": SimpleUploadedFile("p.docx", data)}
    )


def save(client, workshop, preview, **sent):
    fields = {**dict(preview_fields(preview)), "save": "1", **sent}
    return client.post(reverse("admin:workshops_workshop_paste", args=[workshop.pk]), fields)


def test_the_table_of_a_group_fills_its_columns(petra, group):
    response = petra.hand_over(document(paragraph("Mitschrift vom 3. März"), sheet(*COLUMNS)))

    assert [place for place in columns_previewed(response) if place[1] not in [q.label for q in Quadrant]] == [
        ("strength", "Viele Vereine"),
        ("strength", "Ruhe"),
        ("weakness", "Kein Bus"),
        ("idea", "Bürgerbus und Laden"),
    ]
    assert {wording for is_taken, wording in previewed(response) if not is_taken} == {q.label for q in Quadrant}
    petra.work_on(response, save="1")
    assert [wordings(group, quadrant) for quadrant in Quadrant] == [
        ["Viele Vereine", "Ruhe"],
        ["Kein Bus"],
        [],
        ["Bürgerbus und Laden"],
    ]


@pytest.mark.parametrize(
    ("cells", "items"),
    [
        ([paragraph("Ein Satz, der im Blatt umbrach"), paragraph("noch einer")], 2),
        ([paragraph("- Ruhe"), paragraph("- Wald")], 2),
        ([paragraph("1. Ruhe"), paragraph("2. Wald"), paragraph("3. Wiese")], 3),
        ([paragraph(""), paragraph("Ruhe"), paragraph("  ")], 1),
        ([table([cell(paragraph("Ruhe")), cell(paragraph("Wald"))])], 2),
        (["<w:p><w:r><w:t>Alte</w:t><w:br/><w:t>Häuser</w:t></w:r></w:p>"], 1),
        (["<w:p><w:del><w:r><w:delText>Weg</w:delText></w:r></w:del><w:r><w:t>Ruhe</w:t></w:r></w:p>"], 1),
    ],
)
def test_each_paragraph_of_a_cell_is_an_item(petra, cells, items):
    heads = [cell(paragraph(quadrant.label)) for quadrant in Quadrant]
    response = petra.hand_over(document(table(heads, [cell(*cells), cell(), cell(), cell()])))

    assert [is_taken for is_taken, _ in previewed(response)].count(True) == items


def test_a_title_over_the_whole_table_shifts_nothing(petra):
    rows = [
        [cell(paragraph("Handlungsfeld 1"), span=4)],
        [cell(paragraph(quadrant.label)) for quadrant in Quadrant],
        [cell(paragraph("a", listed=True)), cell(), cell(paragraph("b", listed=True)), cell()],
        [cell(paragraph("Mit diesem Handlungsfeld …"), span=4)],
    ]

    placed = dict(reversed(place) for place in columns_previewed(petra.hand_over(document(table(*rows)))))

    assert (placed["a"], placed["b"]) == ("strength", "potential")


def test_a_document_without_a_table_is_read_as_text(petra):
    response = petra.hand_over(document(paragraph("Ideen:"), paragraph("Laden", listed=True), paragraph("Bus")))

    assert columns_previewed(response) == [("idea", "Ideen:"), ("idea", "Laden"), ("idea", "Bus")]


def test_of_several_tables_the_one_under_the_groups_title_is_taken(petra, group):
    data = document(
        paragraph("Ganz anderes"), sheet(["falsch"], [], [], []), paragraph(group.title), sheet(["richtig"], [], [], [])
    )

    assert ("strength", "richtig") in columns_previewed(petra.hand_over(data))
    assert ("strength", "falsch") not in columns_previewed(petra.hand_over(data))


def test_of_several_tables_none_is_guessed(petra):
    response = petra.hand_over(document(sheet(["a"], [], [], []), sheet(["b"], [], [], [])))

    assert response.status_code == 422
    assert [complaint.split(",")[0] for complaint in complaints(response)] == ["Das Dokument hat mehrere Tabellen"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "Das ist kein Word-Dokument"),
        (b"Radweg\nBus", "Das ist kein Word-Dokument"),
        (b"%PDF-1.7", "Das ist ein PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Das ist ein altes Word-Dokument (DOC) oder eines mit Passwort"),
        (b"PK\x03\x04 kaputt", "Das Dokument ist beschädigt und lässt sich nicht öffnen"),
        (
            document(before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
            "Das Dokument ist beschädigt und lässt sich nicht öffnen",
        ),
        (document("<w:p>"), "Das Dokument ist beschädigt und lässt sich nicht öffnen"),
        (document("<w:p/>" * 1_100_000), "Das Dokument ist ausgepackt viel zu groß und wird deshalb nicht geöffnet"),
        (b"PK" + b"0" * (4 * 1024 * 1024), "Das Dokument ist größer als 4 MB; mehr nimmt das Portal nicht an"),
    ],
    ids=["empty", "text", "pdf", "doc", "damaged", "entities", "unclosed", "bomb", "large"],
)
def test_what_is_no_word_document_is_refused_with_a_reason(petra, group, data, complaint):
    response = petra.hand_over(data)

    assert response.status_code == 422
    assert [said.split(".")[0] for said in complaints(response)] == [complaint]
    assert group.contributions.count() == 0


def test_strict_documents_are_read_too(petra):
    data = document(sheet(["Ruhe"], [], [], []), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")

    assert ("strength", "Ruhe") in columns_previewed(petra.hand_over(data))


def test_all_groups_of_a_workshop_are_read_from_one_document(petra, group):
    other = make_group(workshop=group.workshop, title="Wohnen und Leben")
    data = document(
        paragraph("AG: Wohnen und Leben"), sheet(["b"], [], [], []), paragraph(group.title), sheet(["a"], ["c"], [], [])
    )

    saved = save(petra.client, group.workshop, handed_to(petra.client, group.workshop, data))

    assert [wordings(each) for each in (group, other)] == [["a"], ["b"]]
    assert told(petra.client.get(saved.url)) == ["3 Beiträge bei 2 Gruppen gespeichert."]
    assert Contribution.history.values("operation").distinct().count() == 1


def test_where_no_title_stands_the_tables_are_taken_in_the_order_of_the_groups(petra, group):
    other = make_group(workshop=group.workshop, title="Wohnen und Leben", position=99)
    data = document(sheet(["a"], [], [], []), sheet(["b"], [], [], []))

    save(petra.client, group.workshop, handed_to(petra.client, group.workshop, data))

    assert [wordings(each) for each in (group, other)] == [["a"], ["b"]]


def test_a_table_of_nobody_is_refused(petra, group):
    data = document(paragraph(group.title), sheet(["a"], [], [], []), sheet(["b"], [], [], []))

    response = handed_to(petra.client, group.workshop, data)

    assert response.status_code == 422
    assert [said.split(",")[0] for said in complaints(response)] == ["Zu welcher Arbeitsgruppe die 2. Tabelle gehört"]


def test_without_a_document_the_page_asks_for_one(petra, group):
    response = petra.client.post(reverse("admin:workshops_workshop_paste", args=[group.workshop.pk]), {})

    assert complaints(response) == ["Bitte wählen Sie zuerst ein Word-Dokument."]


def test_nobody_writes_into_the_group_of_another_workshop(petra, group):
    stranger = make_open_group()
    preview = handed_to(petra.client, group.workshop, document(paragraph(group.title), sheet(["a"], [], [], [])))

    response = save(petra.client, group.workshop, preview, **{"spalte-1": f"{stranger.pk}-strength"})

    assert response.status_code == 422
    assert stranger.contributions.count() == 0


def test_moderation_reads_nothing_into_a_published_record(group):
    moritz = AtTheMinutes(make_user("moritz", MODERATION), group)
    preview = handed_to(moritz.client, group.workshop, document(paragraph(group.title), sheet(["a"], [], [], [])))
    group.workshop.publish()

    response = save(moritz.client, group.workshop, preview)

    assert response.status_code == 403
    assert group.contributions.count() == 0


@pytest.mark.once
def test_the_record_that_the_portal_writes_for_word_is_read_again(westharz, client, petra):
    workshop = Workshop.objects.get(slug="zukunftskonferenz-2021")
    data = client.get(f"{workshop.get_absolute_url()}druck/ergebnisdokumentation.docx").content

    read = dict(preview_fields(handed_to(petra.client, workshop, data)))

    found = {
        (read[f"spalte-{number}"], read[f"wortlaut-{number}"])
        for number in range(len(read))
        if f"spalte-{number}" in read
    }
    there = Contribution.objects.filter(working_group__workshop=workshop)
    assert {(f"{c.working_group_id}-{c.quadrant}", c.wording) for c in there} - found == set()

"""The Ergebnisdokumentation as a Word document: one that a screen reader and Word's own navigation can use."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from lxml import etree

from handlungsfelder.models import Quadrant
from leader_portal.content.audience import Status, preview
from leader_portal.printing.papers import Paper
from tests.factories import (
    make_board_column,
    make_contribution,
    make_field,
    make_group,
    make_question,
    make_survey,
    make_survey_answer,
    make_survey_question,
    make_workshop,
)
from tests.workshops.records import make_record, word_of
from tests.workshops.word_reader import ReadWordDocument, W
from workshops.models import Contribution
from workshops.printing import DOCUMENTATION, sheet_of_workshop

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
HYPERLINK = f"{W}hyperlink"


def read(workshop) -> ReadWordDocument:
    return ReadWordDocument(word_of(workshop))


def test_its_headings_are_real_and_skip_no_level():
    assert read(make_record()).headings == [
        (1, "Zum Workshop"),
        (1, "Fragen im Plenum"),
        (1, "Themenbrett"),
        (1, "Zwei Arbeitsgruppen"),
        (2, "HF 1: Wohnen & mehr"),
        (2, "Freie Gruppe"),
        (1, "Umfragen"),
        (2, "Wie war es?"),
        (3, "Kommen Sie wieder?"),
    ]


def test_its_contents_are_filled_in_before_anybody_updates_them():
    document = read(make_record())

    assert document.contents == [heading for level, heading in document.headings if level < 3]


def test_its_contents_are_a_field_that_word_can_update_and_lead_to_the_headings():
    body = read(make_record()).xml("word/document.xml")
    codes = [code.text.strip() for code in body.iter(f"{W}instrText")]
    marks = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    bookmarks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    targets = [link.get(f"{W}anchor") for link in body.iter(HYPERLINK) if link.get(f"{W}anchor")]

    assert codes == [r'TOC \o "1-2" \h \z \u']
    assert marks == ["begin", "separate", "end"]
    assert len(targets) == 8
    assert targets == bookmarks


def test_all_its_tables_say_what_they_hold_and_repeat_their_head():
    tables = [table for section in read(make_record()).sections for table in section.tables]

    assert [(table.words, table.head, table.repeats_head) for table in tables] == [
        ("Themenbrett: Themen unter ihren Überschriften", ["HF 1: Wohn."], True),
        ("Themenbrett: Themen, die für alle Felder hingen", ["Für alle Felder"], True),
        ("Beiträge der Gruppe „HF 1: Wohnen & mehr“ in vier Spalten", [q.label for q in Quadrant], True),
        ("Beiträge der Gruppe „Freie Gruppe“ in vier Spalten", [q.label for q in Quadrant], True),
        ("Antworten auf „Kommen Sie wieder?“", ["Antwort", "Verteilung", "Stimmen", "Anteil"], True),
    ]


def test_its_pictures_say_in_words_what_they_show():
    body = read(make_record()).xml("word/document.xml")

    assert [picture.get("descr") for picture in body.iter(DRAWING)] == [
        "Balken: 9 Stimmen für „Ja“",
        "Balken: 3 Stimmen für „Vielleicht“",
    ]


def test_a_survey_stands_in_it_with_its_figures():
    question = read(make_record()).section("Kommen Sie wieder?")

    assert question.texts() == ["Eine Antwort war möglich. 12 Stimmen."]
    assert question.tables[0].rows == [
        [["Ja"], [""], ["9"], ["75 %"]],
        [["Vielleicht"], [""], ["3"], ["25 %"]],
        [["Nein"], [""], ["0"], ["0 %"]],
    ]


def test_a_survey_without_figures_says_so():
    survey = make_survey(title="Ohne Zahlen")

    assert read(survey.workshop).section("Ohne Zahlen").texts() == [
        "Die Zahlen dieser Umfrage sind nicht überliefert. Es werden keine geschätzt."
    ]


def test_its_language_is_german_throughout():
    document = read(make_record())
    languages = [document.word.core_properties.language]
    for path in ("word/styles.xml", "word/document.xml", "word/footer1.xml"):
        languages += [language.get(f"{W}val") for language in document.xml(path).iter(f"{W}lang")]
    (theme,) = document.xml("word/settings.xml").iter(f"{W}themeFontLang")

    assert set(languages) == {"de-DE"}
    assert theme.get(f"{W}val") == "de-DE"


def test_its_title_and_author_stand_in_its_properties():
    properties = read(make_record()).word.core_properties

    assert (properties.title, properties.author, properties.comments) == (
        "Ergebnisdokumentation: Werkstatt am Abend",
        "LAG Musterland",
        "",
    )


def test_every_page_says_whose_it_is_when_it_was_printed_and_which_of_how_many():
    document = read(make_record())
    foot = document.xml("word/footer1.xml")
    lines = [paragraph.text for paragraph in document.word.sections[0].footer.paragraphs]
    fields = [code.text.strip() for code in foot.iter(f"{W}instrText")]

    assert fields == ["PAGE", "NUMPAGES"]
    assert lines[0] == "LEADER-Region Musterland · Werkstatt am Abend · Seite 1 von 1"
    assert f"gedruckt am {date_format(timezone.localdate(), 'j. F Y')}" in lines[1]
    assert lines[2] == "Gefördert aus dem ELER."
    assert [section.footer.is_linked_to_previous for section in document.word.sections] == [False, True, True, True]


def test_the_record_says_in_word_too_that_ideas_are_not_decided_on():
    workshop = make_record()
    made = sheet_of_workshop(DOCUMENTATION, Paper.A4, workshop).made_as("docx", timezone.localdate())
    foot = "".join(paragraph.text for paragraph in ReadWordDocument(made).word.sections[0].footer.paragraphs)
    assert "Ideen sind gesammelte Beiträge, keine beschlossenen Vorhaben." in foot

    Contribution.objects.filter(quadrant=Quadrant.IDEA).delete()
    made = sheet_of_workshop(DOCUMENTATION, Paper.A4, workshop).made_as("docx", timezone.localdate())
    foot = "".join(paragraph.text for paragraph in ReadWordDocument(made).word.sections[0].footer.paragraphs)
    assert "Ideen sind" not in foot


def test_word_fills_the_contents_on_opening_and_finds_its_settings_in_the_order_of_the_schema():
    settings = [setting.tag.removeprefix(W) for setting in read(make_record()).word.settings.element]

    order = ["defaultTabStop", "autoHyphenation", "updateFields", "compat"]
    assert [setting for setting in settings if setting in order] == order


def test_each_count_of_questions_begins_at_one_again():
    workshop = make_workshop(introduction="1. eins\n2. zwei\n\nDazwischen.\n\n4. vier")
    make_question(workshop=workshop)
    document = read(workshop)
    counts = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.word.paragraphs
        if paragraph.style.name == "List Number"
    ]
    starts = [
        (number.get(f"{W}numId"), override.get(f"{W}val"))
        for number in document.xml("word/numbering.xml").iter(f"{W}num")
        for override in number.iter(f"{W}startOverride")
    ]

    first, second, third = dict.fromkeys(counts)
    assert counts == [first, first, second, third]
    assert starts == [(str(first), "1"), (str(second), "4"), (str(third), "1")]


def test_emphasis_and_links_of_an_introduction_are_kept():
    document = read(make_workshop(introduction="Ganz **wichtig**: [hier](https://example.org/a)."))
    (paragraph,) = [each for each in document.word.paragraphs if each.text.startswith("Ganz")]

    assert paragraph.text == "Ganz wichtig: hier (https://example.org/a)."
    assert [run.text for run in paragraph.runs if run.bold] == ["wichtig"]
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [("hier", "https://example.org/a")]


def test_characters_that_no_xml_can_hold_are_visibly_replaced():
    contribution = make_contribution(wording="vorher")
    bad = "\x01\x07\x08\x0b\x0c\x0e\x1f\ufffe\uffff"
    # As a script might write them; forms take them out.
    Contribution.objects.update(wording=f"a{bad}b\r\nc\td 😀 你好 <b>&")
    document = read(contribution.working_group.workshop)

    assert document.section(contribution.working_group.label).tables[0].columns["Stärken"] == [
        f"a{'□' * len(bad)}b\nc\td 😀 你好 <b>&"
    ]


def test_what_looks_like_word_or_markup_stays_text():
    wording = '</w:t><w:p> {{ x }} #read("/etc/passwd") *x* $x$ \\'
    contribution = make_contribution(wording=wording)
    label = contribution.working_group.label

    assert read(contribution.working_group.workshop).section(label).tables[0].columns["Stärken"] == [wording]


@pytest.mark.parametrize(("columns", "tables"), [(1, [1]), (6, [6]), (7, [4, 3]), (13, [5, 5, 3])])
def test_a_board_that_is_too_wide_for_the_page_goes_on_below(columns, tables):
    workshop = make_workshop()
    for _ in range(columns):
        make_board_column(workshop=workshop, handlungsfeld=make_field())

    assert [len(table.head) for table in read(workshop).section("Themenbrett").tables] == tables


def test_drafts_are_marked_in_the_preview():
    workshop = make_workshop(status=Status.DRAFT)
    make_survey(workshop=workshop, title="Geheim", status=Status.DRAFT)
    with preview():
        document = read(workshop)

    assert "Ergebnisdokumentation (Entwurf)" in document.text
    assert (2, "Geheim (Entwurf)") in document.headings
    assert "Vorschau mit Entwürfen – nicht weitergeben" in document.word.sections[0].footer.paragraphs[1].text


def test_groups_that_share_a_field_and_groups_without_one_each_have_their_sheet():
    workshop, field = make_workshop(), make_field()
    for number in range(3):
        make_group(workshop=workshop, handlungsfeld=field, label=f"Gruppe {number}")
    make_group(workshop=workshop, label="Gruppe ohne Feld")

    assert [heading for level, heading in read(workshop).headings if level == 2] == [
        "Gruppe 0",
        "Gruppe 1",
        "Gruppe 2",
        "Gruppe ohne Feld",
    ]


def test_every_part_is_well_formed_and_every_relation_leads_somewhere():
    document = read(make_record())
    names = set(document.files.namelist())
    for name in names:
        if name.endswith((".xml", ".rels")):
            etree.fromstring(document.files.read(name))
    relations = document.xml("word/_rels/document.xml.rels")
    inside = [each.get("Target") for each in relations if each.get("TargetMode") != "External"]

    assert {f"word/{target}" for target in inside if not target.startswith((".", "/"))} <= names


def test_a_survey_of_many_answers_draws_one_picture_for_all_bars():
    question = make_survey_question()
    for number in range(1, 40):
        make_survey_answer(question=question, votes=number)
    document = read(question.survey.workshop)

    assert len([name for name in document.files.namelist() if name.startswith("word/media/")]) == 1

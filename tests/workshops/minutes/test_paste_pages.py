"""Pasting a list into the minutes: the preview, what can be put right in it, and the saving of all of it."""

from urllib.parse import urlencode

import pytest

from handlungsfelder.models import Quadrant
from leader_portal.content.roles import MODERATION
from tests.factories import make_contribution, make_user
from tests.page_reader import ReadPage
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

LIST = "• Verbundenheit mit der Heimat (bau-\n\nlich, örtlich)\n\n• Leerstand\n• Kein Bus\n"


def remarks(response) -> list[str]:
    page = ReadPage(response.content.decode())
    return [remark.text for remark in page.all("p", class_="preview-remark")]


def test_the_preview_shows_what_each_line_becomes_and_saves_nothing(petra, group):
    response = petra.paste(LIST)

    assert previewed(response) == [
        (True, "Verbundenheit mit der Heimat (baulich, örtlich)"),
        (True, "Leerstand"),
        (True, "Kein Bus"),
    ]
    assert group.contributions.count() == 0


def test_the_list_is_saved_in_its_order_behind_what_is_there(petra, group):
    make_contribution(working_group=group, wording="Schon da")

    response = petra.work_on(petra.paste(LIST, round=1), save="1")

    assert wordings(group) == ["Schon da", "Verbundenheit mit der Heimat (baulich, örtlich)", "Leerstand", "Kein Bus"]
    assert [c.round for c in group.contributions.all()] == [None, 1, 1, 1]
    assert told(petra.client.get(response.url)) == ["3 Beiträge unter „Stärken“ gespeichert."]
    assert [c.history.get().history_user for c in group.contributions.all()[1:]] == [petra.user] * 3


def test_saved_twice_the_list_is_there_once(petra, group):
    preview = petra.paste(LIST)

    petra.work_on(preview, save="1")
    petra.work_on(preview, save="1")

    assert len(wordings(group)) == 3


def test_corrected_after_it_was_saved_the_line_is_something_new(petra, group):
    preview = petra.paste(LIST)
    petra.work_on(preview, save="1")

    petra.work_on(preview, **{"wortlaut-1": "Viel Leerstand", "save": "1"})

    assert wordings(group)[1:] == ["Leerstand", "Kein Bus", "Viel Leerstand"]


def test_a_sheet_pasted_whole_fills_its_columns(petra, group):
    response = petra.client.post(petra.address("paste_sheet"), {"text": "Stärken\n• Vereine\nSchwächen:\n• Bus\n• Weg"})

    assert columns_previewed(response) == [
        ("strength", "Stärken"),
        ("strength", "Vereine"),
        ("weakness", "Schwächen:"),
        ("weakness", "Bus"),
        ("weakness", "Weg"),
    ]
    saved = petra.work_on(response, save="1")
    assert (wordings(group), wordings(group, Quadrant.WEAKNESS)) == (["Vereine"], ["Bus", "Weg"])
    assert told(petra.client.get(saved.url)) == ["3 Beiträge unter „Stärken“, „Schwächen“ gespeichert."]


def test_a_line_is_moved_to_another_column(petra, group):
    preview = petra.paste("• Vereine\n• Bus")

    petra.work_on(preview, **{"spalte-1": f"{group.pk}-weakness", "save": "1"})

    assert (wordings(group), wordings(group, Quadrant.WEAKNESS)) == (["Vereine"], ["Bus"])


@pytest.mark.parametrize("column", ["", "x", "999999-strength", "-strength", "9" * 5_000])
def test_without_a_column_nothing_is_saved_and_that_is_said(petra, group, column):
    response = petra.client.post(petra.address("paste_sheet"), {"text": "• Vereine\n• Bus"})
    assert columns_previewed(response) == [("", "Vereine"), ("", "Bus")]

    response = petra.work_on(response, **{"spalte-0": column, "spalte-1": f"{group.pk}-idea", "save": "1"})

    assert response.status_code == 422
    assert complaints(response) == [
        "Es wurde noch nichts gespeichert: Mindestens eine Zeile ist noch ohne Spalte.",
        "Bitte wählen Sie die Spalte.",
    ]
    assert group.contributions.count() == 0


def test_a_word_cut_in_two_is_offered_joined(petra):
    preview = petra.paste("• Flächen in Baugebie- ten\n• Wetter- und Saisonangebote\n• Orts- Teile")

    assert [button.get("value") for button in ReadPage(preview.content.decode()).all("button", name="mend")] == ["0"]
    assert previewed(petra.work_on(preview, mend="0"))[0] == (True, "Flächen in Baugebieten")


def test_the_groups_title_is_marked(petra, group):
    assert remarks(petra.paste(f"• {group.title}\n• Ruhe")) == ["Das sieht nach dem Titel der Gruppe aus."]


def test_the_groups_guiding_statement_is_marked(petra, group):
    group.guiding_statement_stem = "Mit diesem Handlungsfeld wollen wir für unsere Region erreichen, dass …"
    group.save()

    response = petra.paste("• Vereine\n• Mit diesem Handlungsfeld wollen wir für unsere Region erreichen, dass …")

    assert remarks(response) == ["Das sieht nach dem Leitsatz der Gruppe aus."]


def test_what_the_group_already_has_is_marked_and_not_ticked(petra, group):
    make_contribution(working_group=group, quadrant=Quadrant.IDEA, wording="Münchehof  Läden")

    response = petra.paste("Stärken:\n• MUNCHEHOF läden\n• Neu\n• neu ")

    assert previewed(response) == [(False, "Stärken:"), (False, "MUNCHEHOF läden"), (True, "Neu"), (False, "neu")]
    assert remarks(response) == [
        "Das sieht nach der Überschrift der Spalte aus.",
        "Das hat die Gruppe schon, unter „Ideen“.",
        "Das steht schon weiter oben in dieser Liste.",
    ]
    petra.work_on(response, save="1")
    assert wordings(group) == ["Neu"]


def test_what_is_marked_can_be_ticked_all_the_same(petra, group):
    make_contribution(working_group=group, wording="Wohnraum", quadrant=Quadrant.IDEA)

    petra.work_on(petra.paste("• Wohnraum"), **{"auswahl-0": "1", "save": "1"})

    assert wordings(group) == ["Wohnraum"]


def test_what_other_groups_have_is_not_marked(petra):
    make_contribution(working_group=make_open_group(), wording="Leerstand")

    assert remarks(petra.paste("• Leerstand")) == []


def test_a_line_is_split_where_a_line_break_was_put(petra, group):
    preview = petra.paste("• Leerstand Kein Bus\n• Hitze")

    response = petra.work_on(preview, **{"wortlaut-0": "Leerstand\r\n Kein Bus", "split": "0"})

    assert previewed(response) == [(True, "Leerstand"), (True, "Kein Bus"), (True, "Hitze")]
    petra.work_on(response, save="1")
    assert wordings(group) == ["Leerstand", "Kein Bus", "Hitze"]


def test_who_splits_without_saying_where_is_told_how(petra):
    response = petra.work_on(petra.paste("• Leerstand Kein Bus"), split="0")

    assert previewed(response) == [(True, "Leerstand Kein Bus")]
    assert [complaint.split(",")[0] for complaint in complaints(response)] == [
        "Setzen Sie die Einfügemarke an die Stelle"
    ]


def test_a_line_is_joined_with_the_one_before(petra, group):
    preview = petra.paste("• Wetter- und Sai-\n• sonunabhängige Angebote\n• Hitze")

    response = petra.work_on(preview, join="1")

    assert previewed(response) == [(True, "Wetter- und Saisonunabhängige Angebote"), (True, "Hitze")]
    focused = [e for e in ReadPage(response.content.decode()).tree.iter("textarea") if e.get("autofocus") is not None]
    assert [element.get("name") for element in focused] == ["wortlaut-0"]


def test_corrections_survive_splitting_and_joining(petra):
    preview = petra.paste("• Eins\n• Zwei\n• Drei")

    response = petra.work_on(preview, **{"wortlaut-0": "Erstens", "auswahl-2": None, "join": "1"})

    assert previewed(response) == [(True, "Erstens Zwei"), (False, "Drei")]


@pytest.mark.parametrize("button", [{"split": "9"}, {"join": "0"}, {"join": "x"}, {"split": "-1"}, {"join": "²"}, {}])
def test_a_button_that_there_is_not_changes_nothing(petra, button):
    response = petra.work_on(petra.paste("• Eins\n• Zwei"), **button)

    assert previewed(response) == [(True, "Eins"), (True, "Zwei")]


def test_too_long_a_line_is_shown_and_nothing_is_saved(petra, group):
    preview = petra.paste("• Eins\n• Zwei")

    response = petra.work_on(preview, **{"wortlaut-1": "a" * 2_001, "save": "1"})

    assert response.status_code == 422
    assert previewed(response) == [(True, "Eins"), (True, "a" * 2_001)]
    assert [complaint.split(":")[0] for complaint in complaints(response)] == [
        "Es wurde noch nichts gespeichert",
        "Der Beitrag ist mit 2.001 Zeichen zu lang, möglich sind 2.000. "
        "Bitte kürzen Sie den Text oder teilen Sie ihn auf.",
    ]
    assert group.contributions.count() == 0


def test_an_emptied_line_is_left_out(petra, group):
    petra.work_on(petra.paste("• Eins\n• Zwei"), **{"wortlaut-0": " ", "save": "1"})

    assert wordings(group) == ["Zwei"]


def test_with_nothing_ticked_nothing_is_saved_and_that_is_said(petra, group):
    response = petra.work_on(petra.paste("• Eins"), **{"auswahl-0": None, "save": "1"})

    assert response.status_code == 422
    assert complaints(response) == ["Es ist keine Zeile ausgewählt. Gespeichert wird, was ein Häkchen hat."]
    assert group.contributions.count() == 0


def test_a_round_that_there_was_not_is_refused_and_the_list_stays(petra, group):
    response = petra.work_on(petra.paste("• Eins"), round="3", save="1")

    assert response.status_code == 422
    assert previewed(response) == [(True, "Eins")]
    assert group.contributions.count() == 0


def test_what_stands_in_the_field_below_the_column_goes_to_the_preview_too(petra):
    response = petra.client.post(petra.address("paste", "idea"), {"wording": LIST, "quadrant": "idea", "round": "2"})

    assert [wording for _, wording in previewed(response)][1:] == ["Leerstand", "Kein Bus"]
    assert dict(preview_fields(response))["round"] == "2"


def test_from_the_empty_field_one_comes_to_a_page_to_paste_into(petra):
    for response in (
        petra.client.post(petra.address("paste", "idea"), {"wording": "", "quadrant": "idea", "round": ""}),
        petra.client.get(petra.address("paste", "idea")),
    ):
        assert response.status_code == 200
        assert complaints(response) == []
        assert ReadPage(response.content.decode()).one("textarea", id="text").text is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Bitte fügen Sie zuerst den Text ein, oder wählen Sie ein Word-Dokument."),
        (" \n\x00", "Bitte fügen Sie zuerst den Text ein, oder wählen Sie ein Word-Dokument."),
        ("•\n-\n•", "Darin stehen nur Aufzählungszeichen und keine Wörter."),
        (
            "• Ruhe\n" * 301,
            "Das sind 301 Zeilen; bis zu 300 gehen auf einmal. Bitte fügen Sie die Liste in Teilen ein.",
        ),
        (
            "a" * 100_001,
            "Das sind 100001 Zeichen auf einmal; bis zu 100000 gehen. Bitte fügen Sie die Liste in Teilen ein.",
        ),
    ],
)
def test_a_text_that_is_no_list_comes_back_with_a_reason(petra, text, complaint):
    response = petra.paste(text)

    assert response.status_code == 422
    assert complaints(response) == [complaint]
    assert text.replace("\x00", "").strip() in response.content.decode()


def test_300_lines_at_once_are_saved(petra, group):
    response = petra.paste("".join(f"• Beitrag {number}\n" for number in range(300)))

    assert len(preview_fields(response)) < 1_000
    petra.work_on(response, save="1")
    assert wordings(group) == [f"Beitrag {number}" for number in range(300)]


def test_a_group_does_not_grow_without_end(petra, group, monkeypatch):
    monkeypatch.setattr("workshops.minutes.contributions.GROUP_LIMIT", 2)

    response = petra.work_on(petra.paste("• Eins\n• Zwei\n• Drei"), save="1")

    assert response.status_code == 422
    assert [wording for _, wording in previewed(response)] == ["Eins", "Zwei", "Drei"]
    assert group.contributions.count() == 0


def test_a_form_with_more_fields_than_django_takes_is_answered_with_a_reason_and_its_texts(petra, group):
    fields = {f"wortlaut-{number}": f"Beitrag {number} & mehr" for number in range(1_001)}

    response = petra.client.post(
        petra.address("paste", "idea"),
        urlencode({**fields, "save": "1"}),
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 400
    page = ReadPage(response.content.decode())
    assert [complaint.split(".")[0] for complaint in complaints(response)] == [
        "Das Formular hat mehr Felder, als das Portal auf einmal annimmt"
    ]
    assert page.one("textarea", id="eingabe").text.strip().split("\n") == list(fields.values())
    assert group.contributions.count() == 0


def test_more_text_than_django_takes_is_answered_with_a_reason(petra):
    response = petra.paste("a" * 3_000_000)

    assert response.status_code == 400
    assert [complaint.split(".")[0] for complaint in complaints(response)] == [
        "Das ist mehr Text, als das Portal auf einmal annimmt"
    ]


def test_a_column_that_there_is_not_is_not_found(petra):
    for method in ("get", "post"):
        assert getattr(petra.client, method)(petra.address("paste", "opportunity")).status_code == 404


def test_moderation_pastes_into_a_draft_and_not_into_what_is_published(group):
    moritz = AtTheMinutes(make_user("moritz", MODERATION), group)
    moritz.work_on(moritz.paste("• Eins"), save="1")
    group.workshop.publish()

    response = moritz.work_on(moritz.paste("• Zwei"), save="1")

    assert response.status_code == 403
    assert previewed(response) == [(True, "Zwei")]
    assert len(complaints(response)) == 1
    assert wordings(group) == ["Eins"]

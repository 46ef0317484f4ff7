"""What the sheets' font can print, and what stands for the rest."""

import pytest

from leader_portal.printing.glyphs import FONTS, characters_of, printable, printed_characters


def test_every_weight_of_the_font_has_the_same_characters():
    characters = {characters_of(font) for font in FONTS.glob("*.ttf")}

    assert len(characters) == 1


def test_what_german_and_its_neighbours_are_written_with_is_printed():
    letters = "äöüÄÖÜßẞ„“‚‘–—…→ °€§& éèêàçñøåłśżčšž αβγ абв □●✓"

    assert set(letters) - printed_characters() == set()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('#read("/etc/passwd") *x* $x$ <script> \\ `y` @z', '#read("/etc/passwd") *x* $x$ <script> \\ `y` @z'),
        ("你好", "□□"),
        ("a\u0007b", "a□b"),
        ("Ton \u0000", "Ton □"),
        ("👍", "□"),
        ("👍🏽", "□"),
        ("👩‍👩‍👧 Familie", "□ Familie"),
        ("🙂🙂", "□□"),
        ("❤️", "❤"),
        ("e\u0301", "é"),
        ("\ufeffAnfang", "Anfang"),
        ("\u202everkehrt", "□verkehrt"),
        ("ein\r\nzwei\rdrei", "ein\nzwei\ndrei"),
        ("Donau\u00addampf", "Donau\u00addampf"),
        ("", ""),
    ],
)
def test_what_the_font_does_not_have_is_shown_by_one_box_for_each_sign(text, printed):
    assert printable(text) == printed


def test_a_text_that_can_be_printed_stays_as_it_is():
    text = "Schroederstollen-Salzgitterhöhenzug-Erschließung, „Grünes Zentrum“ → z.B. in Münchehof"

    assert printable(text) == text


def test_a_word_without_end_gets_places_to_break():
    printed = printable("Ruhe " + "w" * 300)

    assert printed.replace("\u200b", "") == "Ruhe " + "w" * 300
    assert max(map(len, printed.split("\u200b"))) <= 17


def test_an_address_can_be_copied_from_the_sheet_as_it_is():
    address = "strategie.example.org/handlungsfelder/zukunftsfaehige-siedlungsentwicklung"

    assert printable(address) == address

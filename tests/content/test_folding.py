import unicodedata

import pytest

from leader_portal.content.text import folded


@pytest.mark.parametrize(
    ("text", "comparable"),
    [
        ("Münchehof", "munchehof"),
        ("MÜNCHEHOF", "munchehof"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Café", "cafe"),
        ("Łódź", "łodz"),
        ("20 m²", "20 m2"),
        ("Clausthal-Zellerfeld", "clausthal-zellerfeld"),
        ("Neue Ideen 2030", "neue ideen 2030"),
        ("", ""),
    ],
)
def test_text_is_folded_to_what_it_is_compared_by(text, comparable):
    assert folded(text) == comparable


def test_composed_and_decomposed_letters_fold_to_the_same():
    assert folded(unicodedata.normalize("NFD", "Münchehof")) == folded(unicodedata.normalize("NFC", "Münchehof"))


def test_folding_what_is_folded_changes_nothing():
    once = folded("Straße nach Münchehof")

    assert folded(once) == once


def test_names_sort_as_in_a_german_encyclopaedia():
    names = ["Zorge", "Österode", "Osterode", "Oker", "Ähre", "Ahlshausen", "Azur"]

    assert sorted(names, key=folded) == ["Ahlshausen", "Ähre", "Azur", "Oker", "Österode", "Osterode", "Zorge"]

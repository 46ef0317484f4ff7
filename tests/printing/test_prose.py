"""CommonMark as plain data for paper."""

import pytest

from leader_portal.printing.prose import prose


def paragraph(*runs: dict) -> dict:
    return {"kind": "paragraph", "runs": list(runs)}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("eins\nzwei", [paragraph({"text": "eins"}, {"text": "\n"}, {"text": "zwei"})]),
        ("eins  \nzwei", [paragraph({"text": "eins"}, {"text": "\n"}, {"text": "zwei"})]),
        ("eins\n\nzwei", [paragraph({"text": "eins"}), paragraph({"text": "zwei"})]),
        ("## Kopf", [{"kind": "heading", "runs": [{"text": "Kopf"}]}]),
        ("> Zitat", [{"kind": "quote", "blocks": [paragraph({"text": "Zitat"})]}]),
        (
            "- a\n- b",
            [{"kind": "bullets", "start": 1, "items": [[paragraph({"text": "a"})], [paragraph({"text": "b"})]]}],
        ),
        ("7. a", [{"kind": "numbers", "start": 7, "items": [[paragraph({"text": "a"})]]}]),
        (
            "- a\n  - b",
            [
                {
                    "kind": "bullets",
                    "start": 1,
                    "items": [
                        [
                            paragraph({"text": "a"}),
                            {"kind": "bullets", "start": 1, "items": [[paragraph({"text": "b"})]]},
                        ]
                    ],
                }
            ],
        ),
        ("    #let x", [paragraph({"text": "#let x", "code": True})]),
        ("`x`", [paragraph({"text": "x", "code": True})]),
        (
            "***beides*** **fett**",
            [
                paragraph(
                    {"text": "beides", "italic": True, "bold": True}, {"text": " "}, {"text": "fett", "bold": True}
                )
            ],
        ),
        ("Bürger*innen und Gäst*innen", [paragraph({"text": "Bürger*innen und Gäst*innen"})]),
        ("<b>x</b>", [paragraph({"text": "<b>x</b>"})]),
        ("---", []),
    ],
)
def test_each_kind_of_block_and_mark(text, blocks):
    runs = [run for block in prose(text) for run in block.get("runs", [])]

    assert prose(text) == blocks
    assert all(run["text"] for run in runs)


def test_the_address_of_a_link_stands_behind_its_words():
    assert prose("[hier](https://example.org/a)") == [
        paragraph({"text": "hier", "address": "https://example.org/a"}, {"text": " (https://example.org/a)"})
    ]


def test_an_address_that_is_its_own_words_stands_there_once():
    assert prose("<https://example.org/>") == [
        paragraph({"text": "https://example.org/", "address": "https://example.org/"})
    ]


def test_a_link_within_the_site_leads_there_from_paper_too(settings):
    settings.SITE_URL = "https://strategie.example.org"

    assert prose("[Karte](/karten/ABC/)")[0]["runs"][0] == {
        "text": "Karte",
        "address": "https://strategie.example.org/karten/ABC/",
    }


def test_an_address_too_long_to_follow_is_printed_and_no_link():
    address = "https://example.org/" + "x" * 9000

    assert prose(f"[lang]({address})") == [paragraph({"text": "lang"}, {"text": f" ({address})"})]

"""What editors may write in a page, and what becomes of it."""

import pytest

from leader_portal.templatetags.commonmark import commonmark


def test_the_star_of_two_words_is_no_emphasis():
    assert commonmark("Bürger*innen und Senior*innen") == "<p>Bürger*innen und Senior*innen</p>\n"


def test_stars_around_words_are_an_emphasis():
    assert commonmark("*sehr* **wichtig**") == "<p><em>sehr</em> <strong>wichtig</strong></p>\n"


def test_headings_begin_below_the_page_s_own():
    assert commonmark("# Eins\n\n## Zwei") == "<h2>Eins</h2>\n<h2>Zwei</h2>\n"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![Logo](https://example.org/x.png)", '<p>!<a href="https://example.org/x.png">Logo</a></p>\n'),
    ],
)
def test_nothing_that_runs_or_loads_from_elsewhere_gets_through(written, shown):
    assert commonmark(written) == shown

"""Nothing in the code knows the region whose content comes with it: another one starts with another file."""

import json
import re

import pytest
from django.conf import settings

from tests.fixtures.files import FIXTURE

CODE = ("leader_portal", "handlungsfelder", "workshops", "templates", "static")
KINDS = {".py", ".html", ".js", ".css", ".typ", ".svg", ".txt"}
# What any region may say.
COMMON = {"Mobilität", "Wohnen", "Impressum", "Datenschutz", "Barrierefreiheit", "Mitmachen", "Umfrageergebnisse"}


def words_of_the_region() -> set[str]:
    """What the region, its places, fields and workshops are called, and the heads of its topic board."""
    names = set()
    for row in json.loads(FIXTURE.read_text(encoding="utf-8")):
        wanted = {
            "leader_portal.region": ("name", "lag_name"),
            "handlungsfelder.place": ("name",),
            "handlungsfelder.handlungsfeld": ("title", "qualifier"),
            "workshops.boardcolumn": ("heading",),
            "workshops.workshop": ("title",),
        }.get(row["model"], ())
        names |= {row["fields"][name] for name in wanted if row["fields"].get(name)}
    return names - COMMON


@pytest.mark.parametrize("word", sorted(words_of_the_region()))
def test_no_name_of_the_region_stands_in_the_code(word):
    pattern = re.compile(rf"\b{re.escape(word)}\b")
    found = [
        str(path.relative_to(settings.BASE_DIR))
        for folder in CODE
        for path in settings.BASE_DIR.joinpath(folder).rglob("*")
        if path.suffix in KINDS and "migrations" not in path.parts and pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []

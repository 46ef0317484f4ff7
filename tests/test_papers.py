"""What stands beside the code for those who look for software, judge it or take it over: it is whole and up to date."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = settings.BASE_DIR
PUBLICCODE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = ROOT / "README.md"
TEXTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures" / "README.md"]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
# At most this many bytes for a picture in a text.
LARGEST_PICTURE = 150 * 1024


def test_publiccode_has_what_version_0_7_of_the_standard_demands():
    """All but `url`, which the repository gets when it is published; see the file itself."""
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.7"
    assert PUBLICCODE["name"] == "LEADER-Portal"
    assert PUBLICCODE["platforms"] == ["web"]
    assert PUBLICCODE["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert PUBLICCODE["softwareType"] == "standalone/web"
    assert PUBLICCODE["legal"]["license"] == PROJECT["license"]
    assert PUBLICCODE["localisation"] == {"localisationReady": False, "availableLanguages": ["de"]}
    assert set(PUBLICCODE["description"]) == {"de", "en"}


@pytest.mark.parametrize("language", PUBLICCODE["description"])
def test_publiccode_describes_the_portal_in_the_lengths_that_catalogues_show(language):
    description = PUBLICCODE["description"][language]

    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"] != []
    assert [picture for picture in description["screenshots"] if not (ROOT / picture).is_file()] == []


def test_publiccode_names_somebody_who_maintains_the_portal_if_it_says_that_anybody_does():
    maintenance = PUBLICCODE["maintenance"]
    needed = {"none": None, "contract": "contractors", "internal": "contacts", "community": "contacts"}

    assert needed[maintenance["type"]] in (None, *maintenance)


def test_publiccode_asks_for_the_python_that_the_project_asks_for():
    needs = {need["name"]: need["versionMin"] for need in PUBLICCODE["dependsOn"]["open"]}

    assert f">={needs['Python']}" == PROJECT["requires-python"]


def test_the_version_has_its_release_note():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(rf"^## {re.escape(PROJECT['version'])}\b", changelog, re.MULTILINE)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_text_links_to_in_the_repository_is_there(text: Path):
    targets = [link["target"] for link in LINK.finditer(text.read_text(encoding="utf-8"))]

    missing = [target for target in targets if "://" not in target and not (text.parent / target).exists()]

    assert missing == []


def test_nothing_in_the_code_knows_the_region_whose_content_comes_with_it():
    fixture = json.loads((ROOT / "fixtures" / "westharz.json").read_text(encoding="utf-8"))
    names = {thing["fields"]["name"] for thing in fixture if thing["model"].endswith((".region", ".place"))}
    words = {name.removeprefix("LEADER-Region ") for name in names}

    known = [
        f"{path.relative_to(ROOT)}: {word}"
        for folder in ("leader_portal", "handlungsfelder", "workshops", "templates", "static/css", "static/js")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".typ", ".css", ".js")
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]

    assert "Westharz" in words
    assert known == []


def test_the_readme_names_every_room_of_the_house_and_stays_short():
    text = README.read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (ROOT / "leader_portal").glob("*/__init__.py")]
    of_django = {"management", "migrations", "templatetags"}

    assert [room for room in rooms if f"  {room}/ " not in text and room not in of_django] == []
    assert len(text.splitlines()) < 120


def test_the_readme_names_every_setting():
    named = re.compile(r'env\.\w+\("(\w+)"|os\.environ\.get\("(\w+)"')
    sources = [ROOT / "leader_portal" / "settings.py", ROOT / "deploy" / "gunicorn.conf.py"]
    settings_ = {name for source in sources for names in named.findall(source.read_text()) for name in names if name}
    text = README.read_text(encoding="utf-8")

    assert {name for name in settings_ | {"DATABASE_URL"} if f"`{name}`" not in text} == set()
    assert len(settings_) > 6


def test_pictures_are_shown_somewhere_and_are_small():
    shown = "".join(text.read_text(encoding="utf-8") for text in TEXTS)
    pictures = list((ROOT / "docs" / "bilder").iterdir())

    assert [picture.name for picture in pictures if picture.name not in shown] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []

"""The release changes with everything that decides what a page looks like, besides the content."""

from pathlib import Path

import pytest

from leader_portal.website.release import release

digest = release.__wrapped__

FILES = (
    "leader_portal/home.py",
    "leader_portal/templatetags/commonmark.py",
    "handlungsfelder/models.py",
    "handlungsfelder/migrations/0001_initial.py",
    "workshops/record.py",
    "templates/home.html",
    "templates/icons/idea.svg",
    "static/css/portal.css",
    "static/fonts/source-sans-3.woff2",
    "requirements.lock",
)


@pytest.fixture
def project(tmp_path, settings) -> Path:
    settings.BASE_DIR = tmp_path
    for file in FILES:
        write(tmp_path / file, b"vorher")
    return tmp_path


def write(path: Path, content: bytes):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("file", FILES)
def test_a_change_makes_another_release_in(project, file):
    before = digest()

    write(project / file, b"nachher")

    assert digest() != before


@pytest.mark.parametrize("file", ["templates/neu.html", "workshops/neu.py", "static/neu.svg"])
def test_a_new_file_makes_another_release(project, file):
    before = digest()

    write(project / file, b"")

    assert digest() != before


def test_another_name_for_a_file_makes_another_release(project):
    before = digest()

    (project / "templates/home.html").rename(project / "templates/start.html")

    assert digest() != before


def test_another_address_of_the_site_makes_another_release(project, settings):
    before = digest()

    settings.SITE_URL = "https://strategie.example.org"

    assert digest() != before


@pytest.mark.parametrize("file", ["leader_portal/__pycache__/views.cpython-311.pyc", "README.md", "var/portal.sqlite3"])
def test_the_release_stays_the_same_with(project, file):
    before = digest()

    write(project / file, b"anders")

    assert digest() == before


def test_the_release_of_a_running_process_stays(project):
    """An update puts new files below a process that still runs the old ones."""
    before = release()

    write(project / "templates/home.html", b"nachher")

    assert release() == before

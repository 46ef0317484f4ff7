"""
What the browser tests share: one Chromium for all of them, and portals to visit with it.

A test that asks for `portal` or `inspection` runs on every content of `contents.py`, or on those it names with
`@pytest.mark.parametrize("portal", ["westharz"], indirect=True)`. A content is put into the test database once and
served by a real server until all tests on it have run; they find what the ones before them left.
"""

import os
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.browser.contents import CONTENTS, Content, to_be_edited
from tests.browser.inspection import DESK, Inspection, Portal, inspect
from tests.servers import Server

# Playwright runs an event loop in this thread, in which Django would refuse to speak to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# For tests of the admin; what they leave behind must not be met by others.
EDITED = {"edited": Content(to_be_edited)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium.executable()
    if executable is None:
        pytest.skip("Es ist kein Chromium installiert.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def transactional_db(django_db_setup, django_db_blocker):
    """
    In place of the fixture of that name, which empties the database after each test: here whoever fills it empties it.
    That a test asks for one of this name is what has the database made.
    """
    return django_db_blocker


@pytest.fixture(scope="session", params=CONTENTS)
def portal(request, static_files, transactional_db) -> Iterator[Portal]:
    content = {**CONTENTS, **EDITED}[request.param]
    with transactional_db.unblock():
        addresses = content.fill()
        connection.close()
    with Server(**dict(content.environment)) as server:
        yield Portal(server.url, addresses)
    with transactional_db.unblock():
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture(scope="session")
def inspection(browser, portal) -> Inspection:
    """The findings of one round through the portal, made once for all tests that read them."""
    return inspect(browser, portal)


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A new visitor on a desk."""
    context = browser.new_context(locale="de-DE", **DESK)
    yield context.new_page()
    context.close()

"""
Takes pictures of the portal, to look at. Those in README and handbook: `tests/browser/docs_pictures.py`.

    python -m tests.browser.pictures --out /tmp/bilder                      every template, every width and scheme
    python -m tests.browser.pictures /orte/ /themen/ --out /tmp/bilder      these addresses
    python -m tests.browser.pictures --content hostile --out /tmp/bilder    another content of contents.py
"""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.browser import standalone  # before all that needs Django
from tests.browser.contents import CONTENTS, GUEST
from tests.browser.inspection import Portal, sign_in

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
        yield browser
        browser.close()


def take_all(browser: Browser, portal: Portal, paths: list[str], out: Path):
    """Each page at each width and in each scheme, and as it prints."""
    out.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        touch = {"is_mobile": True, "has_touch": True} if width < 768 else {}
        context = browser.new_context(viewport={"width": width, "height": 900}, **touch)
        page = context.new_page()
        for name, address in addresses(portal, paths, page):
            page.goto(address)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, media="screen")
                # Not Playwright's full_page: it forgets that a phone is one.
                page.set_viewport_size({"width": width, "height": page.evaluate("document.body.scrollHeight")})
                page.screenshot(path=out / f"{name}-{width}-{scheme}.png")
                page.set_viewport_size({"width": width, "height": 900})
            if width == max(WIDTHS):
                page.emulate_media(color_scheme="light", media="print")
                page.pdf(path=out / f"{name}.pdf", format="A4", print_background=False)
        context.close()


def addresses(portal: Portal, paths: list[str], page: Page) -> Iterator[tuple[str, str]]:
    """A name for the files, and where the page is."""
    for path in paths:
        yield slug(path) or "start", portal.url + path
    for address in [] if paths else portal.addresses:
        if address.signed_in:
            sign_in(page, portal.url, *GUEST)
        yield slug(address.what), portal.at(address)


def slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def main():
    parser = argparse.ArgumentParser(description="Bilder des Portals machen.")
    parser.add_argument("paths", nargs="*", help="Adressen, zum Beispiel /orte/; ohne Angabe alle")
    parser.add_argument("--out", type=Path, required=True, help="Verzeichnis für die Bilder")
    parser.add_argument("--content", choices=CONTENTS, default="westharz")
    options = parser.parse_args()
    with standalone.running_portal(options.content) as portal, chromium_browser() as browser:
        take_all(browser, portal, options.paths, options.out)


if __name__ == "__main__":
    main()

"""
One round through a portal in a real browser: every address at once on a phone and on a desk, in light and in dark.

A page is opened once on each device, and everything there is to ask of it is asked then. The tests read the answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.contents import GUEST, Address
from tests.browser.watching import Watcher

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
LOOKING = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
# As wide as a desk's window at 400 %.
MAGNIFIED = 320
SCHEMES = {"light": "hell", "dark": "dunkel"}


@dataclass(frozen=True)
class Portal:
    """A running portal: where it is, and which addresses are worth a visit."""

    url: str
    addresses: list[Address]

    def at(self, address: Address) -> str:
        return f"http://{address.host}:{urlsplit(self.url).port}{address.path}"

    def origin(self, address: Address) -> str:
        return f"http://{address.host}:{urlsplit(self.url).port}"

    @property
    def origins(self) -> set[str]:
        return {self.url, *(self.origin(address) for address in self.addresses)}


@dataclass(frozen=True)
class Undecided:
    """What axe-core could not decide: where, why, and the contrast of the text there as we measure it."""

    where: str
    rule: str
    path: str
    reasons: list[str]
    contrast: float


@dataclass
class Inspection:
    """What was found, each finding with where it was."""

    visited: list[str] = field(default_factory=list)
    wrong_answers: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    lost_when_spaced: list[str] = field(default_factory=list)
    different_without_scripts: list[str] = field(default_factory=list)
    badly_printed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def inspect(browser: Browser, portal: Portal) -> Inspection:
    inspection = Inspection()
    texts = {}
    with visiting_on_both(browser, portal, inspection) as pages:
        for address in public(portal):
            look_at(pages, portal, address, inspection)
            texts[address] = pages[1].locator("body").inner_text()
        for page in pages:
            take_stock(page.context, inspection)
    with visiting(browser, portal, inspection, java_script_enabled=False, **DESK) as page:
        for address in public(portal):
            open_address(page, portal, address, inspection)
            if page.locator("body").inner_text() != texts[address]:
                inspection.different_without_scripts.append(str(address))
    if any(address.signed_in for address in portal.addresses):
        with visiting_on_both(browser, portal, inspection) as pages:
            for page in pages:
                sign_in(page, portal.url, *GUEST)
            for address in portal.addresses:
                if address.signed_in:
                    look_at(pages, portal, address, inspection)
    return inspection


def public(portal: Portal) -> Iterator[Address]:
    return (address for address in portal.addresses if not address.signed_in)


@contextmanager
def visiting(browser: Browser, portal: Portal, inspection: Inspection, **options) -> Iterator[Page]:
    """A page of a browser that was never here before; what went wrong meanwhile goes into the inspection."""
    context = browser.new_context(locale="de-DE", **options)
    watcher = Watcher(context, portal.origins)
    watcher.meant_to_fail |= {portal.at(address) for address in portal.addresses if address.status >= 400}
    try:
        yield context.new_page()
    finally:
        context.close()
    inspection.refused += watcher.refused
    inspection.errors += watcher.errors
    inspection.foreign += watcher.foreign


@contextmanager
def visiting_on_both(browser: Browser, portal: Portal, inspection: Inspection) -> Iterator[tuple[Page, Page]]:
    with (
        visiting(browser, portal, inspection, **PHONE) as phone,
        visiting(browser, portal, inspection, **DESK) as desk,
    ):
        yield phone, desk


def open_address(page: Page, portal: Portal, address: Address, inspection: Inspection):
    response = page.goto(portal.at(address))
    if response.status != address.status:
        inspection.wrong_answers.append(f"{address} answers {response.status}")
    inspection.visited.append(str(address))


def look_at(pages: tuple[Page, Page], portal: Portal, address: Address, inspection: Inspection):
    """Ask everything of one page on both devices, each in a process of its own and so at the same time."""
    for page in pages:
        open_address(page, portal, address, inspection)
        prepare(page)
    for scheme, in_scheme in SCHEMES.items():
        for page in pages:
            page.emulate_media(color_scheme=scheme)
            page.evaluate("looking.begin()")
        for page in pages:
            where = f"{address} bei {page.viewport_size['width']} px, {in_scheme}"
            found = page.evaluate("looking.findings")
            inspection.violations += [f"{where}: {violation}" for violation in found["violations"]]
            inspection.undecided += [Undecided(where, **undecided) for undecided in found["undecided"]]
    phone, desk = pages
    look_at_layout(phone, address, inspection)
    look_at_layout(desk, address, inspection)
    look_at_print(desk, address, inspection)
    phone.set_viewport_size({"width": MAGNIFIED, "height": 256})
    found = phone.evaluate("looking.tooWide", MAGNIFIED)
    inspection.too_wide += [f"{address} bei {MAGNIFIED} px: {box}" for box in found]
    phone.set_viewport_size(PHONE["viewport"])


def look_at_layout(page: Page, address: Address, inspection: Inspection):
    width = page.viewport_size["width"]
    where = f"{address} bei {width} px"
    inspection.unreadable += [f"{where}: {text}" for text in page.evaluate("looking.unreadable()")]
    inspection.too_wide += [f"{where}: {box}" for box in page.evaluate("looking.tooWide", width)]
    spaced = page.evaluate(
        "(width) => looking.spacedOut(() => [...looking.unreadable(), ...looking.tooWide(width)])", width
    )
    inspection.lost_when_spaced += [f"{where}: {text}" for text in spaced]


def look_at_print(page: Page, address: Address, inspection: Inspection):
    if address.status in (400, 500):
        return  # Without a database there is no frame around the page.
    page.emulate_media(media="print")
    found = page.evaluate("looking.badlyPrinted", page.url.partition("?")[0])
    inspection.badly_printed += [f"{address}: {complaint}" for complaint in found]
    page.emulate_media(media="screen")


def prepare(page: Page):
    """Give an open page, once it is all there, the functions that look at it."""
    page.wait_for_load_state()
    if not page.evaluate("'looking' in window"):
        for source in (AXE, LOOKING):
            # The pages to come have it from their beginning, which takes half the time.
            page.context.add_init_script(source)
            page.evaluate(source)


def take_stock(context: BrowserContext, inspection: Inspection):
    """What the visits have left in the browser."""
    state = context.storage_state(indexed_db=True)
    inspection.cookies += [cookie["name"] for cookie in state["cookies"]]
    inspection.stored += [f"{origin}" for origin in state["origins"]]


def sign_in(page: Page, url: str, name: str, password: str):
    page.goto(f"{url}/admin/login/")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{url}/admin/")

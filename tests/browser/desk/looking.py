"""What every browser test of the desk opens pages with, and what it looks for besides its own subject."""

from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browser.inspection import prepare

REPORT = "addEventListener('securitypolicyviolation', (v) => console.error('CSP', v.effectiveDirective, v.blockedURI))"
SCHEMES = ("light", "dark")
RULES_ON_COLOURS = ["color-contrast", "link-in-text-block"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def page_of(browser: Browser, client: Client, url: str, errors: list[str], **options) -> Page:
    """A new page in which whoever is signed in with the client is too; what goes wrong on it is added to `errors`."""
    context = browser.new_context(locale="de-DE", **{"viewport": DESK, **options})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    context.add_init_script(REPORT)
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def findings(page: Page) -> list[str]:
    """What is wrong with a page on a desk and on a phone; it is opened once and made narrow."""
    prepare(page)
    found = []
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        found += [f"{viewport['width']} px, {finding}" for finding in findings_at_this_width(page)]
    page.set_viewport_size(DESK)
    return found


def findings_at_this_width(page: Page) -> list[str]:
    """
    What axe-core objects to, in light and in dark, and whether the page is wider than the window. In the dark only the
    rules on colours are asked again, unless something else has changed there too.
    """
    found, seen = [], None
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        # Links fade from one colour into the other.
        page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
        layout = page.evaluate("looking.layout()")
        # Without its own look at the style sheets, for which it would put one on the page that the policy forbids.
        options = {"preload": False, "resultTypes": ["violations"]}
        if layout == seen:
            options["runOnly"] = {"type": "rule", "values": RULES_ON_COLOURS}
        seen = layout
        violations = page.evaluate(
            "(options) => axe.run(document, options).then((result) => result.violations)", options
        )
        found += [
            f"{scheme}: {violation['id']}: {node['html']}" for violation in violations for node in violation["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{scheme}: wider than the window")
    page.emulate_media(color_scheme=SCHEMES[0])
    return found

"""Notes what a visit must not cause: broken policies, errors, and requests to anybody else."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

# Tells of every violation at once, so that none is lost when the page is left.
REPORT = """
addEventListener('securitypolicyviolation', (violation) => reportViolation(
  `${violation.effectiveDirective} refuses ${violation.blockedURI} ${violation.sample} on ${location.pathname}`));
"""
# Not fetched from anywhere.
OWN_SCHEMES = ("data", "blob", "about", "chrome-error")


class Watcher:
    """Everything that goes wrong in a browser's context from now on, in words."""

    def __init__(self, context: BrowserContext, origins: set[str]):
        self.origins = origins
        self.refused: list[str] = []
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.requests: list[str] = []
        # Addresses that are asked for in order to see them fail.
        self.meant_to_fail: set[str] = set()
        context.expose_binding("reportViolation", lambda source, sentence: self.refused.append(sentence))
        context.add_init_script(REPORT)
        context.on("request", self.note_request)
        context.on("console", self.note_message)
        context.on("weberror", lambda error: self.errors.append(f"{error.page.url}: {error.error}"))

    def note_request(self, request: Request):
        address = urlsplit(request.url)
        self.requests.append(request.url)
        if address.scheme not in OWN_SCHEMES and f"{address.scheme}://{address.netloc}" not in self.origins:
            self.foreign.append(request.url)

    def note_message(self, message: ConsoleMessage):
        address = message.location["url"]
        if message.type == "error" and address not in self.meant_to_fail:
            kept = self.refused if "Content Security Policy" in message.text else self.errors
            kept.append(f"{address}: {message.text}")

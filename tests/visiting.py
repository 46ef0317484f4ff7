"""Visits: over a socket to real servers, and of several people to the same worker in this process."""

import gzip
import http.client
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import brotli
from django.test import Client

PATIENCE = 30
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@dataclass(frozen=True)
class Answer:
    """What a server answered, as it came over the wire."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return DECODERS[self.headers.get("Content-Encoding", "identity")](self.body).decode()

    @property
    def validator(self) -> str | None:
        return self.headers["ETag"]


def ask(url: str, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    """One request over a connection of its own; `if_none_match="…"` becomes the header `If-None-Match`."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        with connection.getresponse() as response:
            return Answer(response.status, response.headers, response.read())


class Editor:
    """Somebody signed in at a server's admin, by the session that Django's test client began for them."""

    def __init__(self, url: str, signed_in: Client):
        self.url = url
        self.cookies = {name: morsel.value for name, morsel in signed_in.cookies.items()}

    def get(self, path: str, **headers: str) -> Answer:
        return self.remember(ask(self.url, path, cookie=self.cookie, **headers))

    def post(self, path: str, fields: dict) -> Answer:
        """Send a form as the page at that path would."""
        if "csrftoken" not in self.cookies:
            self.get(path)
        sent = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        return self.remember(ask(self.url, path, "POST", sent, **headers))

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def remember(self, answer: Answer) -> Answer:
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return answer


class SharedClient(Client):
    """Several people's browsers at one worker: they share the server's side, not the cookies."""

    def __init__(self, worker: Client):
        super().__init__()
        self.handler = worker.handler

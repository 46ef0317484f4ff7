"""
The load generator: kept-alive connections to a server on this machine, each asking again as soon as it is answered.

It reads the first answer whole; of the later ones it compares the first line and the length, so that it takes
little of the processor time that it measures.
"""

import selectors
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

# Twice what two workers with four threads each have in hand at a time.
CONNECTIONS = 16
PATIENCE = 30

# What Chromium sends when somebody opens a page.
BROWSER = {
    "Connection": "keep-alive",
    "Upgrade-Insecure-Requests": "1",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-User": "?1",
    "Sec-Fetch-Dest": "document",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "de-DE,de;q=0.9",
}


class UnexpectedAnswer(Exception):
    """A server answered something else than what is to be measured."""


@dataclass(frozen=True)
class Answer:
    """One answer as it came over the wire."""

    first_line: bytes
    headers: dict[str, str]
    body: bytes
    size: int

    @property
    def status(self) -> int:
        return int(self.first_line.split(b" ")[1])


@dataclass(frozen=True)
class Rate:
    """What a while of load came to."""

    requests: int
    seconds: float
    # The processor time that the generator took for itself.
    own_seconds: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def request_for(address: str, headers: dict[str, str] | None = None) -> bytes:
    parts = urlsplit(address)
    lines = [f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in (BROWSER | (headers or {})).items()]
    return "\r\n".join([*lines, "", ""]).encode()


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def received_on(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 20)
    if not received:
        raise UnexpectedAnswer("The server has closed the connection.")
    return received


def answer_on(connection: socket.socket) -> Answer:
    received = b""
    while b"\r\n\r\n" not in received:
        received += received_on(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    first_line, *lines = head.split(b"\r\n")
    headers = {name.lower(): value for name, _, value in (line.decode("latin-1").partition(": ") for line in lines)}
    length = int(headers.get("content-length", 0))
    while len(body) < length:
        body += received_on(connection)
    return Answer(first_line, headers, body, len(head) + 4 + length)


def answer_to(address: str, headers: dict[str, str] | None = None, status: int = 200) -> Answer:
    """Ask once, as a browser would."""
    with connected(address) as connection:
        connection.sendall(request_for(address, headers))
        answer = answer_on(connection)
    if answer.status != status:
        raise UnexpectedAnswer(f"{address}: {answer.first_line!r} instead of {status}")
    return answer


def hammer(address: str, seconds: float, headers: dict[str, str] | None = None, status: int = 200) -> Rate:
    """Ask for so long on all connections. Every answer must be like the first, which must have that status."""
    request = request_for(address, headers)
    pattern = answer_to(address, headers, status)
    requests = 0
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        connections = [stack.enter_context(connected(address)) for _ in range(CONNECTIONS)]
        began, own_began = time.perf_counter(), time.process_time()
        # How much of the answer each one still waits for.
        missing = {}
        for connection in connections:
            selector.register(connection, selectors.EVENT_READ)
            connection.sendall(request)
            missing[connection] = pattern.size
        while missing:
            now = time.perf_counter()
            if now > began + seconds + PATIENCE:
                raise UnexpectedAnswer(f"{address}: {len(missing)} requests were left without an answer")
            for key, _ in selector.select(1):
                connection = key.fileobj
                received = received_on(connection)
                if missing[connection] == pattern.size and not received.startswith(pattern.first_line):
                    raise UnexpectedAnswer(f"{address}: {received[:200]!r}")
                missing[connection] -= len(received)
                if missing[connection] < 0:
                    raise UnexpectedAnswer(f"{address}: an answer is longer than the first one")
                if not missing[connection]:
                    requests += 1
                    if now < began + seconds:
                        connection.sendall(request)
                        missing[connection] = pattern.size
                    else:
                        del missing[connection]
        return Rate(requests, time.perf_counter() - began, time.process_time() - own_began)


def rush(address: str, clients: int) -> tuple[float, list[Answer]]:
    """So many clients ask for the same at the same time: the seconds until the last is answered, and the answers."""
    request = request_for(address)
    with ExitStack() as stack:
        connections = [stack.enter_context(connected(address)) for _ in range(clients)]
        began = time.perf_counter()
        for connection in connections:
            connection.sendall(request)
        answers = [answer_on(connection) for connection in connections]
        return time.perf_counter() - began, answers

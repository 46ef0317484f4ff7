"""
Operations: what somebody does in one go, however much it changes. A request is one, and so is a command; every row of
history carries the id of the operation it belongs to. Thus nobody guesses from the time what belongs together.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from secrets import randbits
from uuid import UUID


def new_id() -> UUID:
    """An id that begins with the time (UUID version 7, to a quarter of a microsecond), so that ids sort by it."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | randbits(62))


@dataclass
class Operation:
    """
    `name` says what is done, as one reads it behind the things it is done to: »12 Karten *veröffentlicht*«. `undoes` is
    the id of the operation that this one takes back, if it does.
    """

    name: str = ""
    id: UUID = field(default_factory=new_id)
    undoes: UUID | None = None
    # Whether it has left a row of history, so that there is something to undo.
    is_recorded: bool = False


current: ContextVar[Operation | None] = ContextVar("operation", default=None)
only_renumbers: ContextVar[bool] = ContextVar("only_renumbers", default=False)


@contextmanager
def operation(name: str = "") -> Iterator[Operation]:
    """
    What is written inside is one operation; also a decorator. Inside another it is a part of that one, under its own
    name. Only what is written without saying why is told by the name.
    """
    outer = current.get()
    inner = Operation(name) if outer is None else outer
    name_before, inner.name = inner.name, name or inner.name
    token = current.set(inner)
    try:
        yield inner
    finally:
        current.reset(token)
        inner.name = name_before


@contextmanager
def renumbering() -> Iterator[None]:
    """What is written inside only gets another number for its place: it changes nothing that anybody sees."""
    token = only_renumbers.set(True)
    try:
        yield
    finally:
        only_renumbers.reset(token)


def current_id() -> UUID:
    """The id of the operation under way. What is written outside any is one of its own."""
    under_way = current.get()
    return under_way.id if under_way else new_id()


def undone_id() -> UUID | None:
    """The id of the operation that the one under way takes back; None if it does not."""
    under_way = current.get()
    return under_way.undoes if under_way else None


def is_renumbering() -> bool:
    return only_renumbers.get()


class OperationMiddleware:
    """Makes every request an operation of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = current.set(Operation())
        try:
            return self.get_response(request)
        finally:
            current.reset(token)

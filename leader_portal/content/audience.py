"""Who a page is shown to: the visitors, or an editor who previews what is not published yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models


class Status(models.TextChoices):
    """How far an object has come on its way to the visitors."""

    DRAFT = "draft", "Entwurf"
    PUBLISHED = "published", "Veröffentlicht"
    ARCHIVED = "archived", "Archiviert"


_is_preview: ContextVar[bool] = ContextVar("is_preview", default=False)


@contextmanager
def preview() -> Iterator[None]:
    """Within it, whatever asks what is visible is answered with the drafts too."""
    token = _is_preview.set(True)
    try:
        yield
    finally:
        _is_preview.reset(token)


def is_preview() -> bool:
    return _is_preview.get()


def shown_statuses() -> tuple[Status, ...]:
    """The statuses of what the present audience may see."""
    return (Status.PUBLISHED, Status.DRAFT) if is_preview() else (Status.PUBLISHED,)

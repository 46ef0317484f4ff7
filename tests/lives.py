"""What may have happened to something that the LAG drafts, publishes, withdraws and archives."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from leader_portal.content.audience import Status


@dataclass(frozen=True)
class Life:
    """Its status, and whether it ever was published."""

    status: Status
    was_published: bool

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def values(self) -> dict:
        """For the factories."""
        return {
            "status": self.status,
            "first_published_at": datetime(2022, 3, 1, tzinfo=UTC) if self.was_published else None,
        }


PUBLISHED = Life(Status.PUBLISHED, was_published=True)
LIVES = {
    "drafted": Life(Status.DRAFT, was_published=False),
    "published": PUBLISHED,
    "withdrawn": Life(Status.DRAFT, was_published=True),
    "archived": Life(Status.ARCHIVED, was_published=True),
    "discarded": Life(Status.ARCHIVED, was_published=False),
}


def each_life(name: str):
    return pytest.mark.parametrize(name, [pytest.param(life, id=f"{name} {word}") for word, life in LIVES.items()])


def are_visible(*lives: Life) -> bool:
    """Whether visitors see what stands in something that stands in something with these lives."""
    return all(life.is_published for life in lives)


def answer_of(*lives: Life) -> int:
    """The status under which its address answers: 200, 410 for what could once be seen, 404 for what never could."""
    if are_visible(*lives):
        return 200
    return 410 if all(life.was_published for life in lives) else 404

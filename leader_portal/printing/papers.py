"""The sizes of paper there are, and which one an address asks for."""

from collections.abc import Iterable
from enum import Enum

from leader_portal.website.public_pages import UnknownParameter


class Paper(Enum):
    """A size of paper: its short and its long side in millimetres."""

    A4 = (210, 297)
    A3 = (297, 420)
    A0 = (841, 1189)

    @property
    def parameter(self) -> str:
        """How it is called in an address and in the templates."""
        return self.name.lower()

    def ppi_for_width(self, pixels: int, *, landscape: bool) -> float:
        """How many pixels to the inch make a picture of the paper that many pixels wide."""
        return pixels * 25.4 / self.value[landscape]


def chosen_paper(value: str | None, papers: Iterable[Paper]) -> Paper:
    """The paper asked for by `?papier=`, or the first of those there are."""
    papers = list(papers)
    if value is None:
        return papers[0]
    for paper in papers:
        if paper.parameter == value:
            return paper
    raise UnknownParameter("Dieses Blatt gibt es nicht auf diesem Papier.")

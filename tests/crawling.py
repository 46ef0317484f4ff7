"""Walks from the start page through everything that is linked, as a visitor could."""

from dataclasses import dataclass, field
from urllib.parse import urldefrag

from django.test import Client

from tests.page_reader import ReadPage


@dataclass
class Crawl:
    """The pages that were reached, by their path, and the links that lead nowhere, in words."""

    pages: dict[str, ReadPage] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)

    @property
    def sources(self) -> dict[str, str]:
        """The HTML of each page."""
        return {path: page.html for path, page in self.pages.items()}


def crawl(client: Client, *starts: str) -> Crawl:
    """
    Follow every link of the site's own, from `/` or from where it is said to start. Pictures, stylesheets and icons
    are asked for too. Links that carry a fragment must find an element of that id.
    """
    found = Crawl()
    linked_from: dict[str, list[tuple[str, str]]] = {}
    waiting = list(starts or ["/"])
    while waiting:
        path = waiting.pop(0)
        if path in found.pages or path in found.files:
            continue
        response = client.get(path)
        kind = response.get("Content-Type", "").split(";")[0]
        if response.status_code != 200:
            origins = [origin for origin, _ in linked_from.get(path, [])]
            found.dead.append(f"{path} answers {response.status_code}, linked from {', '.join(origins)}")
            found.files[path] = kind
            continue
        if kind != "text/html":
            # Files are streamed, and stay open until they are taken.
            response.getvalue()
            found.files[path] = kind
            continue
        page = found.pages[path] = ReadPage(response.text, path)
        for link in page.internal_links + page.internal_resources:
            target, fragment = urldefrag(link)
            linked_from.setdefault(target, []).append((path, fragment))
            waiting.append(target)
    for target, links in linked_from.items():
        for origin, fragment in links:
            if fragment and target in found.pages and fragment not in found.pages[target].ids:
                found.dead.append(f"{target} has no #{fragment}, linked from {origin}")
    return found

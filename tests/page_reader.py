"""Pages read the way a browser reads them: what is text, what is a link, what a form would send."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

# Words in these run on; anything else begins a new line.
INLINE = {"a", "abbr", "b", "code", "em", "i", "q", "small", "span", "strong"}
# What is there to hold something.
FRAMES = {"ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "nav", "section", "article", "aside", "address"}
FRAMES |= {"p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "blockquote", "figure", "caption", "th"}
UNREAD = {"head", "script", "style", "svg", "template"}


class ReadPage:
    """The page at `path`, parsed."""

    def __init__(self, html: str, path: str = "/"):
        self.path = path
        self.html = html
        self.tree = html5lib.parse(html, namespaceHTMLElements=False)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of that name with these attributes, in their order; `class_` is `class`."""
        return [
            element
            for element in self.tree.iter(tag)
            if all(element.get(name.rstrip("_").replace("_", "-")) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        (element,) = self.all(tag, **attributes)
        return element

    @cached_property
    def text(self) -> str:
        """All that can be read on it."""
        return text_of(self.tree)

    @cached_property
    def main(self) -> str:
        """What can be read between header and footer."""
        return text_of(self.one("main"))

    @cached_property
    def title(self) -> str:
        return text_of(self.one("title"))

    @cached_property
    def heading(self) -> str:
        return text_of(self.one("h1"))

    @cached_property
    def ids(self) -> set[str]:
        return {element.get("id") for element in self.tree.iter() if element.get("id")}

    @cached_property
    def links(self) -> list[str]:
        """Where its links lead, as they would be asked for; fragments included."""
        return [urljoin(self.path, link.get("href")) for link in self.all("a") if link.get("href") is not None]

    @property
    def internal_links(self) -> list[str]:
        return [link for link in self.links if is_internal(link)]

    @cached_property
    def resources(self) -> list[str]:
        """What a browser loads with it: stylesheets, scripts, fonts, icons, pictures."""
        loaded = [link.get("href") for link in self.all("link") if link.get("rel") != "canonical"]
        loaded += [element.get("src") for element in self.tree.iter() if element.get("src") is not None]
        return [urljoin(self.path, address) for address in loaded]

    @property
    def internal_resources(self) -> list[str]:
        return [address for address in self.resources if is_internal(address)]

    @property
    def empty_frames(self) -> list[str]:
        """Lists without points, headings without words, and the like."""
        return [
            f"<{element.tag} class={element.get('class')!r}>"
            for element in self.tree.iter()
            if element.tag in FRAMES and not text_of(element) and element.find(".//img") is None
        ]

    def metadata(self, name: str) -> str | None:
        """The content of the `meta` element of that name or property."""
        found = self.all("meta", name=name) + self.all("meta", property=name)
        return found[0].get("content") if found else None

    def form(self, id: str) -> dict[str, list[str]]:
        """What the form of that id would send if nobody touched it."""
        sent: dict[str, list[str]] = {}
        for name, value in fields_of(self.one("form", id=id)):
            sent.setdefault(name, []).append(value)
        return sent


def read(client: Client, thing) -> ReadPage:
    """The page of something that has one, or at a path, which must be there."""
    path = thing if isinstance(thing, str) else thing.get_absolute_url()
    response = client.get(path)
    assert response.status_code == 200, f"{path} answers {response.status_code}"
    return ReadPage(response.text, path)


def words(elements: Iterable[Element]) -> list[str]:
    """What can be read in each."""
    return [text_of(element) for element in elements]


def is_internal(address: str) -> bool:
    return not urlsplit(address).scheme and not urlsplit(address).netloc


def fields_of(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag == "textarea":
            yield name, (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            for option in field.iter("option"):
                if option.get("selected") is not None:
                    yield name, option.get("value", "")
        elif field.tag == "input" and is_sent(field):
            yield name, field.get("value", "")


def is_sent(field: Element) -> bool:
    kind = field.get("type", "text")
    if kind in ("checkbox", "radio"):
        return field.get("checked") is not None
    return kind not in ("submit", "button", "reset", "file")


def text_of(element: Element) -> str:
    """Its text in lines, as a reader sees them: white space as in a browser, one line per block."""
    lines = (" ".join(line.split()) for line in "".join(words_of(element)).split("\n\n"))
    return "\n".join(line for line in lines if line)


def words_of(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return
    ends_line = element.tag not in INLINE and element.tag != "br"
    if ends_line:
        yield "\n\n"
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from words_of(child)
        yield (child.tail or "").replace("\n", " ")
    if ends_line:
        yield "\n\n"
    elif element.tag == "br":
        yield " "

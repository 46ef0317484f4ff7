"""
What no page may do, checked wherever a test looks at one.

- `UndefinedVariable`: a template of the portal that names a variable nobody gave it fails the test. Templates of
  libraries (the admin's) keep Django's silence: they count on it.
- `mistakes_in`: template code that leaked into the page, and scripts or styles written into it, which the
  Content-Security-Policy forbids. `tests/conftest.py` puts every response through it.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import UNKNOWN_SOURCE, Node

BASE_DIR = Path(__file__).resolve().parent.parent
LEAKED = re.compile(r"\{\{|\{%|\{#")
# Data blocks are not run.
DATA_TYPES = {"application/json", "application/ld+json"}
# A page with none of these has no code written into it, and need not be parsed, which takes as long as a request does.
# Scripts that name their file or are data are passed over if they are written plainly, and so are the quotation marks
# that Django writes as numbers.
MAY_BE_CODE = re.compile(
    r"""<style
    | <script (?! (?: \s+ [a-z-]+ (?: ="[^"<>]*" )? )*? \s+ (?: src=" | type="application/(?:ld\+)?json" ) )
    | [\s"'/] (?: style | on[^\s"'<>/=]* ) \s* =
    | javascript:
    | & (?: \# (?! x27; | 39; ) | colon; )
    """,
    re.IGNORECASE | re.VERBOSE,
)


class UndefinedVariable(str):
    """
    Django's `string_if_invalid`. It is asked whether it is true, and if so, put in the variable's place with `%`.
    """

    def __bool__(self):
        return is_our_own(template_being_rendered())

    def __contains__(self, text):
        return True

    def __mod__(self, variable):
        raise AssertionError(f"{template_being_rendered()} uses the undefined variable {variable}")


def template_being_rendered() -> str:
    """The file that holds the node which is being rendered: the innermost one on the stack."""
    frame = sys._getframe(1)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return UNKNOWN_SOURCE


def is_our_own(template: str) -> bool:
    """Whether it is the portal's: one of its files, or a string in its code or in a test."""
    path = Path(template)
    return not path.is_absolute() or (path.is_relative_to(BASE_DIR) and "site-packages" not in path.parts)


class InlineCode(HTMLParser):
    """Collects what the Content-Security-Policy would not run or apply."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA_TYPES):
            self.found.append(f"<{tag}> with its content on the page")
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.found.append(f'{name}="{value}" on <{tag}>')
            elif value and value.strip().lower().startswith("javascript:"):
                self.found.append(f"{value} in {name} on <{tag}>")


def mistakes_in(page: str, braces_allowed: bool = False) -> list[str]:
    """In words, and none for a clean page. Braces may be allowed where a text that holds them is the test."""
    parser = InlineCode()
    if MAY_BE_CODE.search(page):
        parser.feed(page)
        parser.close()
    leaked = [] if braces_allowed else [f"leaked {page[m.start() : m.start() + 40]!r}" for m in LEAKED.finditer(page)]
    return parser.found + leaked

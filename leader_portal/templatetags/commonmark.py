"""CommonMark in templates."""

from functools import cache

from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()


@cache
def parser() -> MarkdownIt:
    """
    CommonMark whose HTML shows as text and whose pictures stay out: they would load from elsewhere.
    Headings begin below the page's own.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).disable("image")

    def lower_headings(state):
        for token in state.tokens:
            if token.tag == "h1":
                token.tag = "h2"

    markdown.core.ruler.push("lower_headings", lower_headings)
    return markdown


@register.filter
def commonmark(text: str) -> str:
    """The text as HTML. Safe, because the parser escapes every HTML that the text holds."""
    return mark_safe(parser().render(text))

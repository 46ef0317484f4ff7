"""CommonMark in templates."""

from django import template
from django.utils.safestring import mark_safe

from leader_portal.content.markdown import parser

register = template.Library()


@register.filter
def commonmark(text: str) -> str:
    """The text as HTML. Safe, because the parser escapes every HTML that the text holds."""
    return mark_safe(parser().render(text))

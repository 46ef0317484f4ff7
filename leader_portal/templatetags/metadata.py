"""What a page says of itself to search engines, and where it is shared."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def meta(text: str, name: str) -> str:
    """
    What the template has rendered, in one line, as the `meta` element of that name or property:
    `{% filter meta:"description" %} … {% endfilter %}`. Safe, because the template has escaped it.
    """
    kind = "property" if name.startswith("og:") else "name"
    return format_html('<meta {}="{}" content="{}">', kind, name, mark_safe(" ".join(text.split())))

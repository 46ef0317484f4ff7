"""The way from a public page to the desk."""

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_address(context) -> str:
    """Where the thing that a page shows is edited; nothing for a page that shows no one thing."""
    thing = context.get("object")
    if not hasattr(thing, "_meta"):
        return ""
    try:
        return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    except NoReverseMatch:
        return ""

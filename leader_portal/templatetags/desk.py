"""The way from a public page to the desk."""

from django import template
from django.urls import NoReverseMatch

from leader_portal.content import desk_addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_address(context) -> str:
    """Where the thing that a page shows is edited; nothing for a page that shows no one thing."""
    thing = context.get("object")
    if not hasattr(thing, "_meta"):
        return ""
    try:
        return desk_addresses.desk_address(thing, "change")
    except NoReverseMatch:
        return ""

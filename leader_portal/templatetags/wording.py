"""Numbers, words and marks in sentences."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.safestring import mark_safe

from leader_portal.content import text
from leader_portal.content.audience import Status

register = template.Library()

DRAFT_MARK = mark_safe(' <span class="draft">Entwurf</span>')


@register.filter
def counted(number: int, words: str) -> str:
    """`{{ 3|counted:"Eine Karte,Karten" }}` is »3 Karten«."""
    return text.counted(number, *words.split(","))


@register.filter
def counted_in_words(number: int, words: str) -> str:
    """The same with the numbers up to nine as words: »drei Karten«."""
    return text.counted_in_words(number, *words.split(","))


@register.filter(is_safe=True)
def after(value, words: str) -> str:
    """The value after these words; nothing without a value: `{{ round|after:", Runde " }}`."""
    return f"{words}{value}" if value else ""


@register.filter
def day_after(day: date | None, words: str) -> str:
    """The day, written out, after these words; nothing if it is not known: `{{ held_on|day_after:", " }}`."""
    return after(date_format(day, "j. F Y"), words) if day else ""


@register.filter
def draft_mark(thing) -> str:
    """
    What staff see behind the name of a draft, in the preview. A filter and not an include, because it stands in the
    middle of sentences: the line break at the end of a template would be a space before the comma.
    """
    return DRAFT_MARK if thing.is_draft else ""


@register.filter
def status_note(thing) -> str:
    """What stands on the desk behind the name of something that visitors do not see."""
    return {Status.DRAFT: " (Entwurf)", Status.ARCHIVED: " (archiviert)"}.get(thing.status, "")


@register.filter
def named(user, otherwise: str) -> str:
    """Who it was; `otherwise` says what it was if nobody did it: `{{ change.user|named:"das Portal" }}`."""
    return (user.get_full_name() or user.get_username()) if user else otherwise

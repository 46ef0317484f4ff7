"""
Where the desk has its pages about a thing or a kind of things. It stands this low because history, tables, the desk
and the public pages all lead there.
"""

from django.contrib.admin.utils import quote
from django.db import models
from django.urls import reverse


def desk_address(subject: models.Model | type[models.Model], page: str, *arguments) -> str:
    """The page of that name about one thing (»change«, »history«, »pinboard«), or about its kind (»changelist«)."""
    opts = subject._meta
    own = [] if isinstance(subject, type) else [quote(subject.pk)]
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[*own, *arguments])

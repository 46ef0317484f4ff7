"""
Addresses that keep working: what once was printed on paper leads on after a rename.

By hand: django.contrib.redirects keeps one line for each address and has no idea of a page that moves with all pages
below it, of a second move, nor of an address that is taken again.
"""

from itertools import chain, count

from django.db import models, transaction
from django.http import HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri
from django.utils.text import slugify

GERMAN_IN_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SLUG_LENGTH = 80


class FormerAddressQuerySet(models.QuerySet):
    def note_move(self, old: str, new: str):
        """Remember that the page at path `old` now stands at path `new`; earlier moves to `old` follow along."""
        self.filter(path=new).delete()
        self.filter(target=old).update(target=new)
        self.update_or_create(path=old, defaults={"target": new})

    def leading_on_from(self, path: str) -> str | None:
        """
        The present path of a page that once stood at `path`, or below a page that moved
        (`/workshops/alt/umfragen/3/`); None if nothing ever moved from there.
        """
        if "\0" in path:
            # PostgreSQL refuses even to look for it.
            return None
        parts = path.strip("/").split("/")
        prefixes = ["/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)]
        moved = max(self.filter(path__in=prefixes), key=lambda address: len(address.path), default=None)
        return moved and moved.target + path[len(moved.path) :]


class FormerAddress(models.Model):
    """A path under which a page could once be found."""

    path = models.CharField("frühere Adresse", max_length=255, unique=True)
    target = models.CharField("heutige Adresse", max_length=255)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "frühere Adresse"
        verbose_name_plural = "frühere Adressen"

    def __str__(self):
        return f"{self.path} → {self.target}"


class SluggedModel(models.Model):
    """Something whose address holds its slug. Changing the slug moves the page; the old address leads on."""

    slug = models.SlugField(
        "Adresse (Kürzel)",
        max_length=SLUG_LENGTH,
        unique=True,
        help_text=(
            "Teil der Adresse im Netz: Kleinbuchstaben, Ziffern und Bindestriche. Ändern Sie das Kürzel, "
            "führt die alte Adresse weiterhin hierher."
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = self.pk and type(self)._base_manager.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            # An address that visitors never saw needs no redirect, and one would tell them the name of a draft.
            if before and before.slug != self.slug and getattr(before, "was_visible", True):
                FormerAddress.objects.note_move(before.get_absolute_url(), self.get_absolute_url())


def slug_of(words: str) -> str:
    """»Große Übergänge« as part of an address: »grosse-uebergaenge«."""
    return slugify(words.lower().translate(GERMAN_IN_ASCII))


def free_slug(model: type[models.Model], words: str) -> str:
    """The slug that something called so gets, with a number behind it where another has it already."""
    stem = slug_of(words)[: SLUG_LENGTH - 5].strip("-") or model._meta.model_name
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(slug for slug in candidates if not model._base_manager.filter(slug=slug).exists())


class FormerAddressMiddleware:
    """Answers »not found« for a page that has moved with the way to where it is now."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404:
            target = FormerAddress.objects.leading_on_from(request.path_info)
            if target:
                query = request.META.get("QUERY_STRING", "")
                target = f"{target}?{iri_to_uri(query)}" if query else target
                return HttpResponsePermanentRedirect(target, headers={"Cache-Control": "no-cache"})
        return response

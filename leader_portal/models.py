"""The region, the pages its local action group writes itself, and what the frame remembers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve, reverse

from leader_portal.content.addresses import FormerAddress, SluggedModel
from leader_portal.content.base_models import (
    BaseModel,
    BaseQuerySet,
    PositionedModel,
    PublishableModel,
    PublishableQuerySet,
    not_blank,
    one_of,
)
from leader_portal.content.revision import ContentRevision

__all__ = ["ContentRevision", "FormerAddress", "Funder", "Page", "Region"]


class Region(BaseModel):
    """The LEADER region whose strategy this is. There is one, or none yet: the pages work without."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(
        "Name der Region",
        max_length=120,
        help_text="Steht auf jeder Seite oben, zum Beispiel „LEADER-Region Musterland“.",
    )
    lag_name = models.CharField(
        "Name der LAG",
        max_length=160,
        blank=True,
        help_text="Die Lokale Aktionsgruppe, die die Strategie verantwortet. Steht unten auf jeder Seite.",
    )
    motto = models.CharField(
        "Motto",
        max_length=200,
        blank=True,
        help_text="Ein Satz unter dem Namen auf der Startseite. Darf leer bleiben.",
    )
    introduction = models.TextField(
        "Einleitung",
        blank=True,
        help_text="Die ersten Sätze der Startseite. Absätze durch eine Leerzeile; Auszeichnung mit Markdown.",
    )
    contact_name = models.CharField("Ansprechperson", max_length=160, blank=True)
    contact_address = models.TextField("Anschrift", blank=True)
    contact_email = models.EmailField("E-Mail", blank=True)
    contact_phone = models.CharField("Telefon", max_length=60, blank=True)
    funding_statement = models.TextField(
        "Förderhinweis",
        blank=True,
        help_text="Der Satz, den die Förderbehörde vorschreibt. Steht unten auf jeder Seite und auf jedem Blatt.",
    )
    data_licence = models.CharField(
        "Lizenz der Daten",
        max_length=120,
        blank=True,
        help_text="Zum Beispiel „CC BY 4.0“. Leer heißt: keine Weitergabe geregelt.",
    )

    objects = BaseQuerySet.as_manager()

    class Meta:
        verbose_name = "Region"
        verbose_name_plural = "Region"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="region_is_the_only_one",
                violation_error_message="Es gibt nur eine Region.",
            ),
            not_blank("region", "name", "Bitte geben Sie den Namen der Region an."),
        ]

    def __str__(self):
        return self.name

    @property
    def has_contact(self) -> bool:
        """Whether anything at all is known about how to reach the LAG."""
        return bool(self.contact_name or self.contact_address or self.contact_email or self.contact_phone)


class FunderQuerySet(BaseQuerySet):
    def get_by_natural_key(self, name):
        return self.get(name=name)


class Funder(PositionedModel, BaseModel):
    """A body that pays for the region's LEADER work and whose logo the pages must show."""

    name = models.CharField("Name", max_length=160, unique=True)
    image = models.ImageField(
        "Logo",
        upload_to="foerderung/",
        help_text=(
            "PNG, JPEG oder WebP, am besten mit durchsichtigem Hintergrund und mindestens 200 Pixel hoch. "
            "Gespeichert wird eine verkleinerte Fassung ohne Metadaten."
        ),
    )
    alternative_text = models.CharField(
        "Text für Menschen, die das Logo nicht sehen",
        max_length=200,
        help_text="Was auf dem Logo steht, zum Beispiel „Europäische Union, Kofinanziert vom ELER“.",
    )
    link = models.URLField("Verweis", blank=True)

    objects = FunderQuerySet.as_manager()

    class Meta(PositionedModel.Meta):
        verbose_name = "Fördermittelgeber"
        verbose_name_plural = "Fördermittelgeber"
        constraints = [
            not_blank("funder", "name", "Bitte geben Sie an, wer fördert."),
            not_blank("funder", "alternative_text", "Bitte beschreiben Sie das Logo in Worten."),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name,)


class PagePlace(models.TextChoices):
    """Where every page links to a page of the LAG's own."""

    FOOTER = "footer", "Fußzeile"
    NAVIGATION = "navigation", "Navigation oben"


# First parts of addresses under which something lives though they are no pages themselves, or will live.
RESERVED_SLUGS = {"daten", "druck", "karten", "medien", "static", "suche"}


class PageQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Page(SluggedModel, PositionedModel, PublishableModel):
    """A page of plain text that the LAG writes itself: Impressum, Datenschutz, »So machen Sie mit«."""

    title = models.CharField("Titel", max_length=120)
    text = models.TextField(
        "Text",
        help_text=(
            "Absätze durch eine Leerzeile. „## Überschrift“, „- Punkt“, „**fett**“ und „[Wort](Adresse)“ werden "
            "verstanden (Markdown); HTML wird als Text gezeigt."
        ),
    )
    place = models.CharField("Verweis steht in", max_length=12, choices=PagePlace, default=PagePlace.FOOTER)

    objects = PageQuerySet.as_manager()
    row_fields = ("place",)

    class Meta(PositionedModel.Meta):
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        constraints = [
            *PublishableModel.Meta.constraints,
            one_of("page", "place", PagePlace),
            not_blank("page", "title", "Bitte geben Sie der Seite einen Titel."),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def clean(self):
        """Refuse a slug under which another part of the portal already lives, such as `karten`."""
        super().clean()
        try:
            taken = self.slug in RESERVED_SLUGS or resolve(f"/{self.slug}/").url_name != "page"
        except Resolver404:
            taken = False
        if taken:
            raise ValidationError(
                {
                    "slug": "Unter dieser Adresse liegt schon ein anderer Teil des Portals. "
                    "Bitte wählen Sie ein anderes Kürzel."
                }
            )

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

"""
The strategy: what holds now. Action fields, their topics, cards, and the places these speak of.

One file although it is long: who wants to understand the strategy reads it from top to bottom.
"""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Q
from django.urls import reverse

from leader_portal.content.addresses import SluggedModel
from leader_portal.content.audience import Status, shown_statuses
from leader_portal.content.base_models import (
    BaseModel,
    BaseQuerySet,
    PositionedModel,
    PublishableModel,
    PublishableQuerySet,
    not_blank,
    one_of,
)


class Quadrant(models.TextChoices):
    """The four columns of a working group's sheet. Not SWOT: a potential is no opportunity, an idea no threat."""

    STRENGTH = "strength", "Stärken"
    WEAKNESS = "weakness", "Schwächen"
    POTENTIAL = "potential", "Potentiale"
    IDEA = "idea", "Ideen"

    @property
    def singular(self) -> str:
        """What one card of this quadrant is called: »Stärke«, »Schwäche«, »Potential«, »Idee«."""
        return SINGULARS[self]

    @property
    def anchor(self) -> str:
        """The fragment under which the quadrant stands on its field's page."""
        return ANCHORS[self]

    @property
    def spellings(self) -> list[str]:
        """All by which people may call it, the portal's own word first; today's dictionaries have »Potenzial« too."""
        words = [self.label, self.singular]
        return [*words, *(word.replace("Potential", "Potenzial") for word in words if "Potential" in word)]


SINGULARS = {
    Quadrant.STRENGTH: "Stärke",
    Quadrant.WEAKNESS: "Schwäche",
    Quadrant.POTENTIAL: "Potential",
    Quadrant.IDEA: "Idee",
}
ANCHORS = {
    Quadrant.STRENGTH: "staerken",
    Quadrant.WEAKNESS: "schwaechen",
    Quadrant.POTENTIAL: "potentiale",
    Quadrant.IDEA: "ideen",
}


class Hue(models.TextChoices):
    """A field's colour, by the name of its design token; the values stand in the stylesheet's tokens."""

    TEAL = "teal", "Petrol"
    BRICK = "brick", "Ziegelrot"
    FOREST = "forest", "Waldgrün"
    BLUE = "blue", "Blau"
    PLUM = "plum", "Pflaume"
    OCHRE = "ochre", "Ocker"
    SLATE = "slate", "Schiefer"
    ROSE = "rose", "Rosenrot"


class HandlungsfeldQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Handlungsfeld(SluggedModel, PublishableModel):
    """An action field: a thematic chapter of the development strategy."""

    number = models.PositiveSmallIntegerField(
        "Nummer",
        validators=[MinValueValidator(1)],
        help_text="Die Nummer, unter der das Feld zitiert wird („HF 2“). Archivierte Felder geben ihre Nummer frei.",
    )
    title = models.CharField("Titel", max_length=160)
    qualifier = models.CharField(
        "Zusatz zum Titel",
        max_length=160,
        blank=True,
        help_text="Steht kleiner hinter dem Titel, zum Beispiel „mit Energie und Verkehr“.",
    )
    topics_line = models.TextField(
        "Themenzeile",
        blank=True,
        help_text="Die Zeile der Themen unter dem Titel, wie auf dem Blatt der Arbeitsgruppe.",
    )
    guiding_statement_stem = models.CharField(
        "Satzanfang des Leitsatzes",
        max_length=300,
        blank=True,
        help_text="Zum Beispiel „Mit diesem Handlungsfeld wollen wir für die Region erreichen, dass …“.",
    )
    guiding_statement = models.TextField(
        "Leitsatz",
        blank=True,
        help_text="Führt den Satzanfang zu Ende. Steht als größter Text auf der Seite des Feldes.",
    )
    hue = models.CharField("Farbe", max_length=12, choices=Hue, default=Hue.TEAL)

    objects = HandlungsfeldQuerySet.as_manager()

    class Meta:
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["number", "id"]
        constraints = [
            *PublishableModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(status=Status.ARCHIVED),
                name="handlungsfeld_number_unique",
                violation_error_message="Diese Nummer trägt schon ein anderes Handlungsfeld.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="handlungsfeld_number_from_one",
                violation_error_message="Handlungsfelder werden ab 1 gezählt.",
            ),
            not_blank("handlungsfeld", "title", "Bitte geben Sie dem Handlungsfeld einen Titel."),
            one_of("handlungsfeld", "hue", Hue),
        ]

    def __str__(self):
        return f"HF {self.number}: {self.title}"

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("handlungsfelder:field", args=[self.slug])

    @property
    def names(self) -> list[list[str]]:
        """By what people may call it, kind by kind. An archived field has given up its number."""
        number = [] if self.is_archived else [str(self.number), f"HF {self.number}", f"HF{self.number}"]
        return [[str(self)], number, [self.title], [self.slug]]


class PartOfFieldQuerySet(PublishableQuerySet):
    """What topics and cards share: they stand in a field."""

    def in_field(self, handlungsfeld: Handlungsfeld):
        return self.filter(handlungsfeld=handlungsfeld)


class TopicQuerySet(PartOfFieldQuerySet):
    def cross_cutting(self):
        """The Querschnittsthemen, which hold for all fields."""
        return self.filter(handlungsfeld__isnull=True)

    def with_topic_boards(self):
        """
        Adds what the topic boards of published workshops say of each topic: `weight`, the greatest that was
        recorded (1–5, or None), and `times_added`, on how many of them it was put up in the room.
        """
        on_public_topic_board = Q(board_topics__workshop__status__in=shown_statuses())
        # Django drops a model's own order where it groups.
        return self.annotate(
            weight=Max("board_topics__weight", filter=on_public_topic_board),
            times_added=Count("board_topics", filter=on_public_topic_board & Q(board_topics__added_here=True)),
        ).order_by(*self.model._meta.ordering)

    def get_by_natural_key(self, slug, title):
        return self.get(handlungsfeld__slug=slug, title=title)


class Topic(PositionedModel, PublishableModel):
    """A topic of the strategy. Without a field it is a Querschnittsthema, which holds for all of them."""

    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name="Handlungsfeld",
        help_text="Leer heißt: Querschnittsthema, gilt für alle Felder.",
    )
    title = models.CharField("Titel", max_length=300)
    mandated_by_state = models.BooleanField(
        "Pflichtthema des Landes",
        null=True,
        blank=True,
        help_text="„Unbekannt“, solange es nicht überliefert ist.",
    )
    named_by_lag = models.BooleanField(
        "von der LAG benannt",
        null=True,
        blank=True,
        help_text="„Unbekannt“, solange es nicht überliefert ist.",
    )

    objects = TopicQuerySet.as_manager()
    stands_in = "handlungsfeld"
    row_fields = ("handlungsfeld",)

    class Meta(PositionedModel.Meta):
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        constraints = [
            *PublishableModel.Meta.constraints,
            not_blank("topic", "title", "Bitte geben Sie dem Thema einen Titel."),
            models.UniqueConstraint(
                fields=["handlungsfeld", "title"],
                name="topic_unique_in_field",
                violation_error_message="Dieses Thema gibt es in diesem Handlungsfeld schon, vielleicht im Archiv.",
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(handlungsfeld__isnull=True),
                name="topic_unique_cross_cutting",
                violation_error_message="Dieses Querschnittsthema gibt es schon, vielleicht im Archiv.",
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.handlungsfeld and self.handlungsfeld.slug, self.title)

    natural_key.dependencies = ["handlungsfelder.handlungsfeld"]

    def get_absolute_url(self):
        return reverse("handlungsfelder:topic", args=[self.pk])

    @property
    def names(self) -> list[list[str]]:
        """By what people may call it, kind by kind; topics of two fields may bear one title."""
        return [[self.title], [f"{self.title} ({self.handlungsfeld or 'Querschnittsthema'})"]]

    @property
    def has_known_origin(self) -> bool:
        """Whether it is recorded where the topic comes from; only for topics read `with_topic_boards()`."""
        told = (self.mandated_by_state, self.named_by_lag)
        return bool(any(told) or self.times_added) or None not in told

    @property
    def is_cross_cutting(self) -> bool:
        return self.handlungsfeld_id is None


class PlaceQuerySet(BaseQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Place(SluggedModel, BaseModel):
    """A municipality, village or landscape that cards speak of."""

    name = models.CharField("Name", max_length=120)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="gehört zu",
        help_text="Zum Beispiel die Gemeinde, zu der ein Dorf gehört.",
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["id"]
        constraints = [
            not_blank("place", "name", "Bitte geben Sie den Namen des Ortes an."),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="place_not_part_of_itself",
                violation_error_message="Ein Ort kann nicht zu sich selbst gehören.",
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    def clean(self):
        """Refuse a place that belongs to one of its own parts."""
        super().clean()
        whole, passed = self.part_of, set()
        while whole is not None and whole.pk not in passed:
            if whole.pk == self.pk:
                raise ValidationError({"part_of": "Dieser Ort gehört selbst zu dem hier bearbeiteten."})
            passed.add(whole.pk)
            whole = whole.part_of

    def get_absolute_url(self):
        return reverse("handlungsfelder:place", args=[self.slug])

    @property
    def names(self) -> list[list[str]]:
        """By what people may call it, kind by kind; two villages may bear one name."""
        return [[self.name], [f"{self.name} ({self.part_of})"] if self.part_of else [], [self.slug]]


CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def new_code() -> str:
    """A card's code: short, random (32⁶ ≈ 10⁹), and readable aloud, without 0 and O, 1 and I."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class CardQuerySet(PartOfFieldQuerySet):
    def in_quadrant(self, quadrant: Quadrant):
        return self.filter(quadrant=quadrant)

    def get_by_natural_key(self, code):
        return self.get(code=code)


class Card(PositionedModel, PublishableModel):
    """One thought in one quadrant of one field: what the strategy says now."""

    code = models.CharField(
        "Code",
        max_length=12,
        unique=True,
        default=new_code,
        editable=False,
        help_text="Unter diesem Code ist die Karte zu finden, im Netz und auf Papier. Er ändert sich nie.",
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld, on_delete=models.PROTECT, related_name="cards", verbose_name="Handlungsfeld"
    )
    quadrant = models.CharField("Quadrant", max_length=10, choices=Quadrant)
    text = models.TextField(
        "Text",
        help_text="Ein Gedanke, in einem Satz oder wenigen. Was die Gruppe wörtlich sagte, bleibt im Protokoll.",
    )
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="cards",
        verbose_name="Themen",
        help_text="Themen, zu denen die Karte etwas sagt, gern auch aus anderen Handlungsfeldern.",
    )
    places = models.ManyToManyField(
        Place,
        blank=True,
        related_name="cards",
        verbose_name="Orte",
        help_text="Nur Orte, die der Text nennt.",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_cards",
        verbose_name="aufgegangen in",
        help_text="Nur bei archivierten Karten: Ihre Adresse führt dann zu dieser Karte.",
    )

    objects = CardQuerySet.as_manager()
    _history_m2m_fields = ["topics", "places"]
    stands_in = "handlungsfeld"
    row_fields = ("handlungsfeld", "quadrant")

    class Meta(PositionedModel.Meta):
        verbose_name = "Karte"
        verbose_name_plural = "Karten"
        constraints = [
            *PublishableModel.Meta.constraints,
            not_blank("card", "text", "Bitte geben Sie einen Text ein."),
            one_of("card", "quadrant", Quadrant),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status=Status.ARCHIVED),
                name="card_merged_is_archived",
                violation_error_message="Diese Karte ist in einer anderen aufgegangen und bleibt darum archiviert. "
                "Die Tafel kann die Zusammenführung aufheben.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="card_not_merged_into_itself",
                violation_error_message="Eine Karte kann nicht in sich selbst aufgehen.",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else self.text[:79] + "…"

    def natural_key(self):
        return (self.code,)

    def get_absolute_url(self):
        return reverse("handlungsfelder:card", args=[self.code])

    def objection_to_restoring(self, record):
        """What it says lives on in another card: by itself it would say it a second time."""
        if self.merged_into_id is None or self.merged_into_id == record.merged_into_id:
            return ""
        return "Diese Karte ist in einer anderen aufgegangen. Auf der Tafel lässt sich die Zusammenführung aufheben."

    @property
    def kind(self) -> Quadrant:
        """Its quadrant with the words for it."""
        return Quadrant(self.quadrant)

    @property
    def successor(self) -> "Card | None":
        """The card in which its thought lives on, however often merged again; None if visitors can't see it."""
        passed = {self.pk}
        card = self.merged_into
        while card is not None and card.merged_into is not None and card.pk not in passed:
            passed.add(card.pk)
            card = card.merged_into
        return card if card is not None and card.is_visible else None

"""What the models of the strategy and of the record have in common."""

from django.db import models, transaction
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from leader_portal.content.audience import Status, shown_statuses
from leader_portal.content.operations import operation
from leader_portal.content.positions import appending, row_of
from leader_portal.content.recording import ContentHistory
from leader_portal.content.text import cleaned
from leader_portal.content.versions import VersionedModel, VersionedQuerySet


def not_blank(model: str, field: str, sentence: str) -> models.CheckConstraint:
    """The named constraint that a text holds more than spaces; `sentence` is what the editor reads."""
    return models.CheckConstraint(
        condition=GreaterThan(Length(Trim(field)), 0),
        name=f"{model}_{field}_not_blank",
        violation_error_message=sentence,
    )


def one_of(model: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The named constraint that a choice is one of those there are, by whichever way it is written."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=f"{model}_{field}_known",
        violation_error_message="Bitte wählen Sie einen der angebotenen Werte.",
    )


class BaseQuerySet(VersionedQuerySet):
    def visible(self):
        """Those that the present audience may see: the twin of `is_visible`."""
        return self.filter(self.model.visible_condition())


class BaseModel(VersionedModel):
    """
    Anything the LAG keeps: it knows when it was made and last changed, keeps its texts clean, counts its
    versions, and leaves a row of history for every change.

    `stands_in` names the relation to what it is a part of, such as the workshop of a group. Who may see and who may
    change the part follows from that.
    """

    stands_in = ""

    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("geändert am", default=timezone.now, editable=False)
    history = ContentHistory(inherit=True, excluded_fields=["version", "updated_at"])

    class Meta:
        abstract = True

    @property
    def whole(self) -> "BaseModel | None":
        """What it stands in."""
        return getattr(self, self.stands_in) if self.stands_in else None

    def objection_to_restoring(self, record: models.Model) -> str:
        """Why it can't become by itself what it was at this record of its history, in a sentence; empty if it can."""
        return ""

    @property
    def is_settled(self) -> bool:
        """Whether it is, or stands in, something that was published: only the Redaktion may change it then."""
        return self.whole is None or self.whole.is_settled

    @classmethod
    def visible_condition(cls, prefix: str = "") -> models.Q:
        """What holds of those that the present audience may see; `prefix` is the way to them."""
        if not cls.stands_in:
            return models.Q()
        field = cls._meta.get_field(cls.stands_in)
        condition = field.related_model.visible_condition(f"{prefix}{field.name}__")
        return models.Q(**{f"{prefix}{field.name}__isnull": True}) | condition if field.null else condition

    def clean(self):
        super().clean()
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(field, (models.CharField, models.TextField)) and isinstance(value, str):
                setattr(self, field.attname, cleaned(value))

    def save(self, *args, update_fields=None, **kwargs):
        """Write the row and note the time. Loading a fixture does not pass here and keeps its times."""
        self.updated_at = timezone.now()
        if update_fields is not None:
            update_fields = {*update_fields, "updated_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @operation()
    def delete(self, *args, **kwargs):
        """Delete it with all that stands in it: one operation, so that all of it comes back together."""
        return super().delete(*args, **kwargs)


class PublishableQuerySet(BaseQuerySet):
    def published(self):
        """Those whose own status is »Veröffentlicht«, whatever they stand in."""
        return self.filter(status=Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=Status.DRAFT)

    def archived(self):
        return self.filter(status=Status.ARCHIVED)

    def shown(self):
        """Those whose own status lets the present audience see them, whatever they stand in."""
        return self.filter(status__in=shown_statuses())

    @operation()
    def delete(self):
        """Delete what was never published, and archive the rest. Each leaves a row of history."""
        with transaction.atomic(using=self.db):
            for thing in self.filter(first_published_at__isnull=False):
                thing.archive()
            return super(PublishableQuerySet, self.filter(first_published_at__isnull=True)).delete()

    delete.alters_data = True
    delete.queryset_only = True


class PublishableModel(BaseModel):
    """
    Something that the LAG first drafts, then publishes, and archives instead of deleting.

    `first_published_at` is the day it first went to the visitors. What has one was once
    quotable, so its address goes on answering (410) after it is withdrawn.
    """

    status = models.CharField(
        "Status",
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=(
            "Ein Entwurf ist nur für die Redaktion da. Veröffentlichtes steht nach dem Speichern sofort auf "
            "der Website. Archiviertes ist für Besucher*innen weg, bleibt aber erhalten und lässt sich zurückholen."
        ),
    )
    first_published_at = models.DateTimeField("erstmals veröffentlicht am", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            one_of("%(class)s", "status", Status),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(first_published_at__isnull=False),
                name="%(class)s_published_has_date",
                violation_error_message="Was veröffentlicht ist, braucht einen Tag der Veröffentlichung.",
            ),
        ]

    def clean(self):
        super().clean()
        self.note_first_publication()

    def save(self, *args, update_fields=None, **kwargs):
        self.note_first_publication()
        if update_fields is not None and "status" in update_fields:
            update_fields = {*update_fields, "first_published_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        """Delete it if it was never published; else archive it, and say that nothing was deleted."""
        if self.was_published:
            self.archive()
            return 0, {}
        return super().delete(*args, **kwargs)

    @operation("veröffentlicht")
    def publish(self):
        """Show it to the visitors from now on."""
        self.status = Status.PUBLISHED
        self.save()

    @operation("zum Entwurf gemacht")
    def withdraw(self):
        """Make it a draft (again), which visitors don't see."""
        self.status = Status.DRAFT
        self.save()

    @operation("archiviert")
    def archive(self):
        """Take it away from the visitors and keep it, with its links and its address."""
        self.status = Status.ARCHIVED
        self.save()

    def leave_archive(self):
        """Give it back the status that it had before it was archived; unsaved. A draft, if nobody knows."""
        self.status = (
            self.history.exclude(status=Status.ARCHIVED)
            .order_by("-history_id")
            .values_list("status", flat=True)
            .first()
        ) or Status.DRAFT

    @operation("aus dem Archiv zurückgeholt")
    def bring_back(self):
        """Take it out of the archive, to where it came from."""
        self.leave_archive()
        self.save()

    @property
    def is_settled(self) -> bool:
        return self.was_published or self.is_published

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_archived(self) -> bool:
        return self.status == Status.ARCHIVED

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def was_published(self) -> bool:
        """Whether it ever was, which is why it may be archived but not deleted."""
        return self.first_published_at is not None

    @property
    def is_visible(self) -> bool:
        """Whether the present audience may see it and what it stands in: the twin of its QuerySet's `visible()`."""
        return self.status in shown_statuses() and (self.whole is None or self.whole.is_visible)

    @classmethod
    def visible_condition(cls, prefix: str = "") -> models.Q:
        return models.Q(**{f"{prefix}status__in": shown_statuses()}) & super().visible_condition(prefix)

    @property
    def was_visible(self) -> bool:
        """Whether visitors could ever have seen it, so that its address must go on answering."""
        return self.was_published and (self.whole is None or self.whole.was_visible)

    def note_first_publication(self):
        if self.is_published and not self.was_published:
            self.first_published_at = timezone.now()


class PositionedModel(models.Model):
    """
    Something with a place in a row. The position is a sort key, ties are broken by id; the numbers
    people see are counted when read, so gaps mean nothing. `row_fields` name what all in one row share.
    """

    row_fields: tuple[str, ...] = ()

    position = models.PositiveIntegerField(
        "Position",
        blank=True,
        help_text="Bestimmt die Reihenfolge, kleine Zahlen zuerst. Leer gelassen kommt es ans Ende.",
    )

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def save(self, *args, **kwargs):
        if self.position is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic(savepoint=False), appending(row_of(self)) as append:
            append(self)
            return super().save(*args, **kwargs)

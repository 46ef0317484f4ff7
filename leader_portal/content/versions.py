"""
Versions: two people who edit the same thing can't overwrite each other unseen.

By hand: django-concurrency asks for the version in the same UPDATE, but leaves `QuerySet.update()` uncounted unless it
has triggers of its own, and what costs work, showing both texts, is up to the forms with it as well.
"""

from django.db import models
from django.db.models import F

from leader_portal.content.operations import operation


class EditConflict(Exception):
    """
    Raised when something was changed by someone else since it was read here. Nothing was written.

    `mine` is the object as it was to be saved; `theirs` the one that stands in the database now.
    """

    def __init__(self, mine: models.Model, theirs: models.Model):
        super().__init__("Das hat inzwischen jemand anderes geändert.")
        self.mine = mine
        self.theirs = theirs


class VersionedQuerySet(models.QuerySet):
    def update(self, **values):
        """Update the rows and raise their versions, so that an older form of one of them is refused."""
        return super().update(**{"version": F("version") + 1, **values})

    update.alters_data = True

    @operation()
    def delete(self):
        """As ever, and all that is deleted with it is one operation."""
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class VersionedModel(models.Model):
    """
    Something whose every change is counted. What was read from the database is only written while the
    version it was read at still stands; this is checked in the UPDATE itself.
    """

    # Counted here and nowhere else: a fixture neither carries it nor sets it back.
    version = models.PositiveIntegerField("Fassung", default=1, editable=False, serialize=False)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance.based_on_version = instance.__dict__.get("version")
        return instance

    # The version that this object was read at; None for one that was never read, such as from a fixture.
    based_on_version = None

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        if fields is None or "version" in fields:
            self.based_on_version = self.version

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None:
            update_fields = {*update_fields, "version"}
        super().save(*args, update_fields=update_fields, **kwargs)
        self.based_on_version = self.version

    def _do_update(self, base_qs, using, pk_val, values, update_fields, forced_update):
        """Django's own UPDATE of one row, with the version raised and, where known, asked for."""
        version = self._meta.get_field("version")
        values = [value for value in values if value[0] is not version]
        if self.based_on_version is None:
            raised = F("version") + 1
        else:
            raised = self.based_on_version + 1
            base_qs = base_qs.filter(version=self.based_on_version)
        updated = super()._do_update(
            base_qs, using, pk_val, [*values, (version, None, raised)], update_fields, forced_update
        )
        if updated and self.based_on_version is not None:
            self.version = raised
        if not updated and self.based_on_version is not None:
            theirs = type(self)._base_manager.using(using).filter(pk=pk_val).first()
            if theirs is not None:
                raise EditConflict(self, theirs)
        return updated

"""History: every change has a who, a when and a way back."""

from django.db import models
from django.utils.text import Truncator
from simple_history.models import HistoricalChanges, HistoricalRecords

from leader_portal.content import operations


class PartOfOperation(models.Model):
    """What every row of history has besides the library's own: its operation, and the one that this undoes."""

    operation = models.UUIDField(default=operations.current_id, db_index=True, editable=False)
    undoes = models.UUIDField(default=operations.undone_id, null=True, db_index=True, editable=False)
    is_renumbering = models.BooleanField(default=operations.is_renumbering, editable=False)

    class Meta:
        abstract = True


class ContentHistory(HistoricalRecords):
    """
    Leaves a row for every change that goes through a model, also where the library does not: for the
    loading of a fixture, and for topics and places that are linked from their own side.
    """

    def __init__(self, **options):
        super().__init__(bases=[PartOfOperation], **options)

    def create_historical_record(self, instance, history_type, using=None):
        under_way = operations.current.get()
        if under_way:
            under_way.is_recorded = True
        super().create_historical_record(instance, history_type, using=using)

    def get_change_reason_for_object(self, instance, history_type, using):
        """What was done to this thing, as one reads it behind its name; empty where the type of the row says it."""
        under_way = operations.current.get()
        return super().get_change_reason_for_object(instance, history_type, using) or (under_way and under_way.name)

    def post_save(self, instance, created, using=None, raw=False, **kwargs):
        super().post_save(instance, created, using=using, raw=False, **kwargs)

    def m2m_changed(self, instance, action, attr, pk_set, reverse, model, **kwargs):
        if not reverse:
            super().m2m_changed(instance, action, attr, pk_set, reverse, **kwargs)
        elif action == "pre_clear":
            # After the clearing nobody knows any more whom it concerned.
            instance._history_cleared = list(self.linked(model, attr, instance))
        elif action == "post_clear":
            self.note(instance.__dict__.pop("_history_cleared"))
        elif action in ("post_add", "post_remove"):
            self.note(model._base_manager.filter(pk__in=pk_set))

    def create_historical_record_m2ms(self, history_instance, instance):
        """
        As in the library, without asking for what is known: it builds the object anew for each kind of link, and looks
        for the links of what has just been made or deleted. That was most of the time that writing much took.
        """
        if history_instance.history_type != "~":
            return
        for field in history_instance._history_m2m_fields:
            through = field.remote_field.through
            kept = self.m2m_models[field]
            names = [column.attname for column in through._meta.concrete_fields]
            links = through._base_manager.filter(**{field.m2m_field_name(): instance}).values(*names)
            kept._base_manager.bulk_create(kept(history=history_instance, **link) for link in links)

    def pre_delete(self, instance, **kwargs):
        super().pre_delete(instance, **kwargs)
        instance._history_losers = [
            (relation.related_model, list(self.linked(relation.related_model, relation.field.name, instance)))
            for relation in instance._meta.related_objects
            if relation.many_to_many and relation.field in self.m2m_models
        ]

    def post_delete(self, instance, using=None, **kwargs):
        """The thing is gone, and so is the link to it from whatever was linked: a change of each of these."""
        super().post_delete(instance, using=using, **kwargs)
        for model, losers in instance.__dict__.pop("_history_losers", ()):
            # Without those that went in the same breath.
            for loser in model._base_manager.filter(pk__in=[loser.pk for loser in losers]):
                loser._change_reason = reason_of_loss(instance)
                self.create_historical_record(loser, "~")

    def linked(self, model, attr, instance):
        return model._base_manager.filter(**{attr: instance})

    def note(self, instances):
        for instance in instances:
            self.create_historical_record(instance, "~")


def reason_of_loss(instance) -> str:
    """What history says of things that lost their link to this one because it was deleted."""
    return f"von „{Truncator(instance).chars(60)}“ (gelöscht) getrennt"


def is_history(model) -> bool:
    """Whether the model's rows are what once was, which visitors never see."""
    return issubclass(model, HistoricalChanges)

"""The topics of a field on one page, a row each: their order, their titles, and where each of them comes from."""

from django.http import QueryDict
from django.urls import path, reverse

from handlungsfelder.models import Handlungsfeld, Topic
from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.text import counted
from leader_portal.rows.fields import LineField, TruthField
from leader_portal.rows.forms import RowForm
from leader_portal.rows.groups import RowGroup, Rows
from leader_portal.rows.pages import RowsView

KEY = "themen"


class TopicRow(RowForm):
    title = LineField(300, label="Titel", error_messages={"required": "Bitte geben Sie dem Thema einen Titel."})
    mandated_by_state = TruthField(label="Pflichtthema des Landes")
    named_by_lag = TruthField(label="von der LAG benannt")
    unique = ("title", "Ein Thema dieses Titels gibt es hier schon, vielleicht im Archiv.")

    class Meta:
        model = Topic
        fields = ["title", "mandated_by_state", "named_by_lag"]


class TopicRows(Rows):
    """The topics of a field, or the cross-cutting ones, that are not archived. Two queries."""

    def __init__(self, *, handlungsfeld: Handlungsfeld | None, user, data: QueryDict | None = None):
        topics = Topic.objects.in_field(handlungsfeld) if handlungsfeld else Topic.objects.cross_cutting()
        # Ordered again, because the model's own order is dropped where something is counted.
        topics = list(topics.with_topic_boards().order_by("position", "id"))
        for topic in topics:
            # They share the field, so that asking for it costs nothing.
            topic.handlungsfeld = handlungsfeld
        shown = [topic for topic in topics if not topic.is_archived]
        archived = [topic.title for topic in topics if topic.is_archived]
        self.topics = RowGroup(KEY, shown, TopicRow, user=user, data=data, taken=archived)
        self.groups = [self.topics]

    @property
    def count_without_origin(self) -> int:
        return sum(not topic.has_known_origin for topic in self.topics.things.values())


class FieldTopics(RowsView):
    """The topics of one field."""

    model = Handlungsfeld
    permissions = ("handlungsfelder.view_topic",)
    template = "handlungsfelder/topic_rows.html"

    @property
    def title(self):
        return f"Themen: {self.thing}"

    def rows(self, data=None):
        return TopicRows(handlungsfeld=self.thing, user=self.request.user, data=data)

    def sentence(self, count):
        return f"{counted(count, 'Ein Thema ist', 'Themen sind')} gespeichert."

    def context(self):
        return {
            "public_address": self.thing.get_absolute_url() if self.thing.is_visible else "",
            "add_address": f"{desk_address(Topic, 'add')}?handlungsfeld={self.thing.pk}",
            "may_add": self.request.user.has_perm("handlungsfelder.add_topic"),
        }


class CrossCuttingTopics(FieldTopics):
    """The topics that hold for all fields."""

    model = Topic
    title = "Querschnittsthemen"

    def context(self):
        return {
            "public_address": reverse("handlungsfelder:topics"),
            "add_address": desk_address(Topic, "add"),
            "may_add": self.request.user.has_perm("handlungsfelder.add_topic"),
        }


def field_topics_urls(admin_site) -> list:
    """Below the address of fields."""
    view = admin_site.admin_view(FieldTopics.as_view())
    return [path("<int:pk>/themen/", view, name="handlungsfelder_handlungsfeld_topics")]


def cross_cutting_urls(admin_site) -> list:
    """Below the address of topics."""
    view = admin_site.admin_view(CrossCuttingTopics.as_view())
    return [path("querschnitt/", view, name="handlungsfelder_topic_cross_cutting")]

"""The topics of a field in a grid: their order, their titles, and where each of them comes from."""

from django.http import QueryDict

from handlungsfelder.models import Handlungsfeld, Topic
from leader_portal.rows.groups import Group
from leader_portal.rows.pages import Grid
from leader_portal.rows.rows import LineField, RowForm, TruthField

KEY = "themen"


class TopicRow(RowForm):
    title = LineField(300, label="Titel", error_messages={"required": "Bitte geben Sie dem Thema einen Titel."})
    mandated_by_state = TruthField(label="Pflichtthema des Landes")
    named_by_lag = TruthField(label="von der LAG benannt")
    unique = ("title", "Ein Thema dieses Titels gibt es hier schon, vielleicht im Archiv.")

    class Meta:
        model = Topic
        fields = ["title", "mandated_by_state", "named_by_lag"]


class TopicGrid(Grid):
    """The topics of a field, or the cross-cutting ones, that are not archived. Two queries."""

    def __init__(self, *, handlungsfeld: Handlungsfeld | None, user, data: QueryDict | None = None):
        topics = Topic.objects.in_field(handlungsfeld) if handlungsfeld else Topic.objects.cross_cutting()
        # Ordered again, because the model's own order is dropped where something is counted.
        topics = list(topics.with_board().order_by("position", "id"))
        for topic in topics:
            # They share the field, so that asking for it costs nothing.
            topic.handlungsfeld = handlungsfeld
        shown = [topic for topic in topics if not topic.is_archived]
        archived = [topic.title for topic in topics if topic.is_archived]
        self.topics = Group(KEY, shown, TopicRow, user=user, data=data, taken=archived)
        self.groups = [self.topics]

    @property
    def count_without_origin(self) -> int:
        return sum(not topic.has_known_origin for topic in self.topics.things.values())

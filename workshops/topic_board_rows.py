"""The topic board of a workshop, a row for each topic: what it weighed in the room, and whether it was put up there."""

from django.http import QueryDict
from django.urls import path

from leader_portal.content.text import counted
from leader_portal.rows.fields import ChoiceField, TruthField
from leader_portal.rows.forms import RowForm
from leader_portal.rows.groups import RowGroup, Rows
from leader_portal.rows.pages import RowsView
from workshops.models import BoardTopic, Workshop
from workshops.record import topic_board


class TopicBoardRow(RowForm):
    """The wording is the record's and stays as it hung there."""

    weight = ChoiceField(
        [("", "–"), *((str(weight), str(weight)) for weight in range(1, 6))],
        int,
        "Das Gewicht reicht von 1 bis 5, oder es ist nicht überliefert („–“).",
        label="Gewicht",
    )
    added_here = TruthField(label="hier hinzugefügt")

    class Meta:
        model = BoardTopic
        fields = ["weight", "added_here"]


class TopicBoardRows(Rows):
    """All topics of a workshop's topic board, column by column. Two queries."""

    def __init__(self, *, workshop: Workshop, user, data: QueryDict | None = None):
        board = topic_board(workshop)
        self.board_topics = board.topics
        # Whoever is to enter the head of a column has to know whose it is.
        columns = [
            (
                f"feld-{column.handlungsfeld.pk}",
                column.topics,
                column.heading if column.head else f"{column.heading} ({column.handlungsfeld})",
            )
            for column in board.columns
        ]
        self.groups = [
            RowGroup(key, topics, TopicBoardRow, user=user, data=data, heading=heading)
            for key, topics, heading in [*columns, ("alle", board.for_all, "Für alle Felder")]
            if topics
        ]

    @property
    def count_without_weight(self) -> int:
        return sum(board_topic.weight is None for board_topic in self.board_topics)

    @property
    def count_without_origin(self) -> int:
        return sum(board_topic.added_here is None for board_topic in self.board_topics)


class TopicBoardPage(RowsView):
    """What hung on the topic board of one workshop."""

    model = Workshop
    permissions = ("workshops.view_boardtopic",)
    template = "workshops/topic_board_rows.html"

    @property
    def title(self):
        return f"Themenbrett: {self.thing}"

    def rows(self, data=None):
        return TopicBoardRows(workshop=self.thing, user=self.request.user, data=data)

    def sentence(self, count):
        return f"{counted(count, 'Ein Thema am Brett ist', 'Themen am Brett sind')} gespeichert."

    def context(self):
        return {
            "public_address": f"{self.thing.get_absolute_url()}#themenbrett" if self.thing.is_visible else "",
            "may_add": self.request.user.has_perm("workshops.add_boardtopic"),
        }


def topic_board_urls(admin_site) -> list:
    """Below the address of workshops."""
    view = admin_site.admin_view(TopicBoardPage.as_view())
    return [path("<int:pk>/themenbrett/", view, name="workshops_workshop_board_topics")]

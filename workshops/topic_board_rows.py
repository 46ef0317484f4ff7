"""The board of a workshop in a grid: what each topic weighed in the room, and whether it was put up there."""

from django.http import QueryDict

from leader_portal.rows.groups import Group
from leader_portal.rows.pages import Grid
from leader_portal.rows.rows import ChoiceField, RowForm, TruthField
from workshops.models import BoardTopic, Workshop
from workshops.record import topic_board

FOR_ALL = "alle"


class BoardTopicRow(RowForm):
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


class BoardGrid(Grid):
    """All topics of a workshop's board, column by column. Two queries."""

    def __init__(self, *, workshop: Workshop, user, data: QueryDict | None = None):
        hung = topic_board(workshop)
        self.groups = [
            Group(
                f"feld-{column.handlungsfeld.pk}",
                column.topics,
                BoardTopicRow,
                user=user,
                data=data,
                # Whoever is to enter the head has to know whose it is.
                heading=column.heading if column.head else f"{column.heading} ({column.handlungsfeld})",
            )
            for column in hung.columns
            if column.topics
        ]
        if hung.for_all:
            self.groups.append(
                Group(FOR_ALL, hung.for_all, BoardTopicRow, user=user, data=data, heading="Für alle Felder")
            )

    @property
    def board_topics(self) -> list[BoardTopic]:
        return [board_topic for group in self.groups for board_topic in group.things.values()]

    @property
    def count_without_weight(self) -> int:
        return sum(board_topic.weight is None for board_topic in self.board_topics)

    @property
    def count_without_origin(self) -> int:
        return sum(board_topic.added_here is None for board_topic in self.board_topics)

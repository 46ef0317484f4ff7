"""The grid of a workshop's board in the admin."""

from django.urls import path

from leader_portal.rows.pages import GridView
from workshops.models import Workshop
from workshops.topic_board_rows import BoardGrid


class BoardTopics(GridView):
    """What hung on the board of one workshop."""

    model = Workshop
    template = "workshops/topic_board_rows.html"

    def may_view(self):
        return super().may_view() and self.request.user.has_perm("workshops.view_boardtopic")

    def grid(self, data=None):
        return BoardGrid(workshop=self.thing, user=self.request.user, data=data)

    def sentence(self, count):
        return "Ein Thema am Brett ist gespeichert." if count == 1 else f"{count} Themen am Brett sind gespeichert."

    def context(self, grid):
        return {
            "title": f"Themenbrett: {self.thing}",
            "public_address": f"{self.thing.get_absolute_url()}#themenbrett" if self.thing.is_visible else "",
            "may_add": self.request.user.has_perm("workshops.add_boardtopic"),
        }


def board_grid_urls(admin_site) -> list:
    """Below the address of workshops."""
    view = admin_site.admin_view(BoardTopics.as_view(admin_site=admin_site))
    return [path("<int:pk>/themenbrett/", view, name="workshops_workshop_board_topics")]

"""The grid of a field's topics in the admin, and that of the cross-cutting ones."""

from django.urls import path, reverse

from handlungsfelder.models import Handlungsfeld, Topic
from handlungsfelder.topic_rows import TopicGrid
from leader_portal.rows.pages import GridView


class FieldTopics(GridView):
    """The topics of one field."""

    model = Handlungsfeld
    template = "handlungsfelder/topic_rows.html"

    def may_view(self):
        return super().may_view() and self.request.user.has_perm("handlungsfelder.view_topic")

    def grid(self, data=None):
        return TopicGrid(handlungsfeld=self.thing, user=self.request.user, data=data)

    def sentence(self, count):
        return "Ein Thema ist gespeichert." if count == 1 else f"{count} Themen sind gespeichert."

    def context(self, grid):
        add = reverse("admin:handlungsfelder_topic_add")
        return {
            "title": f"Themen: {self.thing}",
            "field": self.thing,
            "public_address": self.thing.get_absolute_url() if self.thing.is_visible else "",
            "add_address": f"{add}?handlungsfeld={self.thing.pk}",
            "may_add": self.request.user.has_perm("handlungsfelder.add_topic"),
        }


class CrossCuttingTopics(FieldTopics):
    """The topics that hold for all fields."""

    model = Topic

    def may_view(self):
        return self.request.user.has_perm("handlungsfelder.view_topic")

    def context(self, grid):
        return {
            "title": "Querschnittsthemen",
            "field": None,
            "public_address": reverse("handlungsfelder:topics"),
            "add_address": reverse("admin:handlungsfelder_topic_add"),
            "may_add": self.request.user.has_perm("handlungsfelder.add_topic"),
        }


def page(admin_site, view):
    return admin_site.admin_view(view.as_view(admin_site=admin_site))


def field_topics_urls(admin_site) -> list:
    """Below the address of fields."""
    return [path("<int:pk>/themen/", page(admin_site, FieldTopics), name="handlungsfelder_handlungsfeld_topics")]


def cross_cutting_urls(admin_site) -> list:
    """Below the address of topics."""
    return [path("querschnitt/", page(admin_site, CrossCuttingTopics), name="handlungsfelder_topic_cross_cutting")]

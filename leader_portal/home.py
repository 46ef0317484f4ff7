"""The home page: the strategy's fields, what holds for all of them, and where it comes from."""

from django.views.generic import TemplateView

from handlungsfelder.grid import counted_grid
from handlungsfelder.models import Card, Handlungsfeld, Topic
from leader_portal.website.public_pages import PublicPageMixin
from workshops.models import Workshop


class Home(PublicPageMixin, TemplateView):
    """The fields are the page."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            grid=counted_grid(Handlungsfeld.objects.visible(), Card.objects.visible()),
            cross_cutting=Topic.objects.visible().cross_cutting(),
            workshops=Workshop.objects.visible(),
            **kwargs,
        )

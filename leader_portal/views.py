"""The home page, the LAG's own pages, and the files that robots read."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import DetailView, TemplateView

from handlungsfelder.grid import counted_grid
from handlungsfelder.models import Card, Handlungsfeld, Topic
from leader_portal.models import Page
from leader_portal.public_pages import PublicPageMixin, UnknownParameter, public_page, visible_or_gone
from workshops.models import Workshop


class Home(PublicPageMixin, TemplateView):
    """The five fields are the page."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            grid=counted_grid(Handlungsfeld.objects.visible(), Card.objects.visible()),
            cross_cutting=Topic.objects.visible().cross_cutting(),
            workshops=Workshop.objects.visible(),
            **kwargs,
        )


class PageDetail(PublicPageMixin, DetailView):
    """A page that the LAG wrote."""

    template_name = "page.html"
    context_object_name = "page"

    def get_object(self):
        return visible_or_gone(
            get_object_or_404(Page, slug=self.kwargs["slug"]),
            "Diese Seite ist nicht mehr veröffentlicht.",
            ("Zur Startseite", reverse("home")),
        )


@public_page
def robots(request):
    """What crawlers may read: all but the desk."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def not_found(request, exception):
    """404, with a way on."""
    context = {"has_unknown_parameter": isinstance(exception, UnknownParameter)}
    return TemplateResponse(request, "404.html", context, status=404)

"""The pages that the LAG writes itself, the file that robots read, and the answer for what is not found."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import DetailView

from leader_portal.models import Page
from leader_portal.website.public_pages import PublicPageMixin, UnknownParameter, public_page, visible_or_gone


class PageDetail(PublicPageMixin, DetailView):
    """A page that the LAG wrote."""

    template_name = "website/page.html"
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

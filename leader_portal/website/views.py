"""The pages that the LAG writes itself, and the file that robots read."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView

from leader_portal.models import Page
from leader_portal.website.public_pages import PublicPageMixin, public_page, visible_or_gone


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

"""The map of all public pages for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from leader_portal.models import Page
from workshops.models import Survey, Workshop


class SiteSitemap(Sitemap):
    """A map whose addresses stand on the site's own address, whatever host was asked."""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class OverviewSitemap(SiteSitemap):
    def items(self):
        return [
            "home",
            "handlungsfelder:fields",
            "handlungsfelder:topics",
            "handlungsfelder:places",
            "workshops:workshops",
            "print-room",
        ]

    def location(self, item):
        return reverse(item)


class ContentSitemap(SiteSitemap):
    """
    The pages of the visible objects of one model.

    `lastmod` is written as a day without a time: the day on the region's calendar, which is what the pages themselves
    say. In Berlin it begins before the day in UTC, so no search engine takes a change for older than its last visit.
    """

    def __init__(self, objects):
        self.objects = objects

    def items(self):
        return self.objects()

    def lastmod(self, item):
        return item.updated_at


SITEMAPS = {
    "uebersichten": OverviewSitemap(),
    "handlungsfelder": ContentSitemap(lambda: Handlungsfeld.objects.visible()),
    "karten": ContentSitemap(lambda: Card.objects.visible()),
    "themen": ContentSitemap(lambda: Topic.objects.visible()),
    "orte": ContentSitemap(lambda: Place.objects.order_by("id")),
    "workshops": ContentSitemap(lambda: Workshop.objects.visible()),
    "umfragen": ContentSitemap(lambda: Survey.objects.visible().select_related("workshop")),
    "seiten": ContentSitemap(lambda: Page.objects.visible()),
}

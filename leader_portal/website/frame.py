"""What stands around every page: the region's name, the links, the funders, the legal pages."""

from functools import cached_property

from django.conf import settings

from leader_portal.content.audience import is_preview
from leader_portal.models import Funder, Page, PagePlace, Region


class PageFrame:
    """The frame of one page. Three queries, made when first needed, none for a page that shows no frame."""

    site_url = settings.SITE_URL

    @property
    def is_preview(self) -> bool:
        """Whether drafts are shown too, for staff who switched the preview on."""
        return is_preview()

    @cached_property
    def region(self) -> Region | None:
        return Region.objects.first()

    @cached_property
    def funders(self) -> list[Funder]:
        return list(Funder.objects.all())

    @property
    def navigation_pages(self) -> list[Page]:
        return [page for page in self.pages if page.place == PagePlace.NAVIGATION]

    @property
    def footer_pages(self) -> list[Page]:
        return [page for page in self.pages if page.place == PagePlace.FOOTER]

    @cached_property
    def pages(self) -> list[Page]:
        return list(Page.objects.visible().only("slug", "title", "place", "position", "status"))


def page_frame(request) -> dict:
    """Context processor: `frame` on every page."""
    return {"frame": PageFrame()}

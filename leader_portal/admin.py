"""The region and its pages in the admin."""

from django.contrib import admin

from leader_portal.base_admin import BaseAdmin, PublishableAdmin
from leader_portal.models import FormerAddress, Funder, Page, Region


@admin.register(Region)
class RegionAdmin(BaseAdmin):
    list_display = ["name", "lag_name", "contact_email"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Region.objects.exists()


@admin.register(Funder)
class FunderAdmin(BaseAdmin):
    list_display = ["name", "link", "position"]


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    list_display = ["title", "slug", "place", "position", "status"]
    list_filter = ["status", "place"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    list_display = ["path", "target"]
    search_fields = ["path", "target"]

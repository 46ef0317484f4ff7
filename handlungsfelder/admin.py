"""The strategy in the admin."""

from django.contrib import admin

from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from leader_portal.base_admin import BaseAdmin, PublishableAdmin


@admin.register(Handlungsfeld)
class HandlungsfeldAdmin(PublishableAdmin):
    list_display = ["number", "title", "qualifier", "hue", "status"]
    list_display_links = ["number", "title"]
    list_filter = ["status"]
    search_fields = ["title", "guiding_statement"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Topic)
class TopicAdmin(PublishableAdmin):
    list_display = ["title", "handlungsfeld", "mandated_by_state", "named_by_lag", "position", "status"]
    list_filter = ["status", "handlungsfeld", "mandated_by_state", "named_by_lag"]
    list_select_related = ["handlungsfeld"]
    search_fields = ["title"]
    ordering = ["handlungsfeld__number", "position", "id"]


@admin.register(Place)
class PlaceAdmin(BaseAdmin):
    list_display = ["name", "part_of"]
    list_select_related = ["part_of"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Card)
class CardAdmin(PublishableAdmin):
    list_display = ["code", "text", "handlungsfeld", "quadrant", "position", "status"]
    list_display_links = ["code", "text"]
    list_filter = ["status", "handlungsfeld", "quadrant"]
    list_select_related = ["handlungsfeld"]
    search_fields = ["code", "text"]
    ordering = ["handlungsfeld__number", "quadrant", "position", "id"]
    readonly_fields = ["code", *PublishableAdmin.readonly_fields]
    autocomplete_fields = ["topics", "places", "merged_into"]

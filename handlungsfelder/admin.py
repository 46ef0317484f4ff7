"""The strategy in the admin."""

from django.contrib import admin

from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from handlungsfelder.numbering import swap_numbers_of_two
from handlungsfelder.pinboard.urls import pinboard_urls
from handlungsfelder.tables import CardTable, TopicTable
from handlungsfelder.topic_rows import cross_cutting_urls, field_topics_urls
from leader_portal.desk.archive_pages import StatusFilter
from leader_portal.desk.base_admin import BaseAdmin, PublishableAdmin, link_column
from leader_portal.exchange.pages import ExchangePages


@admin.register(Handlungsfeld)
class HandlungsfeldAdmin(PublishableAdmin):
    list_display = ["number", "title", "qualifier", "pinboard", "topics", "hue", "status"]
    list_display_links = ["number", "title"]
    list_filter = [StatusFilter]
    search_fields = ["title", "guiding_statement"]
    prepopulated_fields = {"slug": ["title"]}
    actions = [swap_numbers_of_two, *PublishableAdmin.actions]
    help_texts = {
        "title": "Der Name des Feldes. Er steht auf jeder Seite und jedem Blatt, die vom Feld handeln.",
        "hue": "Die Farbe des Feldes auf dem Bildschirm und auf Papier. Jedes Feld sollte seine eigene haben.",
    }

    pinboard = link_column("pinboard", "Tafel", lambda field: f"HF {field.number}")
    topics = link_column("topics", "Themen", lambda field: f"HF {field.number}")

    def get_urls(self):
        return [*pinboard_urls(self.admin_site), *field_topics_urls(self.admin_site), *super().get_urls()]


@admin.register(Topic)
class TopicAdmin(ExchangePages, PublishableAdmin):
    table_class = TopicTable
    list_display = ["title", "handlungsfeld", "mandated_by_state", "named_by_lag", "position", "status"]
    list_filter = [StatusFilter, "handlungsfeld", "mandated_by_state", "named_by_lag"]
    list_select_related = ["handlungsfeld"]
    search_fields = ["title"]
    ordering = ["handlungsfeld__number", "position", "id"]
    help_texts = {"title": "So steht das Thema auf der Seite des Feldes; seine eigene Seite nennt alle Karten dazu."}

    def get_urls(self):
        return [*cross_cutting_urls(self.admin_site), *super().get_urls()]


@admin.register(Place)
class PlaceAdmin(BaseAdmin):
    list_display = ["name", "part_of"]
    list_select_related = ["part_of"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    help_texts = {"name": "Der Ort bekommt eine Seite mit allen Karten, die ihn nennen."}


@admin.register(Card)
class CardAdmin(ExchangePages, PublishableAdmin):
    table_class = CardTable
    list_display = ["code", "text", "handlungsfeld", "quadrant", "position", "status"]
    list_display_links = ["code", "text"]
    list_filter = [StatusFilter, "handlungsfeld", "quadrant"]
    list_select_related = ["handlungsfeld"]
    search_fields = ["code", "text"]
    ordering = ["handlungsfeld__number", "quadrant", "position", "id"]
    readonly_fields = ["code", *PublishableAdmin.readonly_fields]
    autocomplete_fields = ["topics", "places", "merged_into"]
    help_texts = {
        "handlungsfeld": "Zieht die Karte in ein anderes Feld um, behält sie Code und Adresse.",
        "quadrant": "In welcher Spalte der Stärken-Schwächen-Analyse die Karte steht.",
    }

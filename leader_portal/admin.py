"""The region, its pages and the accounts of its staff in the admin."""

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from leader_portal.desk.accounts import AccountAdmin, RoleAdmin
from leader_portal.desk.archive_pages import StatusFilter
from leader_portal.desk.base_admin import BaseAdmin, PublishableAdmin
from leader_portal.desk.forms import VersionedForm
from leader_portal.desk.logos import kept_logo
from leader_portal.models import FormerAddress, Funder, Page, Region

# In the place of Django's own, whose words are not an office's.
admin.site.unregister([Group, User])
admin.site.register(Group, RoleAdmin)
admin.site.register(User, AccountAdmin)


@admin.register(Region)
class RegionAdmin(BaseAdmin):
    list_display = ["name", "lag_name", "contact_email"]
    help_texts = {
        "contact_name": "Steht unten auf jeder Seite. Leer gelassen erscheint dort nichts.",
        "contact_address": "Steht unten auf jeder Seite. Leer gelassen erscheint dort nichts.",
        "contact_email": "Steht öffentlich unten auf jeder Seite, am besten ein gemeinsames Postfach.",
        "contact_phone": "Steht öffentlich unten auf jeder Seite.",
    }

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Region.objects.exists()

    def has_delete_permission(self, request, obj=None):
        """The portal is always that of a region."""
        return False

    def view_on_site(self, obj):
        return reverse("home")


class FunderForm(VersionedForm):
    """A funder whose logo is drawn anew before it is kept."""

    def clean_image(self):
        image = self.cleaned_data["image"]
        return kept_logo(image) if isinstance(image, UploadedFile) else image


@admin.register(Funder)
class FunderAdmin(BaseAdmin):
    form = FunderForm
    list_display = ["name", "link", "position"]
    search_fields = ["name"]
    help_texts = {
        "name": "Nur für die Redaktion; Besucher*innen sehen das Logo.",
        "link": "Wohin ein Klick auf das Logo führt. Leer gelassen führt er nirgendwohin.",
    }

    def view_on_site(self, obj):
        return reverse("home")


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    list_display = ["title", "slug", "place", "position", "status"]
    list_filter = [StatusFilter, "place"]
    search_fields = ["title", "text"]
    prepopulated_fields = {"slug": ["title"]}
    help_texts = {
        "title": "Steht als Überschrift auf der Seite und als Wort im Verweis.",
        "place": "Wo jede andere Seite hierher verweist. Impressum und Datenschutz gehören in die Fußzeile.",
    }


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    """The portal keeps this list by itself; changing it would break addresses that are printed on paper."""

    list_display = ["path", "target"]
    search_fields = ["path", "target"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def view_on_site(self, obj):
        return obj.target

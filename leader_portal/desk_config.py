"""Puts the LAG's desk in the place of Django's stock admin site."""

from django.apps import apps
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "leader_portal.desk.DeskSite"

    def ready(self):
        """Django's own name for accounts is one that no office has ever used."""
        super().ready()
        apps.get_app_config("auth").verbose_name = "Konten und Rollen"

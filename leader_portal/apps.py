from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate, pre_migrate


class PortalConfig(AppConfig):
    """The frame: region, pages, and the revision of all content."""

    name = "leader_portal"
    verbose_name = "Region und Seiten"
    default = True

    def ready(self):
        from leader_portal.content.revision import install_triggers, remove_triggers
        from leader_portal.content.roles import make_roles

        pre_migrate.connect(remove_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)
        # Django makes the permissions app by app; when it comes to its own accounts, those of all content are there.
        post_migrate.connect(make_roles, sender=apps.get_app_config("auth"))


class DeskConfig(admin_apps.AdminConfig):
    """Puts the LAG's desk in the place of Django's stock admin site."""

    default_site = "leader_portal.start_page.DeskSite"
    default = False

    def ready(self):
        """Django's own name for accounts is one that no office has ever used."""
        super().ready()
        apps.get_app_config("auth").verbose_name = "Konten und Rollen"

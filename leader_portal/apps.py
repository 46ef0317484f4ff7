from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PortalConfig(AppConfig):
    """The frame: region, pages, and the revision of all content."""

    name = "leader_portal"
    verbose_name = "Region und Seiten"

    def ready(self):
        from leader_portal.revision import install_triggers, make_way_for_migrations

        pre_migrate.connect(make_way_for_migrations, sender=self)
        post_migrate.connect(install_triggers, sender=self)

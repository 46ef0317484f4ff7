from django.apps import AppConfig


class HandlungsfelderConfig(AppConfig):
    """The strategy: what holds now."""

    name = "handlungsfelder"
    verbose_name = "Strategie"

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The record: what was said then."""

    name = "workshops"
    verbose_name = "Protokolle der Workshops"

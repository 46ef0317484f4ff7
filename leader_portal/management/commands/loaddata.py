"""Django's own loading of fixtures, as one operation."""

from django.core.management.commands import loaddata

from leader_portal.content.operations import operation


class Command(loaddata.Command):
    @operation()
    def handle(self, *labels, **options):
        return super().handle(*labels, **options)

from django.core.management.base import BaseCommand

from leader_portal.content.revision import ContentRevision


class Command(BaseCommand):
    """After a restore the revision counts again over numbers that browsers have seen: a new epoch tells them apart."""

    help = (
        "Nach dem Einspielen einer Sicherung: macht alle Seiten wertlos, die Browser und Server noch vom früheren "
        "Stand aufbewahren. Schadet nie."
    )

    def handle(self, *args, **options):
        ContentRevision.objects.renew_epoch()
        self.stdout.write("Alle aufbewahrten Seiten gelten als veraltet.")

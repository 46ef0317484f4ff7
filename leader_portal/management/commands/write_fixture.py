from django.apps import apps
from django.core.management import BaseCommand, call_command

from leader_portal.content.base_models import BaseModel
from leader_portal.models import FormerAddress, Funder

# The logos' files are not part of a fixture, and old addresses belong to an installation, not to its content.
LEFT_OUT = (Funder, FormerAddress)


class Command(BaseCommand):
    help = (
        "Schreibt den ganzen Inhalt des Portals in eine Datei, mit der ein anderes anfangen kann. Verlauf, Konten und "
        "Logos gehören nicht dazu."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="DATEI", help="zum Beispiel fixtures/region.json")

    def handle(self, *args, **options):
        by_natural_keys = {"natural_primary": True, "natural_foreign": True}
        call_command("dumpdata", *labels(), **by_natural_keys, indent=2, output=options["file"])


def labels() -> list[str]:
    """The kinds of content: the frame, the strategy, the record. None is left out that a later one refers to."""
    return [
        model._meta.label_lower
        for label in ("leader_portal", "handlungsfelder", "workshops")
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, BaseModel) and model not in LEFT_OUT
    ]

"""What a fresh installation needs before anybody can use it: content, and a way in for the staff."""

import secrets
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from leader_portal.content.revision import CONTENT_APPS, ContentRevision

USERNAME = "lag"
# Small letters and digits that nobody confuses on paper or on the phone.
PASSWORD_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def readable_password() -> str:
    """Sixteen random characters (79 bits) in groups of four."""
    return "-".join("".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(4)) for _ in range(4))


def has_content() -> bool:
    return any(
        model._default_manager.exists()
        for app in CONTENT_APPS
        for model in apps.get_app_config(app).get_models()
        if model is not ContentRevision
    )


class Command(BaseCommand):
    help = (
        "Richtet ein neues Portal ein: lädt die Inhalte in eine leere Datenbank und legt, solange es keinen "
        "Redaktionszugang gibt, einen an. Was schon da ist, bleibt unberührt."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--fixture",
            type=Path,
            metavar="DATEI",
            help="Die Inhalte, zum Beispiel fixtures/musterland.json. Ohne Angabe bleibt die Datenbank leer.",
        )

    def handle(self, *args, fixture: Path | None, **options):
        if fixture:
            self.load(fixture)
        users = get_user_model().objects
        if not users.filter(is_staff=True).exists():
            self.create_account(users)

    def load(self, fixture: Path):
        if has_content():
            return
        if not fixture.is_file():
            raise CommandError(f"Die Datei {fixture} gibt es nicht. Die Datenbank bleibt leer.")
        call_command("loaddata", fixture.resolve(), verbosity=0)
        self.stdout.write(f"Die Datenbank war leer: Inhalte aus {fixture} geladen.")

    def create_account(self, users):
        password = readable_password()
        if users.filter(username=USERNAME).exists():
            raise CommandError(
                f"Das Konto „{USERNAME}“ gibt es, es darf aber nicht in die Redaktion. Legen Sie mit "
                "„manage.py createsuperuser“ ein anderes an."
            )
        users.create_superuser(USERNAME, password=password)
        lines = [
            "Zugang zur Redaktion, nur dieses eine Mal gezeigt:",
            "",
            "   Adresse    /admin/",
            f"   Name       {USERNAME}",
            f"   Passwort   {password}",
        ]
        width = max(map(len, lines)) + 2
        framed = [f"│ {line:<{width - 2}} │" for line in lines]
        self.stdout.write("\n".join(["", f"┌{'─' * width}┐", *framed, f"└{'─' * width}┘", ""]))

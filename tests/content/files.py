"""Where the content lies."""

from django.conf import settings

FIXTURES = settings.BASE_DIR / "fixtures"
FIXTURE = FIXTURES / "westharz.json"
SOURCE = FIXTURES / "westharz-quelle.txt"
README = FIXTURES / "README.md"

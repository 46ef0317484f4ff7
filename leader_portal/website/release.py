"""Which release of the portal this process runs."""

import hashlib
from functools import cache

from django.conf import settings

SOURCES = (
    "leader_portal/**/*.py",
    "handlungsfelder/**/*.py",
    "workshops/**/*.py",
    "templates/**/*",
    "static/**/*",
    "requirements.lock",
)


@cache
def release() -> str:
    """
    A digest over everything that decides what a page looks like, besides the content: code, templates,
    static files, locked dependencies, and the site's address. Read once per process, on first use.
    """
    digest = hashlib.sha256(settings.SITE_URL.encode())
    for pattern in SOURCES:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

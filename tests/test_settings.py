"""The settings as a fresh process reads them: under test they have long been loaded."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = {"SECRET_KEY": "x" * 50}
ASKED = (
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
)
SHOW = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {ASKED!r}}}))
"""


def python(code: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "leader_portal.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_with(**environment: str) -> dict:
    return json.loads(python(SHOW, **KEY, **environment).stdout)


def complaint_with(**environment: str) -> str:
    """The last line of what the start says before it stops."""
    run = python(SHOW, **environment)
    assert run.returncode != 0
    return run.stderr.splitlines()[-1]


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}])
def test_without_a_secret_key_the_start_stops_and_says_what_to_set(environment):
    assert complaint_with(**environment) == (
        "django.core.exceptions.ImproperlyConfigured: SECRET_KEY ist nicht gesetzt. Setzen Sie die Umgebungsvariable "
        "SECRET_KEY auf mindestens 50 zufällige Zeichen, die nur dieser Server kennt; oder starten Sie mit "
        "„make serve“ oder „make dev“, die einen Schlüssel unter var/ anlegen."
    )


@pytest.mark.parametrize(
    "address", ["", "strategie.example.org", "ftp://example.org", "https:example.org", "https://example.org/leader"]
)
def test_a_site_url_that_is_none_stops_the_start_and_says_so(address):
    assert complaint_with(**KEY, SITE_URL=address) == (
        f"django.core.exceptions.ImproperlyConfigured: SITE_URL ist „{address}“. Setzen Sie sie auf die Adresse der "
        "Website ohne Pfad, zum Beispiel https://strategie.example.org."
    )


def test_an_https_site_redirects_to_it_and_keeps_its_cookies_off_plain_http():
    assert settings_with(SITE_URL="https://strategie.example.org") == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLOWED_HOSTS": ["strategie.example.org"],
        "CSRF_TRUSTED_ORIGINS": ["https://strategie.example.org"],
    }


def test_an_http_site_works_without_tls():
    assert settings_with(SITE_URL="http://127.0.0.1:8123") == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "SECURE_PROXY_SSL_HEADER": None,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "CSRF_TRUSTED_ORIGINS": ["http://127.0.0.1:8123"],
    }


def test_a_slash_after_the_site_url_means_nothing():
    assert settings_with(SITE_URL="https://strategie.example.org/")["CSRF_TRUSTED_ORIGINS"] == [
        "https://strategie.example.org"
    ]


def test_a_checkout_may_stand_anywhere():
    code = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"

    run = python(code, **KEY, VAR_DIR="/srv/Mein Portal/a+b 100%25 ä")

    assert run.stdout == "/srv/Mein Portal/a+b 100%25 ä/portal.sqlite3\n"

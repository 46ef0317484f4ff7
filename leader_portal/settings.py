"""
Settings of the portal, all read from the environment. The README lists them.

`SITE_URL` decides host names, CSRF origins, secure cookies and HSTS.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

# All that the portal writes itself: the embedded database, collected static files, uploaded pictures.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = env.bool("DEBUG", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY ist nicht gesetzt. Setzen Sie die Umgebungsvariable SECRET_KEY auf mindestens 50 zufällige "
        "Zeichen, die nur dieser Server kennt; oder starten Sie mit „make serve“ oder „make dev“, die einen "
        "Schlüssel unter var/ anlegen."
    )

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    raise ImproperlyConfigured(
        f"SITE_URL ist „{SITE_URL}“. Setzen Sie sie auf die Adresse der Website ohne Pfad, zum Beispiel "
        "https://strategie.example.org."
    )
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = LOCAL_HOSTS if _site.hostname in LOCAL_HOSTS else [_site.hostname]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

IS_SECURE_SITE = _site.scheme == "https"
SECURE_SSL_REDIRECT = IS_SECURE_SITE
SESSION_COOKIE_SECURE = IS_SECURE_SITE
CSRF_COOKIE_SECURE = IS_SECURE_SITE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_SECURE_SITE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE_SITE
# The reverse proxy in front ends TLS and says so in this header; it must overwrite what clients send.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE_SITE else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Preloading HSTS binds the whole registered domain, which is seldom the LAG's own to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# The pages use none of a device's abilities.
PERMISSIONS_POLICY = {
    ability: []
    for ability in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
}

INSTALLED_APPS = [
    "leader_portal",
    "handlungsfelder",
    "workshops",
    # Django's admin, with the LAG's desk as its site.
    "leader_portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    # Before staticfiles, so that `make dev` serves static files the way production does.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside all that builds a page, so that a kept page costs nothing but its lookup.
    "leader_portal.website.cache.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "leader_portal.website.mistyped.MistypedAddressMiddleware",
    "leader_portal.content.addresses.FormerAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Tell the history what belongs together, and who is writing.
    "leader_portal.content.operations.OperationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "leader_portal.website.preview.PreviewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "leader_portal.urls"
WSGI_APPLICATION = "leader_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leader_portal.website.frame.page_frame",
            ],
        },
    },
]

# No ATOMIC_REQUESTS: with immediate transactions every GET would take SQLite's only write lock.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{quote(str(VAR_DIR / 'portal.sqlite3'))}")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
    }
    # A file, not memory: the suite and the servers it starts share it.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# The pictures of the handbook stand beside its text, and are shown at the desk (leader_portal/desk/help.py).
STATICFILES_DIRS = [BASE_DIR / "static", ("handbuch", BASE_DIR / "docs" / "bilder")]
# What must lie at the root of the site, such as favicon.ico.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
MEDIA_URL = "medien/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "leader_portal.website.static_files.BundledStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
# Fonts and icons are asked for with hashed names and never change under one.
WHITENOISE_MAX_AGE = 0 if DEBUG else 60 * 60

# How much of rendered pages one worker keeps, in bytes; 0 keeps none.
PAGE_CACHE_BYTES = 0 if DEBUG else env.int("PAGE_CACHE_MB", default=64) * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

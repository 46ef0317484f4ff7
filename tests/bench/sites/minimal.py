"""Settings of a Django that does nothing but answer »ok«: no middleware, no apps, no database."""

import os
from pathlib import Path

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.sites.ok"
MIDDLEWARE = []
# deploy/gunicorn.conf.py asks for these.
BASE_DIR = Path(__file__).resolve().parent
SITE_URL = os.environ["SITE_URL"]

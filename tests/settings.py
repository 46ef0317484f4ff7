"""
The portal's own settings in an environment of the suite's own: nothing that a developer has set, no key and no
database of theirs, reaches the tests. Only DATABASE_URL does, which says on which database they run.

`VAR_DIR` is a directory per process, so that two runs at the same time share neither database nor files;
`tests/conftest.py` makes and removes it.
"""

import os
from pathlib import Path

for name in ("DEBUG", "SITE_URL", "PAGE_CACHE_MB"):
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdef" * 3
os.environ["VAR_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "tests" / str(os.getpid()))

from leader_portal.settings import *  # noqa: E402, F403
from leader_portal.settings import TEMPLATES  # noqa: E402
from tests.strictness import UndefinedVariable  # noqa: E402

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()
# What the hashing of passwords costs would be most of the time that tests with accounts take.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Every client of a test starts the middleware anew; listing all static files each time would be a third of the suite's
# time. With this they are looked up when asked for.
WHITENOISE_AUTOREFRESH = True

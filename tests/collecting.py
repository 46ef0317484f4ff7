"""
The static files for a run of tests. Collecting and compressing them takes longer than most tests, so that they are
kept for the next run and for those at the same time, until a source of them changes.
"""

import hashlib
import os
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

KEPT = settings.VAR_DIR.parent / "static"
# What decides, besides the files themselves, what comes of them.
MADE_BY = ("leader_portal/settings.py", "leader_portal/website/static_files.py", "requirements-dev.lock")
# No run takes longer.
A_DAY = 24 * 60 * 60


def collect_static_files():
    """Put them where the settings say, or a link to what an earlier run has put there."""
    kept = KEPT / state_of_the_sources()
    if not kept.exists():
        call_command("collectstatic", interactive=False, verbosity=0)
        clear_away_old_ones()
        try:
            settings.STATIC_ROOT.rename(kept)
        except OSError:
            # Another run was faster.
            return
    os.utime(kept)
    settings.STATIC_ROOT.symlink_to(kept)


def state_of_the_sources() -> str:
    digest = hashlib.blake2b(digest_size=12)
    for path in MADE_BY:
        digest.update(Path(settings.BASE_DIR, path).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(name.encode())
            digest.update(Path(storage.path(name)).read_bytes())
    return digest.hexdigest()


def clear_away_old_ones():
    KEPT.mkdir(exist_ok=True)
    for kept in KEPT.iterdir():
        if time.time() - kept.stat().st_mtime > A_DAY:
            shutil.rmtree(kept, ignore_errors=True)

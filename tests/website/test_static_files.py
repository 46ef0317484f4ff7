"""What `collectstatic` makes of the scripts."""

import posixpath
import re

# Not the storage itself: pytest looks into what a module holds, and it would read its manifest before there is one.
from django.contrib.staticfiles import storage

IMPORT = re.compile(r'^import (?:.* from )?"(?P<file>[^"]+)";$', re.MULTILINE)


def test_scripts_import_each_other_under_their_hashed_names():
    """Else a browser would run an old module with a new one after a release."""
    names = storage.staticfiles_storage.load_manifest()[0]
    scripts = {name: hashed for name, hashed in names.items() if name.startswith("js/")}
    imported = set()
    for hashed in scripts.values():
        with storage.staticfiles_storage.open(hashed) as file:
            found = IMPORT.findall(file.read().decode())
        imported |= {posixpath.normpath(posixpath.join(posixpath.dirname(hashed), name)) for name in found}

    assert scripts["js/desk/dom.js"] in imported
    assert imported <= set(scripts.values())

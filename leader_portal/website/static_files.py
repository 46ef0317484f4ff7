"""The static files as `collectstatic` makes them: the stylesheet in one piece, names hashed, bytes compressed."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/portal.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[a-z]+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """
    Puts what the stylesheet imports in its place, each in its cascade layer: one request instead of one per
    component. Browsers understand the unbundled form just as well, which is what `make dev` serves.
    """

    # Modules import each other under their hashed names too; an import map would be an inline script.
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if STYLESHEET in paths and not dry_run:
            self.delete(STYLESHEET)
            self.save(STYLESHEET, ContentFile(bundle(paths).encode()))
            paths = {**paths, STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, dry_run, **options)


def bundle(paths: dict) -> str:
    """The stylesheet with its imports in place, read from the sources that `collectstatic` found."""

    def text_of(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    def imported(statement: re.Match) -> str:
        file = str(PurePosixPath(STYLESHEET).parent / statement["file"])
        return f"@layer {statement['layer']} {{\n{text_of(file)}}}\n"

    return COMMENT.sub("", IMPORT.sub(imported, text_of(STYLESHEET)))

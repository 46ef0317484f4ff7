"""
The portal as on a slow line: each page takes SLOW_PAGES seconds longer. A browser test that looks at a page before it
has waited for it passes by luck on a quick machine; here it fails.
"""

import os
import runpy
import time
from pathlib import Path

globals().update(runpy.run_path(str(Path(__file__).parent.parent / "deploy" / "gunicorn.conf.py")))


def pre_request(worker, request):
    if not request.path.startswith("/static/"):
        time.sleep(float(os.environ["SLOW_PAGES"]))

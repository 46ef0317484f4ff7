"""
How gunicorn serves the portal, on a developer's machine as in production.

From the environment: BIND (address and port, or `unix:/path`), WEB_CONCURRENCY (processes), THREADS (per process).
"""

import os

wsgi_app = "leader_portal.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "4"))
# Loaded once before the processes part: a mistake in the settings is told once and stops the start.
preload_app = True
# Longer than a browser's pause between a page and what it asks for next.
keepalive = 5
graceful_timeout = 10
# Addresses of visitors are personal data: none are written down.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")
# One control socket per user account would be shared by all servers that run under it.
control_socket_disable = True


def when_ready(server):
    from django.conf import settings

    from leader_portal.website.release import release

    # Fixed while the files are the ones just loaded: a later update must not change which release this is.
    release()
    print(f"Das Portal läuft: {settings.SITE_URL}/ (beenden mit Strg+C)", flush=True)

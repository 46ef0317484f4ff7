"""
The whole suite as `make test` runs it: on PostgreSQL, on SQLite in two halves, and in a browser those of the website
and those of the desk, all at the same time. Each of them waits for others for part of its time, for a database, a
browser or a server, so that as many runs as there are cores would leave some of the cores idle; and none of them is so
long that it goes on alone when the others have ended. In CI, and with LONG_TESTS set, the slow proofs too.

The browser tests run once, on SQLite: what a browser is sent does not depend on the database, and that the pages
come out the same from either is what the other tests are there for.

What did not run is said in the last lines, and fails in CI. The very last line counts all runs together.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "test-reports"
BROWSER_TESTS = Path("tests", "browser")
DESK_TESTS = BROWSER_TESTS / "desk"
# About half of the time that the tests without a browser take on SQLite.
FIRST_HALF = [Path("tests", room) for room in ("website", "workshops", "printing", "exchange", "fixtures")]
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
PYTEST = [sys.executable, "-m", "pytest"]


@dataclass
class Run:
    """One run of pytest, writing to a log of its own until it is its turn to be shown."""

    name: str
    arguments: list[str]
    before: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def report(self) -> Path:
        return REPORTS / f"{self.file_name}.xml"

    @property
    def log(self) -> Path:
        return REPORTS / f"{self.file_name}.log"

    @property
    def file_name(self) -> str:
        return self.name.lower()

    def start(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*self.before, *PYTEST, f"--junit-xml={self.report}", *self.arguments],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def show(self) -> int:
        """Print what it says, from its beginning and until it ends; its exit code."""
        print(f"\n── {self.name} " + "─" * (100 - len(self.name)), flush=True)
        with self.log.open() as log:
            while True:
                ended = self.process.poll() is not None
                print(log.read(), end="", flush=True)
                if ended:
                    return self.process.returncode
                time.sleep(0.2)

    def counts(self) -> Counter:
        """How many tests ended how; one failure if it did not even get to count."""
        if not self.report.exists():
            return Counter(failed=1)
        suite = ElementTree.parse(self.report).getroot().find("testsuite")
        said = Counter({name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")})
        failed = said["failures"] + said["errors"]
        return Counter(passed=said["tests"] - failed - said["skipped"], failed=failed, skipped=said["skipped"])


def main(arguments: list[str]) -> int:
    # Leave by way of every `finally`, so that no server stays behind.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    browser = find_or_install_browser()
    without_browser = [f"--ignore={BROWSER_TESTS}", *arguments]
    with_browser = {"CHROMIUM": browser or ""}
    runs = [
        Run("PostgreSQL", without_browser, before=[sys.executable, "-m", "tests.postgresql"]),
        *on_sqlite(without_browser, arguments),
    ]
    if browser:
        runs += [
            Run("Website", [str(BROWSER_TESTS), f"--ignore={DESK_TESTS}", *arguments], environment=with_browser),
            Run("Schreibtisch", [str(DESK_TESTS), *arguments], environment=with_browser),
        ]
    os.environ.pop("DATABASE_URL", None)
    if IN_CI:
        os.environ["LONG_TESTS"] = "1"

    try:
        for run in runs:
            run.start()
        worked = [run.show() == 0 for run in runs]
    finally:
        for run in runs:
            if run.is_running:
                run.process.terminate()
                run.process.wait()

    counts = sum((run.counts() for run in runs), Counter())
    complaints = []
    if not browser:
        complaints.append(
            "NICHT GELAUFEN: die Tests im Browser. Es ist kein Chromium installiert; unter Debian und Ubuntu hilft "
            "„apt-get install chromium“, sonst die Umgebungsvariable CHROMIUM mit dem Pfad des Programms."
        )
    if counts["skipped"]:
        complaints.append(f"NICHT GELAUFEN: {counts['skipped']} ausgelassene Tests, oben mit Grund genannt (SKIPPED).")
    if not all(worked) and not counts["failed"]:
        counts["failed"] += 1
    if complaints and IN_CI:
        counts["failed"] += len(complaints)
    print()
    print(*complaints, sep="\n", end="\n" if complaints else "")
    print(", ".join(f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped")))
    return 1 if counts["failed"] else 0


def on_sqlite(options: list[str], asked: list[str]) -> list[Run]:
    """The tests on SQLite in two halves; in one, if somebody asks for certain tests."""
    if asked:
        return [Run("SQLite", options)]
    return [
        Run("SQLite-1", [*options, *map(str, FIRST_HALF)]),
        Run("SQLite-2", [*options, *(f"--ignore={folder}" for folder in FIRST_HALF)]),
    ]


def find_or_install_browser() -> str | None:
    """The browser's path; Debian's is installed where there is none and that is possible."""
    if chromium.executable() or "CHROMIUM" in os.environ:
        return chromium.executable()
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Chromium fehlt und wird installiert …", flush=True)
        quietly = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quietly)
        install = ["apt-get", "install", "-qy", "--no-install-recommends"]
        for package in ("chromium-headless-shell", "chromium"):
            if not chromium.executable():
                subprocess.run([*install, package], check=False, **quietly)
    else:
        print("Chromium fehlt, und nur die Systemverwaltung könnte es installieren (apt-get install chromium).")
    return chromium.executable()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

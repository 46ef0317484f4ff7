"""
The whole suite as `make test` runs it: on SQLite and on PostgreSQL at the same time, one core each, then the browser
tests, which need both cores.

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
BROWSER_TESTS = ROOT / "tests" / "browser"
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
PYTEST = [sys.executable, "-m", "pytest"]
COVERED = ["--cov", "--cov-report="]


@dataclass
class Run:
    """One run of pytest, writing to a log of its own until it is its turn to be shown."""

    name: str
    arguments: list[str]
    before: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def report(self) -> Path:
        return REPORTS / f"{self.file_name}.xml"

    @property
    def log(self) -> Path:
        return REPORTS / f"{self.file_name}.log"

    @property
    def coverage(self) -> Path:
        return REPORTS / f"coverage.{self.file_name}"

    @property
    def file_name(self) -> str:
        return self.name.lower()

    def start(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*self.before, *PYTEST, f"--junit-xml={self.report}", *self.arguments],
                cwd=ROOT,
                env={**os.environ, "COVERAGE_FILE": str(self.coverage), **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self

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
    has_browser_tests = any(BROWSER_TESTS.glob("test_*.py"))
    browser = find_or_install_browser() if has_browser_tests else None
    without_browser = [*COVERED, f"--ignore={BROWSER_TESTS.relative_to(ROOT)}", *arguments]
    on_sqlite = Run("SQLite", without_browser)
    on_postgresql = Run("PostgreSQL", without_browser, before=[sys.executable, "-m", "tests.postgresql"])
    in_browser = Run("Browser", [*arguments, str(BROWSER_TESTS)], environment={"CHROMIUM": browser or ""})
    os.environ.pop("DATABASE_URL", None)

    runs = [on_sqlite, on_postgresql]
    try:
        for run in runs:
            run.start()
        worked = [run.show() == 0 for run in runs]
        if browser:
            runs.append(in_browser)
            worked.append(in_browser.start().show() == 0)
    finally:
        for run in runs:
            run.process.terminate()
            run.process.wait()
    show_coverage([on_sqlite, on_postgresql])

    counts = sum((run.counts() for run in runs), Counter())
    complaints = []
    if has_browser_tests and not browser:
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


def find_or_install_browser() -> str | None:
    """The browser's path; Debian's is installed where there is none and that is possible."""
    if chromium.executable() or "CHROMIUM" in os.environ:
        return chromium.executable()
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Chromium fehlt und wird installiert …", flush=True)
        quietly = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quietly)
        subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", "chromium"], check=False, **quietly)
    else:
        print("Chromium fehlt, und nur die Systemverwaltung könnte es installieren (apt-get install chromium).")
    return chromium.executable()


def show_coverage(runs: list[Run]):
    """What the runs covered together: some branches are taken on one database only."""
    coverage = [sys.executable, "-m", "coverage"]
    combined = {**os.environ, "COVERAGE_FILE": str(REPORTS / "coverage")}
    files = [str(run.coverage) for run in runs if run.coverage.exists()]
    if files:
        print("\n── Abdeckung " + "─" * 92, flush=True)
        subprocess.run([*coverage, "combine", "--quiet", *files], cwd=ROOT, env=combined, check=False)
        subprocess.run([*coverage, "report"], cwd=ROOT, env=combined, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

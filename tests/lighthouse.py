"""
Lighthouse's opinion of the portal on a phone with a slow connection: `make lighthouse`.

Not part of `make test`: it needs Node.js 20 or newer and fetches Lighthouse, and on a busy machine its performance
says more about the machine. The figures are printed; what falls short fails.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import chromium
from tests.browser.standalone import running_portal

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = ["Start", "Feld 2", "Karte", "Workshop"]
EXPECTED = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
# On a simulated phone: when the largest part stands, for how long nothing reacts, how far things jump, what was loaded.
FIGURES = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"]
# Other programs only ever make it slower: the best of these is nearest to what the page itself takes.
ATTEMPTS = 3


@dataclass(frozen=True)
class Opinion:
    """The four scores of a page, of 100, what was measured, and what cost points, in words."""

    scores: dict[str, int]
    figures: list[str]
    lost: list[str]

    @property
    def is_good(self) -> bool:
        return all(self.scores[name] >= least for name, least in EXPECTED.items())


def opinion(url: str) -> Opinion:
    with TemporaryDirectory() as directory:
        report = Path(directory) / "report.json"
        subprocess.run(
            [
                *("npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}"),
                f"--only-categories={','.join(EXPECTED)}",
                f"--chrome-flags=--headless {' '.join(chromium.ARGUMENTS)}",
            ],
            env={**os.environ, "CHROME_PATH": chromium.executable()},
            stderr=subprocess.DEVNULL,
            check=True,
        )
        found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    lost = [
        f"{category['id']}: {audits[part['id']]['title']} ({audits[part['id']].get('displayValue', '')})"
        for category in found["categories"].values()
        for part in category["auditRefs"]
        if part["weight"] and (audits[part["id"]]["score"] or 0) < 1 and audits[part["id"]]["score"] is not None
    ]
    return Opinion(
        scores={name: round(found["categories"][name]["score"] * 100) for name in EXPECTED},
        figures=[audits[name]["displayValue"].removeprefix("Total size was ") for name in FIGURES],
        lost=lost,
    )


def main() -> int:
    if not shutil.which("npx") or not chromium.executable():
        print("Lighthouse braucht Node.js (ab 20) und Chromium.")
        return 1
    good = []
    print(" " * 10 + "".join(f"{name:>26}" for name in (*EXPECTED, *FIGURES)))
    with running_portal() as portal:
        for address in portal.addresses:
            if address.what not in PAGES:
                continue
            for _ in range(ATTEMPTS):
                found = opinion(portal.at(address))
                if found.is_good:
                    break
            good.append(found.is_good)
            print(f"{address.what:10}" + "".join(f"{part:>26}" for part in (*found.scores.values(), *found.figures)))
            for complaint in [] if found.is_good else found.lost:
                print(f"{'':10}  {complaint}")
    return 0 if good == [True] * len(PAGES) else 1


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench.lighthouse [runs]`: a server with its own instance, a hundred comments, and Lighthouse on three pages.

Exit status 1 where a page falls short. Performance depends on the machine being quiet; of each page the middle of `runs`
(3 unless told) counts, by performance.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.hundred import content_with_all_on_one_page
from bench.lighthouse.seeding import seed
from bench.lighthouse.wanted import COMMENTS, PAGES, WANTED, WITH_COMMENTS, Scores, table
from tests.support.browser import FLAGS
from tests.support.databases import ADMIN_EMAIL
from tests.support.server import Server

HERE = Path(__file__).parent
TOOLS = HERE.parents[1] / ".tools" / "lighthouse"
PATIENCE = 180
"""Seconds for one run on one page."""


def main(runs: int) -> int:
    """Measure every page, print the table, give back the exit status."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None or shutil.which("npm") is None:
        print("Lighthouse needs Chromium and npm: run .ci/tools first.", file=sys.stderr)
        return 1
    program = _installed()
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as home:
        server = Server(Path(home), WORKERS=2, CONTENT_DIR=content_with_all_on_one_page(Path(home)))
        try:
            server.start()
            seed(server.environment, ADMIN_EMAIL)
            assert len(server.reader().sees(WITH_COMMENTS)) == COMMENTS, "the comments are not there"
            found = [_middle(program, browser, name, server.base + path, runs, Path(home)) for name, path in PAGES.items()]
        finally:
            server.kill9()
    print(table(found))
    print(f"Load of this machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores; performance counts on a quiet one.")
    return 1 if any(one.missed for one in found) else 0


def _installed() -> Path:
    """Lighthouse in .tools/, exactly as package-lock.json names it."""
    sums = (HERE / "package-lock.json").read_bytes()
    stamp = TOOLS / "package-lock.json"
    program = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not (program.is_file() and stamp.is_file() and stamp.read_bytes() == sums):
        print("Installing Lighthouse into .tools/ ...", flush=True)
        TOOLS.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, TOOLS / name)
        subprocess.run(["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=TOOLS, check=True)
    return program


def _middle(program: Path, browser: str, name: str, url: str, runs: int, home: Path) -> Scores:
    measured = sorted((_run(program, browser, url, home) for _ in range(runs)), key=lambda one: _scores(one)["performance"])
    middle = measured[len(measured) // 2]
    scores = _scores(middle)
    faults = [fault for category in WANTED if scores[category] < 100 for fault in _faults(middle, category)]
    return Scores(name, scores, faults)


def _run(program: Path, browser: str, url: str, home: Path) -> dict[str, Any]:
    told = home / "report.json"
    flags = " ".join(["--headless=new", *FLAGS])
    command = ["node", str(program), url, "--quiet", "--output=json", f"--output-path={told}", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(WANTED)}", "--no-enable-error-reporting"]
    for last in (False, True):  # on a busy machine Chromium loses a trace now and then
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": browser}, check=last, timeout=PATIENCE)
        if done.returncode == 0:
            break
    report: dict[str, Any] = json.loads(told.read_text())
    if report.get("runtimeError"):
        raise RuntimeError(report["runtimeError"]["message"])
    return report


def _scores(report: dict[str, Any]) -> dict[str, int]:
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in WANTED}


def _faults(report: dict[str, Any], category: str) -> list[str]:
    """The audits of a category that count and are not perfect, with what they say first."""
    told = []
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = (audit.get("details") or {}).get("items") or [{}]
            where = (items[0].get("node") or {}).get("snippet") or items[0].get("description") or ""
            told.append(f"{category}: {audit['title']} {audit.get('displayValue', '')} {where}".rstrip()[:240])
    return told


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))

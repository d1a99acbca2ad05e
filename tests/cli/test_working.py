"""The worker's own manners."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from app.cli.migrating import bring_up_to_date
from tests.support.databases import bare_environment
from tests.support.needs import ROOT
from tests.support.waiting import until


def test_a_redis_that_is_away_is_told_once(app: Flask, environment: dict[str, str], tmp_path: Path) -> None:
    with app.app_context():
        bring_up_to_date(app)
    around = bare_environment() | environment | {"REDIS_URL": "redis://127.0.0.1:1/0"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    log = tmp_path / "log"
    with log.open("w") as said:
        worker = subprocess.Popen(command, cwd=ROOT, env=around, stderr=said)
    until(lambda: "Redis does not answer" in log.read_text(), seconds=60, runs=worker)
    time.sleep(3)  # several more tries in vain
    worker.terminate()
    worker.wait(30)
    assert log.read_text().count("Redis does not answer") == 1
    assert "Traceback" not in log.read_text()

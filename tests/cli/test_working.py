"""The worker's own manners."""

from __future__ import annotations

import subprocess
import sys
import time

from flask import Flask

from app.cli.migrating import bring_up_to_date
from tests.support.databases import bare_environment
from tests.support.needs import ROOT


def test_a_redis_that_is_away_is_told_once(app: Flask, environment: dict[str, str]) -> None:
    with app.app_context():
        bring_up_to_date(app)
    around = bare_environment() | environment | {"REDIS_URL": "redis://127.0.0.1:1/0"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    worker = subprocess.Popen(command, cwd=ROOT, env=around, stderr=subprocess.PIPE, text=True)
    time.sleep(8)
    worker.terminate()
    said = worker.communicate(timeout=20)[1]
    assert said.count("Redis does not answer") == 1
    assert "Traceback" not in said

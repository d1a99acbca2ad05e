"""Measures a moderator's work with many comments in the database: `python -m bench.moderating [100000] [DATABASE_URL]`.

Prints in milliseconds what the server takes, from the request to its answer, commits included: a decision as the desk's
script sends it, undoing it, and a page of the queue. In a new SQLite file unless the address of an empty PostgreSQL
database is given.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from app import accounts, create_app
from bench.crowd import plant

ROOT = Path(__file__).resolve().parent.parent
EMAIL, PASSWORD = "bench@example.org", "a long enough pass phrase"
DECISIONS = 500
VERDICTS = [*["approved"] * 16, *["rejected"] * 3, "spam"]
"""Of twenty decisions; one for a reason carries it, and one of spam teaches the filter."""
FORM = re.compile(r'action="(/moderation/comments/\d+/decisions)".*?name="revision" value="(\d+)"', re.DOTALL)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
UNDO = re.compile(r'action="(/moderation/decisions/\d+/undo)"')

MOST = {"a decision": (15.0, 50.0)}
"""Milliseconds that must not be passed: in the middle, and by 99 of 100."""


def main(number: int, database: str | None) -> int:
    """Plant, measure, print; 1 where a decision takes longer than it may."""
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        settings = {"INSTANCE_DIR": home, "CONTENT_DIR": str(ROOT / "content"), "RATE_LIMIT": "off"}
        settings |= {"DATABASE_URL": database} if database else {}
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, env=settings, check=True)
        app = create_app(settings)
        with app.app_context():
            accounts.add(EMAIL, PASSWORD)
            plant(number, waiting=DECISIONS * 2)
        figures = {name: _figures(times) for name, times in _measured(app).items()}
    print(json.dumps({"comments": number, "database": (database or "sqlite").split(":")[0], "ms": figures}, indent=1))
    return int(
        any(figures[name]["middle"] > middle or figures[name]["99 of 100"] > last for name, (middle, last) in MOST.items())
    )


def _measured(app: Flask) -> dict[str, list[float]]:
    client = _signed_in(app)
    times: dict[str, list[float]] = {"a decision": [], "undoing it": [], "a page of the queue": []}
    for path, revision, token in _waiting(client, times["a page of the queue"]):
        verdict = VERDICTS[len(times["a decision"]) % len(VERDICTS)]
        fields = {"csrf_token": token, "revision": revision, "verdict": verdict}
        if verdict == "rejected":
            fields |= {"reason": "medical", "note": "Thank you for writing all the same."}
        answer = _timed(times["a decision"], lambda p=path, f=fields: client.post(p, data=f, headers={"Desk": "script"}))
        if len(times["a decision"]) % 10 == 0:
            undo = UNDO.search(answer)
            assert undo
            _timed(
                times["undoing it"], lambda u=undo[1], t=token: client.post(u, data={"csrf_token": t}, headers={"Desk": "script"})
            )
    return times


def _signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = TOKEN.search(client.get("/moderation/sign-in").text)
    assert token
    client.post("/moderation/sign-in", data={"csrf_token": token[1], "email": EMAIL, "password": PASSWORD})
    return client


def _waiting(client: FlaskClient, times: list[float]) -> Iterator[tuple[str, str, str]]:
    done = 0
    while done < DECISIONS:
        page = _timed(times, lambda: client.get("/moderation"))
        token, forms = TOKEN.search(page), FORM.findall(page)
        assert token
        assert forms
        for path, revision in forms:
            yield path, revision, token[1]
        done += len(forms)


def _timed(times: list[float], ask: Callable[[], object]) -> str:
    began = time.perf_counter()
    answer = ask()
    times.append((time.perf_counter() - began) * 1000)
    assert answer.status_code == 200, answer.status_code  # type: ignore[attr-defined]
    return str(answer.text)  # type: ignore[attr-defined]


def _figures(times: list[float]) -> dict[str, float]:
    last = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return {"middle": round(statistics.median(times), 1), "99 of 100": round(last, 1)}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else None))

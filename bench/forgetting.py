"""Measures how long somebody who writes waits while erased words are forgotten: `python -m bench.forgetting [100000] [ROUNDS]`.

Fills a SQLite file of its own with comments, all of them in the search index, and takes one back after the other; meanwhile
another process begins transactions that write, as fast as it can, and keeps the longest it had to wait, in milliseconds.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

from app import accounts, comments, create_app
from app.cli.working import BREATH
from app.comments import Comment, Status
from app.comments.erasing import erase_words
from app.db import db, now
from bench.crowd import plant

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, PAUSE = 50, 0.05
MOST = 50.0
"""Milliseconds that nobody may wait longer because of a step."""


def main(number: int, rounds: int) -> int:
    """Fill, take back, print; 1 where somebody waited longer than they may."""
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        settings = {"INSTANCE_DIR": home, "CONTENT_DIR": str(ROOT / "content"), "RATE_LIMIT": "off"}
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, env=settings, check=True)
        with create_app(settings).app_context():
            accounts.add("bench@example.org", "a long enough pass phrase")
            plant(number, waiting=0)
            waited, steps = _measured(Path(home) / "understory.db", rounds)
    longest, usual = max(waited), sorted(waited)[len(waited) // 2]
    late = sum(one > MOST for one in waited)
    print(f"{number:,} comments, {rounds} taken back in {steps} steps; {len(waited):,} times somebody wrote meanwhile,")
    print(f"who waited {usual:.2f} ms in the middle and at most {longest:.1f}; {late} waited longer than {MOST:.0f}")
    return int(longest > MOST)


def _measured(file: Path, rounds: int) -> tuple[list[float], int]:
    """What each writer waited, in milliseconds, and how many steps it took to forget all."""
    ours, theirs = multiprocessing.Pipe()
    over, forgetting = multiprocessing.Event(), multiprocessing.Event()
    writer = multiprocessing.Process(target=_writes, args=(file, theirs, over, forgetting))
    writer.start()
    ours.recv()
    steps = 0
    for number in range(1, rounds + 1):
        comment = db.session.get_one(Comment, number)
        comment.status = comment.former_status = Status.WITHDRAWN
        comment.end(now())
        erase_words(comment)
        db.session.commit()
        forgetting.set()
        done = False
        while not done:
            done, steps = comments.forget_withdrawn(breath=BREATH), steps + 1
            time.sleep(PAUSE)
        forgetting.clear()
        time.sleep(PAUSE)  # until whoever waits has seen it
    over.set()
    forgetting.set()
    waited: list[float] = ours.recv()
    writer.join()
    return waited, steps


def _writes(file: Path, told: multiprocessing.connection.Connection, over: Event, forgetting: Event) -> None:
    """Begin to write, again and again, while something is forgotten, asking at once again: SQLite's pauses do not count."""
    waited = []
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as connection:
        told.send("ready")
        while forgetting.wait() and not over.is_set():
            began = time.perf_counter()
            while not _begins(connection):
                time.sleep(0.0002)
            waited.append((time.perf_counter() - began) * 1000)
            connection.execute("ROLLBACK")
            time.sleep(0.001)
    told.send(waited)


def _begins(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS))

"""What a worker weighs: the house must fit on the smallest machine that is for rent."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.fixtures.servers import StartServer
from tests.support.server import Server
from tests.support.waiting import until

MOST_RESIDENT = 90
"""MB of one worker that has answered readers and now waits, with the example content."""

NEVER_FOR_READERS = {"alembic", "email.policy", "huey", "limits", "mako", "psycopg", "redis", "rich", "smtplib", "PIL.ImageCms"}
NEVER_FOR_READERS |= {"PIL.WebPImagePlugin", "sqlalchemy.dialects.postgresql"}
"""What commands, writers, other databases and the makers of pictures need."""

PAGES = ("/", "/articles/the-visitors", "/articles/a-calendar-for-two", "/archive", "/search?q=sleep", "/feed.xml", "/tags/rest")

READS = f"""
import sys
from wsgi import app
app.testing = True
client = app.test_client()
assert [client.get(path).status_code for path in {PAGES!r}] == [200] * {len(PAGES)}
print(*sorted(sys.modules))
"""


@pytest.mark.server
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_worker_that_has_answered_readers_stays_small(start_server: StartServer) -> None:
    server = start_server(through_make=True, WORKERS=2)
    until(lambda: len(list((server.instance / "media").glob("*.webp"))) > 2, seconds=60)
    server.restart()
    for _ in range(6):
        for path in PAGES:
            server.reader().asks(path)
    time.sleep(2)
    resident = {worker: _resident(worker) for worker in _workers(server)}
    assert len(resident) == 2
    assert max(resident.values()) < MOST_RESIDENT, resident


def test_answering_readers_loads_nothing_that_only_others_need(tmp_path: Path) -> None:
    prepared = Server(tmp_path)
    prepared.start().stop()
    out = subprocess.run([sys.executable, "-c", READS], env=prepared.environment, capture_output=True, text=True, check=True)
    loaded = set(out.stdout.split())
    assert not loaded & NEVER_FOR_READERS


def _workers(server: Server) -> list[int]:
    """The forks of the process that serves: they have their parent's command line."""
    lines = {one: Path(f"/proc/{one}/cmdline").read_bytes() for one in server.processes()}
    return [one for one, line in lines.items() if line == lines.get(_parent(one))]


def _parent(process: int) -> int:
    return int(_status(process, "PPid"))


def _resident(process: int) -> int:
    """Megabytes of memory that a process has, with what it shares."""
    return int(_status(process, "VmRSS")) // 1024


def _status(process: int, what: str) -> str:
    """What the system says about a process, without its unit."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(line for line in lines if line.startswith(f"{what}:")).split()[1]

"""A PgBouncer of our own in front of a PostgreSQL server."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from tests.support.needs import program
from tests.support.postgresql import PostgreSQLServer
from tests.support.waiting import answers, free_port, until

CONFIGURATION = """\
[databases]
postgres = host=127.0.0.1 port={behind} dbname=postgres user=understory
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
logfile = {home}/bouncer.log
"""


class PgBouncer:
    """`mode` is session or transaction; `size` is how many connections it keeps to the database."""

    def __init__(self, home: Path, database: PostgreSQLServer, *, mode: str, size: int) -> None:
        self.home, self.port, self.database = home, free_port(), database
        self.file = home / "pgbouncer.ini"
        self.file.write_text(CONFIGURATION.format(home=home, port=self.port, behind=database.port, mode=mode, size=size))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> URL:
        """What DATABASE_URL has to say."""
        return self.database.url.set(port=self.port)

    def start(self) -> PgBouncer:
        """Start, and wait until it listens. It refuses to be root, like the database."""
        who = self.home.stat()
        as_someone = ["setpriv", f"--reuid={who.st_uid}", f"--regid={who.st_gid}", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*as_someone, program("pgbouncer", of="PgBouncer"), str(self.file)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: answers(self.port), seconds=20, runs=self.process, log=self._log)
        return self

    def kill9(self) -> None:
        """End it without a word to anybody."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)

    def _log(self) -> str:
        log = self.home / "bouncer.log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""

"""PostgreSQL servers of our own: the files of one, started and stopped as its operator would, or copied from another."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

from tests.support.needs import program
from tests.support.waiting import free_port, until


class PostgreSQLServer:
    """One server with its files in `home`, on a free port of the loopback interface. `options` are its settings."""

    def __init__(self, home: Path, **options: object) -> None:
        self.initdb, self.server = program("initdb", of="PostgreSQL"), program("postgres", of="PostgreSQL")
        self.home, self.data, self.port = home, home / "data", free_port()
        own = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": home}
        self.options = own | options
        self.process: subprocess.Popen[bytes] | None = None
        home.mkdir(parents=True, exist_ok=True)
        self._as_someone: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
            shutil.chown(home, "postgres" if _exists("postgres") else "nobody")
            user = home.stat()
            self._as_someone = [program("setpriv"), f"--reuid={user.st_uid}", f"--regid={user.st_gid}", "--clear-groups"]

    @property
    def url(self) -> URL:
        """Where it listens, with the database that every server has."""
        return URL.create("postgresql", username="understory", host="127.0.0.1", port=self.port, database="postgres")

    def initialize(self) -> None:
        """Make the files of an empty server."""
        self._run(self.initdb, "-D", self.data, "-U", "understory", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def copy_of(self, primary: PostgreSQLServer) -> None:
        """Make the files of a standby that follows `primary` (pg_basebackup -R)."""
        source = f"host=127.0.0.1 port={primary.port} user=understory application_name=standby"
        self._run(program("pg_basebackup", of="PostgreSQL"), "-D", self.data, "-d", source, "-R", "-X", "stream", "-c", "fast")

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        words = [word for name, value in self.options.items() for word in ("-c", f"{name}={value}")]
        with (self.home / "log").open("ab") as log:
            command = [*self._as_someone, self.server, "-D", str(self.data), *words]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home, start_new_session=True)
        until(self.accepts, seconds=30, runs=self.process, log=lambda: (self.home / "log").read_text(errors="replace")[-3000:])

    def accepts(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.url.render_as_string(hide_password=False), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        """The rows that a statement answers with."""
        with psycopg.connect(self.url.render_as_string(hide_password=False), autocommit=True) as connection:
            return connection.execute(statement.encode()).fetchall()

    def does(self, *statements: str) -> None:
        """Execute statements whose answer nobody needs."""
        with psycopg.connect(self.url.render_as_string(hide_password=False), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def promote(self) -> None:
        """Make a standby a primary that waits for nobody, as an operator would who has lost the other."""
        self.does("SELECT pg_promote(true, 30)")

    def stop(self) -> None:
        """End it in good order, without waiting for whoever is connected."""
        self._end(signal.SIGINT)

    def kill9(self) -> None:
        """End it as a power cut would, with everything it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)

    def _run(self, program: str, *words: object) -> None:
        command = [*self._as_someone, program, *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.home, check=False)
        assert done.returncode == 0, f"{program} ended with {done.returncode}:\n{done.stdout}{done.stderr}"


def _exists(user: str) -> bool:
    return subprocess.run(["id", "-u", user], capture_output=True, check=False).returncode == 0

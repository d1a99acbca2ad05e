"""The real thing as an operator runs it, in a process group of its own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from pathlib import Path

from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD, bare_environment
from tests.support.doors import HttpDoor
from tests.support.mail import letter_in
from tests.support.needs import ROOT
from tests.support.people import ModeratorAtWork, Reader
from tests.support.waiting import answers, free_port, until

READY_WITHIN = 60
"""Seconds; a machine with two busy cores migrates and starts in a few."""


class Server:
    """`flask --app wsgi start` with its own instance folder. `settings` are environment variables; any value becomes a string."""

    def __init__(self, home: Path, *, through_make: bool = False, **settings: object) -> None:
        self.home = home
        self.instance = home / "instance"
        self.port = int(str(settings.get("PORT") or free_port()))
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = home / "server.log"
        self.command = ["make", "run"] if through_make else [sys.executable, "-m", "flask", "--app", "wsgi", "start"]
        ours = {"PORT": self.port, "INSTANCE_DIR": self.instance, "ADMIN_EMAIL": ADMIN_EMAIL, "ADMIN_PASSWORD": ADMIN_PASSWORD}
        ours |= {"UNDO_SECONDS": 0, "RATE_LIMIT": "off", "WORKERS": 1} | settings
        self.environment = bare_environment() | {name: str(value) for name, value in ours.items()}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start and wait until it is ready.

        Raises:
            AssertionError: it ended, or was not ready in time; the message holds the end of its log.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            until(self.is_ready, seconds=READY_WITHIN, runs=self.process, log=self.log_tail)
        except AssertionError:
            self.kill9()
            raise
        return self

    def is_ready(self) -> bool:
        """Whether /readyz answers 200."""
        try:
            return HttpDoor(self.base).ask("/readyz").status == 200
        except OSError:
            return False

    def kill9(self) -> None:
        """End everything at once, as a power cut would."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def stop(self, how: signal.Signals = signal.SIGINT, *, whole_group: bool = True) -> float:
        """Ctrl-C (the whole group), or a signal to the one process only; the seconds it took to end.

        Raises:
            AssertionError: something still runs after 15 s, which is then killed.
        """
        assert self.process is not None
        began = time.monotonic()
        if self.process.poll() is None:
            (os.killpg if whole_group else os.kill)(self.process.pid, how)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill9()
            raise AssertionError(f"still running 15 s after {how.name}:\n{self.log_tail()}") from None
        return time.monotonic() - began

    def restart(self) -> Server:
        """Stop as an operator would and start again on the same port, database and content."""
        self.stop()
        return self.start()

    def processes(self) -> list[int]:
        """Every process of this server's session that still lives."""
        assert self.process is not None
        rows = subprocess.run(["ps", "-eo", "pid=,sess=,stat="], capture_output=True, text=True, check=True).stdout.splitlines()
        parts = [row.split() for row in rows]
        return [int(pid) for pid, session, state in parts if int(session) == self.process.pid and not state.startswith("Z")]

    def answers_on_port(self) -> bool:
        """Whether anything still listens on its port."""
        return answers(self.port)

    def log_tail(self, characters: int = 4000) -> str:
        """The end of what it printed."""
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""

    def letter(self, subject: str) -> EmailMessage:
        """The newest mail with this subject that its worker has sent, waiting for one to come."""
        return letter_in(self.instance / "mail", subject)

    def reader(self, name: str = "Ada") -> Reader:
        """Somebody with a fresh browser."""
        return Reader(HttpDoor(self.base), name)

    def moderator(self) -> ModeratorAtWork:
        """The first moderator, signed in, with a fresh browser."""
        return ModeratorAtWork(HttpDoor(self.base), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)


A_KEY_BREAKS, THE_KEY_IS_MENDED = (
    "UPDATE keys SET value = 'no key' || value WHERE name = 'authors'",
    "UPDATE keys SET value = substr(value, 7) WHERE name = 'authors'",
)
"""A mistake that nobody has thought of, and that is found only while posting: a key that is none. Read when a server starts."""


def change_database(server: Server, statement: str) -> None:
    """Change a server's SQLite database from outside."""
    with closing(sqlite3.connect(server.instance / "understory.db")) as connection:
        connection.execute(statement)
        connection.commit()


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """Hold SQLite's write lock from another process than the server: longer than any writer waits."""
    with closing(sqlite3.connect(server.instance / "understory.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")

"""Real databases for tests: each test has its own, copied from one that the migrations made once in a run."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy.engine import URL, make_url

from tests.support.needs import ROOT
from tests.support.postgresql import PostgreSQLServer

SETTINGS = """DATABASE_URL REDIS_URL SECRET_KEY SITE_URL HOST PORT CONTENT_DIR INSTANCE_DIR MAIL_URL MAIL_FROM
ADMIN_EMAIL ADMIN_PASSWORD UNDO_SECONDS RATE_LIMIT TRUSTED_PROXIES WORKERS FLASK_APP FLASK_DEBUG"""
"""What an operator may have set in the shell that the tests are started from."""

ADMIN_EMAIL = "nora@example.org"
ADMIN_PASSWORD = "a long enough pass phrase 7"


def flask_command(*words: str, environment: Mapping[str, str], typed: str = "") -> subprocess.CompletedProcess[str]:
    """`flask --app wsgi <words>` as an operator would run it, with only these settings.

    Raises:
        AssertionError: it ended with another status than 0.
    """
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=ROOT,
        env=bare_environment() | dict(environment),
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"flask {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


def bare_environment() -> dict[str, str]:
    """This process's environment without any setting of the house."""
    return {name: value for name, value in os.environ.items() if name not in SETTINGS.split()}


def migrate(environment: Mapping[str, str]) -> None:
    """Bring a database up to date and make its first moderator, both through the commands an operator has."""
    flask_command("db", "upgrade", environment=environment)
    flask_command(
        "moderators", "add", ADMIN_EMAIL, "--admin", environment=environment, typed=f"{ADMIN_PASSWORD}\n{ADMIN_PASSWORD}\n"
    )


class SQLiteFiles:
    """Copies of one migrated SQLite file."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self.template = home / "template.db"
        migrate({**environment, "DATABASE_URL": f"sqlite:///{self.template}"})
        with closing(sqlite3.connect(self.template)) as connection:
            # Nothing may stay in the write-ahead log: a copy takes the one file only.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def new(self, home: Path) -> str:
        """The address of a fresh database in the folder `home`."""
        home.mkdir(parents=True, exist_ok=True)
        copy = home / "understory.db"
        shutil.copyfile(self.template, copy)
        return f"sqlite:///{copy}"


class PostgreSQL:
    """A PostgreSQL server: one of our own on a free port, or the one that DATABASE_URL names."""

    def __init__(self, given: str | None) -> None:
        self.own: PostgreSQLServer | None = None
        self.home: Path | None = None
        self.made: list[str] = []
        if given:
            self.url = make_url(given).set(drivername="postgresql")
        else:
            self.url = self._start_own()
        self.front = psycopg.connect(self._address(self.url), autocommit=True)

    def create(self, template: str | None = None) -> str:
        """The name of a new database, empty or a copy of `template`."""
        name = f"understory_{uuid4().hex[:12]}"
        # FILE_COPY is twice as fast as the default for small templates without fsync.
        copy = f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else " TEMPLATE template0 ENCODING 'UTF8'"
        self.front.execute(f'CREATE DATABASE "{name}"{copy}'.encode())
        self.made.append(name)
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is still connected."""
        self.front.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        self.made.remove(name)

    def address(self, name: str) -> str:
        """What DATABASE_URL has to say for this database."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    def stop(self) -> None:
        """Drop what was made here; stop the server if it is our own."""
        if self.own is None:
            for name in list(self.made):
                self.drop(name)
        self.front.close()
        if self.own is not None:
            self.own.stop()
        if self.home is not None:
            shutil.rmtree(self.home, ignore_errors=True)

    def _start_own(self) -> URL:
        # A power cut in the middle of a test run loses nothing of worth.
        fast = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "timezone": "Asia/Kathmandu"}
        self.home = Path(tempfile.mkdtemp(prefix="understory-pg-"))
        self.own = PostgreSQLServer(self.home, max_connections=60, shared_buffers="32MB", **fast)
        self.own.initialize()
        self.own.start()
        return self.own.url

    @staticmethod
    def _address(url: URL) -> str:
        return url.render_as_string(hide_password=False)

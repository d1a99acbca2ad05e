"""The worker as operators run it: woken at once, killed in the middle, two of them, and through Redis."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import comments, create_app, jobs, outbox
from app.db import db, now
from app.jobs import Job
from app.outbox import Kind, Message
from tests.support import everywhere
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD, bare_environment
from tests.support.doors import AppDoor
from tests.support.fixtures.cast import OpenDoor
from tests.support.fixtures.house import Environment
from tests.support.fixtures.servers import StartServer
from tests.support.mail import MailServer
from tests.support.needs import ROOT
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import Server
from tests.support.waiting import until

Worker = subprocess.Popen[bytes]
SOON = 40
"""Seconds: a worker starts in two, on a machine with nothing else to do."""


@pytest.fixture
def open_door(app: Flask) -> OpenDoor:
    """Here the cast walks into the application in this process, and the worker beside it is what is real."""
    return lambda: AppDoor(app)


@pytest.fixture
def nora(open_door: OpenDoor) -> ModeratorAtWork:
    """A moderator who has signed in there."""
    return ModeratorAtWork(open_door(), "Nora").signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)


@pytest.fixture
def begin(environment: Environment, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Begin workers of this test's own, on its database: `begin(MAIL_URL=...)`."""
    begun: list[Worker] = []
    log = (tmp_path / "work.log").open("ab")

    def begin_one(**settings: str) -> Worker:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
        chosen = bare_environment() | environment | settings
        begun.append(subprocess.Popen(command, cwd=ROOT, env=chosen, stdout=log, stderr=log))
        return begun[-1]

    yield begin_one
    for worker in begun:
        worker.kill()
        worker.wait(10)
    log.close()


def put(app: Flask, subject: str, **more: object) -> None:
    with app.app_context():
        outbox.put(Kind.DIGEST, "ada@example.org", subject, "It is here.\n", **more)  # type: ignore[arg-type]
        db.session.commit()
        jobs.wake(Job.DELIVER)


def unsent(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(Message.sent_at.is_(None))) or 0


def test_the_worker_beside_the_server_sends_what_waits_and_is_begun_again_where_it_ends(
    start_server: StartServer, mail_server: MailServer, inside: Callable[[Server], Flask]
) -> None:
    server = start_server(MAIL_URL=mail_server.url)
    app = inside(server)
    put(app, "the first")
    until(lambda: len(mail_server.mails) == 1, seconds=SOON, log=server.log_tail)
    os.kill(worker_of(server) or 0, signal.SIGKILL)
    put(app, "the second")
    until(lambda: len(mail_server.mails) == 2, seconds=SOON, log=server.log_tail)
    assert "Traceback" not in server.log_tail()
    assert server.process
    server.process.kill()
    until(lambda: worker_of(server) is None, seconds=10, log=server.log_tail)
    os.killpg(server.process.pid, signal.SIGKILL)  # the server's own processes; the worker is no part of that group


def worker_of(server: Server) -> int | None:
    """The process that is the server's worker."""
    named = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in server.processes()}
    return next((pid for pid, words in named.items() if b"work" in words), None)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_worker_ends_in_time_and_without_a_word(
    app: Flask, begin: Callable[..., Worker], mail_server: MailServer, how: signal.Signals, tmp_path: Path
) -> None:
    worker = begin(MAIL_URL=mail_server.url)
    put(app, "sent before it ends")
    until(lambda: len(mail_server.mails) == 1, seconds=SOON, runs=worker)
    worker.send_signal(how)
    assert worker.wait(10) == 0
    assert (tmp_path / "work.log").read_text() == ""


def test_a_worker_killed_between_sending_and_noting_it_sends_at_most_once_more(
    app: Flask, begin: Callable[..., Worker], mail_server: MailServer
) -> None:
    def killed_meanwhile(mail: object) -> str | None:
        nonlocal worker
        if len(seen) == 0:
            worker.kill()
        seen.append(mail)
        return None

    seen: list[object] = []
    mail_server.to_mail = killed_meanwhile
    worker = begin(MAIL_URL=mail_server.url)
    put(app, "once, or twice at most")
    until(lambda: worker.poll() is not None, seconds=SOON)
    worker = begin(MAIL_URL=mail_server.url)
    put(app, "another one")
    until(lambda: len(seen) == 2, seconds=SOON, runs=worker)
    until(lambda: unsent(app) < 2, seconds=SOON, runs=worker)
    assert (unsent(app), len(seen)) == (1, 2), "it is left alone while the lease lasts"
    with app.app_context():
        db.session.execute(update(Message).values(claimed_until=now() - timedelta(seconds=1)))
        db.session.commit()
        jobs.wake(Job.DELIVER)
    until(lambda: unsent(app) == 0, seconds=SOON, runs=worker)
    assert [mail["Subject"] for mail in seen] == ["once, or twice at most", "another one", "once, or twice at most"]  # type: ignore[index]
    assert seen[0]["Message-ID"] == seen[2]["Message-ID"]  # type: ignore[index]


@pytest.mark.parametrize("through", ["a file", "Redis"])
def test_two_workers_never_send_one_message_twice(
    environment: Environment,
    begin: Callable[..., Worker],
    mail_server: MailServer,
    through: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = {"MAIL_URL": mail_server.url}
    if through == "Redis":
        settings["REDIS_URL"] = request.getfixturevalue("redis_url")
        # In this process huey may have been loaded for somebody who has no Redis.
        for name in [name for name in sys.modules if name.split(".")[0] == "huey"]:
            monkeypatch.delitem(sys.modules, name)
    workers = [begin(**settings) for _ in range(2)]
    app = create_app(environment | settings)
    for number in range(30):
        put(app, f"message {number}")
    until(lambda: unsent(app) == 0, seconds=SOON, log=lambda: f"{len(mail_server.mails)} of 30 were sent")
    assert sorted(mail["Subject"] for mail in mail_server.mails) == sorted(f"message {number}" for number in range(30))
    assert [worker.poll() for worker in workers] == [None, None]
    assert "nobody could be woken" not in caplog.text


@pytest.mark.settings(UNDO_SECONDS=0)
def test_the_words_of_a_withdrawn_comment_are_in_no_byte_within_a_minute(
    ada: Reader,
    ben: Reader,
    nora: ModeratorAtWork,
    app: Flask,
    begin: Callable[..., Worker],
    database_url: str,
    database_bytes: Callable[[], bytes],
    engine: str,
    tmp_path: Path,
) -> None:
    planted = everywhere.plant(app, ada, ben, nora, "a-quiet-hour", tmp_path / "instance" / "mail")
    assert everywhere.left_in(database_bytes()) == set(everywhere.WORDS)
    worker = begin()
    with a_reader_at_work(database_url) if engine == "sqlite" else nullcontext():
        ada.withdraws(planted.receipt)
        time.sleep(1)
        assert everywhere.left_in(database_bytes()) or engine != "sqlite"
    began = time.monotonic()
    until(lambda: not forgetting_waits(app), seconds=60, runs=worker)
    assert everywhere.left_in(database_bytes()) == set()
    assert everywhere.left_in(everywhere.shown(planted, ben)) == set()
    assert time.monotonic() - began < 60


@contextmanager
def a_reader_at_work(database_url: str) -> Iterator[None]:
    """Somebody who reads all the while, so that the log cannot be emptied."""
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM comments").fetchall()
        yield


def forgetting_waits(app: Flask) -> bool:
    with app.app_context():
        return comments.forgetting_waits()

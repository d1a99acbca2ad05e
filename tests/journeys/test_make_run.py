"""`make run` as a newcomer types it, and the two ways to stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.fixtures.servers import StartServer
from tests.support.needs import ROOT, program
from tests.support.server import Server
from tests.support.waiting import until

READY_WITHIN = 5.0
"""Seconds for a start after the first one, on a machine with nothing else to do; a busy one is given its share more."""

STOPPED_WITHIN = 10.0


@pytest.mark.parametrize(
    ("how", "whole_group"),
    [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGTERM, True)],
    ids=["Ctrl-C", "SIGTERM to make", "SIGTERM to all"],
)
def test_it_starts_again_within_seconds_and_leaves_nothing_behind(
    start_server: StartServer, how: signal.Signals, whole_group: bool
) -> None:
    program("make")
    server = start_server(through_make=True, WORKERS=2)
    assert "password  the one in ADMIN_PASSWORD" in server.log_tail()
    assert "only this once" not in server.log_tail(), "nothing was shown"
    _stops(server, how, whole_group)
    seconds = _starts_and_stops(server, how, whole_group)
    assert seconds < READY_WITHIN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert server.log_tail().count("A first moderator was made") == 1


def _starts_and_stops(server: Server, how: signal.Signals, whole_group: bool) -> float:
    began = time.monotonic()
    server.start()
    ready = time.monotonic() - began
    _stops(server, how, whole_group)
    return ready


def _stops(server: Server, how: signal.Signals, whole_group: bool) -> None:
    """Everything ends in time, and without a word of Python about it."""
    assert len(server.processes()) >= 3, "make, the server and its workers"
    began = time.monotonic()
    server.stop(how, whole_group=whole_group)
    until(lambda: not server.processes(), seconds=STOPPED_WITHIN, log=lambda: f"left behind: {server.processes()}")
    assert time.monotonic() - began < STOPPED_WITHIN
    assert not server.answers_on_port()
    assert "Traceback" not in server.log_tail()


def test_a_password_that_was_made_up_is_told_and_that_it_is_never_told_again(start_server: StartServer) -> None:
    server = start_server(WORKERS=1, ADMIN_EMAIL="", ADMIN_PASSWORD="")
    told = server.log_tail().partition("A first moderator was made")[2].splitlines()
    assert told[1:4] == [
        "    e-mail    moderator@example.org",
        f"    password  {told[2].split()[-1]}",
        "The password is shown only this once.",
    ]
    assert len(told[2].split()[-1]) >= 20


def test_many_signals_end_it_as_one_does(start_server: StartServer) -> None:
    server = start_server(WORKERS=1)
    assert server.process is not None
    for _ in range(200):
        server.process.send_signal(signal.SIGTERM)
    server.process.wait(STOPPED_WITHIN)
    assert "Traceback" not in server.log_tail()


def test_a_port_on_which_somebody_listens_is_named_before_anything_is_made(server: Server, tmp_path: Path) -> None:
    second = started_in_vain(tmp_path / "second", PORT=server.port)
    assert second == f"Error: HOST and PORT: nothing can listen on 127.0.0.1, port {server.port}: Address already in use"
    assert not (tmp_path / "second" / "understory.db").exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CONTENT_DIR", "/nowhere", "CONTENT_DIR: there is no folder /nowhere"),
        ("INSTANCE_DIR", "/dev/null/kept", "INSTANCE_DIR: /dev/null/kept cannot be made: Not a directory"),
        ("DATABASE_URL", "sqlite:////nowhere/blog.db", "DATABASE_URL: there is no folder /nowhere"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/blog", "DATABASE_URL: the database does not answer: "),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line_that_names_the_setting(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    said = started_in_vain(tmp_path / "here", **{name: value})
    assert said.startswith(f"Error: {words}")
    assert "\n" not in said


def started_in_vain(instance: Path, **settings: object) -> str:
    """What a start says that comes to nothing."""
    server = Server(instance, **settings)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "start"]
    done = subprocess.run(command, env=server.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "password" not in done.stdout
    return done.stderr.strip()

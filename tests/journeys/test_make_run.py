"""`make run` as a newcomer types it, and the two ways to stop it."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tests.support.fixtures.servers import StartServer
from tests.support.needs import program
from tests.support.server import Server
from tests.support.waiting import until

READY_WITHIN = 5.0
"""Seconds for a start after the first one, on a machine with nothing else to do; a busy one is given its share more."""

STOPPED_WITHIN = 10.0


@pytest.mark.parametrize(
    ("how", "whole_group"), [(signal.SIGINT, True), (signal.SIGTERM, False)], ids=["Ctrl-C", "SIGTERM to make"]
)
def test_it_starts_again_within_seconds_and_leaves_nothing_behind(
    start_server: StartServer, how: signal.Signals, whole_group: bool
) -> None:
    program("make")
    server = start_server(through_make=True, WORKERS=2)
    assert server.log_tail().count("password") == 2, "the first start tells the sign-in address and the password"
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

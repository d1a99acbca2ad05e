"""Waiting for something that starts by itself, and the ports it starts on."""

import secrets
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress


def until(
    true: Callable[[], object], *, seconds: float, runs: subprocess.Popen[bytes] | None = None, log: Callable[[], str] = str
) -> None:
    """Return as soon as `true()`.

    Raises:
        AssertionError: the time is over, or the process that was to bring it about has ended; with what `log` says.
    """
    deadline = time.monotonic() + seconds
    while not true():
        assert runs is None or runs.poll() is None, f"{runs.args!r} ended with {runs.returncode}:\n{log()}"
        assert time.monotonic() < deadline, f"still not so after {seconds} s:\n{log()}"
        time.sleep(0.05)


def free_port() -> int:
    """A port of the loopback interface that nobody listens on.

    It is below those that outgoing connections are given: one of them could take it before whoever asked here begins.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def answers(port: int) -> bool:
    """Whether somebody listens on a port of the loopback interface."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0

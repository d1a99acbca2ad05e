"""The worker as a process beside the server: begun with it, begun again where it ends by itself, ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.config import ROOT

ENDS_WITHIN = 8.0
"""Seconds the worker has for ending before it is killed; it promises seven."""

AFTER = 1.5
"""Seconds that the server has for itself at its start."""

PAUSE = 5.0
"""Seconds before a worker that ended by itself is begun again."""


@contextmanager
def worker_beside() -> Iterator[None]:
    """Have `flask work` run while the block does. It ends even where this process is killed."""
    ending = threading.Event()
    keeper = threading.Thread(target=_keep, args=(ending,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep(ending: threading.Event) -> None:
    pause = AFTER
    while not ending.wait(pause):
        worker, pause = _begun(), PAUSE
        while worker.poll() is None and not ending.wait(1):
            pass
        _end(worker)


def _begun() -> subprocess.Popen[bytes]:
    """In a process group of its own: a terminal's Ctrl-C is answered by the server, which then ends the worker."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work", "--beside", str(os.getpid())]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603 - our own program


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()

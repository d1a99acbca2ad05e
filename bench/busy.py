"""A page while everything happens at once: half as many readers as it could take, comments coming in, a moderator deciding."""

from __future__ import annotations

import re
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench.house import House
from bench.meter import Figure, Round, hammer
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import HttpDoor
from tests.support.people import ModeratorAtWork

POSTS_A_SECOND, DECISIONS_A_SECOND = 20, 1
PAUSE = 3
"""Milliseconds that each reader of the half lets pass between an answer and the next question: as many readers as that takes."""

WRITERS = 4
PACKED = ("Accept-Encoding: gzip",)


@dataclass(frozen=True)
class Busy:
    """Answers a second at the peak; the rounds at about half of it, and of the posts meanwhile; how many were decided, and
    milliseconds for each."""

    peak: float
    readers: list[Round]
    writers: list[Round]
    decided: int
    deciding: float


def measure(house: House, rounds: int = 3, seconds: float = 10) -> Busy:
    """Each round after the other, with the desk at work through all of them."""
    peak = Figure.of(hammer(house.url, house.processes, headers=PACKED).rate for _ in range(3)).middle
    reading = _paced(house.home / "read.lua", PAUSE)
    some = {"headers": PACKED, "script": str(reading)}
    first = round(peak / 2 * PAUSE / 1000)
    number = round(first * peak / 2 / hammer(house.url, house.processes, connections=first, **some).rate)
    nora = ModeratorAtWork(HttpDoor(house.server.base)).signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    posting = _paced(house.home / "post-slowly.lua", round(1000 * WRITERS / POSTS_A_SECOND), house.posting_script().read_text())
    readers: list[Round] = []
    writers: list[Round] = []
    took: list[float] = []
    over = threading.Event()
    desk = threading.Thread(target=_decide, args=(nora, over, took))
    for _ in range(rounds):
        asked = {"seconds": seconds, "connections": WRITERS, "script": str(posting)}
        beside = threading.Thread(target=lambda asked=asked: writers.append(hammer(house.post, house.processes, **asked)))
        beside.start()
        if not desk.is_alive():
            time.sleep(1)  # until there is something to decide
            desk.start()
        readers.append(hammer(house.url, house.processes, seconds=seconds, connections=number, **some))
        beside.join()
    over.set()
    desk.join()
    return Busy(peak, readers, writers, len(took), statistics.median(took))


def _decide(nora: ModeratorAtWork, over: threading.Event, took: list[float]) -> None:
    """As the desk's script does: a page of the queue now and then, a decision at a time."""
    while not over.is_set():
        for card in nora.queue():
            if over.wait(1 / DECISIONS_A_SECOND):
                return
            form = card.form("Approve")
            began = time.perf_counter()
            answer = nora.asks(form.action, {**form.fields, "verdict": "approved"}, Desk="script")
            took.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"a decision was answered with {answer.status}")


def _paced(file: Path, pause: int, script: str = "") -> Path:
    """A script for wrk that waits between two requests, without changing what it asks."""
    if re.search(r"^delay *=", script, re.MULTILINE):
        raise ValueError("it has a pace already")
    file.write_text(f"{script}\ndelay = function()\n  return {pause}\nend\n")
    return file

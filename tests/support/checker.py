"""A checker of freshness: readers who never stop reading while somebody changes what is public, and who notice every answer
that is older than a change they had reason to know of."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

MARK = re.compile(rb"mark-(\d+)-mark")
"""What a comment's words hold, so that an answer tells which comments it shows."""

Shown = frozenset[int]


def words(number: int) -> str:
    """The words of one comment."""
    return f"mark-{number}-mark, and some more of them"


@dataclass
class Timeline:
    """What was public after each change. A change has begun before it is asked for, and is finished when it was answered."""

    states: list[Shown] = field(default_factory=lambda: [frozenset()])
    finished: int = 0

    @property
    def begun(self) -> int:
        """The newest state that a reader may see."""
        return len(self.states) - 1

    def change(self, act: Callable[[], object], *, shown: int | None = None, gone: int | None = None) -> None:
        """Do what shows a comment or takes it away."""
        now = self.states[-1] | ({shown} if shown is not None else set())
        self.states.append(now - {gone})
        act()
        self.finished = self.begun


class Readers:
    """Some readers, each with a connection to each server that stays open."""

    def __init__(self, servers: Sequence[str], path: str, timeline: Timeline, number: int = 8) -> None:
        self._servers, self._path, self._timeline = servers, path, timeline
        self._counted, self._enough = count(1), threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(number)]
        self.reads = 0
        self.stale: list[str] = []

    def __enter__(self) -> Readers:
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for one in self._threads:
            one.join()

    def _read(self) -> None:
        places = [http.client.HTTPConnection(urlsplit(base).netloc, timeout=30) for base in self._servers]
        while not self._enough.is_set():
            for place in places:
                self._once(place)

    def _once(self, place: http.client.HTTPConnection) -> None:
        oldest = self._timeline.finished
        place.request("GET", self._path)
        answer = place.getresponse()
        shown = frozenset(map(int, MARK.findall(answer.read())))
        newest = self._timeline.begun
        self.reads = next(self._counted)
        if answer.status != 200 or shown not in self._timeline.states[oldest : newest + 1]:
            self.stale.append(f"{answer.status} shows {sorted(shown)}, not any of states {oldest} to {newest}")

"""What a worker weighs: waiting, after many requests, and after many more of every kind."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bench.house import House
from bench.meter import hammer, resident

KINDS = ("/", "/archive", "/tags/rest", "/feed.xml", "/articles/the-visitors?comments=99", "/search?q=sleep", "/nowhere")


@dataclass(frozen=True, slots=True)
class Weight:
    """Megabytes of the heaviest worker: idle, after some 100,000 requests, and after as many again."""

    idle: float
    later: float
    latest: float


def measure(house: House) -> Weight:
    """Idle first; then the hot page and one of each kind of page that is made anew or refused."""
    time.sleep(3)
    idle = _heaviest(house)
    _rounds(house)
    later = _heaviest(house)
    _rounds(house)
    return Weight(idle, later, _heaviest(house))


def _rounds(house: House, wanted: int = 100_000) -> None:
    done = 0.0
    while done < wanted:
        done += 5 * hammer(house.url, house.processes, seconds=5, headers=("Accept-Encoding: gzip",)).rate
        for path in KINDS:
            hammer(house.server.base + path, house.processes, seconds=1, connections=4, errors_count=False)


def _heaviest(house: House) -> float:
    return max(resident(one) for one in house.processes)

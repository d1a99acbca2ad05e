"""A hot page with a hundred comments: ours, nginx serving the same bytes, with and without us behind, and Isso's, in turns."""

from __future__ import annotations

import statistics
import urllib.request
from dataclasses import dataclass

from bench.house import House
from bench.meter import Figure, Round, hammer
from bench.peers.isso import Isso
from bench.peers.nginx import Nginx

PACKED = ("Accept-Encoding: gzip",)


@dataclass(frozen=True)
class Hot:
    """All rounds of each; `bytes` of the page by packing."""

    nginx: list[Round]
    ours: list[Round]
    nginx_304: list[Round]
    ours_304: list[Round]
    cached: list[Round]
    isso: list[Round]
    bytes: dict[str, int]

    def ratio(self, of: list[Round], to: list[Round]) -> Figure:
        """Of each round to the round beside it, so that what slows the machine slows both."""
        return Figure.of(one.rate / other.rate for one, other in zip(of, to, strict=True))


def measure(house: House, nginx: Nginx, caching: Nginx, isso: Isso | None, rounds: int, seconds: float) -> Hot:
    """Take turns, so that a busy moment of the machine falls on all of them."""
    found = Hot([], [], [], [], [], [], {name: len(fetched(house.url, name)[0]) for name in ("identity", "gzip", "br")})
    ours, theirs = fetched(house.url, "gzip")[1], fetched(nginx.url, "gzip")[1]
    for _ in range(rounds):
        found.nginx.append(hammer(nginx.url, nginx.processes, seconds=seconds, headers=PACKED))
        found.ours.append(hammer(house.url, house.processes, seconds=seconds, headers=PACKED))
        found.cached.append(hammer(caching.url, caching.processes, seconds=seconds, headers=PACKED))
        known = (*PACKED, f"If-None-Match: {theirs}")
        found.nginx_304.append(hammer(nginx.url, nginx.processes, seconds=seconds, headers=known))
        known = (*PACKED, f"If-None-Match: {ours}")
        found.ours_304.append(hammer(house.url, house.processes, seconds=seconds, headers=known))
        if isso:
            found.isso.append(hammer(isso.thread, isso.processes, seconds=seconds, headers=PACKED))
    return found


def fetched(url: str, packing: str) -> tuple[bytes, str]:
    """The body as it is sent, and its ETag."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": packing}), timeout=30) as answer:
        return answer.read(), answer.headers["ETag"]


def middle_cpu(rounds: list[Round]) -> float:
    """Microseconds of processor time an answer."""
    return statistics.median(one.cpu for one in rounds)

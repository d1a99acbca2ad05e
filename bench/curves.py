"""How costs grow: with 10 to 10,000 comments under one article, and with 100 to 10,000 articles."""

from __future__ import annotations

import statistics
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from app import create_app
from bench.articles import make
from bench.comments import fill
from bench.house import House
from bench.library import measured
from bench.meter import hammer, processor_time
from bench.peers import CannotStart, pelican
from bench.peers.isso import Isso

COMMENTS = (10, 100, 1_000, 10_000)
ARTICLES = (100, 1_000, 10_000)
MOST_FOR_ISSO = 1_000
MOST_FOR_PELICAN = 1_000

Curve = list[tuple[int, float]]


@dataclass
class Curves:
    """Milliseconds of processor time to make a thread's page (or, of Isso, to give the whole thread), hot answers a second,
    seconds until a library is served or rendered."""

    page: Curve = field(default_factory=list)
    hot: Curve = field(default_factory=list)
    isso: Curve = field(default_factory=list)
    ready: Curve = field(default_factory=list)
    pelican: Curve = field(default_factory=list)


def of_comments(curves: Curves) -> None:
    """The first page of one article's thread, with more and more comments below it."""
    for number in COMMENTS:
        with tempfile.TemporaryDirectory(prefix="bench-") as home:
            make(1, Path(home, "content"))
            house = House(Path(home, "house"), CONTENT_DIR=Path(home, "content")).start()
            try:
                _plant(house, number)
                url = f"{house.server.base}/articles/article-00000"
                curves.page.append((number, _made_anew(url, house)))
                curves.hot.append((number, hammer(url, house.processes, headers=("Accept-Encoding: gzip",)).rate))
            finally:
                house.stop()


def of_isso(curves: Curves) -> None:
    """A whole thread of Isso, which has no pages.

    Raises:
        CannotStart: it cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        isso, there = Isso(Path(home, "isso")).start(), 0
        try:
            for number in (one for one in COMMENTS if one <= MOST_FOR_ISSO):
                isso.fill(number - there, "Some honest words about a long night and a short morning.")
                there = number
                curves.isso.append((number, hammer(isso.thread, isso.processes, connections=4).cpu / 1000))
        finally:
            isso.stop()


def of_articles(curves: Curves, missing: list[str]) -> dict[int, dict[str, object]]:
    """A library that grows, and every figure of it; Pelican renders the same articles as long as that takes a minute."""
    found = {}
    for number in ARTICLES:
        found[number] = measured(number)
        curves.ready.append((number, float(str(found[number]["ready, cold (s)"]))))
        if number <= MOST_FOR_PELICAN:
            _pelican(curves, number, missing)
    return found


def _pelican(curves: Curves, number: int, missing: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        make(number, Path(home, "content"))
        try:
            curves.pelican.append((number, pelican.seconds_for(Path(home, "content", "articles"), Path(home, "pelican"))))
        except CannotStart as reason:
            missing.append(str(reason))


def _plant(house: House, number: int) -> None:
    app = create_app(house.server.environment)
    with app.app_context():
        fill(number, 1, waiting=0)


def _made_anew(url: str, house: House, times: int = 30) -> float:
    """Milliseconds of processor time for one answer past the cache."""
    time.sleep(1)
    worked = []
    for _ in range(times // 10):
        before = processor_time(house.processes)
        for _ in range(10):
            asked = urllib.request.Request(url, headers={"Cookie": "understory=x"})
            urllib.request.urlopen(asked, timeout=60).read()
        worked.append((processor_time(house.processes) - before) / 10_000)
    return statistics.median(worked)

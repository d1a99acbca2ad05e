"""Measures a large library in the running server: `python -m bench.library [10000] [--postgresql]`.

Seconds from start to ready, cold and warm; resident memory of each worker; the middle of 30 server times of home, tag,
archive and search, and the processor time of each; how long one saved article takes to be seen.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from bench.articles import make
from bench.house import House
from bench.meter import processor_time, resident
from tests.support.databases import PostgreSQL

Figures = dict[str, object]

COMMON, RARER = "the baby", "door"
"""What is looked for: words of most of the articles, and of some."""


def measured(number: int, database: Mapping[str, str] | None = None) -> Figures:
    """The figures of a library of so many articles; `database` are settings for another one than SQLite."""
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        content = Path(home, "content")
        make(number, content)
        settings = {"CONTENT_DIR": content, **(database or {})}
        figures: Figures = {"articles": number}
        for name in ("cold", "warm"):
            with _served(Path(home, "house"), settings) as house:
                figures[f"ready, {name} (s)"] = round(house.ready, 1)
                if name == "cold":
                    figures["everything can be found after (s)"] = round(_indexed(house), 1)
                else:
                    _measure(figures, house, content)
    return figures


def _measure(figures: Figures, house: House, content: Path) -> None:
    base = house.server.base
    for path in ("/", "/tags/tag%201", "/archive", *(f"/search?q={quote_plus(words)}" for words in (COMMON, RARER))):
        waited, worked = _middle(base + path, house.processes)
        figures[f"{path} (ms)"], figures[f"{path} (ms of processor)"] = round(waited, 1), round(worked, 1)
    figures["a saved article is seen after (s)"] = round(_seen(base, content), 2)
    figures["resident, each worker (MB)"] = sorted(round(resident(one)) for one in house.processes)


@contextmanager
def _served(home: Path, settings: Mapping[str, object]) -> Iterator[House]:
    house = House(home, **settings)
    try:
        yield house.start()
    finally:
        house.stop()


def _indexed(house: House) -> float:
    """Seconds until every article has been read in for search; at most five minutes."""
    began = time.perf_counter()
    while time.perf_counter() - began < 300:
        with urllib.request.urlopen(f"{house.server.base}/search?q={quote_plus('qqzzxx')}", timeout=60) as answer:
            if b"have not been read in yet" not in answer.read():
                break
        time.sleep(0.5)
    return time.perf_counter() - began


def _middle(url: str, processes: Sequence[int]) -> tuple[float, float]:
    """Milliseconds that a reader waits, and that processors work, past the page cache: a cookie makes every request a miss."""
    times, before = [], processor_time(processes)
    for _ in range(30):
        asked = urllib.request.Request(url, headers={"Cookie": "understory=x"})
        began = time.perf_counter()
        urllib.request.urlopen(asked, timeout=60).read()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), (processor_time(processes) - before) / len(times) / 1000


def _seen(base: str, content: Path) -> float:
    article = content / "articles" / "article-00007.md"
    article.write_text(article.read_text() + "\nseen at last\n")
    began = time.perf_counter()
    while b"seen at last" not in urllib.request.urlopen(f"{base}/articles/article-00007", timeout=30).read():
        time.sleep(0.02)
    return time.perf_counter() - began


def on_postgresql(number: int) -> Figures:
    """The same with a PostgreSQL server of its own."""
    server = PostgreSQL(None)
    try:
        return measured(number, {"DATABASE_URL": server.address(server.create())})
    finally:
        server.stop()


if __name__ == "__main__":
    wanted = int(next((one for one in sys.argv[1:] if one.isdigit()), 10_000))
    print(json.dumps((on_postgresql if "--postgresql" in sys.argv else measured)(wanted), indent=1))

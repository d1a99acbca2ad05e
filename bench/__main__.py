"""`make bench`: everything that docs/performance.md says, measured here and now beside peers, and written there.

python -m bench [ROUNDS] [SECONDS]      # 5 rounds of 3 seconds unless said otherwise
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from bench import after, busy, curves, hot, load, posting, report
from bench.house import House
from bench.library import on_postgresql
from bench.peers import CannotStart
from bench.peers.isso import Isso
from bench.peers.nginx import CachingNginx, Nginx

T = TypeVar("T")

EXAMPLE = Path(__file__).resolve().parent.parent / "content"


def main(rounds: int, seconds: float) -> int:
    """Measure all of it, write the page, print it."""
    if shutil.which("wrk") is None:
        print("make bench needs wrk and nginx: apt install wrk nginx-light", file=sys.stderr)
        return 1
    loads: list[float] = [os.getloadavg()[0]]
    missing: list[str] = []

    def step(name: str, do: Callable[[], T]) -> T:
        print(f"{name} ...", flush=True)
        done = do()
        loads.append(os.getloadavg()[0])
        return done

    with tempfile.TemporaryDirectory(prefix="bench-") as home, ExitStack() as afterwards:
        house = House(Path(home, "ours")).start()
        afterwards.callback(house.stop)
        ready = house.ready
        house.fill()
        nginx = Nginx(Path(home, "nginx"), hot.fetched(house.url, "identity")[0]).start()
        afterwards.callback(nginx.stop)
        caching = CachingNginx(Path(home, "caching"), house.url).start()
        afterwards.callback(caching.stop)
        isso = _isso(Path(home, "isso"), missing)
        if isso:
            afterwards.callback(isso.stop)
        pages = step("a hot page", lambda: hot.measure(house, nginx, caching, isso, rounds, seconds))
        anew = step("the page after a new comment", lambda: after.measure(house))
        meanwhile = step("everything at once", lambda: busy.measure(house))
        posted = step("posting", lambda: posting.measure(house, isso, rounds, seconds))
    with tempfile.TemporaryDirectory(prefix="bench-") as home, ExitStack() as afterwards:
        house = House(Path(home, "ours"), CONTENT_DIR=EXAMPLE).start()
        afterwards.callback(house.stop)
        house.fill()
        shipped = step("the same with fifty on a page", lambda: after.measure(house))
    with tempfile.TemporaryDirectory(prefix="bench-") as home, ExitStack() as afterwards:
        house = House(Path(home, "ours")).start()
        afterwards.callback(house.stop)
        weight = step("memory", lambda: load.measure(house))
    grown = curves.Curves()
    step("threads that grow", lambda: curves.of_comments(grown))
    try:
        step("Isso's threads that grow", lambda: curves.of_isso(grown))
    except CannotStart as reason:
        missing.append(str(reason))
    libraries = step("libraries that grow", lambda: curves.of_articles(grown, missing))
    columns = {f"{number:,} articles": figures for number, figures in libraries.items()}
    columns["10,000 on PostgreSQL"] = step("a library on PostgreSQL", lambda: on_postgresql(10_000))
    found = report.Measured(
        pages,
        posted,
        (anew, shipped),
        meanwhile,
        weight,
        ready,
        grown,
        columns,
        (min(loads), max(loads)),
        list(dict.fromkeys(missing)),
    )
    print(report.write(found))
    return 0


def _isso(home: Path, missing: list[str]) -> Isso | None:
    try:
        isso = Isso(home).start()
    except CannotStart as reason:
        missing.append(str(reason))
        return None
    isso.fill(100, "Some honest words about a long night and a short morning.")
    return isso


if __name__ == "__main__":
    asked = [float(one) for one in sys.argv[1:]]
    sys.exit(main(int(asked[0]) if asked else 5, asked[1] if len(asked) > 1 else 3))

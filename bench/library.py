"""Measures a large library in the running server: `python -m bench.library [10000]`.

Prints: seconds from start to ready, cold and warm; resident memory of each worker; the middle of 30 server times of
home, tag, archive and search; how long one saved article takes to be seen.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.articles import make

ROOT = Path(__file__).resolve().parent.parent
PORT = 8471
BASE = f"http://127.0.0.1:{PORT}"
LARGE = ("/", "/?page=100", "/tags/tag%201", "/archive", "/search?q=rest", "/search?q=night+morning")
SHIPPED = ("/", "/tags/rest", "/archive", "/search?q=rest")


def main(number: int) -> None:
    """Run it all in a folder of its own and print one table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        content = ROOT / "content"
        if number:
            content = Path(home, "content")
            make(number, content)
        figures: dict[str, object] = {"articles": number or "shipped"}
        settings = {"CONTENT_DIR": str(content), "INSTANCE_DIR": str(Path(home, "instance"))}
        for name in ("cold", "warm"):
            with _served(settings) as (server, seconds):
                figures[f"ready, {name} (s)"] = round(seconds, 1)
                if name == "warm":
                    _measure(figures, server, content, number)
    print(json.dumps(figures, indent=1))


def _measure(figures: dict[str, object], server: subprocess.Popen[bytes], content: Path, number: int) -> None:
    time.sleep(20)
    figures["resident, each worker (MB)"] = _resident(server)
    for path in LARGE if number else SHIPPED:
        figures[f"{path} (ms, middle of 30)"] = round(_middle(path), 1)
    if number:
        figures["a saved article is seen after (s)"] = round(_seen(content), 2)
    figures["resident after that (MB)"] = _resident(server)


@contextmanager
def _served(settings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    server, seconds = _start(settings)
    try:
        yield server, seconds
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _start(settings: dict[str, str]) -> tuple[subprocess.Popen[bytes], float]:
    began = time.perf_counter()
    environment = os.environ | {"PORT": str(PORT), "ADMIN_PASSWORD": "a long enough pass phrase", "RATE_LIMIT": "off"} | settings
    server = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "start"], cwd=ROOT, env=environment, start_new_session=True
    )
    while True:
        try:
            urllib.request.urlopen(f"{BASE}/readyz", timeout=30).read()
            return server, time.perf_counter() - began
        except OSError:
            time.sleep(0.05)


def _resident(server: subprocess.Popen[bytes]) -> list[int]:
    """Of the children that hold the application, in megabytes."""
    listed = subprocess.run(["ps", "-o", "rss=", "--ppid", str(server.pid)], capture_output=True, text=True, check=True)
    return sorted((int(line) // 1024 for line in listed.stdout.split()), reverse=True)[:2]


def _middle(path: str) -> float:
    """Milliseconds, past the page cache: a cookie of its name makes every request a miss."""
    times = []
    for _ in range(30):
        asked = urllib.request.Request(BASE + path, headers={"Cookie": "understory=x"})
        began = time.perf_counter()
        urllib.request.urlopen(asked, timeout=60).read()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _seen(content: Path) -> float:
    article = content / "articles" / "article-00007.md"
    article.write_text(article.read_text() + "\nseen at last\n")
    began = time.perf_counter()
    while b"seen at last" not in urllib.request.urlopen(f"{BASE}/articles/article-00007", timeout=30).read():
        time.sleep(0.02)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

"""Pelican, which renders every article into a file: how long that takes."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from bench.peers.installed import installed

SETTINGS = """\
SITENAME = 'x'; PATH = 'content'; TIMEZONE = 'UTC'; DEFAULT_LANG = 'en'; AUTHOR = 'rosa'
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def seconds_for(articles: Path, home: Path) -> float:
    """How long Pelican takes for a folder of articles.

    Raises:
        CannotStart: it cannot be installed.
    """
    program = installed("pelican", "pelican[markdown]==4.12.0") / "pelican"
    content = home / "content"
    content.mkdir(parents=True)
    for path in articles.glob("*.md"):
        _translated(path, content / path.name)
    (home / "pelicanconf.py").write_text(SETTINGS)
    began = time.perf_counter()
    subprocess.run([str(program), "-q", "-s", "pelicanconf.py", "-o", "output"], cwd=home, check=True, capture_output=True)
    taken = time.perf_counter() - began
    shutil.rmtree(home)
    return taken


def _translated(path: Path, to: Path) -> None:
    """Its own form of front matter is one line a key."""
    _, header, body = path.read_text(encoding="utf-8").split("---", 2)
    lines = (line.replace("authors: [", "author: ").replace("tags: [", "tags: ") for line in header.strip().splitlines())
    head = "\n".join(line.removesuffix("]") if line.startswith(("author", "tags")) else line.replace('"', "") for line in lines)
    to.write_text(f"{head}\n\n{body}", encoding="utf-8")

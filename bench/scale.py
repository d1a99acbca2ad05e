"""What pages cost at 10,000 comments and at 1,000,000, over 10,000 articles: `python -m bench.scale [FOLDER] [NUMBER ...]`.

Fills a database of its own for each number, minutes for a million: a SQLite file or, one number at a time, the empty PostgreSQL
database that DATABASE_URL names. Pages are asked past the page cache: each is built anew, as after a change.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, text

from app import create_app
from app.comments import Comment
from app.db import db
from bench import articles, comments
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD, migrate
from tests.support.doors import AppDoor
from tests.support.people import ModeratorAtWork, Reader

ARTICLES = 10_000
NUMBERS = (10_000, 1_000_000)
ROUNDS = 15

Figures = dict[str, float]


def main(folder: Path, numbers: list[int]) -> None:
    """Measure each number and print a table."""
    content = folder / "content"
    if not content.exists():
        articles.make(ARTICLES, content)
    measured = {number: measure(folder / str(number), content, number) for number in numbers}
    print("| | " + " | ".join(f"{number:,} comments" for number in numbers) + " |")
    print("|---|" + "--:|" * len(numbers))
    for name in {name: None for figures in measured.values() for name in figures}:
        print(f"| {name} | " + " | ".join(f"{measured[number].get(name, float('nan')):,.1f}" for number in numbers) + " |")


def measure(instance: Path, content: Path, number: int) -> Figures:
    """Everything about one number of comments; fills its database first, if nobody has."""
    environment = {"CONTENT_DIR": str(content), "INSTANCE_DIR": str(instance), "SECRET_KEY": "bench", "RATE_LIMIT": "off"}
    environment |= {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ}
    figures: Figures = {}
    if not instance.exists():
        figures["migrate an empty database, s"] = _seconds(lambda: migrate(environment))
        with create_app(environment).app_context():
            figures["fill, s"] = _seconds(lambda: comments.fill(number, ARTICLES))
    figures["start, s"] = _seconds(lambda: _start(environment))
    app = create_app(environment)
    with app.app_context():
        figures["size, MB"] = _size(instance) / 1e6
        figures["largest thread"] = db.session.scalar(
            select(func.count()).select_from(Comment).where(Comment.article_id == "bench00000000")
        )
        last = db.session.scalar(
            select(func.max(Comment.id)).where(Comment.article_id == "bench00000000", Comment.status == "approved")
        )
    return figures | _pages(app, int(last or 0))


def _pages(app: Flask, last: int) -> Figures:
    app.wsgi_app = app.extensions["understory.page_cache"]._inner  # type: ignore[method-assign]
    reader, nora = Reader(AppDoor(app)), ModeratorAtWork(AppDoor(app)).signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    asked: list[tuple[str, Reader | ModeratorAtWork, str]] = [
        ("an article like others", reader, "/articles/article-05000"),
        ("the article with the largest thread", reader, "/articles/article-00000"),
        ("the same, newest first", reader, "/articles/article-00000?order=newest"),
        ("its second page", reader, "/articles/article-00000?comments=2"),
        ("the way to its newest comment", reader, f"/comments/{last}"),
        ("its feed", reader, "/articles/article-00000/comments.xml"),
        ("home, with counts", reader, "/"),
        ("the site's feed", reader, "/feed.xml"),
        ("queue", nora, "/moderation"),
        ("all comments, newest first", nora, "/moderation/comments"),
        ("one comment at the desk", nora, f"/moderation/comments/{last}"),
        ("search at the desk", nora, "/moderation/comments?q=kitchen"),
        ("statistics", nora, "/moderation/statistics"),
    ]
    return {f"{name}, ms": _cost(who, path) for name, who, path in asked if who.asks(path).status in (200, 302)}


def _cost(who: Reader | ModeratorAtWork, path: str) -> float:
    """The middle of some rounds, in milliseconds of processor time; PostgreSQL's own is not in it."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        who.asks(path)
        rounds.append(time.thread_time() - began)
    return statistics.median(rounds) * 1000


def _start(environment: dict[str, str]) -> None:
    asked = "from app import create_app; assert create_app().test_client().get('/readyz').status_code == 200"
    subprocess.run([sys.executable, "-c", asked], env=os.environ | environment, check=True)


def _size(instance: Path) -> int:
    if db.engine.dialect.name == "sqlite":
        return sum(one.stat().st_size for one in instance.glob("*.db*"))
    return int(db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _seconds(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="understory-scale-"))
    main(chosen, [int(one) for one in sys.argv[2:]] or list(NUMBERS))

"""What the database knows of articles, for commands that work without one, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import ScriptInfo
from sqlalchemy.engine import make_url

from app import articles, comments, db
from app.articles import History
from app.config import settings


@contextmanager
def history() -> Iterator[History | None]:
    """Former addresses, and who has comments; nothing where there is no database yet, as on a machine that only checks."""
    info = click.get_current_context().find_object(ScriptInfo)
    if info is None:
        yield None
        return
    with info.load_app().app_context():
        articles.hush()
        known = articles.known() if _has_database() else None
        db.let_go()
        yield History(known, comments.had_comments) if known else None


def _has_database() -> bool:
    file = make_url(settings().database_url).database if settings().on_sqlite else None
    return (file is None or Path(file).exists()) and db.answers()

"""Versions: one number for each article, raised in the same transaction as anything that changes what readers see of it.

The page cache compares them to tell whether a page is still right. A comment that only waits raises nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from threading import local

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.statements import ask, raise_by_one
from app.watch import Watch


class Version(Base):
    """How often what is public under one article has changed; the row of SITE counts for all of them."""

    __tablename__ = "versions"

    article_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


SITE = ""
_EVERY = "*"
"""The row that counts for every article at once; no article has this identity."""


def raise_version(article_id: str) -> None:
    """What readers see of this article changes with the transaction under way. The caller commits."""
    for name in (article_id, SITE):
        raise_by_one(Version, {"article_id": name}, Version.number)


def raise_versions_of_all() -> None:
    """What readers see of every article changes with the transaction under way. The caller commits."""
    raise_version(_EVERY)


def version_of(article_id: str = SITE) -> int:
    """The number of changes so far, of one article or of the whole site."""
    return int(ask(_NUMBER, rows=_rows(article_id)).scalar() or 0)


def versions_of(articles: Collection[str]) -> dict[str, int]:
    """The same number of each of these articles, or of SITE; one query."""
    asked = {article: _rows(article) for article in articles}
    rows = {row for some in asked.values() for row in some}
    numbers: dict[str, int] = {row.article_id: row.number for row in ask(_NUMBERS, rows=sorted(rows))}
    return {article: sum(numbers.get(row, 0) for row in some) for article, some in asked.items()}


_NUMBER = select(func.sum(Version.number)).where(Version.article_id.in_(bindparam("rows", expanding=True)))
_NUMBERS = select(Version.article_id, Version.number).where(Version.article_id.in_(bindparam("rows", expanding=True)))


_FOR_DRIVERS = "SELECT COALESCE(SUM(number), 0) FROM versions WHERE article_id IN (?, ?)"
"""The same question, as Watch asks it."""


def _rows(article_id: str) -> list[str]:
    """An article's own changes and those of every article; the row of SITE has been raised by both."""
    return [article_id, SITE if article_id == SITE else _EVERY]


class Versions:
    """The same numbers for whoever asks without an application context, often and cheaply.

    On SQLite a number is read again only after somebody committed something; on PostgreSQL every time.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._of_thread = local()

    def of(self, article_id: str) -> int:
        """The number of changes so far, of one article or of SITE.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        try:
            return self._known(article_id)
        except SQLAlchemyError:
            self._watch.drop()
            raise

    def _known(self, article_id: str) -> int:
        stamp = self._watch.data_version()
        mine = self._of_thread
        if stamp is None or getattr(mine, "stamp", None) != stamp:
            mine.stamp, mine.numbers = stamp, {}
        number: int | None = mine.numbers.get(article_id)
        if number is None:
            number = mine.numbers[article_id] = self._watch.number(_FOR_DRIVERS, *_rows(article_id))
        return number

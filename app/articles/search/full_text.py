"""The full-text table, which each database has in a make of its own, and the two ways to write and to ask it.

Both hold stems and compare them as they are. Both put articles in the same order as far as people can tell: those with
the words in the title first, then in title and tags, then there or in the summary, then anywhere; among these, by how
much they speak of them; and the newest of equals first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy import TextClause, bindparam, text

from app.articles.search.asked import Phrase, Question
from app.db import UtcDateTime, db

WEIGHED = 1000
"""On PostgreSQL, which reads every word of an article to weigh it, so many of the best are weighed: those with the words
in their heads, then the newest."""

PLACES = ("title", "tags", "summary", "body")


class Stems(NamedTuple):
    """An article's stems by the place they stand in, with blanks between."""

    title: str
    tags: str
    summary: str
    body: str


class FullText(Protocol):
    """What a database's full-text table can do. The caller commits."""

    def put(self, number: int, stems: Stems) -> None:
        """Keep the stems of an article, in place of what was kept of it."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget articles."""

    def find(self, question: Question, at: datetime, most: int, *, every: bool) -> list[str]:
        """The identities of at most `most` articles public at that moment that have every term, or any; the best first."""


class OnSqlite:
    """FTS5."""

    PUT = "INSERT INTO indexed_articles_fts (rowid, title, tags, summary, body) VALUES (:n, :title, :tags, :summary, :body)"

    FIND = """
        SELECT i.article_id FROM indexed_articles_fts JOIN indexed_articles i ON i.number = indexed_articles_fts.rowid
        WHERE indexed_articles_fts MATCH :anywhere AND i.date <= :at AND (i.expires IS NULL OR i.expires > :at)
        ORDER BY CASE
            WHEN i.number IN (SELECT rowid FROM indexed_articles_fts WHERE indexed_articles_fts MATCH :title) THEN 0
            WHEN i.number IN (SELECT rowid FROM indexed_articles_fts WHERE indexed_articles_fts MATCH :tags) THEN 1
            WHEN i.number IN (SELECT rowid FROM indexed_articles_fts WHERE indexed_articles_fts MATCH :summary) THEN 2
            ELSE 3 END, ROUND(bm25(indexed_articles_fts, 8.0, 4.0, 2.0, 1.0), 1), i.date DESC, i.article_id
        LIMIT :most"""

    def put(self, number: int, stems: Stems) -> None:
        self.remove([number])
        db.session.execute(text(self.PUT), {"n": number, **stems._asdict()})

    def remove(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            db.session.execute(text("DELETE FROM indexed_articles_fts WHERE rowid = :n"), {"n": number})

    def find(self, question: Question, at: datetime, most: int, *, every: bool) -> list[str]:
        asked = self._asked(question, every)
        within = {place: f"{{{' '.join(PLACES[: number + 1])}}} : ({asked})" for number, place in enumerate(PLACES[:3])}
        return list(db.session.scalars(_dated(self.FIND), {"anywhere": asked, **within, "at": at, "most": most}))

    def _asked(self, question: Question, every: bool) -> str:
        """Every phrase in quotes, so that no stem is taken for a word of FTS5's own language."""
        terms = [" OR ".join(f'"{" ".join(way)}"' for way in term.ways) for term in question.terms]
        return (" AND " if every else " OR ").join(f"({term})" for term in terms)


class OnPostgresql:
    """Four tsvectors: of the title; of title and tags; of these and the summary; of everything.

    They are written as literals, without a parser or a dictionary of PostgreSQL's, whatever the locale of the database.
    """

    PUT = """
        INSERT INTO indexed_articles_fts (number, title, tags, summary, body)
        VALUES (:n, CAST(:title AS tsvector), CAST(:tags AS tsvector), CAST(:summary AS tsvector), CAST(:body AS tsvector))
        ON CONFLICT (number) DO UPDATE
        SET title = excluded.title, tags = excluded.tags, summary = excluded.summary, body = excluded.body"""

    FIND = """
        WITH found AS MATERIALIZED (
            SELECT i.article_id, i.date, f.body,
                CASE WHEN f.title @@ CAST(:asked AS tsquery) THEN 0 WHEN f.tags @@ CAST(:asked AS tsquery) THEN 1
                    WHEN f.summary @@ CAST(:asked AS tsquery) THEN 2 ELSE 3 END AS place
            FROM indexed_articles_fts f JOIN indexed_articles i ON i.number = f.number
            WHERE f.body @@ CAST(:asked AS tsquery) AND i.date <= :at AND (i.expires IS NULL OR i.expires > :at)
            ORDER BY place, i.date DESC, i.article_id LIMIT :weighed
        )
        SELECT article_id FROM found
        ORDER BY place, ROUND(CAST(ts_rank(body, CAST(:asked AS tsquery), 1) AS numeric), 2) DESC, date DESC, article_id
        LIMIT :most"""

    MOST_PLACES = 16_383
    """The last position that a tsvector can tell apart."""

    def put(self, number: int, stems: Stems) -> None:
        heads = {place: self._vector(stems[: count + 1]) for count, place in enumerate(PLACES)}
        db.session.execute(text(self.PUT), {"n": number, **heads})

    def remove(self, numbers: Sequence[int]) -> None:
        db.session.execute(text("DELETE FROM indexed_articles_fts WHERE number = ANY(:numbers)"), {"numbers": list(numbers)})

    def find(self, question: Question, at: datetime, most: int, *, every: bool) -> list[str]:
        asked = self._asked(question, every)
        return list(db.session.scalars(_dated(self.FIND), {"asked": asked, "at": at, "most": most, "weighed": WEIGHED}))

    def _vector(self, parts: Sequence[str]) -> str:
        """Stems with their positions, and a letter for the place they stand in: A the title to D the body."""
        places: dict[str, list[str]] = {}
        at = 0
        for letter, part in zip("ABCD", parts, strict=False):
            for stem in part.split():
                at += 1
                places.setdefault(stem, []).append(f"{min(at, self.MOST_PLACES)}{letter}")
            at += 1
        return " ".join(f"'{stem}':{','.join(found[:200])}" for stem, found in places.items())

    def _asked(self, question: Question, every: bool) -> str:
        terms = [" | ".join(self._phrase(way) for way in term.ways) for term in question.terms]
        return (" & " if every else " | ").join(f"({term})" for term in terms)

    def _phrase(self, way: Phrase) -> str:
        return " <-> ".join(f"'{stem}'" for stem in way)


def _dated(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("at", type_=UtcDateTime()))


def full_text() -> FullText:
    """The full-text table of the running application's database."""
    return OnSqlite() if db.engine.dialect.name == "sqlite" else OnPostgresql()

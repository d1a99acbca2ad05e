"""Erasing: whatever erases a comment reaches every table that holds its words, and says when nothing holds them any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect

from app import comments, outbox
from app.comments import HoldsWords
from app.db import Base
from tests.support import everywhere
from tests.support.people import ModeratorAtWork, Reader

WITHOUT_WORDS = {
    "addresses": "slugs of articles",
    "branches": "numbers of comments",
    "comments": "erase_words empties the row itself: the name and the author's note for readers",
    "consents": "sentences of the site",
    "counts": "a keyed hash whose key lasts a day, and a number",
    "decisions": "a verdict, a reason's key, moments, and the comment's columns of the same kind before it",
    "hard_texts": "numbers and a moment",
    "hourly_counts": "numbers for each hour",
    "indexed_articles": "what articles are found by",
    "invites": "addresses of staff, and a hash",
    "keys": "random keys of the site's own",
    "looks": "numbers and a moment",
    "mailed_cards": "verdicts that an address allows, and a hash",
    "messages": "mails hold no word of a comment, and those that wait are taken out of the outbox",
    "moderators": "staff",
    "passkeys": "staff's keys",
    "record": "acts and who did them",
    "recovery_codes": "hashes of staff's codes",
    "rules": "names of switches",
    "runs": "names of tasks, and periods",
    "shares": "hashes of addresses for drafts of articles",
    "sign_ins": "staff's sessions",
    "spam_words": "taken out of the counts by spam_lessons, whose texts they are, before those are erased",
    "switches": "a sentence of staff for everyone",
    "tallies": "numbers",
    "totps": "staff's second factors",
    "versions": "numbers",
}
"""Every table that erasing does not go through, and why it holds nothing that an author or a reporter typed."""


def test_every_table_is_reached_by_erasing_or_says_why_it_need_not() -> None:
    reached = {table.__tablename__ for table in HoldsWords.__subclasses__()}
    tables = {table.name for table in Base.metadata.sorted_tables} | {"comment_words_fts"}
    assert not reached & set(WITHOUT_WORDS)
    assert tables == reached | set(WITHOUT_WORDS), (
        "a table that holds words about a comment inherits from HoldsWords, or says here why it need not"
    )


def test_no_table_stands_in_the_database_that_is_not_known_here(db: SQLAlchemy, engine: str) -> None:
    """Full-text tables are nobody's model: a migration alone makes them, and SQLite some beside each."""
    made = {name for name in inspect(db.engine).get_table_names() if not name.startswith(("comment_words_fts_", "sqlite_"))}
    known = {table.__tablename__ for table in HoldsWords.__subclasses__()} | set(WITHOUT_WORDS)
    articles = {name for name in made if name.startswith("indexed_articles_fts")}
    assert made - articles - {"alembic_version"} == known


@pytest.mark.settings(UNDO_SECONDS=0)
def test_what_was_erased_is_forgotten_by_the_next_step(
    ada: Reader,
    ben: Reader,
    nora: ModeratorAtWork,
    app: Flask,
    open_article: str,
    database_bytes: Callable[[], bytes],
    tmp_path: Path,
) -> None:
    planted = everywhere.plant(app, ada, ben, nora, open_article, tmp_path / "instance" / "mail")
    written = {"its words", "its earlier words"}
    assert everywhere.left_in(database_bytes()) == set(everywhere.WORDS), "every place can be looked into"
    assert everywhere.left_in(everywhere.indexed(app)) >= {"its words", "the name"}
    assert everywhere.left_in(everywhere.learned(app)) == written
    ada.withdraws(planted.receipt)
    with app.app_context():
        assert comments.forget_withdrawn()
        assert not comments.forgetting_waits()
        assert comments.find(planted.number).forgotten_at is not None
    assert everywhere.left_in(database_bytes()) == set()
    assert everywhere.left_in(everywhere.indexed(app)) == set()
    assert everywhere.left_in(everywhere.learned(app)) == set()
    assert everywhere.left_in(everywhere.shown(planted, ben)) == set()


def test_forgetting_is_tried_again_where_somebody_is_reading(
    ada: Reader, db: SQLAlchemy, engine: str, database_url: str, open_article: str
) -> None:
    if engine != "sqlite":
        pytest.skip("only SQLite's log waits for its readers")
    receipt = ada.comments(open_article, "the words of tuesday")
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM comments").fetchall()
        ada.withdraws(receipt)
        assert not comments.forget_withdrawn()
        assert comments.forgetting_waits()
    assert comments.forget_withdrawn()
    assert not comments.forgetting_waits()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_on_postgresql_it_is_not_done_while_an_old_transaction_still_sees_what_was_erased(
    ada: Reader, nora: ModeratorAtWork, app: Flask, db: SQLAlchemy, database_url: str, open_article: str
) -> None:
    receipt = ada.comments(open_article, "the words of tuesday")
    nora.marks_as_spam("words of tuesday")
    outbox.put(outbox.Kind.QUESTION, "ada@example.org", "a subject", "a body", comment=1)
    db.session.commit()
    with psycopg.connect(database_url) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT * FROM comments").fetchall()
        ada.withdraws(receipt)
        assert not comments.forget_withdrawn()
        assert comments.forgetting_waits()
        assert "were gone" not in ada.opens(receipt).text
    assert any(comments.forget_withdrawn() for _ in range(20))
    page = ada.opens(receipt)
    assert "were gone on" in page.text
    assert "log holds what was written to it for as long as that log is kept" in page.text
    with psycopg.connect(database_url) as after:
        for table in ("comments", "revisions", "messages", "spam_words", "spam_lessons", "notes", "findings"):
            vacuumed, dead = after.execute(
                "SELECT vacuum_count, n_dead_tup FROM pg_stat_user_tables WHERE relname = %s", (table,)
            ).fetchone() or (0, 0)
            assert (vacuumed > 0, dead) == (True, 0), table

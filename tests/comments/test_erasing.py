"""Erasing: whatever erases a comment reaches every table that holds its words, and says when nothing holds them any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, select

from app import comments
from app.comments import Comment, HoldsWords
from app.db import Base
from tests.support.people import ModeratorAtWork, Reader

WITHOUT_WORDS = {
    "comments": "erase_words empties the row itself",
    "decisions": "a verdict, a reason's key, and moments",
    "record": "acts and who did them",
    "mailed_cards": "verdicts that an address allows",
    "messages": "mails hold no word of a comment, and those that wait are taken out of the outbox",
}


def test_every_table_about_a_comment_is_reached_by_erasing() -> None:
    known = {table.__tablename__ for table in HoldsWords.__subclasses__()} | set(WITHOUT_WORDS)
    about = {
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        if "comment_id" in mapper.columns and any(isinstance(column.type, String) for column in mapper.columns)
    }
    assert about <= known, "a table that holds words about a comment inherits from HoldsWords, or says here why it need not"


@pytest.fixture
def withdrawn(ada: Reader, nora: ModeratorAtWork, open_article: str) -> str:
    receipt = ada.comments(open_article, "the words of tuesday", name="Adalbertine")
    nora.rejects("words of tuesday", note="about the words of tuesday")
    ada.withdraws(receipt)
    return receipt


def test_what_was_erased_is_forgotten_by_the_next_step(
    withdrawn: str, app: Flask, db: SQLAlchemy, database_bytes: Callable[[], bytes]
) -> None:
    assert comments.forget_withdrawn()
    assert not comments.forgetting_waits()
    assert db.session.scalars(select(Comment.forgotten_at)).one() is not None
    assert b"words of tuesday" not in database_bytes()
    assert b"Adalbertine" not in database_bytes()


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

"""Threads: who stands under whom, what hides what, and chains as long as people talk."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from app.comments import Comment, Revision, Status, Thread, counts, is_public_now, recount_articles
from app.comments.thread import page_of
from app.db import FOREVER, now
from app.markup import POLICY_VERSION


class Garden:
    """Plants comments straight into the database, in whatever state a test wants."""

    def __init__(self, db: SQLAlchemy) -> None:
        self.db, self.planted = db, 0

    def plant(self, words: str, *, under: Comment | None = None, status: Status = Status.APPROVED, article: str = "a") -> Comment:
        at = now() - timedelta(minutes=5)
        public = status in (Status.APPROVED, Status.WITHDRAWN)
        self.planted += 1
        comment = Comment(
            article_id=article,
            parent_id=under.id if under else None,
            depth=under.depth + 1 if under else 0,
            commenter=bytes(32),
            face=self.planted,
            name=words,
            receipt_hash=self.planted.to_bytes(32),
            posted_at=at,
            status=status,
            status_from=at,
            public_from=at if public else None,
            public_until=at + timedelta(minutes=1) if status is Status.WITHDRAWN else FOREVER,
        )
        self.db.session.add(comment)
        self.db.session.flush()
        comment.stand_below(under)
        revision = Revision(comment_id=comment.id, number=1, source=words, html=f"<p>{words}</p>", policy=POLICY_VERSION)
        self.db.session.add(revision)
        self.db.session.flush()
        comment.revision_id = comment.public_revision_id = revision.id
        return comment

    def settle(self) -> None:
        """Commit what was planted, counted as a verb would have counted it."""
        recount_articles(["a"])
        self.db.session.commit()

    def names(self, **asked: int) -> list[tuple[str, int]]:
        self.settle()
        return [("(withdrawn)" if e.withdrawn else e.name, e.depth) for e in Thread.under("a", now(), **asked).entries]


@pytest.fixture
def garden(db: SQLAlchemy) -> Garden:
    return Garden(db)


def test_replies_stand_below_what_they_answer_oldest_first(garden: Garden) -> None:
    one = garden.plant("one")
    two = garden.plant("two")
    garden.plant("to two", under=two)
    first = garden.plant("to one", under=one)
    garden.plant("deeper", under=first)
    garden.plant("also to one", under=one)
    assert garden.names() == [("one", 0), ("to one", 1), ("deeper", 2), ("also to one", 1), ("two", 0), ("to two", 1)]


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.SPAM, Status.ERASED])
def test_an_ancestor_that_is_not_public_hides_everything_below_it(garden: Garden, status: Status) -> None:
    garden.plant("open")
    hidden = garden.plant("hidden", status=status)
    child = garden.plant("child", under=hidden)
    leaf = garden.plant("leaf", under=child)
    assert garden.names() == [("open", 0)]
    assert counts(["a"], now()) == {"a": 1}
    assert not is_public_now(leaf, now())


def test_a_withdrawn_comment_leaves_a_note_only_while_somebody_answered_it(garden: Garden) -> None:
    answered = garden.plant("answered", status=Status.WITHDRAWN)
    garden.plant("the answer", under=answered)
    garden.plant("alone", status=Status.WITHDRAWN)
    silent = garden.plant("under silence", status=Status.WITHDRAWN)
    garden.plant("also silent", under=silent, status=Status.WITHDRAWN)
    assert garden.names() == [("(withdrawn)", 0), ("the answer", 1)]
    assert counts(["a"], now()) == {"a": 1}


def test_pages_hold_a_fixed_number_of_comments_of_all_depths(garden: Garden) -> None:
    one = garden.plant("1")
    for n in range(2, 8):
        garden.plant(str(n), under=one if n % 2 else None)
    pages = [[name for name, _ in garden.names(page=page, per_page=3)] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({name for page in pages for name in page}) == 7
    last = garden.plant("last")
    garden.settle()
    assert page_of(last.id, "a", now(), 3) == 3


def test_a_chain_of_two_thousand_replies_is_read_flat_and_quickly(garden: Garden) -> None:
    last = None
    for n in range(2000):
        last = garden.plant(str(n), under=last)
    garden.settle()
    began = time.process_time()
    thread = Thread.under("a", now(), per_page=2000, max_depth=4)
    assert time.process_time() - began < 2
    assert [entry.depth for entry in thread.entries] == list(range(2000))
    assert {entry.indent for entry in thread.entries} == {0, 1, 2, 3, 4}
    assert thread.entries[10].answers == "9"
    assert thread.entries[3].answers is None
    asked: list[str] = []
    event.listen(garden.db.engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    assert last is not None
    assert is_public_now(last, now())
    assert len(asked) <= 3, "one question for each ancestor"

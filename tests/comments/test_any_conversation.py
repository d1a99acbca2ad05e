"""Any conversation: whatever is posted, decided, undone, edited and withdrawn, in whatever order and at whatever moment,
every page, count and feed shows what a plain reading of all rows would show at that moment."""

from __future__ import annotations

import random
from collections import defaultdict
from contextlib import suppress
from datetime import datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.accounts import Moderator
from app.articles import library
from app.comments import (
    Comment,
    Commenter,
    CommentGone,
    Order,
    Receipt,
    Status,
    Submission,
    Thread,
    counts,
    edit,
    entry_of,
    new_form_key,
    page_of,
    place_of,
    recent_public,
    submit,
    withdraw,
)
from app.db import now
from app.moderation import AlreadyDecided, CommentTakenBack, Decision, TooLateToUndo, Verdict, decide, standing, undo
from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock

STEPS, PER_PAGE = 220, 3
ARTICLES = ("a-quiet-hour", "a-second-one")


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """Two articles that take comments."""
    content.article(ARTICLES[1], title="A second one")
    return content


class Plain:
    """What readers see at a moment, read off all rows in the plainest way."""

    def __init__(self, rows: list[Comment], at: datetime) -> None:
        self.below: dict[int | None, list[Comment]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.id):
            self.below[row.parent_id].append(row)
        self.at = at

    def stands(self, row: Comment) -> bool:
        return row.is_public(self.at) or (row.status == Status.WITHDRAWN and row.public_from is not None)

    def branch(self, row: Comment) -> list[Comment]:
        if not self.stands(row):
            return []
        answers = [one for answer in self.below[row.id] for one in self.branch(answer)]
        return [row, *answers] if answers or row.is_public(self.at) else []

    def branches(self) -> list[list[Comment]]:
        return [found for root in self.below[None] if (found := self.branch(root))]


class Conversation:
    """People doing at random whatever can be done."""

    def __init__(self, db: SQLAlchemy, clock: Clock, seed: int) -> None:
        self.db, self.clock, self.dice = db, clock, random.Random(seed)
        self.nora = db.session.scalars(select(Moderator)).one()
        self.receipts: list[Receipt] = []
        self.decisions: list[Decision] = []

    def acts(self) -> None:
        most = [self.writes] * 5 + [self.decides] * 8 + [self.undoes] * 3 + [self.edits] * 2 + [self.withdraws, self.waits]
        self.dice.choice(most)()

    def writes(self) -> None:
        article = library().find(self.dice.choice(ARTICLES), now())
        seen = [row.id for branch in self.plain(article.identity).branches() for row in branch if row.is_public(now())]
        parent = self.dice.choice(seen) if seen and self.dice.random() < 0.75 else None
        words = Submission(f"Words {len(self.receipts)}", f"Reader {len(self.receipts)}", new_form_key(), parent)
        self.receipts.append(submit(article, words, by=Commenter.new(), max_length=4000))

    def decides(self) -> None:
        comment = self.one()
        if comment is None or comment.revision_id is None:
            return
        last = standing(comment.id)
        verdict = self.dice.choice([Verdict.APPROVED] * 5 + [Verdict.REJECTED, Verdict.SPAM])
        with suppress(CommentTakenBack, AlreadyDecided):
            made = decide(comment.id, comment.revision_id, verdict, by=self.nora, after=last.id if last else None)
            self.decisions.append(made)

    def undoes(self) -> None:
        if self.decisions:
            with suppress(TooLateToUndo, AlreadyDecided, CommentTakenBack):
                undo(self.dice.choice(self.decisions[-3:]).id, by=self.nora)

    def edits(self) -> None:
        if self.receipts:
            with suppress(CommentGone):
                edit(self.dice.choice(self.receipts), f"Other words {self.dice.random()}", max_length=4000)

    def withdraws(self) -> None:
        if self.receipts:
            withdraw(self.dice.choice(self.receipts))

    def waits(self) -> None:
        self.clock.forward(seconds=self.dice.choice([1, 4, 11]))

    def one(self) -> Comment | None:
        return self.db.session.get(Comment, self.dice.choice(self.receipts).comment.id) if self.receipts else None

    def plain(self, article_id: str, at: datetime | None = None) -> Plain:
        self.db.session.rollback()
        return Plain(list(self.db.session.scalars(select(Comment).where(Comment.article_id == article_id))), at or now())


def agrees(branches: list[list[Comment]], article_id: str, at: datetime, order: Order) -> None:
    """Every page in one order shows these branches, broken only where a branch is longer than a page."""
    wanted = [row.id for branch in (branches if order is Order.OLDEST else branches[::-1]) for row in branch]
    shown: list[int] = []
    sizes = {row.id: len(branch) for branch in branches for row in branch}
    number, more = 1, True
    while more:
        thread = Thread.under(article_id, at, page=number, per_page=PER_PAGE, order=order)
        ids = [entry.id for entry in thread.entries]
        assert thread.page == number
        assert len(ids) <= PER_PAGE
        if shown and ids and thread.entries[0].depth:
            assert sizes[ids[0]] > PER_PAGE, "a branch is broken that fits a page"
        shown += ids
        number, more = number + 1, thread.has_more
    assert shown == wanted
    assert Thread.under(article_id, at, page=number + 5, per_page=PER_PAGE, order=order).page == number - 1


def agrees_at(branches: list[list[Comment]], article_id: str, at: datetime) -> None:
    """Pages, counts, addresses and the feed of one article at a moment."""
    for order in Order:
        agrees(branches, article_id, at, order)
    public = [row for branch in branches for row in branch if row.is_public(at)]
    assert counts(ARTICLES, at).get(article_id, 0) == len(public)
    assert Thread.under(article_id, at, per_page=PER_PAGE).count == len(public)
    newest = sorted(public, key=lambda row: (row.public_from, row.id), reverse=True)
    assert [one.id for one in recent_public(article_id, at, 4)] == [row.id for row in newest[:4]]
    for row in public[:6]:
        page = page_of(row.id, article_id, at, PER_PAGE)
        assert row.id in [entry.id for entry in Thread.under(article_id, at, page=page, per_page=PER_PAGE).entries]
        assert place_of(row.id, at) == article_id


@pytest.mark.parametrize("seed", [1, 2])
def test_every_page_shows_what_a_plain_reading_of_all_rows_would(db: SQLAlchemy, clock: Clock, seed: int) -> None:
    people = Conversation(db, clock, seed)
    for step in range(STEPS):
        people.acts()
        if step % 5 and step < STEPS - 1:
            continue
        at = now()
        for slug in ARTICLES:
            article_id = library().find(slug, at).identity
            plain = people.plain(article_id, at)
            agrees_at(plain.branches(), article_id, at)
            hidden = {row.id for rows in plain.below.values() for row in rows} - {r.id for b in plain.branches() for r in b}
            for number in sorted(hidden)[:3]:
                assert place_of(number, at) is None
                assert entry_of(number, article_id, at) is None

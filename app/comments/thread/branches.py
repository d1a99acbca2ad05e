"""Branch and Tally: how much readers see of each branch and under each article, kept so that nobody counts at reading.

The numbers are those of the time when every decision made so far is in force. So they are right at any moment, except
for the few branches in which something is about to appear or to go: those are found by two indexes, and measured.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Index, bindparam, delete, insert, select, union
from sqlalchemy.orm import Mapped, mapped_column

from app.comments.comment import Comment
from app.comments.public import ends, ever_public, stands
from app.comments.thread.seen import public, seen
from app.config import LONGEST_UNDO
from app.db import AT, FOREVER, Base, BigId, db
from app.statements import add_to, ask, replace

IN_FORCE = FOREVER - timedelta(seconds=1)
"""A moment at which every decision is in force."""


class Branch(Base):
    """What readers see of one branch: `entries` in all, of which `public` are comments, the others notes of withdrawn ones."""

    __tablename__ = "branches"
    __table_args__ = (Index("ix_branches_walk", "article_id", "root_id", "entries"),)

    root_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    article_id: Mapped[str]
    entries: Mapped[int]
    public: Mapped[int]


class Tally(Base):
    """How many comments readers see under one article."""

    __tablename__ = "tallies"

    article_id: Mapped[str] = mapped_column(primary_key=True)
    comments: Mapped[int]


class Size(NamedTuple):
    """What a branch shows: all entries, and those of them that are comments."""

    entries: int
    public: int


NOTHING = Size(0, 0)


def recount(comment: Comment) -> None:
    """Count a comment's branch anew. Call it in every transaction that moves public times or withdraws, after that.

    Two that change one branch at once wait for each other at its root. The caller commits.
    """
    db.session.flush()
    root = db.session.scalar(select(Comment.id).where(Comment.id == comment.root_id).with_for_update(key_share=True))
    if root is None:
        return
    former = db.session.execute(select(Branch.entries, Branch.public).where(Branch.root_id == root)).one_or_none()
    size = measured([root], IN_FORCE).get(root, NOTHING)
    if size == (former or NOTHING):
        return
    replace(Branch, {"root_id": root}, article_id=comment.article_id, entries=size.entries, public=size.public)
    more = size.public - (former.public if former else 0)
    add_to(Tally, {"article_id": comment.article_id}, Tally.comments, more)


def recount_articles(articles: Iterable[str]) -> None:
    """Count every branch under these articles anew, after comments came in by another door. The caller commits."""
    db.session.flush()
    for article_id in articles:
        here = select(Comment.id).where(Comment.article_id == article_id, ever_public(), Comment.parent_id.is_(None))
        roots = db.session.scalars(here).all()
        db.session.execute(delete(Branch).where(Branch.article_id == article_id))
        total = 0
        for start in range(0, len(roots), 500):
            some = roots[start : start + 500]
            sizes = measured(some, IN_FORCE)
            kept = [{"root_id": root, "article_id": article_id, **sizes.get(root, NOTHING)._asdict()} for root in some]
            db.session.execute(insert(Branch), kept)
            total += sum(size.public for size in sizes.values())
        replace(Tally, {"article_id": article_id}, comments=total)


_STANDING = (
    select(Comment.root_id, Comment.id, Comment.parent_id, Comment.status)
    .where(Comment.root_id.in_(bindparam("roots", expanding=True)), ever_public(), stands(AT))
    .order_by(Comment.root_id, Comment.place)
)
_UNDER = select(Comment.root_id, Comment.article_id).where(Comment.article_id.in_(bindparam("articles", expanding=True)))
_MOVING = union(
    _UNDER.where(Comment.public_from > AT),
    _UNDER.where(Comment.public_until > AT, ends()),
    # Taken down a moment ago, and about to appear in other words.
    _UNDER.where(Comment.public_until > bindparam("since", type_=Comment.public_until.type), ends(), Comment.next_from > AT),
)


def measured(roots: Collection[int], at: datetime) -> dict[int, Size]:
    """What these branches show at a moment, counted row by row; one query. Those of which nothing stands are left out."""
    if not roots:
        return {}
    sizes = {}
    for root, rows in groupby(ask(_STANDING, at=at, roots=roots), key=attrgetter("root_id")):
        shown = seen(rows)
        sizes[root] = Size(len(shown), public(shown))
    return sizes


def moving(articles: Collection[str], at: datetime) -> dict[int, str]:
    """The branches in which something that was decided before `at` comes into force after it, each with its article."""
    since = at - timedelta(seconds=LONGEST_UNDO)
    return {row.root_id: row.article_id for row in ask(_MOVING, at=at, since=since, articles=articles)}

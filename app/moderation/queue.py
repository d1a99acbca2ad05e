"""Queue: what waits for a moderator, the oldest first, with what one must know to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import case, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts import Moderator
from app.comments import Comment, Face, Revision, Status, shown_words
from app.db import db

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Parent:
    """What a waiting comment answers."""

    id: int
    name: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """One waiting comment with everything beside it. `earlier` counts the author's decided comments by status."""

    comment_id: int
    revision_id: int
    article_id: str
    name: str
    named: bool
    hue: int
    leaf: int
    at: datetime
    html: Markup
    is_edit: bool
    parent: Parent | None
    earlier: dict[str, int]
    handed_over: bool
    handed_over_by_me: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits. `after` is where the next page begins, None on the last one."""

    cards: Sequence[Card]
    waiting: int
    after: str | None

    @classmethod
    def for_moderator(cls, by: Moderator, *, after: str | None = None, per_page: int = PER_PAGE) -> Queue:
        """The oldest first; what `by` handed over comes last, for when nobody else is there."""
        mine_last = case((Comment.handed_over_by == by.id, 1), else_=0)
        place = tuple_(mine_last, Comment.waiting_since, Comment.id)
        waiting = select(Comment).where(Comment.waiting_since.is_not(None))
        start = _place(after)
        if start:
            waiting = waiting.where(place > tuple_(*start))
        found = list(db.session.scalars(waiting.order_by(mine_last, Comment.waiting_since, Comment.id).limit(per_page + 1)))
        shown = found[:per_page]
        more = _mark(shown[-1], by) if len(found) > per_page else None
        return cls(_cards(shown, by), _count(), more)


def _count() -> int:
    return db.session.scalar(select(func.count()).where(Comment.waiting_since.is_not(None))) or 0


def _mark(comment: Comment, by: Moderator) -> str:
    since = comment.waiting_since.isoformat() if comment.waiting_since else ""
    return f"{int(comment.handed_over_by == by.id)}~{since}~{comment.id}"


def _place(mark: str | None) -> tuple[int, datetime, int] | None:
    """Where a page begins. A mark that cannot be read is the beginning."""
    try:
        last, since, id = (mark or "").split("~")
        return int(last) % 2, datetime.fromisoformat(since).astimezone(), int(id) % 2**63
    except ValueError:
        return None


def _cards(comments: Sequence[Comment], by: Moderator) -> list[Card]:
    revisions = _revisions(comments)
    parents = _parents(comments)
    earlier = _earlier(comments)
    return [
        Card(
            comment_id=comment.id,
            revision_id=revision.id,
            article_id=comment.article_id,
            name=comment.name or Face(comment.face).name,
            named=comment.name is not None,
            hue=Face(comment.face).hue,
            leaf=Face(comment.face).leaf,
            at=comment.waiting_since or comment.posted_at,
            html=shown_words(revision),
            is_edit=revision.number > 1,
            parent=parents.get(comment.parent_id or 0),
            earlier=earlier[comment.commenter],
            handed_over=comment.handed_over_by is not None,
            handed_over_by_me=comment.handed_over_by == by.id,
        )
        for comment in comments
        if (revision := revisions.get(comment.id))
    ]


def _revisions(comments: Sequence[Comment]) -> dict[int, Revision]:
    newest = select(Revision).where(Revision.id.in_([c.revision_id for c in comments]))
    return {revision.comment_id: revision for revision in db.session.scalars(newest)}


def _parents(comments: Sequence[Comment]) -> dict[int, Parent]:
    parent = aliased(Comment)
    rows = db.session.execute(
        select(parent.id, parent.name, parent.face, Revision)
        .join(Revision, Revision.id == func.coalesce(parent.next_revision_id, parent.public_revision_id, parent.revision_id))
        .where(parent.id.in_([c.parent_id for c in comments if c.parent_id]))
    )
    return {row.id: Parent(row.id, row.name or Face(row.face).name, shown_words(row.Revision)) for row in rows}


def _earlier(comments: Sequence[Comment]) -> dict[bytes, dict[str, int]]:
    counted: dict[bytes, dict[str, int]] = defaultdict(dict)
    decided = or_(*(Comment.status == status for status in (Status.APPROVED, Status.REJECTED, Status.SPAM)))
    rows = db.session.execute(
        select(Comment.commenter, Comment.status, func.count())
        .where(Comment.commenter.in_({c.commenter for c in comments}), decided)
        .group_by(Comment.commenter, Comment.status)
    )
    for commenter, status, number in rows:
        counted[commenter][status] = number
    return counted

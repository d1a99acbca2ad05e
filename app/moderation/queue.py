"""Queue: what waits for a moderator, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select, tuple_

from app.accounts import Moderator
from app.comments import Comment
from app.db import db, now
from app.moderation.card import Card, cards_for

PER_PAGE = 20


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
        at = now()
        waiting = select(Comment).where(Comment.waiting_since <= at)
        start = _place(after)
        if start:
            waiting = waiting.where(place > tuple_(*start))
        found = list(db.session.scalars(waiting.order_by(mine_last, Comment.waiting_since, Comment.id).limit(per_page + 1)))
        shown = found[:per_page]
        more = _mark(shown[-1], by) if len(found) > per_page else None
        return cls(cards_for(shown, by), _count(at), more)


def _count(at: datetime) -> int:
    """What its author holds back waits for nobody yet: its `waiting_since` is still to come."""
    return db.session.scalar(select(func.count()).where(Comment.waiting_since <= at)) or 0


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

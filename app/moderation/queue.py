"""Queue: what waits for a moderator - possible danger first, then what was reported, then the oldest.

What somebody handed over themselves comes last for them. Probable spam waits apart, in a list of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, and_, bindparam, func, or_, select, tuple_

from app.accounts import Moderator
from app.comments import Comment, Lane
from app.db import AT, db, now
from app.moderation.card import Card, cards_for
from app.statements import ask

PER_PAGE = 20

MOST_COUNTED = 1_000
"""Whoever has this much before them is not helped by the exact number; so far, counting takes a twentieth of a millisecond."""

TO_READ = (Lane.DANGER, Lane.REPORTED, Lane.ORDINARY)
"""The lanes of the queue itself, in their order."""


_URGENT = (
    select(Comment.id)
    .where(Comment.waiting_since <= AT, Comment.lane.in_((Lane.DANGER, Lane.REPORTED)))
    .where(or_(Comment.handed_over_by.is_(None), Comment.handed_over_by != bindparam("by")))
    .order_by(Comment.lane, Comment.waiting_since, Comment.id)
    .limit(PER_PAGE)
)


class Place(NamedTuple):
    """Where a comment stands in somebody's queue. `part` is 1 for what they handed over themselves."""

    part: int
    lane: int
    since: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits. `after` is where the next page begins, None on the last."""

    cards: Sequence[Card]
    after: str | None

    @classmethod
    def for_moderator(
        cls, by: Moderator, *, lanes: Collection[Lane] = TO_READ, after: str | None = None, per_page: int = PER_PAGE
    ) -> Queue:
        """A page of these lanes as `by` should see them, beginning behind the mark `after`."""
        found = _page(by, lanes, _place(after), per_page + 1)
        more = _mark(found[per_page - 1], by) if len(found) > per_page else None
        return cls(cards_for(found[:per_page], by), more)


def urgent(by: Moderator) -> list[int]:
    """The comments that `by` should read before ordinary ones, the most urgent first, at most PER_PAGE."""
    return list(ask(_URGENT, at=now(), by=by.id).scalars())


def waiting_under(article_id: str, *, by: Moderator, most: int) -> list[Card]:
    """What waits under one article, the oldest first, at most `most`; probable spam is for its own list."""
    waits = select(Comment).where(Comment.article_id == article_id, _waits(TO_READ))
    return cards_for(db.session.scalars(waits.order_by(Comment.waiting_since, Comment.id).limit(most)).all(), by)


def waiting(lanes: Collection[Lane] = TO_READ) -> int:
    """How many comments wait in these lanes, counted to MOST_COUNTED + 1."""
    number: int = ask(_counting(tuple(lanes)), at=now()).scalar() or 0
    return number


@lru_cache(maxsize=8)
def _counting(lanes: tuple[Lane, ...]) -> Executable:
    """The question of `waiting`, put together once: every decision is answered with several of them."""
    some = select(Comment.id).where(Comment.waiting_since <= AT, Comment.lane.in_(lanes)).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some)


def _page(by: Moderator, lanes: Collection[Lane], start: Place | None, most: int) -> list[Comment]:
    """Two walks along the index of what waits, one behind the other: a sort by whose it is could not use it."""
    found: list[Comment] = []
    own = Comment.handed_over_by == by.id
    for part, whose in enumerate((or_(Comment.handed_over_by.is_(None), ~own), own)):
        if start and start.part > part:
            continue
        walk = select(Comment).where(_waits(lanes), whose)
        if start and start.part == part:
            walk = walk.where(tuple_(Comment.lane, Comment.waiting_since, Comment.id) > tuple_(*start[1:]))
        found += db.session.scalars(walk.order_by(Comment.lane, Comment.waiting_since, Comment.id).limit(most - len(found)))
        if len(found) == most:
            break
    return found


def _waits(lanes: Collection[Lane]) -> ColumnElement[bool]:
    return and_(Comment.waiting_since <= now(), Comment.lane.in_(lanes))


def _mark(comment: Comment, by: Moderator) -> str:
    since = comment.waiting_since.isoformat() if comment.waiting_since else ""
    return f"{int(comment.handed_over_by == by.id)}~{int(comment.lane)}~{since}~{comment.id}"


def _place(mark: str | None) -> Place | None:
    """Where a page begins. A mark that cannot be read is the beginning."""
    try:
        part, lane, since, id = (mark or "").split("~")
        return Place(int(part) % 2, int(lane) % 4, datetime.fromisoformat(since).astimezone(), int(id) % 2**63)
    except (ValueError, OverflowError):
        return None

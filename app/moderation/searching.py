"""Searching all comments: by state, article, author, words and dates; newest first, page by page along an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, not_, select, tuple_

from app.accounts import Moderator
from app.comments import Comment, Status, index
from app.db import db, now
from app.moderation.card import Card, cards_for
from app.moderation.queue import MOST_COUNTED, PER_PAGE

AT_ONCE = 1_000
"""Comments with the words that are looked through in one go for those of the state and the article that is asked for."""

ROUNDS = 5
"""So many goes, and what is further back is for a narrower question."""


class State(StrEnum):
    """What became of a comment, as far as a moderator is concerned."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `article` is an identity; `since` and `until` bound the moment of posting, `until` excluded."""

    words: str = ""
    author: str = ""
    state: State | None = None
    article: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of comments. `after` is where the next page begins, None on the last one."""

    cards: Sequence[Card]
    after: str | None


def search(asked: Asked, *, by: Moderator, after: str | None = None) -> Found:
    """A page of the comments that fit, beginning behind the mark `after`; those that their authors hold back are in none."""
    found = _fitting(asked, after, PER_PAGE + 1)
    more = _mark(found[PER_PAGE - 1]) if len(found) > PER_PAGE else None
    return Found(cards_for(found[:PER_PAGE], by), more)


def counts() -> dict[State, int]:
    """How many comments are in each state, each counted to MOST_COUNTED + 1."""
    return {state: _count(state) for state in State}


def _count(state: State) -> int:
    some = select(Comment.id).where(_in(state)).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _fitting(asked: Asked, after: str | None, most: int) -> list[Comment]:
    terms = [*index.word_tokens(asked.words), *index.name_tokens(asked.author)]
    if not terms:
        return list(db.session.scalars(_listed(asked, after).limit(most))) if not (asked.words or asked.author) else []
    found: list[Comment] = []
    below: int | None = None
    for _ in range(ROUNDS):
        numbers = index.newest_with(terms, AT_ONCE, below=below)
        found += db.session.scalars(_listed(asked, after).where(Comment.id.in_(numbers)).limit(most - len(found)))
        if len(found) == most or len(numbers) < AT_ONCE:
            break
        below = numbers[-1]
    return found


def _listed(asked: Asked, after: str | None) -> Select[Any]:
    listed = select(Comment).where(not_(func.coalesce(Comment.not_before > now(), False)))
    if asked.state:
        listed = listed.where(_in(asked.state))
    if asked.article is not None:
        listed = listed.where(Comment.article_id == asked.article)
    if asked.since:
        listed = listed.where(Comment.posted_at >= asked.since)
    if asked.until:
        listed = listed.where(Comment.posted_at < asked.until)
    place = _place(after)
    if place:
        listed = listed.where(tuple_(Comment.posted_at, Comment.id) < tuple_(*place))
    return listed.order_by(Comment.posted_at.desc(), Comment.id.desc())


def _in(state: State) -> ColumnElement[bool]:
    return Comment.waiting_since <= now() if state is State.WAITING else Comment.status == Status(state)


def _mark(comment: Comment) -> str:
    return f"{comment.posted_at.isoformat()}~{comment.id}"


def _place(mark: str | None) -> tuple[datetime, int] | None:
    """Where a page begins. A mark that cannot be read is the beginning."""
    try:
        posted, id = (mark or "").split("~")
        return datetime.fromisoformat(posted).astimezone(), int(id) % 2**63
    except ValueError:
        return None

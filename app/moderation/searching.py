"""Searching all comments: by state, article, author, words and dates; newest first, page by page along an index.

Words and names are found by the numbers of comments, in the order in which they came here; everything else by their dates.
"""

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
"""So many goes for one page; whoever wants to goes on from there."""

LOOKED_THROUGH = AT_ONCE * ROUNDS
"""So many comments with the words one page is made of at most."""


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
    """One page of comments. `after` is where the next page begins, None on the last one.

    `unfinished` says that the page is short because LOOKED_THROUGH comments were looked at: there may be more further back.
    """

    cards: Sequence[Card]
    after: str | None
    unfinished: bool = False


def search(asked: Asked, *, by: Moderator, after: str | None = None) -> Found:
    """A page of the comments that fit, beginning behind the mark `after`; those that their authors hold back are in none."""
    if asked.words or asked.author:
        found, further = _with_words(asked, _below(after), PER_PAGE + 1)
    else:
        found, further = list(db.session.scalars(_by_date(asked, after).limit(PER_PAGE + 1))), None
    if len(found) > PER_PAGE:
        return Found(cards_for(found[:PER_PAGE], by), _mark(found[PER_PAGE - 1]))
    return Found(cards_for(found, by), further, unfinished=further is not None)


def counts() -> dict[State, int]:
    """How many comments are in each state, each counted to MOST_COUNTED + 1."""
    return {state: _count(state) for state in State}


def _count(state: State) -> int:
    some = select(Comment.id).where(_in(state)).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _with_words(asked: Asked, below: int | None, most: int) -> tuple[list[Comment], str | None]:
    """The newest that fit, with numbers under `below`; and a mark to go on from, where not all could be looked through."""
    terms = [*index.word_tokens(asked.words), *index.name_tokens(asked.author)]
    found: list[Comment] = []
    last = _end_of(asked.since) if asked.since else 0
    if below is None and asked.until:
        below = _start_from(asked.until)
    for _ in range(ROUNDS):
        numbers = index.newest_with(terms, AT_ONCE, below=below)
        fitting = _listed(asked).where(Comment.id.in_(numbers)).order_by(Comment.id.desc())
        found += db.session.scalars(fitting.limit(most - len(found)))
        if len(found) == most or len(numbers) < AT_ONCE or numbers[-1] <= last:
            return found, None
        below = numbers[-1]
    return found, f"~{below}"


def _start_from(until: datetime) -> int:
    """The number under which all comments of before a day stand, those that were brought here later, too."""
    before = select(Comment.id).where(Comment.posted_at < until).order_by(Comment.id.desc()).limit(1)
    return (db.session.scalar(before) or 0) + 1


def _end_of(since: datetime) -> int:
    """The lowest number of what was posted since then; one that nothing has, where nothing was."""
    first = db.session.scalar(select(Comment.id).where(Comment.posted_at >= since).order_by(Comment.id).limit(1))
    return first or 2**62


def _by_date(asked: Asked, after: str | None) -> Select[Any]:
    listed, place = _listed(asked), _place(after)
    if place:
        listed = listed.where(tuple_(Comment.posted_at, Comment.id) < tuple_(*place))
    return listed.order_by(Comment.posted_at.desc(), Comment.id.desc())


def _listed(asked: Asked) -> Select[Any]:
    listed = select(Comment).where(not_(func.coalesce(Comment.not_before > now(), False)))
    if asked.state:
        listed = listed.where(_in(asked.state))
    if asked.article is not None:
        listed = listed.where(Comment.article_id == asked.article)
    if asked.since:
        listed = listed.where(Comment.posted_at >= asked.since)
    if asked.until:
        listed = listed.where(Comment.posted_at < asked.until)
    return listed


def _in(state: State) -> ColumnElement[bool]:
    return Comment.waiting_since <= now() if state is State.WAITING else Comment.status == Status(state)


def _mark(comment: Comment) -> str:
    return f"{comment.posted_at.isoformat()}~{comment.id}"


def _below(mark: str | None) -> int | None:
    """The number under which a page begins. A mark that cannot be read is the beginning."""
    number = (mark or "").rpartition("~")[2]
    return int(number) % 2**63 if number.isascii() and number.isdigit() and len(number) < 20 else None


def _place(mark: str | None) -> tuple[datetime, int] | None:
    """Where a page begins. A mark that cannot be read is the beginning."""
    try:
        posted, id = (mark or "").split("~")
        return datetime.fromisoformat(posted).astimezone(), int(id) % 2**63
    except (ValueError, OverflowError):
        return None

"""Thread: the comments under one article as readers see them, a flat list with depths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import and_, select

from app.comments.author import Face
from app.comments.comment import Comment, Revision, Status
from app.comments.public import is_public, shown_revision, shown_words, stands
from app.db import db
from app.markup import stored_comment


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment in its place. `depth` counts from 0; `indent` is the depth as far as the page can show it."""

    id: int
    parent_id: int | None
    depth: int
    indent: int
    name: str
    hue: int
    leaf: int
    at: datetime
    html: Markup
    withdrawn: bool = False
    answers: str | None = None
    edited_at: datetime | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of the comments under an article. `count` is all of the article's public comments."""

    entries: Sequence[Entry]
    count: int
    page: int
    pages: int

    @classmethod
    def under(cls, article_id: str, at: datetime, *, page: int = 1, per_page: int = 50, max_depth: int = 4) -> Thread:
        """Read a page of the comments that stand under an article at a moment, oldest first, replies below what they answer."""
        rows = _rows(article_id, at)
        order = list(_in_order(rows))
        pages = max(1, -(-len(order) // per_page))
        page = min(max(page, 1), pages)
        names = {row.id: _name(row) for row in order}
        shown = order[(page - 1) * per_page : page * per_page]
        count = sum(row.status != Status.WITHDRAWN for row in order)
        return cls([_entry(row, names, max_depth) for row in shown], count, page, pages)


def page_of(comment_id: int, article_id: str, at: datetime, per_page: int) -> int:
    """The page of its article's thread on which a visible comment stands, counted from 1."""
    order = [row.id for row in _in_order(_rows(article_id, at))]
    return order.index(comment_id) // per_page + 1


def entry_of(comment_id: int, article_id: str, at: datetime) -> Entry | None:
    """One comment by itself, or None where readers do not see it under this article."""
    for row in _in_order(_rows(article_id, at)):
        if row.id == comment_id and row.status != Status.WITHDRAWN:
            return _entry(row, {}, 0)
    return None


def _rows(article_id: str, at: datetime) -> Sequence[Any]:
    statement = (
        select(
            Comment.id,
            Comment.parent_id,
            Comment.depth,
            Comment.name,
            Comment.face,
            Comment.status,
            Comment.posted_at,
            Revision.html,
            Revision.source,
            Revision.policy,
            Revision.number,
            Revision.written_at,
        )
        .outerjoin(Revision, and_(Revision.id == shown_revision(at), is_public(at)))
        .where(Comment.article_id == article_id, stands(at))
        .order_by(Comment.id)
    )
    return db.session.execute(statement).all()


def _in_order(rows: Sequence[Any]) -> Iterator[Any]:
    """Depth first, without recursion: a chain of thousands of replies is ordinary.

    A comment whose parent does not stand is left out with all below it, and a withdrawn one that nobody answered.
    """
    below: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    bare = _bare(rows, below)
    waiting = below[None][::-1]
    while waiting:
        row = waiting.pop()
        if row.id not in bare:
            yield row
            waiting.extend(reversed(below[row.id]))


def _bare(rows: Sequence[Any], below: dict[int | None, list[Any]]) -> set[int]:
    """Withdrawn comments under which nothing public is left. A reply's number is always higher than its parent's."""
    bare: set[int] = set()
    for row in reversed(rows):
        if row.status == Status.WITHDRAWN and all(reply.id in bare for reply in below.get(row.id, ())):
            bare.add(row.id)
    return bare


def _entry(row: Any, names: dict[int, str], max_depth: int) -> Entry:
    face, withdrawn = Face(row.face), row.status == Status.WITHDRAWN
    return Entry(
        id=row.id,
        parent_id=row.parent_id,
        depth=row.depth,
        indent=min(row.depth, max_depth),
        name=_name(row),
        hue=face.hue,
        leaf=face.leaf,
        at=row.posted_at,
        html=stored_comment("") if withdrawn else shown_words(row),
        withdrawn=withdrawn,
        answers=names.get(row.parent_id) if row.depth > max_depth else None,
        edited_at=row.written_at if not withdrawn and row.number > 1 else None,
    )


def _name(row: Any) -> str:
    return str(row.name or Face(row.face).name)

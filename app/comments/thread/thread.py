"""Thread: one page of the comments under an article, a flat list with depths."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile, islice
from typing import Any

from sqlalchemy import and_, or_, select

from app.comments.comment import Comment, Status
from app.comments.public import ever_public, is_public_now, stands
from app.comments.thread.branches import NOTHING, Branch, Size, Tally, measured, moving
from app.comments.thread.counting import not_yet
from app.comments.thread.entry import Entry, entry, rows
from app.comments.thread.folds import folded
from app.comments.thread.paging import Order, Part, pages
from app.comments.thread.seen import seen
from app.db import db


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of the comments under an article. `count` is all of the article's public comments.

    `continues` is the root whose branch the page before began, where this page goes on with it. `after` is the root that
    follows the branch which this page breaks off: the way past a long branch.
    """

    entries: Sequence[Entry]
    count: int
    page: int
    order: Order
    has_more: bool
    continues: Entry | None = None
    after: int | None = None

    @property
    def newest_first(self) -> bool:
        """Whether the newest branch comes first."""
        return self.order is Order.NEWEST

    @classmethod
    def under(
        cls,
        article_id: str,
        at: datetime,
        *,
        page: int = 1,
        per_page: int = 50,
        max_depth: int = 4,
        order: Order = Order.OLDEST,
        authors: Collection[str] = (),
    ) -> Thread:
        """Read a page of the comments that stand under an article at a moment, replies below what they answer.

        `page` counts from 1; beyond the last it is the last. `authors` are the names of those who wrote the article.
        """
        walk = Walk.of(article_id, at, order)
        number, parts, after = walk.page(page, per_page)
        first = parts[0] if parts else None
        return cls(
            entries=folded([entry(row, max_depth, authors) for row in _on(parts, at)], {part.root: part.size for part in parts}),
            count=walk.count(),
            page=number,
            order=order,
            has_more=after is not None or bool(parts and parts[-1].stop < parts[-1].size),
            continues=entry_of(first.root, article_id, at) if first and first.start else None,
            after=after if parts and parts[-1].stop < parts[-1].size else None,
        )


def page_of(comment_id: int, article_id: str, at: datetime, per_page: int) -> int:
    """The page of its article's thread, the oldest first, on which a visible comment stands, counted from 1."""
    root = db.session.scalars(select(Comment.root_id).where(Comment.id == comment_id)).one()
    walk = Walk.of(article_id, at, Order.OLDEST)
    place = 0
    for number, parts in enumerate(pages(walk.branches(upto=root), per_page), 1):
        for part in parts:
            if part.root == root:
                place = place if part.is_whole or part.start else _branch(root, at).index(comment_id)
                if place < part.stop:
                    return number
    raise LookupError(comment_id)


def entry_of(comment_id: int, article_id: str, at: datetime) -> Entry | None:
    """One comment by itself, or None where readers do not see it under this article."""
    comment = db.session.get(Comment, comment_id) if 0 < comment_id < 2**63 else None
    if comment is None or comment.article_id != article_id or not is_public_now(comment, at):
        return None
    return next((entry(row, 0) for row in rows(at, Comment.id == comment_id)), None)


def _on(parts: Sequence[Part], at: datetime) -> list[Any]:
    """The rows of these parts in their order; one query for their words, and one before for each part of a long branch."""
    order = {part.root: number for number, part in enumerate(parts)}
    whole = [part.root for part in parts if part.is_whole]
    pieces = [id for part in parts if not part.is_whole for id in _branch(part.root, at, part.stop)[part.start : part.stop]]
    which = and_(Comment.root_id.in_(whole), ever_public())
    found = rows(at, or_(which, Comment.id.in_(pieces)) if pieces else which) if parts else []
    found = sorted(found, key=lambda row: (order[row.root_id], row.place))
    reached = {row.id for row in seen(row for row in found if parts[order[row.root_id]].is_whole)}
    return [row for row in found if row.id in reached or not parts[order[row.root_id]].is_whole]


def _branch(root: int, at: datetime, most: int | None = None) -> list[int]:
    """The numbers of what readers see of one branch, at least the first `most` of them, however long it is."""
    found = (
        select(Comment.id, Comment.parent_id, Comment.status)
        .where(Comment.root_id == root, ever_public(), stands(at))
        .order_by(Comment.place)
    )
    if most is not None:
        limit = 2 * most + 20
        first = db.session.execute(found.limit(limit)).all()
        shown = [row.id for row in seen(first)]
        # What was withdrawn shows where something further on answers it: then only the whole branch tells.
        unsure = any(row.status == Status.WITHDRAWN for row in first if row.id not in set(shown))
        if len(first) < limit or (len(shown) >= most and not unsure):
            return shown
    return [row.id for row in seen(db.session.execute(found))]


@dataclass(frozen=True, slots=True)
class Walk:
    """The way along an article's branches at a moment; `moving` are those whose kept numbers are not right yet."""

    article_id: str
    at: datetime
    order: Order
    moving: dict[int, Size]

    @classmethod
    def of(cls, article_id: str, at: datetime, order: Order) -> Walk:
        """Measure what moves; nothing else is read yet."""
        roots = moving([article_id], at)
        sizes = measured(roots, at)
        return cls(article_id, at, order, {root: sizes.get(root, NOTHING) for root in roots})

    def branches(self, *, most: int | None = None, upto: int | None = None) -> list[tuple[int, int]]:
        """Branches with the number of their entries, in order: the first `most`, or those up to a root."""
        here = [Branch.article_id == self.article_id, or_(Branch.entries > 0, Branch.root_id.in_(self.moving))]
        if upto is not None:
            here.append(Branch.root_id <= upto)
        newest = self.order is Order.NEWEST
        walk = select(Branch.root_id, Branch.entries).where(*here)
        walk = walk.order_by(Branch.root_id.desc() if newest else Branch.root_id).limit(most)
        kept = db.session.execute(walk)
        if not self.moving:
            return list(kept)
        return [(root, self.moving[root].entries if root in self.moving else entries) for root, entries in kept]

    def page(self, wanted: int, per_page: int) -> tuple[int, list[Part], int | None]:
        """The number of a page, its parts, and the root of the branch that follows them, if any."""
        found = self.branches(most=wanted * per_page + len(self.moving) + 1)
        number, parts = list(enumerate(islice(pages(found, per_page), wanted), 1))[-1]
        last = parts[-1].root if parts else None
        rest = (root for root, entries in dropwhile(lambda one: one[0] != last, found) if entries and root != last)
        return number, parts, next(rest, None)

    def count(self) -> int:
        """How many comments readers see under the article."""
        kept = db.session.scalar(select(Tally.comments).where(Tally.article_id == self.article_id)) or 0
        return kept + sum(not_yet(self.moving, self.moving).values())

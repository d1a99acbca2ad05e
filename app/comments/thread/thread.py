"""Thread: one page of the comments under an article, a flat list with depths."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from sqlalchemy import select

from app.comments.comment import Comment
from app.comments.public import is_public_now
from app.comments.thread.entry import Entry, Row, entry, rows_of_branches, rows_of_comments
from app.comments.thread.folds import folded
from app.comments.thread.paging import Order, Part, position
from app.comments.thread.seen import seen
from app.comments.thread.walk import Walk, branch
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
    sizes = [entries for _, entries in Walk.of(article_id, at, Order.OLDEST).branches(upto=root)]
    found = position(sizes, per_page)
    if sizes[-1] <= found.room:
        return found.page
    return found.page_of(branch(root, at).index(comment_id), per_page)


def entry_of(comment_id: int, article_id: str, at: datetime) -> Entry | None:
    """One comment by itself, or None where readers do not see it under this article."""
    comment = db.session.get(Comment, comment_id) if 0 < comment_id < 2**63 else None
    if comment is None or comment.article_id != article_id or not is_public_now(comment, at):
        return None
    return next((entry(row, 0) for row in rows_of_comments([comment_id], at)), None)


def _on(parts: Sequence[Part], at: datetime) -> list[Row]:
    """The rows of these parts in their order; one query for the words of whole branches, two for a part of a long one."""
    order = {part.root: number for number, part in enumerate(parts)}
    whole = sorted(rows_of_branches([part.root for part in parts if part.is_whole], at), key=attrgetter("place"))
    broken = [part for part in parts if not part.is_whole]
    ids = [id for part in broken for id in branch(part.root, at, part.stop)[part.start : part.stop]]
    shown = [*seen(whole), *sorted(rows_of_comments(ids, at), key=attrgetter("place"))]
    return sorted(shown, key=lambda row: order[row.root_id])

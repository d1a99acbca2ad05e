"""Walk: the way along an article's branches, from one page of its thread to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile, islice

from sqlalchemy import bindparam, or_, select

from app.comments.comment import Comment, Status
from app.comments.public import ever_public, stands
from app.comments.thread.branches import NOTHING, Branch, Size, Tally, measured, moving
from app.comments.thread.counting import not_yet
from app.comments.thread.paging import Order, Part, pages
from app.comments.thread.seen import seen
from app.db import AT
from app.statements import ask

ALL = 2**62
"""More than there ever are; a number that both databases take as a limit."""

_WALK = select(Branch.root_id, Branch.entries).where(
    Branch.article_id == bindparam("article_id"),
    or_(Branch.entries > 0, Branch.root_id.in_(bindparam("moving", expanding=True))),
    Branch.root_id <= bindparam("upto"),
)
_WALKS = {
    Order.OLDEST: _WALK.order_by(Branch.root_id).limit(bindparam("most")),
    Order.NEWEST: _WALK.order_by(Branch.root_id.desc()).limit(bindparam("most")),
}
_KEPT = select(Tally.comments).where(Tally.article_id == bindparam("article_id"))
_STANDING = (
    select(Comment.id, Comment.parent_id, Comment.status)
    .where(Comment.root_id == bindparam("root"), ever_public(), stands(AT))
    .order_by(Comment.place)
    .limit(bindparam("most"))
)


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

    def branches(self, *, most: int = ALL, upto: int = ALL) -> list[tuple[int, int]]:
        """Branches with the number of their entries, in order: the first `most` of those up to a root."""
        kept = ask(_WALKS[self.order], article_id=self.article_id, moving=list(self.moving), most=most, upto=upto)
        if not self.moving:
            return [(root, entries) for root, entries in kept]
        return [(root, self.moving[root].entries if root in self.moving else entries) for root, entries in kept]

    def page(self, wanted: int, per_page: int) -> tuple[int, list[Part], int | None]:
        """The number of a page, its parts, and the root of the branch that follows them, if any. Beyond the last is the last."""
        found = self.branches(most=wanted * per_page + len(self.moving) + 1)
        number, parts = list(enumerate(islice(pages(found, per_page), wanted), 1))[-1]
        last = parts[-1].root if parts else None
        rest = (root for root, entries in dropwhile(lambda one: one[0] != last, found) if entries and root != last)
        return number, parts, next(rest, None)

    def count(self) -> int:
        """How many comments readers see under the article."""
        kept: int = ask(_KEPT, article_id=self.article_id).scalar() or 0
        return kept + sum(not_yet(self.moving, self.moving).values())


def branch(root: int, at: datetime, most: int = ALL) -> list[int]:
    """The numbers of what readers see of one branch, at least the first `most` of them, however long it is."""
    limit = min(2 * most + 20, ALL)
    rows = ask(_STANDING, root=root, at=at, most=limit).all()
    shown = [row.id for row in seen(rows)]
    if len(rows) < limit:
        return shown
    # What was withdrawn shows where something further on answers it: then only the whole branch tells.
    left_out = {row.id for row in rows if row.status == Status.WITHDRAWN}.difference(shown)
    return branch(root, at) if left_out or len(shown) < most else shown

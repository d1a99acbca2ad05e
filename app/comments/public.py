"""What is public: one predicate for pages, counts and feeds, and the rule that a hidden ancestor hides its replies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, case, exists, func, literal_column, not_, or_, select
from sqlalchemy.orm import aliased

from app.comments.author import Face
from app.comments.comment import BEFORE_FOREVER, Comment, Revision, Status
from app.db import Moment, db
from app.markup import POLICY_VERSION, render_comment, stored_comment


def is_public(at: Moment) -> ColumnElement[bool]:
    """Public at a moment, as far as the comment itself goes."""
    return and_(Comment.public_from <= at, or_(Comment.public_until > at, Comment.next_from <= at))


def ever_public() -> ColumnElement[bool]:
    """Public at some time: the condition of two indexes, which a question that should use them has to say."""
    return Comment.public_from.is_not(None)


def ends() -> ColumnElement[bool]:
    """Taken down, now or soon: the condition of an index, in its own words."""
    return Comment.public_until < literal_column(BEFORE_FOREVER)


def stands(at: Moment) -> ColumnElement[bool]:
    """Public at a moment, or withdrawn after it was: what replies may show under."""
    return or_(is_public(at), and_(Comment.status == Status.WITHDRAWN, Comment.public_from.is_not(None)))


def shown_revision(at: Moment) -> ColumnElement[int | None]:
    """The revision readers see at a moment."""
    return case((Comment.next_from <= at, Comment.next_revision_id), else_=Comment.public_revision_id)


def is_public_now(comment: Comment, at: datetime) -> bool:
    """Whether readers see this comment: it is public, and no ancestor hides it."""
    if not comment.is_public(at) or comment.parent_id is None:
        return comment.is_public(at)
    above = select(Comment.id, Comment.parent_id).where(Comment.id == comment.parent_id).cte("above", recursive=True)
    parent = aliased(Comment, name="parent")
    above = above.union_all(select(parent.id, parent.parent_id).join(above, parent.id == above.c.parent_id))
    hidden = exists().where(Comment.id == above.c.id, not_(func.coalesce(stands(at), False)))
    return not db.session.scalar(select(hidden))


def had_comments(article_id: str) -> bool:
    """Whether anything was ever public under this article."""
    return bool(db.session.scalar(select(exists().where(Comment.article_id == article_id, Comment.public_from.is_not(None)))))


def place_of(comment_id: int, at: datetime) -> str | None:
    """The identity of the article under which readers see this comment, or None where they do not."""
    comment = db.session.get(Comment, comment_id) if 0 < comment_id < 2**63 else None
    return comment.article_id if comment and is_public_now(comment, at) else None


@dataclass(frozen=True, slots=True)
class PublicComment:
    """One comment as a feed tells it. `changed` is when its present words were written or appeared, whichever came last.

    With a `content_note`, whoever shows it says that first and leaves the words to those who ask for them.
    """

    id: int
    name: str
    html: Markup
    at: datetime
    changed: datetime
    content_note: str | None = None


def recent_public(article_id: str, at: datetime, most: int = 50) -> list[PublicComment]:
    """The newest comments that readers see under an article, newest first."""
    words = (Revision.html, Revision.source, Revision.policy, Revision.number, Revision.written_at)
    found = (
        select(
            Comment.id,
            Comment.parent_id,
            Comment.name,
            Comment.face,
            Comment.content_note,
            Comment.public_from,
            Comment.next_from,
            *words,
        )
        .join(Revision, Revision.id == shown_revision(at))
        .where(Comment.article_id == article_id, ever_public(), is_public(at))
        .order_by(Comment.public_from.desc(), Comment.id.desc())
        .limit(most)
    )
    shown: list[Any] = []
    start = 0
    while len(shown) < most:
        rows = db.session.execute(found.offset(start)).all()
        hidden = _hidden({row.parent_id for row in rows if row.parent_id}, at)
        shown += [row for row in rows if row.parent_id not in hidden]
        start += most
        if len(rows) < most:
            break
    return [
        PublicComment(
            row.id, row.name or Face(row.face).name, shown_words(row), row.public_from, _changed(row, at), row.content_note
        )
        for row in shown[:most]
    ]


def _hidden(numbers: Collection[int], at: datetime) -> set[int]:
    """Those of these comments below which nothing shows: they, or one above them, do not stand. One query for all."""
    if not numbers:
        return set()
    above = select(Comment.id, Comment.parent_id).where(Comment.id.in_(numbers)).cte("above", recursive=True)
    parent = aliased(Comment, name="parent")
    above = above.union(select(parent.id, parent.parent_id).join(above, parent.id == above.c.parent_id))
    standing = func.coalesce(stands(at), False).label("standing")
    rows = db.session.execute(select(Comment.id, Comment.parent_id, standing).join(above, above.c.id == Comment.id))
    hidden: set[int] = set()
    for row in sorted(rows, key=attrgetter("id")):  # a parent's number is lower than those of its answers
        if not row.standing or row.parent_id in hidden:
            hidden.add(row.id)
    return hidden


def shown_words(row: Any) -> Markup:
    """The HTML of a revision: the stored one, or a new one where the policy has changed since it was made."""
    return stored_comment(row.html) if row.policy == POLICY_VERSION else render_comment(row.source)


def _changed(row: Any, at: datetime) -> datetime:
    edited = [row.written_at] if row.number > 1 else []
    appeared = [row.next_from] if row.next_from and row.next_from <= at else []
    changed: datetime = max([row.public_from, *edited, *appeared])
    return changed

"""Card: one comment with what a moderator must know to decide about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import aliased

from app.accounts import Moderator
from app.comments import Comment, Face, Revision, Status, find_unheld, shown_words
from app.db import db, now


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
    status: Status
    waits: bool


def cards_for(comments: Sequence[Comment], by: Moderator | None = None) -> list[Card]:
    """The cards of these comments in their order, as `by` should see them; three queries for all."""
    at = now()
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
            handed_over_by_me=by is not None and comment.handed_over_by == by.id,
            status=comment.status_at(at),
            waits=comment.waiting_since is not None,
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


def card_of(comment_id: int) -> Card:
    """The card of one comment, whatever its status.

    Raises:
        CommentNotFound: there is none, or its author still holds it back.
    """
    return cards_for([find_unheld(comment_id)])[0]


def newest_comments(*, before: int | None, most: int) -> list[Card]:
    """The newest comments of all, below the number `before`."""
    held = Comment.not_before > now()
    found = select(Comment).where(not_(func.coalesce(held, False))).order_by(Comment.id.desc()).limit(most)
    if before is not None:
        found = found.where(Comment.id < before)
    return cards_for(db.session.scalars(found).all())

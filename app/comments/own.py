"""Own comments: what somebody wrote under an article and nobody else sees yet, found by the receipts they hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select

from app.comments.author import Face
from app.comments.comment import Comment, Revision, Status
from app.comments.public import shown_words
from app.comments.receipt import hash_of
from app.db import db


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A comment that waits, as its author sees it. `token` is its receipt's."""

    id: int
    parent_id: int | None
    depth: int
    token: str
    name: str
    hue: int
    leaf: int
    at: datetime
    html: Markup


def own_waiting(tokens: Collection[str], article_id: str, at: datetime) -> list[OwnComment]:
    """The comments of these receipts that wait under an article, oldest first. What was decided tells its receipt."""
    known = {hash_of(token): token for token in tokens}
    if not known:
        return []
    found = (
        select(Comment, Revision)
        .join(Revision, Revision.id == Comment.revision_id)
        .where(Comment.receipt_hash.in_(known), Comment.article_id == article_id)
        .order_by(Comment.id)
    )
    return [
        _as_own(row.Comment, row.Revision, known[row.Comment.receipt_hash])
        for row in db.session.execute(found)
        if row.Comment.status_at(at) is Status.PENDING and not row.Comment.is_public(at) and row.Revision.source
    ]


def _as_own(comment: Comment, words: Revision, token: str) -> OwnComment:
    face = Face(comment.face)
    return OwnComment(
        id=comment.id,
        parent_id=comment.parent_id,
        depth=comment.depth,
        token=token,
        name=comment.name or face.name,
        hue=face.hue,
        leaf=face.leaf,
        at=comment.posted_at,
        html=shown_words(words),
    )

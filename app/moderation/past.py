"""Past: comments that were decided before, as a moderator looks back at them beside a waiting one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, union_all

from app.comments import Comment, Face, Lane, Revision, Status, shown_words
from app.db import db
from app.markup import plain_text
from app.moderation.decision import Decision, Verdict

EXCERPT = 180
"""Characters of an earlier comment that are shown beside a waiting one."""

DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM)

EACH = 3
"""How many of an author's earlier comments are shown."""


@dataclass(frozen=True, slots=True)
class Past:
    """A decided comment in short. `verdict` is what was last decided about it, `reason` a key of site.toml or None.

    The words of `hard` ones are not shown unasked.
    """

    comment_id: int
    article_id: str
    name: str
    words: str
    hard: bool
    verdict: Verdict
    reason: str | None
    by: str
    decided_at: datetime


def decided(comments: Collection[int]) -> dict[int, Past]:
    """The decided ones among these comments, by number; what waits, was taken back or erased is left out."""
    last = (
        select(func.max(Decision.id))
        .where(Decision.comment_id.in_(comments), Decision.undone_at.is_(None))
        .group_by(Decision.comment_id)
    )
    rows = db.session.execute(
        select(Decision, Comment, Revision)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Revision, Revision.id == Decision.revision_id)
        .where(Decision.id.in_(last), Comment.status.in_(DECIDED), Revision.source != "")
    )
    return {comment.id: _past(decision, comment, revision) for decision, comment, revision in rows}


def by_same_author(comments: Collection[Comment]) -> dict[bytes, list[Past]]:
    """The newest decided comments of each of these comments' authors, newest first, at most EACH; under whatever article."""
    authors = {comment.commenter for comment in comments}
    if not authors:
        return {}
    asked = union_all(*(_newest_of(author) for author in authors))
    rows = sorted(db.session.execute(asked), key=lambda row: -row.id)
    known = decided([row.id for row in rows])
    return {author: [known[row.id] for row in rows if row.commenter == author and row.id in known] for author in authors}


def _newest_of(author: bytes) -> Select[int, bytes]:
    newest = select(Comment.id, Comment.commenter).where(Comment.commenter == author, Comment.status.in_(DECIDED))
    found = newest.order_by(Comment.id.desc()).limit(EACH).subquery()
    return select(found.c.id, found.c.commenter)


def _past(decision: Decision, comment: Comment, revision: Revision) -> Past:
    return Past(
        comment_id=comment.id,
        article_id=comment.article_id,
        name=comment.name or Face(comment.face).name,
        words=excerpt(plain_text(shown_words(revision))),
        hard=comment.lane == Lane.DANGER,
        verdict=Verdict(decision.verdict),
        reason=decision.reason,
        by=decision.moderator.name,
        decided_at=decision.decided_at,
    )


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text, at most `most` characters, cut between words."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = words[: most + 1].rsplit(" ", 1)[0] if " " in words[: most + 1] else words[:most]
    return f"{cut.rstrip(',.;:')} …"

"""Past: comments that were decided before, as a moderator looks back at them beside a waiting one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import BindParameter, CompoundSelect, Select, bindparam, func, select, union_all

from app.comments import Comment, Lane, Revision, Status, screening, shown_words
from app.db import db
from app.markup import plain_comment
from app.moderation.decision import Decision, Verdict
from app.statements import ask

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
        select(Decision, Comment, Revision, screening.sounds_like_danger(Revision.id))
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Revision, Revision.id == Decision.revision_id)
        .where(Decision.id.in_(last), Comment.status.in_(DECIDED), Revision.source != "")
    )
    return {row.Comment.id: _past(*row) for row in rows}


def by_same_author(comments: Collection[Comment]) -> dict[bytes, list[int]]:
    """The newest decided comments of each of these comments' authors, newest first; under whatever article.

    One more than EACH: the comment that they stand beside may be among them.
    """
    authors = {comment.commenter for comment in comments}
    if not authors:
        return {}
    named = {f"author{number}": author for number, author in enumerate(authors)}
    rows = sorted(ask(_newest(len(authors)), **named), key=lambda row: -row.id)
    return {author: [row.id for row in rows if row.commenter == author] for author in authors}


@lru_cache(maxsize=32)
def _newest(number: int) -> CompoundSelect[int, bytes]:
    """The question for so many authors, put together once."""
    return union_all(*(_newest_of(bindparam(f"author{one}", type_=Comment.commenter.type)) for one in range(number)))


def _newest_of(author: BindParameter[bytes]) -> Select[int, bytes]:
    newest = select(Comment.id, Comment.commenter).where(Comment.commenter == author, Comment.status.in_(DECIDED))
    found = newest.order_by(Comment.id.desc()).limit(EACH + 1).subquery()
    return select(found.c.id, found.c.commenter)


def _past(decision: Decision, comment: Comment, revision: Revision, noticed: bool) -> Past:
    return Past(
        comment_id=comment.id,
        article_id=comment.article_id,
        words=excerpt(plain_comment(shown_words(revision))),
        hard=noticed or comment.lane == Lane.DANGER,
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

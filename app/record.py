"""The record: what was done here by whom and when, one line each. Lines are only ever added; the database refuses the rest.

A line holds keys and numbers, never a comment's words, a reader's name, an e-mail address or where somebody was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, BigId, db, now


class Act(StrEnum):
    """What can be done. The first four are the verdicts and their undoing."""

    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    UNDONE = "undone"
    ERASED = "erased"

    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    SECOND_FACTOR_FAILED = "second-factor-failed"
    RECOVERY_CODE_USED = "recovery-code-used"
    SESSIONS_ENDED = "sessions-ended"

    ADDED = "added"
    INVITED = "invited"
    INVITE_REVOKED = "invite-revoked"
    JOINED = "joined"
    ROLE_CHANGED = "role-changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - an act, no secret
    SECOND_FACTOR_ADDED = "second-factor-added"
    SECOND_FACTOR_REMOVED = "second-factor-removed"

    PAUSED = "paused"
    ARTICLE_CLOSED = "article-closed"
    THREAD_CLOSED = "thread-closed"
    OPENED = "opened"
    RULE_CHANGED = "rule-changed"


DECISIONS = (Act.APPROVED, Act.REJECTED, Act.SPAM, Act.UNDONE, Act.ERASED)
SIGN_INS = (Act.SIGNED_IN, Act.SIGNED_OUT, Act.SECOND_FACTOR_FAILED, Act.RECOVERY_CODE_USED, Act.SESSIONS_ENDED)
RULES = (Act.PAUSED, Act.ARTICLE_CLOSED, Act.THREAD_CLOSED, Act.OPENED, Act.RULE_CHANGED)
PEOPLE = tuple(act for act in Act if act not in (*DECISIONS, *SIGN_INS, *RULES))


class Line(Base):
    """One line. `by_id` did it, None where it was done on the command line; `about_id` is the person it was done to.

    `detail` is a key: a reason of site.toml, a role, a rule with its value; or empty.
    """

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_act", "act", "id"), Index("ix_record_by", "by_id", "id"), Index("ix_record_at", "at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    act: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    comment_id: Mapped[int | None] = mapped_column(BigId)
    article_id: Mapped[str | None]
    detail: Mapped[str] = mapped_column(default="")


def write(
    act: Act,
    *,
    by: int | None,
    about: int | None = None,
    comment: int | None = None,
    article: str | None = None,
    detail: str | None = None,
) -> None:
    """Add a line with the transaction under way; the caller commits. `by` and `about` are numbers of moderators."""
    line = Line(at=now(), act=act, by_id=by, about_id=about, comment_id=comment, article_id=article, detail=detail or "")
    db.session.add(line)


def lines(
    *,
    acts: Collection[Act] = (),
    by: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    such: ColumnElement[bool] | None = None,
    before: int | None = None,
    most: int,
) -> Sequence[Line]:
    """The newest lines first, below the number `before`: those of some acts, of one person, of a span of time, `such` of which
    something else is true."""
    asked = select(Line).order_by(Line.id.desc()).limit(most)
    if acts:
        asked = asked.where(Line.act.in_(acts))
    if by is not None:
        asked = asked.where(Line.by_id == by)
    if since is not None:
        asked = asked.where(Line.at >= since)
    if until is not None:
        asked = asked.where(Line.at < until)
    if such is not None:
        asked = asked.where(such)
    if before is not None:
        asked = asked.where(Line.id < before)
    return db.session.scalars(asked).all()

"""Decision: what a moderator decided about one revision, and what undoing it brings back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts import Moderator
from app.comments import Comment
from app.db import Base, BigId


class Verdict(StrEnum):
    """What a moderator can decide. The words are the statuses a comment gets."""

    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"


MAILS = "mails"


class Decision(Base):
    """One decision. It is in force from `takes_effect_at` on, unless undone before; rows are never changed otherwise.

    `before` holds the comment's former fields, so that undoing puts back exactly what was, and under MAILS the kinds of mails
    that waited about it and that this decision took out of the outbox.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_recent", "moderator_id", "takes_effect_at"),
        Index("ix_decisions_effect", "takes_effect_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    revision_id: Mapped[int] = mapped_column(BigId, ForeignKey("revisions.id"))
    verdict: Mapped[str]
    reason: Mapped[str | None]
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    decided_at: Mapped[datetime]
    takes_effect_at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))

    moderator: Mapped[Moderator] = relationship(foreign_keys=[moderator_id], lazy="joined", innerjoin=True)
    comment: Mapped[Comment] = relationship(lazy="raise")

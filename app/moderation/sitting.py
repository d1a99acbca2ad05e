"""Sitting: how many hard texts a moderator has read in one go, and when a pause would do them good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts import Moderator
from app.comments import find
from app.db import Base, BigId, db, now, writing
from app.statements import replace

SITTING = timedelta(hours=3)
"""What was read longer ago belongs to another sitting."""


class HardText(Base):
    """A hard text that a moderator opened, and when. Nobody but them is ever shown it."""

    __tablename__ = "hard_texts"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), primary_key=True)
    opened_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The present sitting of one moderator. `pause` says whether so many were opened that a pause is suggested."""

    opened: int
    pause: bool

    @classmethod
    def of(cls, by: Moderator, *, pause_after: int) -> Sitting:
        """Count what `by` opened; a pause is suggested after `pause_after` texts, never where that is 0."""
        mine = select(func.count()).where(HardText.moderator_id == by.id, HardText.opened_at > now() - SITTING)
        opened = db.session.scalar(mine) or 0
        return cls(opened, 0 < pause_after <= opened)


def open_hard_text(comment_id: int, *, by: Moderator) -> None:
    """Count that `by` opened the words of this comment. Opening it twice in a sitting is opening it once.

    Raises:
        CommentNotFound: there is no such comment.
    """
    with writing():
        count_opened(find(comment_id).id, by=by)


def count_opened(comment_id: int, *, by: Moderator) -> None:
    """The same within a transaction under way. The caller commits."""
    replace(HardText, {"moderator_id": by.id, "comment_id": comment_id}, opened_at=now())


def begin_anew(*, by: Moderator) -> None:
    """`by` has had a pause: the next sitting begins now. Doing it twice is doing it once."""
    with writing():
        db.session.execute(delete(HardText).where(HardText.moderator_id == by.id))

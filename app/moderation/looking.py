"""Looking: who has which comment before them just now, so that two people do not read the same one at the same moment.

A look is a courtesy and no lock: it ends by itself, and whoever decides first has decided.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts import Moderator
from app.comments import find
from app.db import Base, BigId, db, now, writing
from app.statements import replace

LOOK = timedelta(seconds=90)
"""How long somebody counts as reading after their page last said so."""


class Look(Base):
    """The one comment that a moderator has before them, until when."""

    __tablename__ = "looks"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(BigId, ForeignKey("comments.id"), index=True)
    ends_at: Mapped[datetime]


def look_at(comment_id: int, *, by: Moderator) -> str | None:
    """Say that `by` reads this comment now, and no other any more; the name of somebody else who does, or None.

    Raises:
        CommentNotFound: there is no such comment.
    """
    with writing():
        find(comment_id)
        replace(Look, {"moderator_id": by.id}, comment_id=comment_id, ends_at=now() + LOOK)
    return looked_at([comment_id], by=by).get(comment_id)


def look_away(*, by: Moderator) -> None:
    """Say that `by` reads nothing now. Doing it twice is doing it once."""
    with writing():
        db.session.execute(delete(Look).where(Look.moderator_id == by.id))


def looked_at(comments: Collection[int], *, by: Moderator) -> dict[int, str]:
    """Which of these comments somebody other than `by` reads now, with their names."""
    reading = (
        select(Look.comment_id, Moderator.name)
        .join(Moderator, Moderator.id == Look.moderator_id)
        .where(Look.comment_id.in_(comments), Look.ends_at > now(), Look.moderator_id != by.id)
    )
    return {comment_id: name for comment_id, name in db.session.execute(reading)}  # noqa: C416 - a row is no tuple to the type checker

"""Invite: a link that works once, for somebody new or for a new password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.moderator import Moderator
from app.db import Base, db, now


class Invite(Base):
    """One link; the row has only its hash. With `about_id` it is that person's way to a new password."""

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    email: Mapped[str]
    role: Mapped[str]
    about_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    about: Mapped[Moderator | None] = relationship(foreign_keys=[about_id], lazy="joined")


def end_links_to_new_password(person: Moderator) -> None:
    """Take back what would give this person a new password. The caller commits."""
    theirs = update(Invite).where(Invite.about_id == person.id, Invite.used_at.is_(None), Invite.revoked_at.is_(None))
    db.session.execute(theirs.values(revoked_at=now()))

"""Moderator: a person who reads comments before anyone else sees them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, now


class Role(StrEnum):
    """What a person may do: moderators decide on comments, admins also look after people and rules."""

    MODERATOR = "moderator"
    ADMIN = "admin"


class Moderator(Base):
    """A person who may sign in. The e-mail address is kept in lower case.

    `signed_out_at` is when they were last signed out everywhere: addresses mailed to them before open nothing any more.
    """

    __tablename__ = "moderators"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.MODERATOR)
    password_hash: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    disabled_at: Mapped[datetime | None]
    uses_keys: Mapped[bool] = mapped_column(default=True)
    wants_digest: Mapped[bool] = mapped_column(default=True)
    wants_alerts: Mapped[bool] = mapped_column(default=True)
    signed_out_at: Mapped[datetime | None]

    @property
    def is_admin(self) -> bool:
        """Whether this person looks after people and rules, too."""
        return self.role == Role.ADMIN

"""Moderator: a person who reads comments before anyone else sees them; and the sessions they signed in to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, now


class Role(StrEnum):
    """What a person may do: moderators decide on comments, admins also look after people and rules."""

    MODERATOR = "moderator"
    ADMIN = "admin"


class Moderator(Base):
    """A person who may sign in. The e-mail address is kept in lower case."""

    __tablename__ = "moderators"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.MODERATOR)
    password_hash: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    disabled_at: Mapped[datetime | None]
    uses_keys: Mapped[bool] = mapped_column(default=True)


class SignIn(Base):
    """One session of one moderator. The browser has the token, this row only its hash."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)

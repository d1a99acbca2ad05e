"""Passkey: a key that never leaves a person's device; here is only its public half."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, now


class Passkey(Base):
    """One passkey of one person. `name` is theirs for it; `sign_count` is the device's own count of its signatures."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]

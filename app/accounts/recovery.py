"""Recovery codes: ten on paper, each good for once, for the day on which the phone is gone."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import CursorResult, ForeignKey, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.moderator import Moderator
from app.db import Base, db, now

HOW_MANY = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class RecoveryCode(Base):
    """One code; the row has only its hash. 79 random bits need no slow one."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]


def new_codes(person: Moderator) -> list[str]:
    """Ten fresh codes; the former ones are good for nothing any more. The caller commits."""
    codes = ["-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4)) for _ in range(HOW_MANY)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.moderator_id == person.id))
    db.session.add_all(RecoveryCode(moderator_id=person.id, code_hash=_hash(code)) for code in codes)
    return codes


def use_recovery_code(person: Moderator, code: str) -> bool:
    """Whether it is one of this person's and was not used before; using it is what makes it used. The caller commits."""
    mine = update(RecoveryCode).where(
        RecoveryCode.moderator_id == person.id, RecoveryCode.code_hash == _hash(code), RecoveryCode.used_at.is_(None)
    )
    done = db.session.execute(mine.values(used_at=now()))
    return isinstance(done, CursorResult) and done.rowcount == 1


def _hash(code: str) -> str:
    plain = "".join(one for one in code.lower() if one in _ALPHABET)
    return hashlib.sha256(f"recovery {plain}".encode()).hexdigest()

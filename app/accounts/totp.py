"""Codes of an authenticator app: six digits that change every thirty seconds (RFC 6238), each good for once."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import CursorResult, ForeignKey, update
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.moderator import Moderator
from app.db import Base, db, now

STEP = 30
"""Seconds that a code is shown."""

DRIFT = (0, -1, 1)
"""Steps by which a phone's clock may be off."""


class Totp(Base):
    """One person's secret. It counts from `confirmed_at` on; `last_step` is that of the last code that was used."""

    __tablename__ = "totps"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), primary_key=True)
    secret: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)


class AlreadySetUp(Exception):
    """An app is set up already; what it knows is shown to nobody again."""


def begin_totp(person: Moderator) -> str:
    """A secret in base 32, which counts only once a code of it was typed in; the same until then.

    Raises:
        AlreadySetUp: one counts already.
    """
    kept = db.session.get(Totp, person.id)
    if kept and kept.confirmed_at:
        raise AlreadySetUp
    if kept:
        return kept.secret
    secret = pyotp.random_base32()
    db.session.add(Totp(moderator_id=person.id, secret=secret))
    db.session.commit()
    return secret


def totp_address(secret: str, *, person: Moderator, site: str) -> str:
    """The `otpauth:` address that an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=site)


def use_totp(person: Moderator, code: str, *, confirmed: bool = True) -> bool:
    """Whether the code is right now and was not used before; using it is what makes it used. The caller commits."""
    kept = db.session.get(Totp, person.id)
    if kept is None or (kept.confirmed_at is not None) is not confirmed or not code.isascii():
        return False
    present = int(now().timestamp()) // STEP
    made = pyotp.TOTP(kept.secret)
    step = next((present + off for off in DRIFT if hmac.compare_digest(made.at((present + off) * STEP), code)), None)
    if step is None:
        return False
    mine = update(Totp).where(Totp.moderator_id == person.id, Totp.last_step < step)
    done = db.session.execute(mine.values(last_step=step))
    return isinstance(done, CursorResult) and done.rowcount == 1

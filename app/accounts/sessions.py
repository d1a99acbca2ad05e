"""Sessions: a row for each sign-in, so that any of them can be seen and ended from here and not only by its browser."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, and_, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import record
from app.accounts.moderator import Moderator
from app.db import Base, db, now
from app.record import Act

IDLE = timedelta(hours=2)
AT_MOST = timedelta(hours=12)
"""A session ends after two hours without a request, and after twelve in any case (OWASP's advice for such duties)."""

HALF_OPEN = timedelta(minutes=10)
"""How long somebody whose password was right may take for the second factor."""

CONFIRMED_FOR = timedelta(minutes=5)
"""How long a password counts as just given, for what cannot be undone."""

TOUCH_EVERY = timedelta(minutes=5)


class SignIn(Base):
    """One session of one moderator. The browser has the token, this row only its hash.

    `half` means that a second factor is still due: then it opens nothing. `device` says which browser it is, in a few
    words. `challenge` is what a passkey has to sign next, once.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
    half: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime] = mapped_column(default=now)
    device: Mapped[str] = mapped_column(default="")
    challenge: Mapped[str | None]

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_confirmed(self) -> bool:
        """Whether its person has just shown who they are."""
        return now() - self.confirmed_at < CONFIRMED_FOR


class SessionNotFound(LookupError):
    """This person has no such session."""


def begin(person: Moderator, *, device: str, half: bool) -> str:
    """A new session's token. The caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(moderator_id=person.id, token_hash=_hash(token), device=device[:60], half=half))
    return token


def session_of(token: str | None) -> SignIn | None:
    """The session that this token opens, or None where it has ended or waits for a second factor."""
    found = _open(token)
    if found is None or found.half:
        return None
    at = now()
    if at - found.seen_at > TOUCH_EVERY:
        found.seen_at = at
        db.session.commit()
    return found


def half_session_of(token: str | None) -> SignIn | None:
    """The session of somebody whose password was right and whose second factor is still due; None where it took too long."""
    found = _open(token)
    return found if found and found.half and now() - found.created_at < HALF_OPEN else None


def complete(half: SignIn) -> str:
    """The token of a whole session in the place of the half one, which opens nothing any more. The caller commits."""
    half.revoked_at = now()
    return begin(half.moderator, device=half.device, half=False)


def sessions_of(person: Moderator) -> Sequence[SignIn]:
    """Everything this person is signed in to, the one used last first."""
    mine = select(SignIn).where(SignIn.moderator_id == person.id, SignIn.half.is_(False), _lives(now()))
    return db.session.scalars(mine.order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def sign_out(token: str | None) -> None:
    """End the session of this token. Doing it twice is doing it once."""
    found = _open(token)
    if found is not None:
        found.revoked_at = now()
        if not found.half:
            record.write(Act.SIGNED_OUT, by=found.moderator_id)
        db.session.commit()


def end_session(session_id: int, *, of: Moderator, by: Moderator | None) -> None:
    """End one of a person's sessions. Doing it twice is doing it once.

    Raises:
        SessionNotFound: it is none of theirs.
    """
    found = db.session.get(SignIn, session_id) if 0 < session_id < 2**31 else None
    if found is None or found.moderator_id != of.id:
        raise SessionNotFound(session_id)
    if found.revoked_at is None:
        found.revoked_at = now()
        record.write(Act.SESSIONS_ENDED, by=by.id if by else None, about=of.id)
        db.session.commit()


def end_sessions(person: Moderator, *, by: Moderator | None, but: SignIn | None = None) -> None:
    """Sign a person out everywhere, but for the session `but`."""
    revoke_all(person, but=but)
    record.write(Act.SESSIONS_ENDED, by=by.id if by else None, about=person.id)
    db.session.commit()


def revoke_all(person: Moderator, *, but: SignIn | None = None) -> None:
    """The same without a line in the record, for what brings one of its own. The caller commits.

    Addresses that were mailed to this person open nothing any more, either.
    """
    person.signed_out_at = now()
    theirs = update(SignIn).where(SignIn.moderator_id == person.id, SignIn.revoked_at.is_(None))
    others = theirs.where(SignIn.id != but.id) if but else theirs
    db.session.execute(others.values(revoked_at=now()))


def _open(token: str | None) -> SignIn | None:
    if not token:
        return None
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == _hash(token), _lives(now())))
    return found if found and found.moderator.disabled_at is None else None


def _lives(at: datetime) -> ColumnElement[bool]:
    return and_(SignIn.revoked_at.is_(None), SignIn.seen_at > at - IDLE, SignIn.created_at > at - AT_MOST)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Signing in: a row for each session, so that any of them can be ended from here and not only by its browser."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select

from app import rates
from app.accounts import passwords
from app.accounts.moderator import Moderator, SignIn
from app.db import db, now

IDLE = timedelta(hours=2)
AT_MOST = timedelta(hours=12)
"""A session ends after two hours without a request, and after twelve in any case (OWASP's advice for such duties)."""

TOUCH_EVERY = timedelta(minutes=5)
WRONG_ON_ONE = "8/15 minutes"
WRONG_FROM_ONE = "40/15 minutes"
WRONG_AS_ONE = "100/hour"
"""The limit on one address from one network is the tight one: a stranger elsewhere cannot lock a moderator out."""


class WrongPassword(Exception):
    """The address and the password do not fit; the answer never says which of them."""


def sign_in(email: str, password: str, *, where_from: str) -> str:
    """Begin a session and return its token, which the browser keeps.

    `where_from` stands for the visitor's network; it is hashed before it is counted.

    Raises:
        WrongPassword: the two do not fit, nobody has the address, or the person is disabled: all alike, in the same time.
        TooFast: too many wrong passwords for this address or from this network lately.
    """
    email = email.strip().lower()
    limits = (
        (WRONG_ON_ONE, "sign-in", f"{email} {where_from}"),
        (WRONG_FROM_ONE, "sign-in from", where_from),
        (WRONG_AS_ONE, "sign-in as", email),
    )
    for limit, what, who in limits:
        rates.check(limit, what=what, who=who)
    person = db.session.scalar(select(Moderator).where(Moderator.email == email, Moderator.disabled_at.is_(None)))
    if not passwords.fits(password, person.password_hash if person else None) or person is None:
        for limit, what, who in limits:
            rates.hit(limit, what=what, who=who)
        raise WrongPassword
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(moderator_id=person.id, token_hash=_hash(token)))
    db.session.commit()
    return token


def moderator_of(token: str | None) -> Moderator | None:
    """The person whose session this token opens, or None where it has ended."""
    found = _open(token)
    if found is None:
        return None
    at = now()
    if at - found.seen_at > TOUCH_EVERY:
        found.seen_at = at
        db.session.commit()
    return found.moderator


def sign_out(token: str | None) -> None:
    """End the session of this token. Doing it twice is doing it once."""
    found = _open(token)
    if found is not None:
        found.revoked_at = now()
        db.session.commit()


def _open(token: str | None) -> SignIn | None:
    if not token:
        return None
    at = now()
    found = db.session.scalar(
        select(SignIn).where(
            SignIn.token_hash == _hash(token),
            SignIn.revoked_at.is_(None),
            SignIn.seen_at > at - IDLE,
            SignIn.created_at > at - AT_MOST,
        )
    )
    return found if found and found.moderator.disabled_at is None else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

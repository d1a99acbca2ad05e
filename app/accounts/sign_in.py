"""Signing in: a password, and a second factor where the person has one."""

from __future__ import annotations

from sqlalchemy import select

from app import rates, record
from app.accounts import passwords, second_factors, sessions
from app.accounts.moderator import Moderator
from app.accounts.sessions import SignIn
from app.db import db, now
from app.record import Act

WRONG_ON_ONE = "8/15 minutes"
WRONG_FROM_ONE = "40/15 minutes"
WRONG_AS_ONE = "100/hour"
"""The limit on one address from one network is the tight one: a stranger elsewhere cannot lock a moderator out."""


class WrongPassword(Exception):
    """The address and the password do not fit; the answer never says which of them."""


def sign_in(email: str, password: str, *, where_from: str, device: str = "") -> str:
    """Begin a session and return its token, which the browser keeps. It opens nothing yet where a second factor is due.

    `where_from` stands for the visitor's network; it is hashed before it is counted. `device` is the browser, in words.

    Raises:
        WrongPassword: the two do not fit, nobody has the address, or the person is disabled: all alike, in the same time.
        TooFast: too many wrong passwords for this address or from this network lately.
    """
    email = email.strip().lower()
    known = db.session.scalar(select(Moderator).where(Moderator.email == email, Moderator.disabled_at.is_(None)))
    person = _checked(email, known, password, where_from)
    half = second_factors.has_any(person)
    token = sessions.begin(person, device=device, half=half)
    if not half:
        record.write(Act.SIGNED_IN, by=person.id)
    db.session.commit()
    return token


def confirm(session: SignIn, password: str, *, where_from: str) -> None:
    """Show once more who one is, for what cannot be undone.

    Raises:
        WrongPassword: it is not this person's.
        TooFast: too many wrong ones lately.
    """
    _checked(session.moderator.email, session.moderator, password, where_from)
    session.confirmed_at = now()
    db.session.commit()


def _checked(email: str, person: Moderator | None, password: str, where_from: str) -> Moderator:
    """The person whose password it is. What is wrong is counted, and what is unknown takes as long as what is wrong."""
    limits = (
        (WRONG_ON_ONE, "sign-in", f"{email} {where_from}"),
        (WRONG_FROM_ONE, "sign-in from", where_from),
        (WRONG_AS_ONE, "sign-in as", email),
    )
    for limit, what, who in limits:
        rates.check(limit, what=what, who=who)
    if not passwords.fits(password, person.password_hash if person else None) or person is None:
        for limit, what, who in limits:
            rates.hit(limit, what=what, who=who)
        raise WrongPassword
    return person

"""Who may sign in: let somebody in, shut somebody out, give a new password."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from app.accounts import passwords
from app.accounts.moderator import Moderator, Role, SignIn
from app.db import db, now


class EmailTaken(ValueError):
    """Somebody with this e-mail address may sign in already."""


class ModeratorNotFound(LookupError):
    """Nobody with this e-mail address may sign in."""


def add(email: str, password: str, *, name: str = "", role: Role = Role.MODERATOR) -> Moderator:
    """Let a person sign in with this address and password.

    Raises:
        EmailTaken: the address is in use.
        PasswordTooShort: the password has fewer than passwords.MIN_LENGTH characters.
    """
    address = _folded(email)
    if db.session.scalar(select(Moderator.id).where(Moderator.email == address)):
        raise EmailTaken(address)
    person = Moderator(
        email=address, name=name or address.split("@")[0].title(), role=role, password_hash=passwords.hashed(password)
    )
    db.session.add(person)
    db.session.commit()
    return person


def by_email(email: str) -> Moderator:
    """The person with this address, who may be disabled.

    Raises:
        ModeratorNotFound: there is none.
    """
    person = db.session.scalar(select(Moderator).where(Moderator.email == _folded(email)))
    if person is None:
        raise ModeratorNotFound(email)
    return person


def everyone() -> Sequence[Moderator]:
    """Everybody who may or could sign in, by address."""
    return db.session.scalars(select(Moderator).order_by(Moderator.email)).all()


def disable(person: Moderator) -> None:
    """Sign a person out everywhere and let them in no more. Doing it twice is doing it once."""
    person.disabled_at = person.disabled_at or now()
    _sign_out_everywhere(person)
    db.session.commit()


def reset_password(person: Moderator, password: str) -> None:
    """Give a person a new password and sign them out everywhere.

    Raises:
        PasswordTooShort: it has fewer than passwords.MIN_LENGTH characters.
    """
    person.password_hash = passwords.hashed(password)
    _sign_out_everywhere(person)
    db.session.commit()


def use_keys(person: Moderator, uses: bool) -> None:
    """Whether single keys decide on this person's desk. Doing it twice is doing it once."""
    person.uses_keys = uses
    db.session.commit()


def _sign_out_everywhere(person: Moderator) -> None:
    open_ones = update(SignIn).where(SignIn.moderator_id == person.id, SignIn.revoked_at.is_(None))
    db.session.execute(open_ones.values(revoked_at=now()))


def _folded(email: str) -> str:
    return email.strip().lower()

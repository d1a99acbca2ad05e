"""Who may sign in: let somebody in, shut somebody out, give a new password, change a role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select

from app import record
from app.accounts import passwords, sessions
from app.accounts.invite import end_links_to_new_password
from app.accounts.moderator import Moderator, Role
from app.accounts.sessions import SignIn
from app.db import db, now, writing
from app.record import Act
from app.statements import ask

_ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,255}")


class EmailTaken(ValueError):
    """Somebody with this e-mail address may sign in already."""


class NotAnAddress(ValueError):
    """That is no e-mail address."""


class ModeratorNotFound(LookupError):
    """Nobody like this may sign in."""


class LastAdmin(Exception):
    """Without this admin there would be none."""


def add(email: str, password: str, *, name: str = "", role: Role = Role.MODERATOR, by: Moderator | None = None) -> Moderator:
    """Let a person sign in with this address and password.

    Raises:
        NotAnAddress: that is no e-mail address.
        EmailTaken: the address is in use.
        PasswordTooShort, PasswordTooCommon: the password is too easy to guess.
    """
    address = address_of(email)
    check_free(address)
    person = enter(address, hashed_for(password, address, name), name=name, role=role)
    record.write(Act.ADDED, by=_number(by), about=person.id, detail=role)
    db.session.commit()
    return person


def by_email(email: str) -> Moderator:
    """The person with this address, who may be disabled.

    Raises:
        ModeratorNotFound: there is none.
    """
    person = db.session.scalar(select(Moderator).where(Moderator.email == email.strip().lower()))
    if person is None:
        raise ModeratorNotFound(email)
    return person


def by_number(id: int) -> Moderator:
    """The person with this number, who may be disabled.

    Raises:
        ModeratorNotFound: there is none.
    """
    person = db.session.get(Moderator, id) if 0 < id < 2**31 else None
    if person is None:
        raise ModeratorNotFound(id)
    return person


def everyone() -> Sequence[Moderator]:
    """Everybody who may or could sign in, by address."""
    return db.session.scalars(select(Moderator).order_by(Moderator.email)).all()


_NAMES = select(Moderator.name).where(Moderator.disabled_at.is_(None))


def names_of_moderators() -> frozenset[str]:
    """The names of everybody who may sign in."""
    return frozenset(ask(_NAMES).scalars())


def disable(person: Moderator, *, by: Moderator | None = None) -> None:
    """Sign a person out everywhere and let them in no more, nor by a link to a new password. Doing it twice is doing it once.

    Raises:
        LastAdmin: nobody would be left to look after people.
    """
    with writing():
        if person.disabled_at is None:
            _keep_an_admin(person)
            person.disabled_at = now()
            record.write(Act.DISABLED, by=_number(by), about=person.id)
        end_links_to_new_password(person)
        sessions.revoke_all(person)


def enable(person: Moderator, *, by: Moderator | None = None) -> None:
    """Let a person in again, with the password they had. Doing it twice is doing it once."""
    if person.disabled_at is not None:
        person.disabled_at = None
        record.write(Act.ENABLED, by=_number(by), about=person.id)
        db.session.commit()


def use_keys(person: Moderator, uses: bool) -> None:
    """Whether single keys decide on this person's desk. Doing it twice is doing it once."""
    person.uses_keys = uses
    db.session.commit()


def change_role(person: Moderator, role: Role, *, by: Moderator | None = None) -> None:
    """Make an admin of a moderator or a moderator of an admin. Doing it twice is doing it once.

    Raises:
        LastAdmin: nobody would be left to look after people.
    """
    with writing():
        if person.role != role:
            if role is not Role.ADMIN:
                _keep_an_admin(person)
            person.role = role
            record.write(Act.ROLE_CHANGED, by=_number(by), about=person.id, detail=role)


def choose_mail(person: Moderator, *, digest: bool, alerts: bool) -> None:
    """Which mails this person gets. Doing it twice is doing it once."""
    person.wants_digest, person.wants_alerts = digest, alerts
    db.session.commit()


def reset_password(person: Moderator, password: str, *, by: Moderator | None = None, but: SignIn | None = None) -> None:
    """Give a person a new password and sign them out everywhere, but for the session `but`.

    Raises:
        PasswordTooShort, PasswordTooCommon: the password is too easy to guess.
    """
    hashed = hashed_for(password, person.email, person.name)
    with writing():
        give_password(person, hashed, by=by, but=but)


def address_of(email: str) -> str:
    """An e-mail address as it is kept: in lower case.

    Raises:
        NotAnAddress: that is none.
    """
    address = email.strip().lower()
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        raise NotAnAddress(email)
    return address


def check_free(address: str) -> None:
    """Refuse an address that is in use.

    Raises:
        EmailTaken: it is.
    """
    if db.session.scalar(select(Moderator.id).where(Moderator.email == address)):
        raise EmailTaken(address)


def hashed_for(password: str, address: str, name: str) -> str:
    """The hash of a password that is not made of the address or the name.

    Raises:
        PasswordTooShort, PasswordTooCommon: the password is too easy to guess.
    """
    passwords.check(password, about=(*re.split(r"[@.]", address), *name.split()))
    return passwords.hashed(password)


def enter(address: str, password_hash: str, *, name: str, role: Role) -> Moderator:
    """The row of a new person. The caller commits."""
    shown = "".join(one for one in " ".join(name.split()) if one.isprintable())[:60]
    person = Moderator(email=address, name=shown or address.split("@")[0].title(), role=role, password_hash=password_hash)
    db.session.add(person)
    db.session.flush()
    return person


def give_password(person: Moderator, password_hash: str, *, by: Moderator | None, but: SignIn | None = None) -> None:
    """A new password ends every session. The caller commits."""
    person.password_hash = password_hash
    sessions.revoke_all(person, but=but)
    record.write(Act.PASSWORD_CHANGED, by=_number(by), about=person.id)


def _keep_an_admin(person: Moderator) -> None:
    """On PostgreSQL the admins' rows are locked, so that two of them cannot leave in the same moment."""
    admins = select(Moderator.id).where(Moderator.role == Role.ADMIN, Moderator.disabled_at.is_(None)).with_for_update()
    db.session.refresh(person)
    if person.is_admin and list(db.session.scalars(admins)) == [person.id]:
        raise LastAdmin


def _number(by: Moderator | None) -> int | None:
    return by.id if by else None

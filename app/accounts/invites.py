"""Invites: single-use links with which somebody becomes a moderator, or a moderator chooses a new password."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, select, update

from app import jobs, outbox, paths, record
from app.accounts import people
from app.accounts.invite import Invite
from app.accounts.moderator import Moderator, Role
from app.config import settings
from app.db import db, now, writing
from app.jobs import Job
from app.language import _
from app.outbox import Kind
from app.record import Act

LASTS = timedelta(days=7)


class InviteNotFound(LookupError):
    """No invite has this address."""


class InviteEnded(Exception):
    """The invite was used, was taken back, or is too old."""


def invite(email: str, *, role: Role = Role.MODERATOR, by: Moderator | None) -> str:
    """The token of a link with which the holder of an address becomes a moderator. An older one for it ends.

    Raises:
        NotAnAddress: that is no e-mail address.
        EmailTaken: somebody with this address may sign in already.
    """
    address = people.address_of(email)
    with writing():
        people.check_free(address)
        token = _make(address, role, about=None, by=by)
    jobs.wake(Job.DELIVER)
    return token


def invite_to_new_password(person: Moderator, *, by: Moderator | None) -> str:
    """The token of a link with which a person chooses a new password. The present one stays until then."""
    with writing():
        token = _make(person.email, Role(person.role), about=person, by=by)
    jobs.wake(Job.DELIVER)
    return token


def open_invite(token: str) -> Invite:
    """The invite with this token, which looking at does not use.

    Raises:
        InviteNotFound: there is none.
        InviteEnded: it was used, taken back, or is too old.
    """
    found = db.session.scalar(select(Invite).where(Invite.token_hash == _hash(token)))
    if found is None:
        raise InviteNotFound
    if found.used_at or found.revoked_at or found.ends_at <= now() or (found.about and found.about.disabled_at):
        raise InviteEnded
    return found


def accept(token: str, password: str, *, name: str = "") -> Moderator:
    """Use an invite: whoever holds it becomes a moderator, or has a new password and is signed out everywhere.

    Raises:
        InviteNotFound, InviteEnded: it opens nothing, any more or at all.
        EmailTaken: the address became somebody's meanwhile.
        PasswordTooShort, PasswordTooCommon: choose another one; the invite is still good.
    """
    found = open_invite(token)
    hashed = people.hashed_for(password, found.email, name)
    with writing():
        mine = update(Invite).where(Invite.id == found.id, Invite.used_at.is_(None), Invite.revoked_at.is_(None))
        if not db.session.scalars(mine.values(used_at=now()).returning(Invite.id)).all():
            raise InviteEnded
        if found.about_id is not None:
            person = db.session.get_one(Moderator, found.about_id)
            people.give_password(person, hashed, by=person)
        else:
            people.check_free(found.email)
            person = people.enter(found.email, hashed, name=name, role=Role(found.role))
            record.write(Act.JOINED, by=person.id, about=person.id, detail=found.role)
    return person


def open_invites() -> Sequence[Invite]:
    """Every invite that can still be used, the newest first."""
    still = and_(Invite.used_at.is_(None), Invite.revoked_at.is_(None), Invite.ends_at > now())
    return db.session.scalars(select(Invite).where(still).order_by(Invite.id.desc())).all()


def revoke(invite_id: int, *, by: Moderator | None) -> None:
    """Take an invite back. Doing it twice is doing it once."""
    mine = update(Invite).where(Invite.id == invite_id, Invite.used_at.is_(None), Invite.revoked_at.is_(None))
    for about in db.session.scalars(mine.values(revoked_at=now()).returning(Invite.about_id)).all():
        record.write(Act.INVITE_REVOKED, by=by.id if by else None, about=about)
    db.session.commit()


def _make(email: str, role: Role, *, about: Moderator | None, by: Moderator | None) -> str:
    token, at, person = secrets.token_urlsafe(32), now(), about.id if about else None
    former = update(Invite).where(Invite.email == email, Invite.used_at.is_(None), Invite.revoked_at.is_(None))
    db.session.execute(former.values(revoked_at=at))
    maker = by.id if by else None
    db.session.add(
        Invite(token_hash=_hash(token), email=email, role=role, about_id=person, made_by=maker, made_at=at, ends_at=at + LASTS)
    )
    _write_to(email, token, new=about is None)
    record.write(Act.INVITED, by=maker, about=person, detail="new-password" if about else role)
    return token


def _write_to(email: str, token: str, *, new: bool) -> None:
    """Put the mail with the link into the outbox. The caller commits, and then wakes the delivery."""
    here = settings().site_url
    said = (
        _("You are invited to read comments at %(site)s before anyone else does.", site=here)
        if new
        else _("Here you can choose a new password for %(site)s.", site=here)
    )
    until = _("The link works once, for seven days. If you expected nothing of the kind, you need not do anything.")
    body = f"{said}\n\n{paths.absolute(paths.invite(token), here)}\n\n{until}\n"
    outbox.put(Kind.INVITE, email, _("Your invitation") if new else _("A new password"), body)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()

"""Setting up an authenticator app and the codes on paper: what a person does for their own account."""

from __future__ import annotations

from sqlalchemy import delete

from app import record
from app.accounts.moderator import Moderator
from app.accounts.recovery import RecoveryCode, new_codes
from app.accounts.second_factors import WrongCode, has_any
from app.accounts.totp import Totp, use_totp
from app.db import db, now
from app.record import Act


def confirm_totp(person: Moderator, code: str) -> list[str]:
    """The app shows the right codes: from now on signing in asks for one. The recovery codes, shown this once.

    Raises:
        WrongCode: the app shows other codes than ours.
    """
    if not use_totp(person, "".join(code.split()), confirmed=False):
        db.session.rollback()
        raise WrongCode
    db.session.get_one(Totp, person.id).confirmed_at = now()
    codes = new_codes(person)
    record.write(Act.SECOND_FACTOR_ADDED, by=person.id, about=person.id, detail="app")
    db.session.commit()
    return codes


def remove_totp(person: Moderator) -> None:
    """Ask for no code of an app any more. Doing it twice is doing it once."""
    theirs = delete(Totp).where(Totp.moderator_id == person.id).returning(Totp.confirmed_at)
    if any(db.session.scalars(theirs).all()):
        record.write(Act.SECOND_FACTOR_REMOVED, by=person.id, about=person.id, detail="app")
    if not has_any(person):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.moderator_id == person.id))
    db.session.commit()


def renew_codes(person: Moderator) -> list[str]:
    """Ten fresh recovery codes in the place of the former ones, shown this once."""
    codes = new_codes(person)
    record.write(Act.SECOND_FACTOR_ADDED, by=person.id, about=person.id, detail="codes")
    db.session.commit()
    return codes

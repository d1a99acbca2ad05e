"""Second factors: codes of an app on a phone, codes on paper, passkeys. Nobody has to have one unless the admins say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, or_, select

from app import rates, record, rules
from app.accounts import sessions
from app.accounts.moderator import Moderator
from app.accounts.passkey import Passkey
from app.accounts.recovery import RecoveryCode, use_recovery_code
from app.accounts.sessions import SignIn
from app.accounts.totp import Totp, use_totp
from app.db import db
from app.record import Act
from app.rules import Rule

WRONG_CODES = "6/15 minutes"
"""For one person: a million codes of which three are right cannot be tried out in a lifetime."""


class WrongCode(Exception):
    """The code is not right, was used before, or is too old."""


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person has beside the password. `codes` is how many recovery codes are left."""

    totp: bool
    passkeys: Sequence[Passkey]
    codes: int


def factors_of(person: Moderator) -> Factors:
    """What this person has set up."""
    keys = db.session.scalars(select(Passkey).where(Passkey.moderator_id == person.id).order_by(Passkey.id)).all()
    codes = select(func.count()).where(RecoveryCode.moderator_id == person.id, RecoveryCode.used_at.is_(None))
    return Factors(_has_totp(person), keys, db.session.scalar(codes) or 0)


def has_any(person: Moderator) -> bool:
    """Whether signing in asks this person for more than the password."""
    passkey = exists().where(Passkey.moderator_id == person.id)
    totp = exists().where(Totp.moderator_id == person.id, Totp.confirmed_at.is_not(None))
    return bool(db.session.scalar(select(or_(passkey, totp))))


def still_owed_by(person: Moderator) -> bool:
    """Whether the admins ask everybody for a second factor, and this person has none yet."""
    return rules.is_on(Rule.SECOND_FACTOR_FOR_ALL) and not has_any(person)


def pass_second(half: SignIn, code: str) -> str:
    """Complete a sign-in with a code from the app or from paper; the token of the whole session.

    Raises:
        WrongCode: it is wrong, or was used before.
        TooFast: too many wrong codes lately.
    """
    person = half.moderator
    rates.check(WRONG_CODES, what="code", who=str(person.id))
    typed = "".join(code.split()).lower()
    if use_totp(person, typed):
        act = Act.SIGNED_IN
    elif use_recovery_code(person, typed):
        act = Act.RECOVERY_CODE_USED
    else:
        record.write(Act.SECOND_FACTOR_FAILED, by=person.id)
        rates.hit(WRONG_CODES, what="code", who=str(person.id))
        raise WrongCode
    token = sessions.complete(half)
    record.write(act, by=person.id)
    db.session.commit()
    return token


def reset(person: Moderator, *, by: Moderator | None) -> None:
    """Take every second factor away and sign the person out everywhere: for somebody who lost the phone."""
    for kept in (Totp, RecoveryCode, Passkey):
        db.session.execute(delete(kept).where(kept.moderator_id == person.id))
    sessions.revoke_all(person)
    record.write(Act.SECOND_FACTOR_REMOVED, by=by.id if by else None, about=person.id)
    db.session.commit()


def _has_totp(person: Moderator) -> bool:
    return bool(db.session.scalar(select(exists().where(Totp.moderator_id == person.id, Totp.confirmed_at.is_not(None)))))

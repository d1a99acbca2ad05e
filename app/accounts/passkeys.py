"""Passkeys: what a browser signs with one, checked by the webauthn library, which is loaded when the first one is used.

A challenge is good for one answer of one session: it stands in the session's row and is taken out before it is compared.
"""

from __future__ import annotations

import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from werkzeug.utils import import_string

from app import rates, record
from app.accounts import sessions
from app.accounts.moderator import Moderator
from app.accounts.passkey import Passkey
from app.accounts.second_factors import WRONG_CODES
from app.accounts.sessions import SignIn
from app.config import settings
from app.db import db, now, writing
from app.record import Act

MOST = 20
"""Passkeys of one person."""


class PasskeyRefused(Exception):
    """What the browser sent proves nothing: another key, another site, an old challenge, or none was asked."""


def passkeys_offered() -> bool:
    """Whether browsers make passkeys for this site: only for a name over TLS, or for localhost."""
    name = _site_name()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or settings().secure
    return False


def ask_for_new_passkey(session: SignIn, *, site: str) -> str:
    """What the browser needs to make a passkey for this session's person, as JSON."""
    web, person = import_string("webauthn"), session.moderator
    structs = import_string("webauthn.helpers.structs")
    known = db.session.scalars(select(Passkey.credential_id).where(Passkey.moderator_id == person.id))
    options = web.generate_registration_options(
        rp_id=_site_name(),
        rp_name=site,
        user_id=f"moderator {person.id}".encode(),
        user_name=person.email,
        user_display_name=person.name,
        challenge=_new_challenge(session),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return str(web.options_to_json(options))


def add_passkey(session: SignIn, answer: dict[str, Any], *, name: str) -> Passkey:
    """Keep the passkey that the browser made.

    Raises:
        PasskeyRefused: it was not made for this site and this session's last question.
    """
    person = session.moderator
    verify = import_string("webauthn").verify_registration_response
    made = _verified(
        verify,
        credential=answer,
        expected_challenge=_take_challenge(session),
        expected_rp_id=_site_name(),
        expected_origin=settings().site_url,
    )
    key = Passkey(
        moderator_id=person.id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=_printable(name)[:60] or "Passkey",
    )
    try:
        with writing():
            db.session.add(key)
            record.write(Act.SECOND_FACTOR_ADDED, by=person.id, about=person.id, detail="passkey")
    except IntegrityError:
        raise PasskeyRefused from None
    return key


def ask_for_passkey(session: SignIn) -> str:
    """What the browser needs to sign with one of the passkeys of this session's person, as JSON.

    Raises:
        PasskeyRefused: they have none.
    """
    web = import_string("webauthn")
    structs = import_string("webauthn.helpers.structs")
    known = db.session.scalars(select(Passkey.credential_id).where(Passkey.moderator_id == session.moderator_id)).all()
    if not known:
        raise PasskeyRefused
    options = web.generate_authentication_options(
        rp_id=_site_name(),
        challenge=_new_challenge(session),
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return str(web.options_to_json(options))


def pass_second_by_passkey(half: SignIn, answer: dict[str, Any]) -> str:
    """Complete a sign-in with a passkey; the token of the whole session.

    Raises:
        PasskeyRefused: what was sent proves nothing.
        TooFast: too many wrong ones lately.
    """
    person = half.moderator
    rates.check(WRONG_CODES, what="code", who=str(person.id))
    try:
        _use(half, answer)
    except PasskeyRefused:
        record.write(Act.SECOND_FACTOR_FAILED, by=person.id, detail="passkey")
        rates.hit(WRONG_CODES, what="code", who=str(person.id))
        raise
    token = sessions.complete(half)
    record.write(Act.SIGNED_IN, by=person.id, detail="passkey")
    db.session.commit()
    return token


def confirm_by_passkey(session: SignIn, answer: dict[str, Any]) -> None:
    """Show once more who one is, with a passkey in the place of the password.

    Raises:
        PasskeyRefused: what was sent proves nothing.
    """
    _use(session, answer)
    session.confirmed_at = now()
    db.session.commit()


def remove_passkey(person: Moderator, passkey_id: int) -> None:
    """Take one of a person's own passkeys away. Doing it twice is doing it once."""
    theirs = delete(Passkey).where(Passkey.id == passkey_id, Passkey.moderator_id == person.id).returning(Passkey.id)
    if db.session.scalars(theirs).all():
        record.write(Act.SECOND_FACTOR_REMOVED, by=person.id, about=person.id, detail="passkey")
    db.session.commit()


def _use(session: SignIn, answer: dict[str, Any]) -> None:
    web = import_string("webauthn")
    challenge = _take_challenge(session)
    try:
        raw = web.base64url_to_bytes(str(answer.get("rawId", "")))
    except ValueError:
        raise PasskeyRefused from None
    mine = select(Passkey).where(Passkey.credential_id == raw, Passkey.moderator_id == session.moderator_id)
    key = db.session.scalar(mine.with_for_update())
    if key is None:
        raise PasskeyRefused
    proof = _verified(
        web.verify_authentication_response,
        credential=answer,
        expected_challenge=challenge,
        expected_rp_id=_site_name(),
        expected_origin=settings().site_url,
        credential_public_key=key.public_key,
        credential_current_sign_count=key.sign_count,
    )
    key.sign_count, key.used_at = proof.new_sign_count, now()


def _verified(verify: Any, **said: Any) -> Any:
    """The library's answer; every way in which it says no is one to us, a malformed answer too."""
    refused = import_string("webauthn.helpers.exceptions").WebAuthnException
    try:
        return verify(**said)
    except (refused, ValueError, TypeError, KeyError, AttributeError):
        raise PasskeyRefused from None


def _new_challenge(session: SignIn) -> bytes:
    session.challenge = secrets.token_hex(32)
    db.session.commit()
    return bytes.fromhex(session.challenge)


def _take_challenge(session: SignIn) -> bytes:
    """What was asked last, asked no more from here on, whatever comes of it."""
    with writing():
        row = db.session.get_one(SignIn, session.id, with_for_update=True, populate_existing=True)
        asked, row.challenge = row.challenge, None
    if asked is None:
        raise PasskeyRefused
    return bytes.fromhex(asked)


def _site_name() -> str:
    return urlsplit(settings().site_url).hostname or ""


def _printable(text: str) -> str:
    return "".join(one for one in " ".join(text.split()) if one.isprintable())

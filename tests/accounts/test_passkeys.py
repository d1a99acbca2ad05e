"""Passkeys: whose they are is asked of every answer. tests/journeys/test_passkeys.py makes and uses one in a browser."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from app import accounts
from app.accounts.passkey import Passkey
from app.db import db
from tests.accounts.conftest import HER_PASSWORD, OLGA
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.doors import Answer, AppDoor
from tests.support.people import ModeratorAtWork, Visitor

SIGN_IN, CONFIRM = "/moderation/sign-in/passkey", "/moderation/confirm/passkey"
PRESENT_AND_KNOWN = b"\x05"
"""The flags of an answer: somebody touched the device, and it knows who."""


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Device:
    """Something in a pocket that signs what a site asks, as WebAuthn says (https://www.w3.org/TR/webauthn-2/#sctn-assertion)."""

    def __init__(self) -> None:
        self.id = secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self) -> bytes:
        """The key as COSE writes it: a map of type, algorithm, curve, x and y."""
        numbers = self._key.public_key().public_numbers()
        x, y = (one.to_bytes(32) for one in (numbers.x, numbers.y))
        return b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y

    def signs(self, challenge: str, *, said_to_be: bytes | None = None) -> str:
        """What the browser would send, for this key or under the number of another one."""
        client = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": "http://localhost"}).encode()
        seen = hashlib.sha256(b"localhost").digest() + PRESENT_AND_KNOWN + (1).to_bytes(4)
        signature = self._key.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": seen, "signature": signature}
        number = _text(said_to_be or self.id)
        response = {name: _text(part) for name, part in parts.items()}
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": response})


def _has(app: Flask, email: str, device: Device) -> None:
    with app.app_context():
        owner = accounts.by_email(email).id
        db.session.add(Passkey(moderator_id=owner, credential_id=device.id, public_key=device.public_key, name="A key"))
        db.session.commit()


def _gives_the_password(app: Flask, email: str, password: str) -> Visitor:
    who = Visitor(AppDoor(app))
    form = who.reads("/moderation/sign-in").form("/sign-in")
    assert who.submits(form, "Sign in", Email=email, Password=password).location.startswith("/moderation/sign-in/second")
    return who


def _token(who: Visitor, page: str) -> dict[str, str]:
    return {"csrf_token": who.reads(page).forms[0].fields["csrf_token"]}


def _is_asked(who: Visitor, door: str, token: dict[str, str]) -> str:
    return str(json.loads(who.asks(f"{door}/ask", token).body)["challenge"])


def _answers(who: Visitor, door: str, token: dict[str, str], answer: str) -> Answer:
    return who.asks(door, {**token, "answer": answer})


def test_another_moderators_passkey_signs_nobody_in(app: Flask, olga: ModeratorAtWork) -> None:
    noras, olgas = Device(), Device()
    _has(app, ADMIN_EMAIL, noras)
    _has(app, OLGA, olgas)
    half = _gives_the_password(app, ADMIN_EMAIL, ADMIN_PASSWORD)
    token = _token(half, "/moderation/sign-in/second")
    for said_to_be in (olgas.id, noras.id):
        answer = olgas.signs(_is_asked(half, SIGN_IN, token), said_to_be=said_to_be)
        assert _answers(half, SIGN_IN, token, answer).status == 401
    assert half.asks("/moderation").status == 303
    assert _answers(half, SIGN_IN, token, noras.signs(_is_asked(half, SIGN_IN, token))).status == 303
    assert half.asks("/moderation/people").status == 200


def test_what_was_asked_of_another_session_is_no_question_of_this_one(app: Flask, olga: ModeratorAtWork) -> None:
    key = Device()
    _has(app, OLGA, key)
    one, other = (_gives_the_password(app, OLGA, HER_PASSWORD) for _ in range(2))
    tokens = [_token(who, "/moderation/sign-in/second") for who in (one, other)]
    answer = key.signs(_is_asked(one, SIGN_IN, tokens[0]))
    _is_asked(other, SIGN_IN, tokens[1])
    assert _answers(other, SIGN_IN, tokens[1], answer).status == 401
    assert _answers(one, SIGN_IN, tokens[0], answer).status == 303


@pytest.mark.parametrize("under_her_number", [False, True])
def test_another_moderators_passkey_confirms_nobody(
    app: Flask, nora: ModeratorAtWork, olga: ModeratorAtWork, under_her_number: bool
) -> None:
    noras, olgas = Device(), Device()
    _has(app, ADMIN_EMAIL, noras)
    _has(app, OLGA, olgas)
    token = _token(nora, "/moderation/confirm")
    answer = olgas.signs(_is_asked(nora, CONFIRM, token), said_to_be=noras.id if under_her_number else None)
    assert _answers(nora, CONFIRM, token, answer).status == 401
    assert _answers(nora, CONFIRM, token, noras.signs(_is_asked(nora, CONFIRM, token))).status == 303

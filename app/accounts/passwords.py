"""Passwords: hashed with argon2id, one at a time in a process, because each hash takes 64 MiB."""

from __future__ import annotations

import secrets
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
"""In characters; length is what makes a password strong (NIST SP 800-63B, section 5.1.1)."""

_hasher = PasswordHasher()
_one_at_a_time = Lock()
_nobody = ""


class PasswordTooShort(ValueError):
    """The password has fewer than MIN_LENGTH characters."""


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt.

    Raises:
        PasswordTooShort: it has fewer than MIN_LENGTH characters.
    """
    if len(password) < MIN_LENGTH:
        raise PasswordTooShort
    with _one_at_a_time:
        return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether `password` is the one `kept` was made from. Takes the same time where there is none (None)."""
    with _one_at_a_time:
        try:
            return _hasher.verify(kept or _hash_of_nobody(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def _hash_of_nobody() -> str:
    """A hash that no password fits, made once a process: an unknown address must cost what a known one costs."""
    global _nobody
    _nobody = _nobody or _hasher.hash(secrets.token_urlsafe())
    return _nobody


def made_up() -> str:
    """A password nobody has to think of: 26 characters of 130 random bits, easy to read out."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    words = ["".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(5)]
    return "-".join(words)

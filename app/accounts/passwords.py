"""Passwords: long ones that nobody guesses, hashed with argon2id one at a time, because each hash takes 64 MiB."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from werkzeug.utils import import_string

MIN_LENGTH = 12
"""In characters; length is what makes a password strong (NIST SP 800-63B, section 5.1.1)."""

MIN_OWN = 8
"""Characters that have to be left when what others know about the person is taken out."""

COMMON = Path(__file__).parent / "common_passwords.txt"
"""What people choose most: the leaked ones of 12 characters or more, and the shorter words that are made long with digits.
All but some forty of our own stand in the lists of zxcvbn (MIT, LICENSES/zxcvbn.txt). Read only when a password is chosen."""

_ROWS = (
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "qazwsxedcrfvtgbyhnujmik",
)
_LEET = str.maketrans("0134578@$!", "oleastbasi")

NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$RwFFSoPjfFOaf6muYZVp9A$29vN8LUpepKFiPnFg7akEpWuG3gM47xgdkE+kYmwrZY"
"""A hash that no password is known to fit, made as all others are: an unknown address must cost what a known one costs, from the
first try on."""

_one_at_a_time = Lock()


class WeakPassword(ValueError):
    """The password would be guessed."""


class PasswordTooShort(WeakPassword):
    """It has fewer than MIN_LENGTH characters."""


class PasswordTooCommon(WeakPassword):
    """It is among the first that anybody would try."""


def check(password: str, *, about: Iterable[str] = ()) -> None:
    """Refuse what is guessed first. `about` are words that belong to the person: a name, parts of an address.

    Raises:
        PasswordTooShort, PasswordTooCommon: it is too easy to guess.
    """
    if len(password) < MIN_LENGTH:
        raise PasswordTooShort
    folded = password.casefold()
    own = folded
    for word in about:
        own = own.replace(word.casefold(), "") if len(word) > 3 else own
    if len(own) < MIN_OWN or _is_a_pattern(folded) or _is_common(folded):
        raise PasswordTooCommon


def _is_a_pattern(folded: str) -> bool:
    """One short piece again and again, hardly any different characters, or a walk along the keys."""
    repeats = any(folded.startswith(folded[step:]) for step in range(1, MIN_OWN))
    return len(set(folded)) < 5 or repeats or any(folded in row * 3 or folded[::-1] in row * 3 for row in _ROWS)


def _is_common(folded: str) -> bool:
    """In the list as it is, or a word of the list with nothing but digits and signs around it."""
    plain = folded.translate(_LEET)
    bare = _core(folded.rstrip("0123456789")).translate(_LEET)
    tried = {folded, plain, "".join(folded.split()), _core(folded), _core(plain), bare}
    with COMMON.open(encoding="utf-8") as lines:
        return any(line.rstrip("\n") in tried for line in lines)


def _core(text: str) -> str:
    """What is left between the digits and signs at both ends."""
    letters = [place for place, one in enumerate(text) if one.isalpha()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt."""
    with _one_at_a_time:
        return str(_argon2().PasswordHasher().hash(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether `password` is the one `kept` was made from. Takes the same time where there is none (None)."""
    argon2 = _argon2()
    with _one_at_a_time:
        try:
            return bool(argon2.PasswordHasher().verify(kept or NOBODY, password)) and kept is not None
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False


def _argon2() -> Any:
    """The library, loaded when the first password is looked at: a worker that only answers readers needs none."""
    return import_string("argon2")


def made_up() -> str:
    """A password nobody has to think of: 26 characters of 130 random bits, easy to read out."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    words = ["".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(5)]
    return "-".join(words)

"""Why a password is too easy to guess, in a sentence."""

from __future__ import annotations

from app.accounts import MIN_LENGTH, PasswordTooShort, WeakPassword
from app.language import _


def why_weak(weak: WeakPassword) -> str:
    """What to choose instead."""
    if isinstance(weak, PasswordTooShort):
        return _("A password needs %(least)s characters or more. A few words with spaces are easy to keep.", least=MIN_LENGTH)
    return _("This password is among the first that would be tried. A few words that nobody would put together are better.")

"""The gate: which moderator a request comes from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, session

from app.accounts import Moderator, moderator_of
from app.web.problems import SignInNeeded

P = ParamSpec("P")
R = TypeVar("R")

SIGN_IN = "sign_in"


def signed_in() -> Moderator | None:
    """The moderator whose page was asked for through the gate; None on every other page."""
    person: Moderator | None = g.get("moderator")
    return person


def moderators_only(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to signed-in moderators only; anybody else sees the sign-in page."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        g.moderator = moderator_of(session.get(SIGN_IN))
        if g.moderator is None:
            raise SignInNeeded
        return view(*args, **kwargs)

    return guarded


def this_moderator() -> Moderator:
    """The moderator behind a view that only moderators reach."""
    person: Moderator = g.moderator
    return person

"""The gate: which moderator a request comes from, what they may open, and whether they have just shown who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, session

from app import accounts
from app.accounts import Moderator, SignIn
from app.web.problems import AdminsOnly, ConfirmationNeeded, SecondFactorNeeded, SignInNeeded

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
        if accounts.still_owed_by(_enter()):
            raise SecondFactorNeeded
        return view(*args, **kwargs)

    return guarded


def admins_only(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to those who look after people and rules."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not this_moderator().is_admin:
            raise AdminsOnly
        return view(*args, **kwargs)

    return moderators_only(guarded)


def own_account_only(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to a signed-in moderator who may still owe the house a second factor: it is set up there."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        _enter()
        return view(*args, **kwargs)

    return guarded


def confirmed(view: Callable[P, R]) -> Callable[P, R]:
    """Let through only who gave the password a few minutes ago; anybody else is asked for it. Stands below the others."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not this_session().is_confirmed:
            raise ConfirmationNeeded
        return view(*args, **kwargs)

    return guarded


def moderator_here() -> Moderator | None:
    """The moderator who is signed in, on a page that is open to everyone; None for any other visitor."""
    found = accounts.session_of(session.get(SIGN_IN))
    return found.moderator if found and not accounts.still_owed_by(found.moderator) else None


def this_moderator() -> Moderator:
    """The moderator behind a view that only moderators reach."""
    person: Moderator = g.moderator
    return person


def this_session() -> SignIn:
    """The session behind a view that only moderators reach."""
    found: SignIn = g.sign_in
    return found


def _enter() -> Moderator:
    found = accounts.session_of(session.get(SIGN_IN))
    if found is None:
        raise SignInNeeded
    g.sign_in, g.moderator = found, found.moderator
    return found.moderator

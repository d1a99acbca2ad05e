"""Sessions: a moderator signs in and out."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from app import accounts, paths
from app.language import _
from app.rates import TooFast
from app.web import guards
from app.web.forms import SignInForm
from app.web.gate import SIGN_IN

sessions = Blueprint("sessions", __name__)


@sessions.get("/moderation/sign-in")
def ask_to_sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return sign_in_page()


@sessions.post("/moderation/sign-in")
def sign_in() -> ResponseReturnValue:
    """Begin a session, in a cookie that holds nothing of what was in it before."""
    form = SignInForm()
    try:
        token = accounts.sign_in(form.email.data or "", form.password.data or "", where_from=guards.visitor())
    except accounts.WrongPassword:
        return sign_in_page(_("The e-mail address and the password do not fit together."), 401)
    except TooFast as limit:
        minutes = -(-limit.again_in // 60)
        return sign_in_page(_("Too many attempts. Please wait %(minutes)s min before you try again.", minutes=minutes), 429)
    session.clear()
    session[SIGN_IN] = token
    return redirect(_inside(request.args.get("then")), 303)


@sessions.post("/moderation/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session here and in the database."""
    accounts.sign_out(session.get(SIGN_IN))
    session.clear()
    return redirect(paths.sign_in(), 303)


def sign_in_page(problem: str | None = None, status: int = 200) -> Response:
    """The form, with what was wrong."""
    page = render_template("moderating/sign_in.html", form=SignInForm(), problem=problem)
    return guards.private(make_response(page, status))


def _inside(path: str | None) -> str:
    """Where to go after signing in: only ever to the moderators' own pages."""
    return path if path and path.startswith("/moderation") and "\\" not in path and "//" not in path else paths.queue()

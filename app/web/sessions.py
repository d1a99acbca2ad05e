"""Sessions: a moderator signs in and out, and shows once more who they are where that is asked."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from app import accounts, paths
from app.accounts import SignIn
from app.language import _
from app.rates import TooFast
from app.web import guards
from app.web.device import device_in
from app.web.forms import CodeForm, SignInForm
from app.web.gate import SIGN_IN, own_account_only, this_session
from app.web.passkey_answer import passkey_answer
from app.web.problems import SignInNeeded

sessions = Blueprint("sessions", __name__)


@sessions.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@sessions.get("/moderation/sign-in")
def ask_to_sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return sign_in_page()


@sessions.post("/moderation/sign-in")
def sign_in() -> ResponseReturnValue:
    """Begin a session, in a cookie that holds nothing of what was in it before."""
    form, then = SignInForm(), inside(request.args.get("then"))
    device = device_in(request.headers.get("User-Agent", ""))
    try:
        token = accounts.sign_in(form.email.data or "", form.password.data or "", where_from=guards.visitor(), device=device)
    except accounts.WrongPassword:
        return sign_in_page(_("The e-mail address and the password do not fit together."), 401)
    except TooFast as limit:
        return sign_in_page(_too_many(limit), 429)
    enter(token)
    return redirect(paths.second_factor(then) if accounts.half_session_of(token) else then, 303)


@sessions.get("/moderation/sign-in/second")
def ask_for_second() -> ResponseReturnValue:
    """Ask for the second factor of somebody whose password was right."""
    return _second_page()


@sessions.post("/moderation/sign-in/second")
def second() -> ResponseReturnValue:
    """Complete the sign-in with a code."""
    half, code = _half(), CodeForm().code.data or ""
    return _complete(lambda: accounts.pass_second(half, code))


@sessions.post("/moderation/sign-in/passkey")
def second_by_passkey() -> ResponseReturnValue:
    """Complete the sign-in with what a passkey signed."""
    half, answer = _half(), passkey_answer()
    return _complete(lambda: accounts.pass_second_by_passkey(half, answer))


@sessions.post("/moderation/sign-in/passkey/ask")
def ask_passkey_to_sign_in() -> ResponseReturnValue:
    """What the browser has to sign."""
    return _json(accounts.ask_for_passkey(_half()))


@sessions.get("/moderation/confirm")
@own_account_only
def ask_to_confirm() -> ResponseReturnValue:
    """Ask for the password once more."""
    return _confirm_page()


@sessions.post("/moderation/confirm")
@own_account_only
def confirm() -> ResponseReturnValue:
    """The password was given once more: go on to what asked for it."""
    try:
        accounts.confirm(this_session(), SignInForm().password.data or "", where_from=guards.visitor())
    except accounts.WrongPassword:
        return _confirm_page(_("This is not your password."), 401)
    except TooFast as limit:
        return _confirm_page(_too_many(limit), 429)
    return redirect(inside(request.args.get("then")), 303)


@sessions.post("/moderation/confirm/passkey")
@own_account_only
def confirm_by_passkey() -> ResponseReturnValue:
    """A passkey signed in the place of the password."""
    try:
        accounts.confirm_by_passkey(this_session(), passkey_answer())
    except accounts.PasskeyRefused:
        return _confirm_page(_("The passkey was not accepted."), 401)
    return redirect(inside(request.args.get("then")), 303)


@sessions.post("/moderation/confirm/passkey/ask")
@own_account_only
def ask_passkey_to_confirm() -> ResponseReturnValue:
    """What the browser has to sign."""
    return _json(accounts.ask_for_passkey(this_session()))


@sessions.post("/moderation/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session here and in the database."""
    accounts.sign_out(session.get(SIGN_IN))
    session.clear()
    return redirect(paths.sign_in(), 303)


def enter(token: str) -> None:
    """From here on the browser holds this session, and nothing that it held before."""
    session.clear()
    session[SIGN_IN] = token


def inside(then: str | None) -> str:
    """Where to go after signing in: only ever to the moderators' own pages, with whatever was asked of them."""
    path = (then or "").partition("?")[0]
    ours = path.startswith("/moderation") and "\\" not in path and "//" not in path
    return then if then and ours and then.isprintable() else paths.queue()


def sign_in_page(problem: str | None = None, status: int = 200) -> Response:
    """The form, with what was wrong."""
    page = render_template("moderating/sign_in.html", form=SignInForm(), problem=problem)
    return guards.private(make_response(page, status))


def _half() -> SignIn:
    half = accounts.half_session_of(session.get(SIGN_IN))
    if half is None:
        raise SignInNeeded
    return half


def _complete(prove: Callable[[], str]) -> ResponseReturnValue:
    try:
        token = prove()
    except accounts.WrongCode:
        return _second_page(_("This code is not right, or it was used before. The app shows a new one every half minute."), 401)
    except accounts.PasskeyRefused:
        return _second_page(_("The passkey was not accepted."), 401)
    except TooFast as limit:
        return _second_page(_too_many(limit), 429)
    then = inside(request.args.get("then"))
    enter(token)
    return redirect(then, 303)


def _second_page(problem: str | None = None, status: int = 200) -> Response:
    factors = accounts.factors_of(_half().moderator)
    page = render_template(
        "moderating/second_factor.html", factors=factors, problem=problem, then=inside(request.args.get("then"))
    )
    return make_response(page, status)


def _confirm_page(problem: str | None = None, status: int = 200) -> Response:
    factors = accounts.factors_of(this_session().moderator)
    page = render_template("moderating/confirm.html", factors=factors, problem=problem, then=inside(request.args.get("then")))
    return make_response(page, status)


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")


def _too_many(limit: TooFast) -> str:
    minutes = -(-limit.again_in // 60)
    return _("Too many attempts. Please wait %(minutes)s min before you try again.", minutes=minutes)

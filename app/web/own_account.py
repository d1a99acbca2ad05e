"""One's own account: the password, second factors, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import accounts, paths
from app.articles import library
from app.language import _
from app.web import guards
from app.web.codes import QrCode
from app.web.forms import CodeForm, PasswordForm
from app.web.gate import confirmed, own_account_only, this_moderator, this_session
from app.web.passkey_answer import passkey_answer
from app.web.weak import why_weak

own_account = Blueprint("own_account", __name__)


@own_account.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@own_account.get("/moderation/account")
@own_account_only
def show() -> ResponseReturnValue:
    """Everything about one's own account."""
    return _page()


@own_account.post("/moderation/account/password")
@own_account_only
@confirmed
def change_password() -> ResponseReturnValue:
    """A new password, which ends every other session."""
    try:
        accounts.reset_password(this_moderator(), PasswordForm().password.data or "", by=this_moderator(), but=this_session())
    except accounts.WeakPassword as weak:
        return _page(why_weak(weak), 422)
    return redirect(paths.account(), 303)


@own_account.get("/moderation/account/app")
@own_account_only
@confirmed
def ask_for_app() -> ResponseReturnValue:
    """The QR code of a secret that counts once the app has shown a code of it. Asking again shows the same."""
    return _app_page()


@own_account.post("/moderation/account/app")
@own_account_only
@confirmed
def confirm_app() -> ResponseReturnValue:
    """The app knows the secret: the recovery codes, shown this once."""
    try:
        codes = accounts.confirm_totp(this_moderator(), CodeForm().code.data or "")
    except accounts.WrongCode:
        return _app_page(_("The app shows another code. Is the clock of the phone right?"), 422)
    return _codes_page(codes)


@own_account.post("/moderation/account/app/remove")
@own_account_only
@confirmed
def remove_app() -> ResponseReturnValue:
    """Ask for no code any more."""
    accounts.remove_totp(this_moderator())
    return redirect(paths.account(), 303)


@own_account.post("/moderation/account/codes")
@own_account_only
@confirmed
def renew_codes() -> ResponseReturnValue:
    """Ten fresh recovery codes, shown this once."""
    return _codes_page(accounts.renew_codes(this_moderator()))


@own_account.post("/moderation/account/passkeys/ask")
@own_account_only
@confirmed
def ask_for_passkey() -> ResponseReturnValue:
    """What the browser needs to make a passkey."""
    return Response(accounts.ask_for_new_passkey(this_session(), site=library().site.title), mimetype="application/json")


@own_account.post("/moderation/account/passkeys")
@own_account_only
@confirmed
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser made; with the first second factor come recovery codes."""
    first = not accounts.has_any(this_moderator())
    try:
        accounts.add_passkey(this_session(), passkey_answer(), name=request.form.get("name", ""))
    except accounts.PasskeyRefused:
        return _page(_("The passkey was not accepted."), 422)
    return _codes_page(accounts.renew_codes(this_moderator())) if first else redirect(paths.account(), 303)


@own_account.post("/moderation/account/passkeys/<int:id>/remove")
@own_account_only
@confirmed
def remove_passkey(id: int) -> ResponseReturnValue:
    """Take one of one's passkeys away."""
    accounts.remove_passkey(this_moderator(), id)
    return redirect(paths.account(), 303)


@own_account.post("/moderation/account/sessions/<int:id>/end")
@own_account_only
def end_session(id: int) -> ResponseReturnValue:
    """End one of one's sessions."""
    accounts.end_session(id, of=this_moderator(), by=this_moderator())
    return redirect(paths.account(), 303)


@own_account.post("/moderation/account/sessions/end")
@own_account_only
def end_others() -> ResponseReturnValue:
    """End every session but this one."""
    accounts.end_sessions(this_moderator(), by=this_moderator(), but=this_session())
    return redirect(paths.account(), 303)


def _page(problem: str | None = None, status: int = 200) -> Response:
    person = this_moderator()
    page = render_template(
        "moderating/account.html",
        person=person,
        factors=accounts.factors_of(person),
        owed=accounts.still_owed_by(person),
        passkeys_offered=accounts.passkeys_offered(),
        sessions=accounts.sessions_of(person),
        this_session=this_session(),
        problem=problem,
    )
    return make_response(page, status)


def _app_page(problem: str | None = None, status: int = 200) -> Response:
    person = this_moderator()
    secret = accounts.begin_totp(person)
    address = accounts.totp_address(secret, person=person, site=library().site.title)
    page = render_template("moderating/app.html", code=QrCode.of(address), secret=secret, address=address, problem=problem)
    return make_response(page, status)


def _codes_page(codes: list[str]) -> Response:
    return make_response(render_template("moderating/codes.html", codes=codes))

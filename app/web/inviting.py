"""Inviting: the page behind a single-use link, where somebody chooses a name and a password. Looking at it uses nothing."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import accounts, paths
from app.web import guards
from app.web.device import device_in
from app.web.forms import PasswordForm
from app.web.sessions import enter
from app.web.weak import why_weak

inviting = Blueprint("inviting", __name__)


@inviting.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@inviting.get("/moderation/invites/<token>")
def show(token: str) -> ResponseReturnValue:
    """Who is invited as what, and the form."""
    return _page(token)


@inviting.post("/moderation/invites/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Use the invite, and sign in with what was chosen."""
    form = PasswordForm()
    password = form.password.data or ""
    try:
        person = accounts.accept(token, password, name=form.name.data or "")
    except accounts.WeakPassword as weak:
        return _page(token, why_weak(weak), 422)
    device = device_in(request.headers.get("User-Agent", ""))
    signed_in = accounts.sign_in(person.email, password, where_from=guards.visitor(), device=device)
    enter(signed_in)
    return redirect(paths.second_factor() if accounts.half_session_of(signed_in) else paths.queue(), 303)


def _page(token: str, problem: str | None = None, status: int = 200) -> Response:
    found = accounts.open_invite(token)
    page = render_template("moderating/invite.html", invite=found, name=PasswordForm().name.data, problem=problem)
    return make_response(page, status)

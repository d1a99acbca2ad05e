"""Forgetting: a device that others use too lets go of who wrote on it, of receipts and of drafts."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request, session
from flask.typing import ResponseReturnValue

from app import accounts
from app.web import guards
from app.web.gate import SIGN_IN
from app.web.page_cache import keep

forgetting = Blueprint("forgetting", __name__)


@forgetting.get("/forget")
def ask() -> ResponseReturnValue:
    """Say what will be forgotten and what cannot be; the same page for everyone."""
    keep()
    return render_template("commenting/forget.html")


@forgetting.post("/forget")
def forget() -> ResponseReturnValue:
    """End the cookie, and ask the browser to drop what scripts kept in it.

    There is no token to hold against: it would begin a session in order to end it. A form of another site is refused
    by what the browser itself says about it, and one that says nothing has no drafts that could be lost.
    """
    signed_in = session.get(SIGN_IN)
    session.clear()
    answer = guards.private(make_response(render_template("commenting/forgotten.html")))
    if request.headers.get("Origin"):
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    if signed_in:
        accounts.sign_out(signed_in)
    return answer

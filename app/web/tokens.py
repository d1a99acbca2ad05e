"""Tokens: a form that posts carries one that belongs to its session. A browser that keeps no cookie may post without one.

Without a cookie there is no session that another site could make use of: what is posted so is as good as a stranger's.
It goes once a page has told its author, and only where the browser itself says that the form is from here.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from app.language import _
from app.web import guards

WITHOUT = "without_cookie"
"""The field of a form whose author was told."""

MAY_GO_WITHOUT = {"commenting.create", "reporting.create"}


class Tokens(CSRFProtect):
    """Flask-WTF's protection, with one exception."""

    def init_app(self, app: Flask) -> None:
        """As CSRFProtect does; templates may ask `without_cookie()`, too."""
        super().init_app(app)
        app.jinja_env.globals["without_cookie"] = told

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a POST without the token of its session.

        Raises:
            CSRFError: it is another one, or none.
        """
        try:
            super().protect(apply_exemptions)
        except CSRFError:
            if not (request.endpoint in MAY_GO_WITHOUT and _has_been_told() and guards.is_surely_our_form()):
                raise


def told() -> bool:
    """Whether the form of this page's author goes without a cookie from now on: it came without one, where that was needed."""
    return request.method == "POST" and not _cookie_came() and (request.endpoint in MAY_GO_WITHOUT or WITHOUT in request.form)


def refusal() -> str:
    """What an author is told whose form has no token, or another session's."""
    if _cookie_came() or request.endpoint not in MAY_GO_WITHOUT:
        return _("This form had been open in another session, or cookies are off. Nothing is lost: please send it again.")
    if not _has_been_told():
        return _(
            "Your browser did not send back the one cookie of this site. Nothing is lost: please send it again. It will go"
            " without the cookie, too; only this browser will not remember that it was you."
        )
    return _(
        "This cannot be sent without the one cookie of this site, which your browser does not keep. Nothing is lost: please allow"
        " cookies for this site in the settings of your browser and send it again, or copy your words and use another browser."
    )


def _has_been_told() -> bool:
    return WITHOUT in request.form and not _cookie_came()


def _cookie_came() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies

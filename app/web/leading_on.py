"""Leading on: somebody is sent to where they have to go first, or to the address that they meant."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from flask import Response, current_app, make_response, redirect, request
from werkzeug.exceptions import HTTPException

from app import paths
from app.articles import PageNotFound, library
from app.language import _
from app.web import guards
from app.web.kept_note import note_kept
from app.web.problems import ConfirmationNeeded, SecondFactorNeeded, SignInNeeded

WAYS_ON: dict[type[Exception], Callable[[str | None], str]] = {
    SignInNeeded: paths.sign_in,
    ConfirmationNeeded: paths.confirm,
    SecondFactorNeeded: lambda then: paths.account(),
}
"""Where somebody is led who has to do something else first, and how that place is told where they wanted to go."""


def lead_on(error: Exception) -> Response:
    """303 to there; where a moderator's note would be lost on the way, the page that keeps it."""
    then = request.full_path.rstrip("?") if request.method == "GET" else _sent_from()
    way = WAYS_ON[type(error)](then)
    wrote = _waits_for_sign_in(error) and bool(request.form.get("note", "").strip())
    page = note_kept(_("Your words are still here"), _signed_out(), error, sign_in=way) if wrote else None
    if page is not None:
        page.status_code = 403
    return guards.private(page or make_response(redirect(way, 303)))


def _waits_for_sign_in(error: Exception) -> bool:
    """Whether somebody can go on from here after signing in; the desk's script asks for that itself."""
    return isinstance(error, SignInNeeded) and request.headers.get("Desk") != "script"


def _signed_out() -> str:
    return _("You were signed out, and nothing was decided. Sign in again in another tab, then come back and press once more.")


def _sent_from() -> str | None:
    """The moderators' page that a form stood on: a POST cannot be gone on with, so its page is shown again.

    Where that page answered a POST itself, the one above it.
    """
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # whatever a stranger wrote there
        return None
    if came.netloc != request.host or not came.path.startswith("/moderation/"):
        return None
    if _stands(came.path):
        return f"{came.path}?{came.query}".rstrip("?")
    above = came.path.rpartition("/")[0]
    return above if _stands(above) else None


def without_slash() -> str | None:
    """The address without the slash that somebody put at its end, where that is all that is wrong with it."""
    path = request.path.strip("/")
    if request.method not in ("GET", "HEAD") or request.url_rule or not request.path.endswith("/"):
        return None
    if not path or not {".", ".."}.isdisjoint(path.split("/")) or not _stands(f"/{path}"):
        return None
    query = request.query_string.decode("ascii", "replace")
    return f"/{quote(path)}{'?' if query else ''}{query}"


def _stands(path: str) -> bool:
    """Whether something may answer at a path. Any one word could be a page; there it has to be one."""
    try:
        endpoint, named = current_app.url_map.bind("").match(path, method="GET")
        return endpoint != "reading.page" or bool(library().page(named["slug"]))
    except (HTTPException, PageNotFound):
        return False

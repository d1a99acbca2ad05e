"""Kept notes: whatever went wrong with a moderator's form, the page that says so holds the note to the author and a way on."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from app import comments, moderation
from app.web import guards

FOR_DESK = {"moderating", "moderating_by_mail"}

NOBODY_LEFT: tuple[type[Exception], ...] = (
    moderation.CommentTakenBack,
    moderation.LinkEnded,
    moderation.LinkNotFound,
    moderation.LinkOfAnother,
    comments.CommentGone,
    comments.CommentNotFound,
    NotFound,
)
"""After these the same button would say the same again."""


def note_kept(title: str, problem: str, error: Exception, *, sign_in: str | None = None) -> Response | None:
    """The page with the note and the button once more; None where there is neither. Needs no database.

    `sign_in` is where somebody has to go first.

    Another site's form is offered no button: pressing it would decide what that site wants.
    """
    if request.method != "POST" or request.blueprint not in FOR_DESK or isinstance(error, RequestEntityTooLarge):
        return None
    note = request.form.get("note")
    goes_on = guards.is_surely_our_form() and not isinstance(error, NOBODY_LEFT)
    if note is None or not (note.strip() or goes_on):
        return None
    page = render_template(
        "errors/note.html",
        title=title,
        message=problem,
        note=note,
        sent={name: value for name, value in request.form.items() if name not in ("note", "csrf_token")},
        again=request.full_path.rstrip("?") if goes_on else None,
        has_token="csrf_token" in request.form,
        sign_in=sign_in,
    )
    return make_response(page)

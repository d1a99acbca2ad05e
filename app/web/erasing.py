"""Erasing: an admin who has just given the password takes a comment's words away for good."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.web import guards
from app.web.desk import desk_cards
from app.web.gate import admins_only, confirmed, this_moderator

erasing = Blueprint("erasing", __name__)


@erasing.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@erasing.get("/moderation/comments/<int:id>/erase")
@admins_only
@confirmed
def ask(id: int) -> ResponseReturnValue:
    """Ask once more, with the words that would be gone."""
    return render_template("moderating/erase.html", one=desk_cards([moderation.card_of(id)])[0])


@erasing.post("/moderation/comments/<int:id>/erase")
@admins_only
@confirmed
def erase(id: int) -> ResponseReturnValue:
    """Erase them."""
    moderation.erase(id, by=this_moderator())
    return redirect(paths.desk_comment(id), 303)

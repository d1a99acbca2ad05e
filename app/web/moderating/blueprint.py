"""What all of the moderators' views share: their blueprint, and how they answer a page and a script."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.articles import library
from app.moderation import Sitting
from app.web import guards
from app.web.desk import desk_cards, undo_lines
from app.web.gate import this_moderator
from app.web.moderating.tabs import LANES, tabs

moderating = Blueprint("moderating", __name__)

MOST_DIGITS = 18


@moderating.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


def done(*, back: Sequence[int] = (), told: str | None = None, handed_over: int | None = None) -> ResponseReturnValue:
    """The answer to an act: the page it came from; for the desk's script only what has changed there.

    `back` are the numbers of comments that stand in the queue again, `told` a sentence about what was done, `handed_over`
    the number of a comment that can be taken back.
    """
    number = str(handed_over or "")
    if request.headers.get("Desk") != "script":
        if told:
            flash(told, number)
        return redirect(came_from(), 303)
    lane = LANES.get(request.headers.get("Desk-Lane", ""))
    shown = tabs(lane)
    return render_template(
        "moderating/done.html",
        undoable=undo_lines(this_moderator()),
        waiting=next(tab.waiting for tab in shown if tab.chosen),
        tabs=shown,
        urgent=moderation.urgent(this_moderator()) if lane is None else (),
        sitting=sitting(),
        cards=desk_cards(moderation.cards_of(back, this_moderator())),
        told=[(number, told)] if told else [],
    )


def sitting() -> Sitting:
    """How much hard reading this moderator has done in one go."""
    return Sitting.of(this_moderator(), pause_after=library().site.comments.hard_texts_before_pause)


def came_from() -> str:
    """The page that a form says it stands on, if it is one of ours; otherwise the queue."""
    path = request.form.get("back", "")
    ours = path.startswith(("/articles/", "/moderation")) and "\\" not in path and "//" not in path
    return path if ours else paths.queue()


def number(text: str | None) -> int | None:
    """A number of the database, or None."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None

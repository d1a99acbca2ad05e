"""Moderating: the queue, decisions and undoing. Anonymous visitors see none of it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.db import now
from app.moderation import PER_PAGE, Queue, Verdict
from app.web import guards
from app.web.desk import desk_cards, undo_lines
from app.web.forms import DecisionForm, TokenForm
from app.web.gate import moderators_only, this_moderator

moderating = Blueprint("moderating", __name__)


@moderating.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@moderating.get("/moderation")
@moderators_only
def queue() -> ResponseReturnValue:
    """What waits, the oldest first."""
    found = Queue.for_moderator(this_moderator(), after=request.args.get("after"))
    return render_template(
        "moderating/queue.html",
        cards=desk_cards(found.cards),
        waiting=found.waiting,
        undoable=undo_lines(this_moderator()),
        form=TokenForm(),
        next_path=paths.queue(found.after) if found.after else None,
    )


@moderating.get("/moderation/comments")
@moderators_only
def everything() -> ResponseReturnValue:
    """All comments, newest first, whatever was decided."""
    before = _number(request.args.get("before"))
    found = moderation.newest_comments(before=before, most=PER_PAGE + 1)
    more = found[PER_PAGE - 1].comment_id if len(found) > PER_PAGE else None
    return render_template(
        "moderating/comments.html",
        cards=desk_cards(found[:PER_PAGE]),
        next_path=paths.desk_comments(more) if more else None,
    )


@moderating.get("/moderation/comments/<int:id>")
@moderators_only
def comment(id: int) -> ResponseReturnValue:
    """One comment with all decisions about it, and the buttons to decide anew."""
    card, made = moderation.card_of(id), moderation.history(id)
    standing = next((one for one in made if one.undone_at is None), None)
    return render_template(
        "moderating/comment.html", card_shown=desk_cards([card])[0], history=made, standing=standing, at=now(), form=TokenForm()
    )


@moderating.post("/moderation/comments/<int:id>/decisions")
@moderators_only
def decide(id: int) -> ResponseReturnValue:
    """Approve, reject or mark as spam the words that were shown."""
    form = DecisionForm()
    moderation.decide(
        id,
        _number(form.revision.data) or 0,
        _verdict(form.verdict.data),
        by=this_moderator(),
        reason=form.reason.data,
        note=(form.note.data or "").strip(),
        after=_number(form.after.data),
    )
    return redirect(paths.queue(), 303)


@moderating.post("/moderation/comments/<int:id>/hand-over")
@moderators_only
def hand_over(id: int) -> ResponseReturnValue:
    """Leave the comment to somebody else."""
    moderation.hand_over(id, by=this_moderator())
    return redirect(paths.queue(), 303)


@moderating.post("/moderation/decisions/<int:id>/undo")
@moderators_only
def undo(id: int) -> ResponseReturnValue:
    """Put back what was before a decision."""
    moderation.undo(id, by=this_moderator())
    return redirect(paths.queue(), 303)


def _verdict(text: str | None) -> Verdict:
    try:
        return Verdict(text or "")
    except ValueError:
        abort(422)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

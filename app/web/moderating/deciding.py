"""Decisions, handing over, and undoing."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from app import moderation
from app.language import _
from app.moderation import Verdict
from app.web.forms import DecisionForm
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import done, moderating, number


@moderating.post("/moderation/comments/<int:id>/decisions")
@moderators_only
def decide(id: int) -> ResponseReturnValue:
    """Approve, reject or mark as spam the words that were shown."""
    form = DecisionForm()
    moderation.decide(
        id,
        number(form.revision.data) or 0,
        _verdict(form.verdict.data),
        by=this_moderator(),
        reason=form.reason.data,
        note=(form.note.data or "").strip(),
        after=number(form.after.data),
    )
    return done()


@moderating.post("/moderation/comments/<int:id>/hand-over")
@moderators_only
def hand_over(id: int) -> ResponseReturnValue:
    """Leave the comment to somebody else."""
    moderation.hand_over(id, by=this_moderator())
    return done(told=_("It keeps waiting, for another person."))


@moderating.post("/moderation/decisions/<int:id>/undo")
@moderators_only
def undo(id: int) -> ResponseReturnValue:
    """Put back what was before a decision."""
    return done(back=moderation.undo(id, by=this_moderator()).comment_id)


def _verdict(text: str | None) -> Verdict:
    try:
        return Verdict(text or "")
    except ValueError:
        abort(422)

"""Decisions, handing over, and undoing."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app import moderation
from app.articles import library
from app.language import _
from app.moderation import Verdict
from app.web.desk import desk_cards
from app.web.forms import DecisionForm
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import came_from, done, moderating, number


@moderating.post("/moderation/comments/<int:id>/decisions")
@moderators_only
def decide(id: int) -> ResponseReturnValue:
    """Approve, reject or mark as spam the words that were shown."""
    form = DecisionForm()
    verdict = verdict_of(form.verdict.data)
    if asks_why(verdict, form):
        one = desk_cards([moderation.card_of(id, this_moderator())])[0]
        return render_template("moderating/why.html", one=one, form=form, back=came_from())
    moderation.decide(
        id,
        number(form.revision.data) or 0,
        verdict,
        by=this_moderator(),
        reason=form.reason.data,
        note=note_of(form),
        after=number(form.after.data),
    )
    return done()


@moderating.post("/moderation/comments/<int:id>/hand-over")
@moderators_only
def hand_over(id: int) -> ResponseReturnValue:
    """Leave the comment to somebody else."""
    comment = moderation.hand_over(id, by=this_moderator(), note=note_begun(DecisionForm()))
    name = moderation.called(comment).name
    return done(told=_("Handed over: %(name)s. It keeps waiting, for another person.", name=name), handed_over=id)


@moderating.post("/moderation/comments/<int:id>/hand-over/undo")
@moderators_only
def take_back(id: int) -> ResponseReturnValue:
    """Leave it to nobody else."""
    moderation.take_back(id, by=this_moderator())
    return done(back=[id])


@moderating.post("/moderation/decisions/<int:id>/undo")
@moderators_only
def undo(id: int) -> ResponseReturnValue:
    """Put back what was before a decision."""
    return done(back=[moderation.undo(id, by=this_moderator()).comment_id])


@moderating.post("/moderation/comments/<int:id>/notes")
@moderators_only
def write(id: int) -> ResponseReturnValue:
    """Put a note on the receipt, whatever is decided about the comment later."""
    moderation.write_to_author(id, note_of(DecisionForm()), by=this_moderator())
    return done(told=_("It stands on the receipt now."))


def asks_why(verdict: Verdict, form: DecisionForm) -> bool:
    """Whether a reason is still to be asked for: once, of whoever pressed Reject on a page that runs no script."""
    asks = "ask" in request.args and request.headers.get("Desk") != "script"
    return asks and verdict is Verdict.REJECTED and not form.reason.data and bool(library().site.reasons)


def note_of(form: DecisionForm) -> str:
    """The prepared sentence that was chosen, if one was, and what was written beside it."""
    prepared = library().site.note(form.prepared.data or "")
    parts = (prepared.text if prepared else "", (form.note.data or "").strip())
    return "\n\n".join(part for part in parts if part)


def note_begun(form: DecisionForm) -> str | None:
    """The same of a form that sends nothing; None where it has no field for it."""
    return None if form.note.data is None else note_of(form)


def verdict_of(text: str | None) -> Verdict:
    """The verdict that a button says; 422 where it says none."""
    try:
        return Verdict(text or "")
    except ValueError:
        abort(422)

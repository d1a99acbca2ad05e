"""Deciding together what shares a signal: shown first, all of it, and then decided in one go."""

from __future__ import annotations

from collections.abc import Iterator

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.moderation import Signal
from app.web.desk import desk_cards, undo_lines
from app.web.forms import DecisionForm
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import done, moderating, number
from app.web.moderating.deciding import verdict_of


@moderating.get("/moderation/together")
@moderators_only
def together() -> ResponseReturnValue:
    """The waiting comments that share the signal of the address."""
    signal = _signal()
    cards = desk_cards(moderation.waiting_together(signal, by=this_moderator()))
    return render_template("moderating/together.html", signal=signal, cards=cards, undoable=undo_lines(this_moderator()))


@moderating.post("/moderation/together")
@moderators_only
def decide_together() -> ResponseReturnValue:
    """Decide the same about those that were left ticked."""
    form = DecisionForm()
    moderation.decide_together(_shown(), verdict_of(form.verdict.data), _signal(), by=this_moderator(), reason=form.reason.data)
    return redirect(paths.queue(), 303)


@moderating.post("/moderation/undo-all")
@moderators_only
def undo_all() -> ResponseReturnValue:
    """Put back what was before every decision that can still be undone."""
    moderation.undo_all(by=this_moderator())
    return done()


def _signal() -> Signal:
    return Signal.read(request.values.get("domain"), request.values.get("likeness")) or abort(404)


def _shown() -> Iterator[tuple[int, int]]:
    """The comments that were ticked, each with the revision that was shown."""
    for one in request.form.getlist("shown"):
        comment, _, revision = one.partition(":")
        yield number(comment) or 0, number(revision) or 0

"""Deciding together what shares a signal: shown first, all of it, and then decided in one go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flask import abort, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import moderation, paths
from app.language import _, moment, ngettext
from app.moderation import Decision, Outcome, Signal, Verdict
from app.web.conflict import what_is_unfit
from app.web.desk import desk_cards, undo_lines
from app.web.forms import DecisionForm
from app.web.gate import moderators_only, this_moderator
from app.web.moderating.blueprint import done, moderating, number
from app.web.moderating.deciding import asks_why, verdict_of


@moderating.get("/moderation/together")
@moderators_only
def together() -> ResponseReturnValue:
    """The waiting comments that share the signal of the address."""
    return _page()


@moderating.post("/moderation/together")
@moderators_only
def decide_together() -> ResponseReturnValue:
    """Decide the same about those that were left ticked; why they are rejected is asked first."""
    form, signal = DecisionForm(), _signal()
    verdict = verdict_of(form.verdict.data)
    if asks_why(verdict, form) and request.form.getlist("shown"):
        return _page(asks=True)
    try:
        outcome = moderation.decide_together(_shown(), verdict, signal, by=this_moderator(), reason=form.reason.data)
    except moderation.ReasonNotFound as error:
        return make_response(_page(what_is_unfit(error)), 422)
    flash(" ".join(_told(outcome, verdict)), "")
    return redirect(paths.queue(), 303)


@moderating.post("/moderation/undo-all")
@moderators_only
def undo_all() -> ResponseReturnValue:
    """Put back what was before every decision that can still be undone."""
    return done(back=moderation.undo_all(by=this_moderator()))


def _page(problem: str | None = None, *, asks: bool = False) -> str:
    """The page; with what was ticked before, where somebody had ticked and is asked something."""
    signal = _signal()
    return render_template(
        "moderating/together.html",
        signal=signal,
        cards=desk_cards(moderation.waiting_together(signal, by=this_moderator())),
        undoable=undo_lines(this_moderator()),
        ticked=set(_shown()) if request.method == "POST" else None,
        problem=problem,
        asks=asks,
    )


def _told(outcome: Outcome, verdict: Verdict) -> Iterator[str]:
    """What became of all that was ticked, in sentences."""
    yield f"{_counted(verdict, outcome.decided)}."
    for (name, made), decisions in groupby(sorted(outcome.before, key=_by_whom), key=_by_whom):
        theirs = list(decisions)
        what, when = _counted(Verdict(made), len(theirs)), moment(theirs[-1].decided_at)
        yield _("%(name)s was first: %(what)s, %(when)s.", name=name, what=what, when=when)
    if outcome.changed:
        yield ngettext(
            "%(num)s has new words and was left as it is.", "%(num)s have new words and were left as they are.", outcome.changed
        )
    if outcome.gone:
        yield ngettext("%(num)s is gone: taken back or erased.", "%(num)s are gone: taken back or erased.", outcome.gone)


def _by_whom(made: Decision) -> tuple[str, str]:
    return made.moderator.name, made.verdict


def _counted(verdict: Verdict, number: int) -> str:
    return {
        Verdict.APPROVED: lambda: ngettext("%(num)s approved", "%(num)s approved", number),
        Verdict.REJECTED: lambda: ngettext("%(num)s rejected", "%(num)s rejected", number),
        Verdict.SPAM: lambda: ngettext("%(num)s marked as spam", "%(num)s marked as spam", number),
    }[verdict]()


def _signal() -> Signal:
    return Signal.read(request.values.get("domain"), request.values.get("likeness")) or abort(404)


def _shown() -> Iterator[tuple[int, int]]:
    """The comments that were ticked, each with the revision that was shown."""
    for one in request.form.getlist("shown"):
        comment, _colon, revision = one.partition(":")
        yield number(comment) or 0, number(revision) or 0

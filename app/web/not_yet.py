"""Not yet: somebody pressed a button at a secret address and we failed. The page that says so has the same button again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import Response, make_response, render_template, request

from app import comments, paths
from app.language import _


class Act(NamedTuple):
    """What a button does: the sentence that it was not done, because the database did not answer, and what it is called."""

    not_yet: Callable[[], str]
    button: Callable[[], str]


ACTS = {
    "receipts.withdraw": Act(
        lambda: _("Your comment was not taken back yet, because we could not write it down. Please press again in a moment."),
        lambda: _("Withdraw"),
    ),
    "receipts.make_anonymous": Act(
        lambda: _("Your name was not taken off yet, because we could not write it down. Please press again in a moment."),
        lambda: _("Make anonymous"),
    ),
    "receipts.release": Act(
        lambda: _("Your comment is still held, because we could not write it down. Please press again in a moment."),
        lambda: _("Let it be read now"),
    ),
    "notices.confirm": Act(
        lambda: _("We could not write down your yes. Please press again in a moment."), lambda: _("Yes, write to me")
    ),
    "notices.stop": Act(
        lambda: _("These mails have not ended yet, because we could not write it down. Please press again in a moment."),
        lambda: _("End these mails"),
    ),
}
"""By endpoint: what is done without a word being sent."""

OVER = (comments.ReceiptNotFound, comments.CommentGone, comments.NoticesEnded)
"""After these there is nothing left to press."""


def act_asked_for() -> Act | None:
    """What the request under way asks for, if it is one of ACTS."""
    return ACTS.get(request.endpoint or "") if request.method == "POST" else None


def button_kept(title: str, problem: str, error: Exception) -> Response | None:
    """The page with the button and the way to the receipt, or None where it would lead nowhere. Needs no database."""
    act = act_asked_for()
    if act is None or isinstance(error, OVER):
        return None
    token = (request.view_args or {}).get("token", "")
    page = render_template(
        "errors/not_yet.html",
        title=title,
        message=problem,
        button=act.button(),
        again=request.path,
        receipt=paths.receipt(token) if request.blueprint == "receipts" else None,
    )
    return make_response(page)

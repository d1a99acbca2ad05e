"""Conflicts: a decision on something that changed meanwhile decides nothing, and shows what changed."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from markupsafe import Markup

from app import comments, moderation
from app.comments import shown_words
from app.db import now
from app.language import _
from app.moderation import AlreadyDecided, NoteTooLong, NothingWritten, ReasonNotFound, WordsChanged
from app.web import guards
from app.web.desk import desk_cards
from app.web.forms import DecisionForm
from app.web.gate import this_moderator


def conflict_page(error: WordsChanged | AlreadyDecided) -> Response:
    """409: the words that were shown beside the newest, or who decided what when. What was typed beside them is kept."""
    if isinstance(error, WordsChanged):
        comment_id, decided_on, decision = error.comment.id, _words(error.comment.id, error.shown), None
    else:
        comment_id, decided_on, decision = error.decision.comment_id, None, error.decision
    newest = desk_cards([moderation.card_of(comment_id, this_moderator())])[0]
    page = render_template(
        "moderating/conflict.html",
        newest=newest,
        decided_on=decided_on,
        decided_hard=newest.card.hard or _is_hard(error),
        decision=decision,
        kept=DecisionForm(),
    )
    return guards.private(make_response(page, 409))


def unfit_page(error: NoteTooLong | NothingWritten | ReasonNotFound) -> Response:
    """422: a note that cannot be sent as it is, or a reason that the house rules do not have, in the form it was written in."""
    comment_id = int((request.view_args or {})["id"])
    page = render_template(
        "moderating/comment.html",
        card_shown=desk_cards([moderation.card_of(comment_id, this_moderator())])[0],
        history=moderation.history(comment_id),
        written=moderation.written_to_author(comment_id),
        standing=moderation.standing(comment_id),
        at=now(),
        kept=DecisionForm(),
        problem=what_is_unfit(error),
    )
    return guards.private(make_response(page, 422))


def what_is_unfit(error: NoteTooLong | NothingWritten | ReasonNotFound) -> str:
    """What is said about such a note or reason."""
    if isinstance(error, ReasonNotFound):
        return _("The house rules have no such reason. Nothing was decided; please choose another.")
    if isinstance(error, NothingWritten):
        return _("There are no words in the note yet.")
    return _("The note is too long: at most %(most)s characters. Nothing was sent or decided.", most=moderation.LONGEST_NOTE)


def _is_hard(error: WordsChanged | AlreadyDecided) -> bool:
    return isinstance(error, WordsChanged) and comments.screening.noticed_danger(error.shown)


def _words(comment_id: int, number: int) -> Markup | None:
    """One revision of this comment, as HTML; None where it has no such revision."""
    found = comments.revision(number)
    return shown_words(found) if found and found.comment_id == comment_id else None

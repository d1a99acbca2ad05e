"""Conflicts: a decision on something that changed meanwhile decides nothing, and shows what changed."""

from __future__ import annotations

from flask import Response, make_response, render_template
from markupsafe import Markup

from app.articles import library
from app.comments import Comment, find, shown_words
from app.comments import revision as revision_of
from app.moderation import AlreadyDecided, WordsChanged
from app.web import guards
from app.web.forms import TokenForm


def conflict_page(error: WordsChanged | AlreadyDecided) -> Response:
    """409: the words that were shown beside the newest, or who decided what when."""
    if isinstance(error, WordsChanged):
        comment, decided_on, decision = error.comment, _words(error.comment, error.shown), None
    else:
        comment, decided_on, decision = find(error.decision.comment_id), None, error.decision
    page = render_template(
        "moderating/conflict.html",
        comment=comment,
        article=library().with_id(comment.article_id),
        decided_on=decided_on,
        newest=_words(comment, comment.revision_id or 0),
        decision=decision,
        form=TokenForm(),
    )
    return guards.private(make_response(page, 409))


def _words(comment: Comment, number: int) -> Markup | None:
    """One revision of this comment, as HTML; None where it has no such revision."""
    found = revision_of(number)
    return shown_words(found) if found and found.comment_id == comment.id else None

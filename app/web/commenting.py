"""Commenting: a comment is shown to its author before it is sent; whatever goes wrong, the words come back."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app import comments, paths
from app.articles import library
from app.db import now
from app.web import guards, own
from app.web.forms import CommentForm
from app.web.gate import moderator_here
from app.web.looks import max_length
from app.web.preview_page import commenter, preview_page
from app.web.whereabouts import wherever

commenting = Blueprint("commenting", __name__)


@commenting.post("/articles/<slug>/comments/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The comment as it will look, and the button that posts it. Changes nothing."""
    article, form = wherever(slug), CommentForm()
    openness = comments.Openness.of(article, now())
    if not openness.open:
        raise comments.CommentsClosed(openness.closed_by())
    comments.check_words(comments.tidy(form.body.data or ""), form.name.data or "", max_length=max_length())
    comments.check_name(form.name.data or "", by=moderator_here())
    comments.check_said_by_staff(form.body.data or "", form.name.data or "", by=moderator_here())
    if form.email.data:
        comments.notices.address_from(form.email.data)
    return preview_page(article, form)


@commenting.post("/articles/<slug>/comments")
def create(slug: str) -> ResponseReturnValue:
    """Keep the comment for a moderator, and lead its author to the receipt."""
    article, form = wherever(slug), CommentForm()
    comments.check_fields(request.form)
    submission = form.submission()
    policy = library().site.comments
    with guards.limit("comment", unless=lambda: comments.sent_before(submission)):
        receipt = comments.submit(
            article,
            submission,
            by=commenter(),
            max_length=policy.max_length,
            consent=policy.consent,
            moderator=moderator_here(),
        )
    if not article.sensitive:
        own.remember(receipt.token)
    return guards.private(make_response(redirect(paths.receipt(receipt.token, unasked=receipt.unasked), 303)))

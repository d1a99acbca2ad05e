"""Commenting: a comment is shown to its author before it is sent; whatever goes wrong, the words come back."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app import comments, paths
from app.articles import Article, library
from app.comments import Commenter, Entry
from app.db import now
from app.markup import TooComplex, render_comment
from app.web import guards
from app.web.forms import CommentForm

commenting = Blueprint("commenting", __name__)

AUTHOR = "author"


@commenting.post("/articles/<slug>/comments/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The comment as it will look, and the button that posts it. Changes nothing."""
    article, form = _article(slug), CommentForm()
    comments.check_words(form.body.data or "", form.name.data or "", max_length=_max_length())
    return preview_page(article, form)


@commenting.post("/articles/<slug>/comments")
def create(slug: str) -> ResponseReturnValue:
    """Keep the comment for a moderator, and lead its author to the receipt."""
    article, form = _article(slug), CommentForm()
    submission = form.submission()
    if not comments.sent_before(submission):
        guards.limit("comment")
    receipt = comments.submit(article, submission, by=commenter(), max_length=_max_length())
    return guards.private(make_response(redirect(paths.receipt(receipt.token), 303)))


def preview_page(article: Article, form: CommentForm, *, problem: str | None = None, replaces: bool = False) -> Response:
    """The author's words in a form that can be sent, with what they will look like and what went wrong, if anything.

    Opens the session: from here on the reader is somebody who writes.
    """
    face = commenter().face_under(article.identity)
    if not form.form_key.data or replaces or problem:
        form.form_key.data = comments.new_form_key()
    page = render_template(
        "commenting/preview.html",
        article=article,
        form=form,
        shown=_shown(form.body.data or ""),
        name_shown=" ".join((form.name.data or "").split()) or face.name,
        hue=face.hue,
        leaf=face.leaf,
        replying_to=_answered(article, form),
        problem=problem,
        replaces=replaces,
    )
    return guards.private(make_response(page))


def commenter() -> Commenter:
    """The reader who writes, known from the session, or somebody new."""
    if AUTHOR not in session:
        session[AUTHOR] = Commenter.new().key
    return Commenter(session[AUTHOR])


def _article(slug: str) -> Article:
    return library().find(slug, now())


def _max_length() -> int:
    return library().site.comments.max_length


def _shown(body: str) -> Markup | None:
    """The words as they will look; nothing where they cannot be sent anyway."""
    if not body.strip() or len(body) > _max_length():
        return None
    try:
        return render_comment(body)
    except TooComplex:
        return None


def _answered(article: Article, form: CommentForm) -> Entry | None:
    try:
        parent = form.parent_id
    except comments.ParentNotFound:
        parent = None
    answered = comments.entry_of(parent, article.identity, now()) if parent else None
    if request.method == "POST" and answered is None:
        form.parent.data = ""
    return answered

"""Kept words: whatever went wrong with a comment, the page that says so holds the words in a form that works."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app import comments, paths
from app.articles import ArticleBroken, ArticleNotFound, library
from app.db import DatabaseError, now, start_afresh
from app.language import _
from app.web.forms import CommentForm, NoticesForm, ReportForm
from app.web.notices import notices_page
from app.web.preview_page import Trouble, preview_page
from app.web.receipts import edit_page
from app.web.reporting import report_page
from app.web.whereabouts import wherever

KEPT = ("body", "name", "email", "content_note", "consent", "hold", "parent", "form_key", "of_decision", "of_answers")
"""What the forms of authors hold, beside a token."""

WRITING = {"commenting.preview", "commenting.create"}
EDITING, REPLACING = {"receipts.edit", "receipts.preview_edit"}, "receipts.replace"

MOST_DISCARDED = 64 * 1024 * 1024
CHUNK = 256 * 1024
"""Both in bytes."""


def words_kept(problem: str, error: Exception) -> Response | None:
    """The page with the words, or None where none were sent."""
    if request.method != "POST":
        return None
    if isinstance(error, RequestEntityTooLarge):
        _let_it_end()
        return None
    try:
        if request.endpoint in WRITING:
            return _comment(problem, error)
        if request.endpoint in EDITING:
            return _edit(problem, error)
        if request.endpoint == REPLACING:
            return _replace(problem, error)
        if request.endpoint == "reporting.create":
            return _report(problem)
        if request.endpoint == "notices.choose":
            return _address(problem)
    except (DatabaseError, OSError):
        start_afresh()
        current_app.logger.warning("the page that keeps the words needed the database; a plainer one was sent")
        return _plain(problem)
    except Exception:
        # What broke may be something that this page needs as well.
        start_afresh()
        current_app.logger.exception("the page that keeps the words failed, too; a plainer one was sent")
        return _plain(problem)
    return None


def _comment(problem: str, error: Exception) -> Response | None:
    form = CommentForm()
    try:
        article = wherever((request.view_args or {}).get("slug", ""))
    except (ArticleBroken, ArticleNotFound, HTTPException) as lost:
        return _plain(problem, gone=not isinstance(lost, ArticleBroken)) if form.body.data else None
    return preview_page(article, form, Trouble(problem, error))


def _edit(problem: str, error: Exception) -> Response | None:
    try:
        receipt = comments.open_receipt((request.view_args or {}).get("token", ""))
    except comments.ReceiptNotFound:
        return _plain(problem, gone=True)
    saved_meanwhile = isinstance(error, comments.EditedMeanwhile)
    return edit_page(receipt, CommentForm(meta={"csrf": False}), problem=problem, saved_meanwhile=saved_meanwhile)


def _replace(problem: str, error: Exception) -> Response | None:
    try:
        receipt = comments.open_receipt((request.view_args or {}).get("token", ""))
        article = library().with_id(receipt.comment.article_id)
    except comments.ReceiptNotFound:
        article = None
    if article is None or not article.is_public(now()):
        return _plain(problem, gone=True)
    return preview_page(article, CommentForm(meta={"csrf": False}), Trouble(problem, error, replaced=receipt))


def _report(problem: str) -> Response | None:
    try:
        return report_page((request.view_args or {}).get("id", 0), ReportForm(), problem=problem)
    except comments.CommentNotPublic:
        return _plain(problem, gone=True)


def _address(problem: str) -> Response | None:
    try:
        receipt = comments.open_receipt((request.view_args or {}).get("token", ""))
        return make_response(notices_page(receipt, NoticesForm(meta={"csrf": False}), problem))
    except (comments.ReceiptNotFound, comments.CommentGone):
        return None


def _plain(problem: str, *, gone: bool = False) -> Response:
    """Without a database, and where the article or the comment is `gone`: the words, and a way to send them once it is back."""
    slug = (request.view_args or {}).get("slug")
    page = render_template(
        "errors/error.html",
        code=0,
        title=_("Your words are still here"),
        message=problem,
        gone=gone,
        kept={name: request.form.get(name) for name in KEPT},
        again=paths.preview(slug) if slug else request.path,
        previews=bool(slug),
        sensitive=_is_sensitive(slug),
    )
    return make_response(page)


def _is_sensitive(slug: str | None) -> bool:
    """Whether the words are for an article that somebody may have to leave at once. It is no reason for losing them."""
    try:
        article = library().with_slug(slug or "")
    except Exception:
        current_app.logger.exception("the page that keeps the words cannot tell whether their article is sensitive")
        return False
    return article is not None and article.sensitive


def _let_it_end() -> None:
    """Read what is too much to its end, as far as that is near: a browser cut off while it sends shows an error of its own."""
    left = MOST_DISCARDED
    while left > 0 and (read := len(request.environ["wsgi.input"].read(min(left, CHUNK)))):
        left -= read

"""Reporting: a reader says that something is wrong with a public comment, and is told what happens next."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import comments, paths
from app.articles import Article, library
from app.comments import CommentNotPublic
from app.db import now
from app.web import guards
from app.web.forms import ReportForm
from app.web.preview_page import commenter
from app.web.receipt_words import how_soon, nobody_now

reporting = Blueprint("reporting", __name__)


@reporting.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@reporting.get("/comments/<int:id>/report")
def ask(id: int) -> ResponseReturnValue:
    """The comment, and the house rules to choose from."""
    return report_page(id, ReportForm())


@reporting.post("/comments/<int:id>/report")
def create(id: int) -> ResponseReturnValue:
    """Put the comment before a moderator."""
    form = ReportForm()
    _article_of(id)
    comments.check_report(form.reason_key, form.body.data or "")
    with guards.limit("report"):
        heard = comments.report(id, reason=form.reason_key, words=form.body.data or "", by=commenter())
    return redirect(paths.reported(id, heard), 303)


@reporting.get("/comments/<int:id>/reported")
def thanks(id: int) -> ResponseReturnValue:
    """What happens next. It says the same whether or not the comment still stands, so that nobody learns anything from it."""
    at = now()
    place, heard = comments.place_of(id, at), request.args.get("heard", comments.Heard.SOON)
    return render_template(
        "reading/reported.html",
        comment_id=id if place else None,
        heard=heard,
        how_soon=how_soon(at),
        nobody_now=nobody_now(at),
    )


def report_page(id: int, form: ReportForm, *, problem: str | None = None) -> Response:
    """The form with what the reader wrote, and what went wrong, if anything.

    Raises:
        CommentNotPublic: readers do not see the comment.
    """
    article = _article_of(id)
    reported = comments.entry_of(id, article.identity, now())
    page = render_template("reading/report.html", article=article, reported=reported, form=form, problem=problem)
    return guards.private(make_response(page))


def _article_of(id: int) -> Article:
    """The article under which readers see this comment."""
    at = now()
    article = library().with_id(comments.reportable(id).article_id)
    if article is None or not article.shows_comments(at):
        raise CommentNotPublic(id)
    return article

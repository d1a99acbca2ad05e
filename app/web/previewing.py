"""Previewing: a secret address shows a draft, or an article whose day has not come, to whoever was given it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue

from app import articles, paths
from app.articles import library
from app.db import now
from app.web import guards

previewing = Blueprint("previewing", __name__)


@previewing.after_request
def _secret(response: Response) -> Response:
    """Kept nowhere; and nobody the page links to learns its address."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return guards.private(response)


@previewing.get("/shared/<token>")
def shared(token: str) -> ResponseReturnValue:
    """The newest saved words of an article that is not public yet; from the moment it is, the way to its own page."""
    shelf = library()
    found = articles.open_share(token, shelf)
    article = found.article
    if article.is_public(now()):
        return redirect(paths.article(article.slug), 302)
    body = article.body(shelf)
    return render_template(
        "reading/shared.html",
        article=article,
        authors=shelf.authors_of(article),
        body=body,
        cover=shelf.cover_of(article),
        contents=body.headings if len(body.headings) > 3 else (),
        ends_at=found.ends_at,
    )

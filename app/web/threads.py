"""The thread of an article page, as the request asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import abort, request

from app import comments
from app.articles import Article, library
from app.site import Author


def thread_under(article: Article, at: datetime, page: int, authors: Sequence[Author]) -> comments.Thread:
    """A page of an article's comments in the order the request asks for; 404 for an order that there is not."""
    policy = library().site.comments
    return comments.Thread.under(
        article.identity,
        at,
        page=page,
        per_page=policy.per_page,
        max_depth=policy.max_depth,
        order=_order(),
        authors=[author.name for author in authors],
    )


def _order() -> comments.Order:
    try:
        return comments.Order(request.args.get("order", comments.Order.OLDEST))
    except ValueError:
        abort(404)

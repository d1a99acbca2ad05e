"""The thread of an article page, as the request asks for it, and what the page says of each comment in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, abort, request

from app import comments
from app.articles import Article, library
from app.language import gettext
from app.site import Author
from app.web.page_cache import asked_for


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of each of its comments, in its language, put together once; %(name)s and %(day)s are still open."""

    withdrawn: str
    marks: Mapping[str, str]
    link: str
    edited: str
    answering: str
    reply: str
    reply_to: str
    report: str
    report_of: str


def mount(app: Flask) -> None:
    """Give the templates of threads what they ask for."""
    app.jinja_env.globals["said_of_comments"] = said_of_comments


def said_of_comments() -> Said:
    """The words for the page under way."""
    return Said(
        withdrawn=gettext("This comment was withdrawn by its author."),
        marks={"author": gettext("wrote the article"), "moderator": gettext("moderator")},
        link=gettext("Link to the comment by %(name)s, %(day)s"),
        edited=gettext("edited"),
        answering=gettext("answering %(name)s"),
        reply=gettext("Reply"),
        reply_to=gettext("Reply to %(name)s"),
        report=gettext("Report"),
        report_of=gettext("Report the comment by %(name)s"),
    )


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
    asked_for("order")
    try:
        return comments.Order(request.args.get("order", comments.Order.OLDEST))
    except ValueError:
        abort(404)

"""Whereabouts: an address under which an article was ever served leads to it, or says truly what became of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from app import articles, comments, paths
from app.articles import Article, library
from app.db import now


def wherever(slug: str) -> Article:
    """The public article at an address, present or former: somebody may have begun to write before it was given another.

    Raises:
        ArticleNotFound: no public article was ever here.
        ArticleBroken: its file cannot be read just now.
    """
    try:
        return library().find(slug, now())
    except articles.ArticleNotFound:
        return moved(slug)


def elsewhere(slug: str, path: Callable[[str], str] = paths.article) -> ResponseReturnValue:
    """The way from an old address to the article's present one (`path` of its slug), with everything that was asked.

    Raises:
        ArticleNotFound: no public article was ever here.
        ArticleBroken: its file cannot be read just now.
    """
    place, mark, part = path(moved(slug).slug).partition("#")
    asked = request.query_string.decode("latin-1")
    return redirect(f"{place}{'?' if asked else ''}{asked}{mark}{part}", 301)


def moved(slug: str) -> Article:
    """The public article that names this slug among its aliases, or had it once. 410 for one that expired, or is gone and had
    comments.

    Raises:
        ArticleNotFound: no public article was ever here.
        ArticleBroken: its file cannot be read just now.
    """
    at, shelf = now(), library()
    identity = articles.identity_of(slug)
    found = shelf.alias(slug) or (shelf.with_id(identity) if identity else None)
    if found and found.is_public(at):
        return found
    left = found or shelf.with_slug(slug)
    if identity and left is None and shelf.waits_for_mending(slug, identity):
        raise articles.ArticleBroken(slug)
    if left.is_over(at) if left else identity and comments.had_comments(identity):
        abort(410)
    raise articles.ArticleNotFound(slug)

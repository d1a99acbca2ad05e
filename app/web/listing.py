"""Listings: a page of articles as lists show them, with the number of their comments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import abort, request

from app import comments
from app.articles import Article, Library, library
from app.db import now
from app.media import MediaImage
from app.site import Author
from app.web.page_cache import asked_for


@dataclass(frozen=True, slots=True)
class Teaser:
    """One article in a list. `minutes` is the time to read it, `comments` how many readers see."""

    article: Article
    authors: Sequence[Author]
    minutes: int
    comments: int
    cover: MediaImage | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of `total` articles; `newer` and `older` are addresses, or None at its ends."""

    teasers: Sequence[Teaser]
    total: int
    page: int
    pages: int
    newer: str | None
    older: str | None

    @classmethod
    def of(cls, found: Sequence[Article], path: Callable[[int], str]) -> Listing:
        """The page of `found` that the request asks for; `path` gives the address of a page. 404 beyond the last."""
        shelf, page = library(), page_number("page")
        size = shelf.site.per_page
        pages = max(1, -(-len(found) // size))
        if page > pages:
            abort(404)
        shown = found[(page - 1) * size : page * size]
        return cls(
            teasers=teasers(shown, shelf),
            total=len(found),
            page=page,
            pages=pages,
            newer=path(page - 1) if page > 1 else None,
            older=path(page + 1) if page < pages else None,
        )


def teasers(found: Sequence[Article], shelf: Library) -> list[Teaser]:
    """These articles as lists show them; one query counts the comments of all."""
    counted = comments.counts([article.identity for article in found], now())
    return [
        Teaser(
            article=article,
            authors=shelf.authors_of(article),
            minutes=article.body(shelf).minutes,
            comments=counted.get(article.identity, 0),
            cover=shelf.cover_of(article),
        )
        for article in found
    ]


def page_number(name: str) -> int:
    """The page the request asks for, counted from 1; 404 for what is no number."""
    asked_for(name)
    text = request.args.get(name, "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) > 0):
        abort(404)
    return int(text)

"""What a view tells the cache: that its answer may be kept, what it was made from, and what of the query it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flask import request, url_for

from app import articles, comments, moderation
from app.articles import Article
from app.db import now
from app.language import spoken

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_KEEP = "understory.keep"
_ASKED = "understory.asked"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a page was made from. `until` is in seconds since 1970; `scope` an article's identity, or "" for the site."""

    library: str
    scope: str
    version: int
    until: float


def keep(article: Article | None = None, shelf: articles.Library | None = None, at: datetime | None = None) -> None:
    """Let the cache keep the answer to this request. Call it first: the stamp must be older than what the page shows.

    With an article, the page depends on that article's comments only; without, on those of the whole site. A view that
    has taken the library or the time before hands them over, since either may be another one a moment later.

    A page is kept under the one address that we link to, not under others that lead to it, as `//` or `/archive/02026` do.
    """
    if not _is_our_address():
        return
    at, shelf = at or now(), shelf or articles.library()
    scope = article.identity if article else comments.SITE
    around = scope or None
    desk = _desk_changes(shelf, at) if article else None
    ends = (shelf.next_change(at), moderation.next_effect(at, around), comments.next_opening(at, around), desk)
    until = min((moment.timestamp() for moment in ends if moment), default=float("inf"))
    request.environ[_KEEP] = Stamp(shelf.fingerprint, scope, comments.version_of(scope), until)


def _is_our_address() -> bool:
    return unquote(url_for(request.endpoint or "", **(request.view_args or {}))) == request.path


def asked_for(name: str) -> None:
    """The answer depends on this part of the query. A page that was asked for with any other part is not kept with it."""
    request.environ.setdefault(_ASKED, set()).add(name)


def stamp_of(environ: WSGIEnvironment) -> Stamp | None:
    """The stamp that a view left in the request it answered; None where it did not ask to keep the answer."""
    stamp: Stamp | None = environ.get(_KEEP)
    return stamp


def names_asked(environ: WSGIEnvironment) -> frozenset[str]:
    """The parts of the query that the answer depends on."""
    return frozenset(environ.get(_ASKED, ()))


def _desk_changes(shelf: articles.Library, at: datetime) -> datetime | None:
    """When somebody begins or ends to read comments: pages with a form say whether anybody does."""
    hours = shelf.site.comments.read_when
    return hours.next_change(at, spoken().zone) if hours else None

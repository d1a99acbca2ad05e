"""The page cache: whole answers in front of Flask, for readers without a cookie, never older than the last commit.

An entry is right while three things hold: the library is the one it was made from, the version of what it shows is
the one that was read before it was made, and the next moment at which something takes effect by itself has not come.
Nothing a visitor sends can fill it: only pages that a view asked to keep are kept, under their path and page number.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from app import articles, comments, moderation
from app.articles import Article
from app.config import Settings
from app.db import DatabaseError, now, watch
from app.language import spoken

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 48 * 1024 * 1024
_QUERY = re.compile(r"(?:(?:page|comments)=[1-9][0-9]{0,5}|(?:comments=[1-9][0-9]{0,5}&)?order=newest|v=[0-9a-f]{12})?")
_LONGEST_PATH = 300
_NEVER_KEPT = ("/moderation", "/receipts", "/shared", "/media/")
"""Media files answer for themselves: on the way through here they would lose the conditions that a 304 is the answer to."""

_STRIPES = 64
_KEEP = "understory.keep"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a page was made from. `until` is in seconds since 1970; `scope` an article's identity, or "" for the site."""

    library: str
    scope: str
    version: int
    until: float


@dataclass(frozen=True, slots=True)
class Kept:
    """One whole answer, as it is and packed."""

    stamp: Stamp
    headers: list[tuple[str, str]]
    etag: str
    body: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """In bytes, about."""
        return len(self.body) + len(self.packed) + 1024


def keep(article: Article | None = None, shelf: articles.Library | None = None, at: datetime | None = None) -> None:
    """Let the cache keep the answer to this request. Call it first: the stamp must be older than what the page shows.

    With an article, the page depends on that article's comments only; without, on those of the whole site. A view that
    has taken the library or the time before hands them over, since either may be another one a moment later.
    """
    at, shelf = at or now(), shelf or articles.library()
    scope = article.identity if article else comments.SITE
    around = scope or None
    desk = _desk_changes(shelf, at) if article else None
    ends = (shelf.next_change(at), moderation.next_effect(at, around), comments.next_opening(at, around), desk)
    until = min((moment.timestamp() for moment in ends if moment), default=float("inf"))
    request.environ[_KEEP] = Stamp(shelf.fingerprint, scope, comments.version_of(scope), until)


def _desk_changes(shelf: articles.Library, at: datetime) -> datetime | None:
    """When somebody begins or ends to read comments: pages with a form say whether anybody does."""
    hours = shelf.site.comments.read_when
    return hours.next_change(at, spoken().zone) if hours else None


def mount(app: Flask, settings: Settings) -> None:
    """Put the cache in front of the application."""
    with app.app_context():
        versions = comments.Versions(watch())
    cache = PageCache(app, app.wsgi_app, versions, settings)
    app.extensions["understory.page_cache"] = cache
    app.wsgi_app = cache  # type: ignore[method-assign]


class PageCache:
    """A WSGI application around another."""

    def __init__(self, app: Flask, inner: WSGIApplication, versions: comments.Versions, settings: Settings) -> None:
        self._inner, self._versions = inner, versions
        self._library = app.extensions["understory.library"]
        self._cookie = app.config["SESSION_COOKIE_NAME"] + "="
        self._hosts = settings.hosts
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._building = [Lock() for _ in range(_STRIPES)]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        kept = self._fresh(key)
        if kept is None:
            with self._building[hash(key) % _STRIPES]:
                kept = self._fresh(key)
                if kept is None:
                    status, headers, body, kept = self._build(environ)
                    if kept is None:
                        start_response(status, headers)
                        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
                    self._store(key, kept)
        return _answer(kept, environ, start_response)

    def _key(self, environ: WSGIEnvironment) -> str | None:
        """What an answer is kept under, or None where the request goes past the cache."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self._cookie in environ.get("HTTP_COOKIE", ""):
            return None
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if len(path) > _LONGEST_PATH or not _QUERY.fullmatch(query) or path.startswith(_NEVER_KEPT):
            return None
        if path.startswith("/static/") and not query:
            return None
        if environ.get("HTTP_HOST", "").rsplit(":", 1)[0].lower() not in self._hosts:
            return None
        return f"{path}?{query}"

    def _fresh(self, key: str) -> Kept | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        stamp = kept.stamp
        try:
            right = (
                stamp.library == self._library.current.fingerprint
                and now().timestamp() < stamp.until
                and stamp.version == self._versions.of(stamp.scope)
            )
        except DatabaseError:
            return None
        return kept if right else None

    def _build(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes, Kept | None]:
        """The answer of Flask, and the entry it makes if a view asked to keep it."""
        answered: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answered[:] = [status, headers]
            return lambda data: None

        asked = {name: value for name, value in environ.items() if not name.startswith("HTTP_IF_")}
        asked["REQUEST_METHOD"] = "GET"
        found = self._inner(asked, start)
        try:
            body = b"".join(found)
        finally:
            if hasattr(found, "close"):
                found.close()
        status, headers = answered
        stamp = asked.get(_KEEP)
        if stamp is None or not status.startswith("200 ") or any(name.lower() == "set-cookie" for name, _ in headers):
            return status, headers, body, None
        return status, headers, body, _kept(stamp, headers, body)

    def _store(self, key: str, kept: Kept) -> None:
        with self._lock:
            former = self._kept.pop(key, None)
            self._size += kept.size - (former.size if former else 0)
            self._kept[key] = kept
            while self._size > MOST_BYTES and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._size -= oldest.size


def _kept(stamp: Stamp, headers: list[tuple[str, str]], body: bytes) -> Kept:
    own = [(name, value) for name, value in headers if name.lower() not in ("content-length", "etag", "vary")]
    etag = hashlib.sha256(body).hexdigest()[:24]
    return Kept(stamp, [*own, ("Vary", "Accept-Encoding")], etag, body, gzip.compress(body, 6, mtime=0))


def _answer(kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    packs = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{kept.etag}-gz"' if packs else f'"{kept.etag}"'
    if known and (known.strip() == "*" or kept.etag in known):
        start_response("304 Not Modified", [*_without_type(kept.headers), ("ETag", etag)])
        return []
    body = kept.packed if packs else kept.body
    headers = [*kept.headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    if packs:
        headers.append(("Content-Encoding", "gzip"))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip().lower() in ("gzip", "x-gzip", "*"):
            return not re.fullmatch(r"\s*q=0(?:\.0*)?\s*", weight)
    return False


def _without_type(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if not name.lower().startswith("content-type")]

"""The cache itself: a WSGI application around Flask's."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from flask import Flask

from app import comments
from app.config import Settings
from app.db import DatabaseError
from app.watch import watch
from app.web.page_cache.kept import Form, Headers, Kept, names
from app.web.page_cache.key import host_name, is_reading, key_of, names_in
from app.web.page_cache.packing import Packing, packing_for
from app.web.page_cache.stamp import Stamp, names_asked, stamp_of
from app.web.page_cache.tidying import Tidying

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32 * 1024 * 1024
"""Of all answers together, in each worker. What nobody asked for lately goes first."""

SAYS_WHO_ASKS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IN_PLACE", "HTTP_IF_")
"""How the headers begin that could make an answer another one for this visitor. A page is built without them."""

PATIENCE = 20.0
"""Seconds that a request waits for another that builds the same page, before it builds its own."""


def mount(app: Flask, settings: Settings) -> None:
    """Put the cache in front of the application."""
    with app.app_context():
        versions = comments.Versions(watch())
    cache = PageCache(app, app.wsgi_app, versions, settings)
    app.extensions["understory.page_cache"] = cache
    app.wsgi_app = cache  # type: ignore[method-assign]


class PageCache:
    """Answers what it has and what is still right; everything else goes through to the application."""

    def __init__(self, app: Flask, inner: WSGIApplication, versions: comments.Versions, settings: Settings) -> None:
        self._app, self._inner, self._versions = app, inner, versions
        self._library = app.extensions["understory.library"]
        self._cookie = app.config["SESSION_COOKIE_NAME"]
        self._hosts = settings.hosts
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._building: dict[str, Event] = {}
        self._tidying = Tidying(self.let_go)

    @property
    def size(self) -> int:
        """How much is kept, in bytes, about."""
        return self._size

    def __len__(self) -> int:
        return len(self._kept)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        found = self._fresh(key) or self._built_once(key, environ, start_response)
        return self._answer(key, found, environ, start_response) if isinstance(found, Kept) else found

    def _key(self, environ: WSGIEnvironment) -> str | None:
        """What an answer is kept under, or None where the request goes past the cache."""
        if not is_reading(environ, self._cookie) or host_name(environ.get("HTTP_HOST", "")) not in self._hosts:
            return None
        return key_of(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))

    def _fresh(self, key: str) -> Kept | None:
        """What is kept, if it is still right: no older than the last commit before this moment."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        try:
            return kept if self._is_right(kept.stamp, self._versions.of) else None
        except DatabaseError:
            return None

    def _is_right(self, stamp: Stamp, version_of: Callable[[str], int]) -> bool:
        return (
            stamp.library == self._library.current.fingerprint
            and time.time() < stamp.until
            and stamp.version == version_of(stamp.scope)
        )

    def let_go(self) -> None:
        """Let go of every answer that is not right any more. Nothing happens while the database does not answer."""
        with self._lock:
            found = list(self._kept.items())
        if not found:
            return
        with suppress(DatabaseError), self._app.app_context():
            versions = comments.versions_of({kept.stamp.scope for _, kept in found})
            for key, kept in found:
                if not self._is_right(kept.stamp, versions.__getitem__):
                    self._remove(key, kept)

    def _remove(self, key: str, kept: Kept) -> None:
        with self._lock:
            if self._kept.get(key) is kept:
                del self._kept[key]
                self._size -= kept.size

    def _built_once(self, key: str, environ: WSGIEnvironment, start_response: StartResponse) -> Kept | Iterable[bytes]:
        """Build the page, or wait for whoever builds it. What comes out of waiting is asked about once more: a commit
        may have come while the page was built, after its stamp was read."""
        for _ in range(2):
            with self._lock:
                under_way = self._building.get(key)
                if under_way is None:
                    self._building[key] = Event()
            if under_way is None:
                try:
                    return self._built(key, environ, start_response)
                finally:
                    with self._lock:
                        self._building.pop(key).set()
            under_way.wait(PATIENCE)
            if kept := self._fresh(key):
                return kept
            if key not in self._kept:
                break  # it is not a page that is kept, so nobody has to wait for anybody
        return self._built(key, environ, start_response)

    def _built(self, key: str, environ: WSGIEnvironment, start_response: StartResponse) -> Kept | Iterable[bytes]:
        """What Flask answers: an entry that is kept now, or an answer that is not kept."""
        status, headers, body, kept = self._build(key, environ)
        with self._lock:
            if former := self._kept.pop(key, None):
                self._size -= former.size
            if kept:
                self._kept[key] = kept
                self._size += kept.size
                self._make_room()
        if kept and not self._app.testing:
            self._tidying.begin()
        if kept is None:
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        return kept

    def _build(self, key: str, environ: WSGIEnvironment) -> tuple[str, Headers, bytes, Kept | None]:
        answered: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            answered[:] = [status, headers]
            return lambda data: None

        # The whole page, whoever the visitor is and whatever they have of it already, and for the address as it is kept.
        asked = {name: value for name, value in environ.items() if not name.startswith(SAYS_WHO_ASKS)}
        asked["REQUEST_METHOD"], asked["QUERY_STRING"] = "GET", key.partition("?")[2]
        found = self._inner(asked, start)
        try:
            body = b"".join(found)
        finally:
            if hasattr(found, "close"):
                found.close()
        status, headers = answered
        stamp = stamp_of(asked)
        if stamp is None or not status.startswith("200 ") or _is_for_one(headers) or names_in(key) - names_asked(asked):
            return status, headers, body, None
        return status, headers, body, Kept(stamp, headers, body)

    def _answer(self, key: str, kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        packing = packing_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        form = kept.forms.get(packing) or self._formed(key, kept, packing)
        kept.used = True
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition is not None and (condition == form.etag or names(condition, form.etag)):
            start_response("304 Not Modified", form.unchanged)
            return []
        start_response("200 OK", form.headers)
        return form.body if environ["REQUEST_METHOD"] == "GET" else []

    def _formed(self, key: str, kept: Kept, packing: Packing) -> Form:
        """The answer in a packing that nobody has asked for yet."""
        with self._lock:
            before = kept.size
            form = kept.form(packing)
            if self._kept.get(key) is kept:
                self._size += kept.size - before
                self._make_room()
        return form

    def _make_room(self) -> None:
        """Let go of what nobody asked for since this was last looked at. What was, gets another turn."""
        while self._size > MOST_BYTES and len(self._kept) > 1:
            key, oldest = self._kept.popitem(last=False)
            if oldest.used:
                oldest.used = False
                self._kept[key] = oldest
            else:
                self._size -= oldest.size


def _is_for_one(headers: Headers) -> bool:
    """Whether an answer says that it is not for everybody, whatever a view asked for."""
    told = {(name.lower(), word) for name, value in headers for word in value.lower().replace(",", " ").split()}
    private = {("cache-control", "private"), ("cache-control", "no-store"), ("vary", "cookie"), ("vary", "*")}
    return bool(told & private) or any(name == "set-cookie" for name, _ in told)

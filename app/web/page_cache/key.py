"""What an answer is kept under: the path, and of the query only what a page can depend on, in one way of writing it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LONGEST_PATH = 300
LONGEST_HOST = 255

NEVER_KEPT = ("/moderation", "/receipts", "/shared", "/media/", "/healthz", "/readyz")
"""Answers for one person or one moment. Media files answer for themselves: on the way through here they would lose the
conditions that a 304 is the answer to."""

_NUMBER = "[1-9][0-9]{0,5}"
_QUERY = re.compile(rf"(?:page={_NUMBER}|comments={_NUMBER}|(?:comments={_NUMBER}&)?order=newest|v=[0-9a-f]{{12}})?")
"""As our own links write it. Every other way of writing goes past the cache, and so adds nothing to it."""

_TRACKS = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid|msclkid|mc_[ce]id|igshid)=[^&]*")
"""What other sites put behind our addresses. No page depends on it, so whoever follows such a link gets the page itself."""


def key_of(path: str, query: str) -> str | None:
    """What the answer to this address is kept under; None where it is never kept."""
    if len(path) > LONGEST_PATH or path.startswith(NEVER_KEPT):
        return None
    query = untracked(query) if query else ""
    if not _QUERY.fullmatch(query) or (not query and path.startswith("/static/")):
        return None
    return f"{path}?{query}"


def untracked(query: str) -> str:
    """A query without what only tells where a reader comes from."""
    if "=" not in query or len(query) > 2000:
        return query
    return "&".join(part for part in query.split("&") if not _TRACKS.fullmatch(part))


def names_in(key: str) -> frozenset[str]:
    """The parts of the query that a key tells apart."""
    query = key.partition("?")[2]
    return frozenset(part.partition("=")[0] for part in query.split("&") if part)


def host_name(host: str) -> str:
    """The name in a Host header, without its port, in lower case; nothing for one that is longer than a name can be."""
    return _host_name(host) if len(host) <= LONGEST_HOST else ""


@lru_cache(maxsize=256)
def _host_name(host: str) -> str:
    return host.rsplit(":", 1)[0].lower()


def is_reading(environ: WSGIEnvironment, cookie: str) -> bool:
    """Whether a request only reads, and comes from nobody in particular.

    The name of the session's cookie must stand nowhere in the header: `name =value` is the same cookie to those who read it.
    """
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    return "HTTP_COOKIE" not in environ or cookie not in environ["HTTP_COOKIE"]

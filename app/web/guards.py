"""Guards: which hosts are answered, whose POSTs are believed, what every answer says to browsers and caches."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, abort, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from app import rates
from app.config import settings
from app.db import DatabaseError, start_afresh
from app.web.problems import ForeignForm

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = ", ".join(f"{what}=()" for what in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"))
ONE_YEAR = 365 * 24 * 3600


class PrivateSessions(SecureCookieSessionInterface):
    """Flask's sessions, with one more promise: no answer that sets a cookie may be kept by any cache."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if "Set-Cookie" in response.headers:
            response.headers["Cache-Control"] = "no-store"


FROM_ANYWHERE = {"notices.stop"}
"""What mail programs ask for by themselves, from wherever they are (RFC 8058); the secret in the address is all they need."""


def mount(app: Flask) -> None:
    """Stand before and behind every view."""
    app.session_interface = PrivateSessions()
    app.before_request(_watch_content)
    app.before_request(_only_our_hosts)
    app.before_request(_only_our_forms)
    app.after_request(_headers)


def _watch_content() -> None:
    """Who answers requests has to notice saved files; pictures are unpacked by the worker beside, which has memory for it."""
    if not current_app.testing:
        current_app.extensions["understory.library"].watch(copying=False)


def _only_our_hosts() -> None:
    """A page under a foreign name could be used to poison caches or to read a neighbor's answers by rebinding."""
    name = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if name.lower() not in settings().hosts:
        abort(421)


def _only_our_forms() -> None:
    """Beside the CSRF token: what a browser itself says about where a form came from."""
    if request.method not in ("POST", "PUT", "PATCH", "DELETE") or request.endpoint in FROM_ANYWHERE:
        return
    origin = request.headers.get("Origin")
    if (origin and not _is_ours(origin)) or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise ForeignForm


def is_surely_our_form() -> bool:
    """Whether the browser says that the form it sends is from this site; old ones say nothing."""
    return _is_ours(request.headers.get("Origin", "")) or request.headers.get("Sec-Fetch-Site") == "same-origin"


def _is_ours(origin: str) -> bool:
    return origin == settings().site_url or origin.partition("://")[2] == request.host


def _headers(response: Response) -> Response:
    put = response.headers.setdefault
    put("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    put("X-Content-Type-Options", "nosniff")
    put("Referrer-Policy", "same-origin")
    put("Cross-Origin-Opener-Policy", "same-origin")
    put("Cross-Origin-Resource-Policy", "same-origin")
    put("Permissions-Policy", PERMISSIONS)
    if settings().secure:
        put("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains")
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    put("Cache-Control", "no-cache")
    return response


def private(response: Response) -> Response:
    """For one person's eyes: in no cache, in no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@contextmanager
def limit(what: str, *, unless: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Do what a visitor may do only so often (RATE_LIMIT), and count it once it is done: what was refused costs nobody a turn.

    Not even that is counted where `unless` says so.

    Raises:
        TooFast: the limit is reached; nothing was done.
    """
    chosen = settings().rate_limit
    if not chosen or unless():
        yield
        return
    rates.check(chosen, what=what, who=visitor())
    yield
    try:
        rates.count(chosen, what=what, who=visitor())
    except DatabaseError:
        start_afresh()  # nobody is told that a comment was not kept because it could not be counted


def visitor() -> str:
    """What stands for a visitor's network while a request lasts: the address, of IPv6 its first 64 bits. Never stored."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)

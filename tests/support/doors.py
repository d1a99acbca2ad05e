"""Two ways into the house with the same handle: the application in this process, or a server over HTTP."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from http.cookiejar import CookieJar
from typing import Any, Protocol

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.support.pages import Page


@dataclass
class Answer:
    """What came back. `path` is what was asked for; header names in any case."""

    status: int
    headers: Message | Headers
    body: bytes
    path: str

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @cached_property
    def page(self) -> Page:
        """The body as a page."""
        return Page(self.text, self.path)

    @property
    def location(self) -> str:
        """Where a redirect leads, as a path of this site."""
        assert self.status in (301, 302, 303, 307, 308), (
            f"{self.path} answers {self.status}, not a redirect:\n{self.page.text[:600]}"
        )
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(self.path, str(self.headers["Location"])))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class Door(Protocol):
    """One browser's worth of access: it keeps its own cookies and follows no redirect by itself."""

    def ask(self, path: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """GET, or POST of urlencoded fields."""

    def forget(self) -> None:
        """Throw every cookie away."""


class ApartClient(FlaskClient):
    """A test client whose requests never share an application context - and so a database session - with the test around them."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As FlaskClient.open, in an empty context."""
        return Context().run(super().open, *args, **kwargs)


class AppDoor:
    """The application in this process, asked through Flask's test client."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()

    def ask(self, path: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """GET, or POST of urlencoded fields as a browser on this site would send them."""
        sent = {"Accept": "text/html,*/*", **(headers or {})}
        if fields is None:
            answer = self._client.get(path, headers=sent)
        else:
            answer = self._client.post(path, data=fields, headers={"Origin": "http://localhost", **sent})
        return Answer(answer.status_code, answer.headers, answer.data, path)

    def post_bytes(self, path: str, body: bytes) -> Answer:
        """POST a form whose urlencoded bytes are the test's own."""
        kind, origin = "application/x-www-form-urlencoded", {"Origin": "http://localhost"}
        answer = self._client.post(path, data=body, content_type=kind, headers=origin)
        return Answer(answer.status_code, answer.headers, answer.data, path)

    def twin(self) -> AppDoor:
        """Another browser that holds the same cookies, as a thief of them would."""
        other = AppDoor(self._app)
        other._client._cookies = dict(self._client._cookies)
        return other

    def forget(self) -> None:
        """Throw every cookie away."""
        self._client = self._app.test_client()


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class HttpDoor:
    """A running server, over HTTP. `base` is its address without a trailing slash."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.forget()

    def forget(self) -> None:
        """Throw every cookie away."""
        self.cookies = CookieJar()
        # No proxy of the environment stands between a test and its own machine.
        without_proxy = urllib.request.ProxyHandler({})
        # A server of ours signs its own certificate.
        secure = urllib.request.HTTPSHandler(context=ssl._create_unverified_context())
        remembering = urllib.request.HTTPCookieProcessor(self.cookies)
        self._opener = urllib.request.build_opener(without_proxy, secure, remembering, _StayHere)

    def ask(self, path: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """GET, or POST of urlencoded fields as a browser on this site would send them."""
        url = urllib.parse.urljoin(self.base, path)
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        sent = {"Accept": "text/html,*/*", **({} if body is None else {"Origin": self.base, "Referer": url}), **(headers or {})}
        try:
            answer = self._opener.open(urllib.request.Request(url, body, sent), timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answer(answer.status, answer.headers, answer.read(), path)

"""Around the whole application: every page it answers with learns to follow what is saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from app.dev.changes import Changes, Problems

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FILES = {"/dev/dev.js": "text/javascript", "/dev/dev.css": "text/css"}
FOLDER = Path(__file__).parent
NOW = {"Cache-Control": "no-store"}


class Following:
    """A WSGI application around another, which sees neither what a browser kept nor what it can unpack.

    Answers to a form stay as they are: reloading them would send the form again.
    """

    def __init__(self, inner: WSGIApplication, changes: Changes, hosts: Collection[str], problems: Problems = list) -> None:
        self._inner, self._changes, self._hosts, self._problems = inner, changes, hosts, problems

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        own = self._own(Request(environ))
        return (own or self._page(environ))(environ, start_response)

    def _own(self, request: Request) -> Response | None:
        if request.host.rsplit(":", 1)[0].lower() not in self._hosts:
            return None
        if request.path == "/dev/changes":
            return Response(self._changes.stream(self._problems), mimetype="text/event-stream", headers=NOW)
        if request.path in FILES:
            return Response((FOLDER / request.path[5:]).read_bytes(), mimetype=FILES[request.path], headers=NOW)
        return None

    def _page(self, environ: WSGIEnvironment) -> Response:
        # The stamp first: what is saved while the page is being made must not be missed.
        stamp = self._changes.stamp
        asked = {key: value for key, value in environ.items() if not key.startswith(("HTTP_IF_", "HTTP_ACCEPT_ENCODING"))}
        answer = Response.from_app(self._inner, asked, buffered=True)
        if answer.mimetype == "text/html" and environ["REQUEST_METHOD"] == "GET":
            answer.set_data(answer.get_data().replace(b"</head>", _links(stamp) + b"</head>", 1))
            answer.headers.pop("ETag", None)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _links(stamp: str) -> bytes:
    script = f'<script type="module" src="/dev/dev.js?stamp={stamp}"></script>'
    return f'{script}<link rel="stylesheet" href="/dev/dev.css">'.encode()


def told(title: str, words: str) -> str:
    """A page that says what went wrong, in the words of Python."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title></head><body class="dev-told"><main id="main"><h1>{escape(title)}</h1>'
        f'<p>Mend it and save: this page follows.</p><pre tabindex="0">{escape(words)}</pre></main></body></html>'
    )

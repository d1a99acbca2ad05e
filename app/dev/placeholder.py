"""What answers while the application cannot start: the words it ended with, on every page."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from app.config import Settings
from app.dev.changes import Changes
from app.dev.following import Following, told
from app.dev.serving import server_on

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Placeholder:
    """Serves on the socket `listening` until `close`."""

    def __init__(self, chosen: Settings, words: str, *, listening: int, process: str) -> None:
        self._words, self._changes = words, Changes(process)
        self._server = server_on(chosen, Following(self._answer, self._changes, chosen.hosts), listening)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering; pages that are open will ask the next one."""
        self._changes.close()
        self._server.shutdown()
        self._thread.join()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        last = next((line for line in reversed(self._words.splitlines()) if line.strip()), "It said nothing.")
        page = Response(told(f"The application does not start: {last}", self._words), 500, mimetype="text/html")
        page.headers["Content-Security-Policy"] = "default-src 'self'"
        return page(environ, start_response)

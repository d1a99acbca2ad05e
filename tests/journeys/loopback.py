"""Pages handed to a browser by a server of nothing but pages, with or without a policy that protects them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Loopback:
    """Pages by path, changed as a test likes. Every page is sent as UTF-8 with the headers that `headers` says."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = house.pages.get(self.path)
                body = (page or "").encode("utf-8", "replace")
                self.send_response(200 if page is not None else 404)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **house.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def serving(self) -> Iterator[Loopback]:
        """Answer until the end of the block."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        yield self
        self._server.shutdown()
        self._server.server_close()

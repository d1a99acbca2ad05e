"""A slow network in front of a server: the answer to one request is kept back until it is let go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.server import Server

PATIENCE = 60
"""Seconds after which an answer that nobody let go is sent all the same."""

BETWEEN_TWO = {"connection", "keep-alive", "transfer-encoding", "content-length"}
"""What two machines say to each other about their connection; of no concern to those behind them."""


class SlowRoad:
    """The way to a server, at `base`. `posted` holds the paths of every POST that came along, in their order."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.posted: list[str] = []
        self.kept_back = threading.Event()
        self._keeps = ""
        self._let_go = threading.Event()
        self._listening = ThreadingHTTPServer(("127.0.0.1", 0), _passing(self))
        self.base = f"http://127.0.0.1:{self._listening.server_port}"

    @contextmanager
    def open(self) -> Iterator[SlowRoad]:
        """Carry requests while the block lasts."""
        thread = threading.Thread(target=self._listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.let_go()
            self._listening.shutdown()
            self._listening.server_close()
            thread.join(10)

    def keep_back(self, end: str) -> None:
        """Keep back the answer to the next POST whose path ends so; `kept_back` is set once the server has given it."""
        self._keeps = end

    def let_go(self) -> None:
        """Send what was kept back."""
        self._let_go.set()

    def came(self, path: str) -> bool:
        """Take note of a POST; whether its answer is to be kept back."""
        self.posted.append(path)
        keeps = bool(self._keeps) and path.endswith(self._keeps)
        if keeps:
            self._keeps = ""
        return keeps

    def keep(self) -> None:
        """Wait until somebody lets it go."""
        self.kept_back.set()
        self._let_go.wait(PATIENCE)


def _passing(road: SlowRoad) -> type[BaseHTTPRequestHandler]:
    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on(b"")

        def do_POST(self) -> None:
            keeps = road.came(self.path)
            self._pass_on(self.rfile.read(int(self.headers["Content-Length"])), keeps=keeps)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _pass_on(self, body: bytes, *, keeps: bool = False) -> None:
            behind = HTTPConnection("127.0.0.1", road.server.port, timeout=PATIENCE)
            behind.request(self.command, self.path, body, dict(self.headers.items()))
            answer = behind.getresponse()
            words = answer.read()
            behind.close()
            if keeps:
                road.keep()
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in BETWEEN_TWO:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def handle(self) -> None:
            with suppress(ConnectionError):  # the browser did not wait for the answer
                super().handle()

    return Passing

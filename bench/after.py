"""The first request after a new comment is public: the page is made anew, and how long a reader waits for that."""

from __future__ import annotations

import re
import socket
import time
from urllib.parse import urlsplit

from app import accounts, comments, create_app, moderation
from app.articles import library
from bench.house import House
from bench.lighthouse.wanted import WITH_COMMENTS
from bench.meter import Figure
from tests.support.databases import ADMIN_EMAIL


def measure(house: House, times: int = 20) -> Figure:
    """Milliseconds from asking to the whole answer, each time after one more comment was approved."""
    waited: list[float] = []
    app = create_app(house.server.environment)
    with app.app_context():
        article, nora = library().find(WITH_COMMENTS), accounts.by_email(ADMIN_EMAIL)
        for number in range(times):
            words = comments.Submission(body=f"One more, number {number}.", name="", form_key=comments.new_form_key())
            made = comments.submit(article, words, by=comments.Commenter.new(), max_length=4000).comment
            moderation.decide(made.id, made.revision_id or 0, moderation.Verdict.APPROVED, by=nora)
            began = time.perf_counter()
            _ask(house.url)
            waited.append((time.perf_counter() - began) * 1000)
    return Figure.of(waited)


def _ask(url: str) -> None:
    """On a plain socket: a client that is a program of many parts would be a tenth of what is measured."""
    address = urlsplit(url)
    with socket.create_connection((str(address.hostname), address.port or 80), timeout=30) as line:
        line.sendall(f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += line.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise RuntimeError(head.decode("latin-1"))
        while len(body) < int(length[1]):
            body += line.recv(65536)

"""The first request after a new comment is public: the page is made anew, and how long a reader waits for that."""

from __future__ import annotations

import time
import urllib.request

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
            urllib.request.urlopen(urllib.request.Request(house.url, headers={"Accept-Encoding": "gzip"}), timeout=30).read()
            waited.append((time.perf_counter() - began) * 1000)
    return Figure.of(waited)

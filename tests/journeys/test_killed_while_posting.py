"""`kill -9` in the middle of posting: what was answered with a receipt is in the database, however often it happens."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from http.client import HTTPException
from itertools import count

import pytest

from tests.journeys.walking import ARTICLE
from tests.support.fixtures.servers import StartServer
from tests.support.server import Server

pytestmark = pytest.mark.once

KILLS = int(os.environ.get("KILLS", "10"))
"""How often the server is killed; `KILLS=100 make test PYTEST='-k killed'` takes some minutes."""

POSTING = 0.4
"""Seconds of posting before each kill."""

PEOPLE = 3


class Crowd:
    """People who post one comment after another until the server is gone, and remember what it answered.

    `receipts` are the addresses that a 303 led to, by the words that were sent; `wrong` is every other answer.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self.receipts: dict[str, str] = {}
        self.wrong: list[str] = []
        self._numbers = count(1)
        self._answered = threading.Event()

    def post_until_killed(self, seconds: float) -> None:
        """Post from several threads, then kill everything at once while they do."""
        self._answered.clear()
        people = [threading.Thread(target=self._post) for _ in range(PEOPLE)]
        for person in people:
            person.start()
        assert self._answered.wait(20), f"nothing was answered but {self.wrong}"
        time.sleep(seconds)
        self.server.kill9()
        for person in people:
            person.join()

    def _post(self) -> None:
        reader = self.server.reader()
        try:
            form = reader.previews(ARTICLE, "words").page.form(f"/articles/{ARTICLE}/comments")
            while True:
                words, key = f"kept {next(self._numbers)}", os.urandom(16).hex()
                answer = reader.submits(form, "Post comment", body=words, form_key=key)
                if answer.status != 303:
                    self.wrong.append(f"{words}: {answer.status}")
                    return
                self.receipts[words] = answer.location
                self._answered.set()
        except (OSError, EOFError, HTTPException):
            pass  # the connection was cut, before an answer or in the middle of one
        except Exception as error:
            self.wrong.append(repr(error))  # what a thread raises, no test hears


def test_every_comment_that_was_answered_is_there_after_the_kill(start_server: StartServer) -> None:
    server = start_server()
    crowd = Crowd(server)
    for _ in range(KILLS):
        crowd.post_until_killed(POSTING)
        server.start()
    assert crowd.wrong == []
    with closing(sqlite3.connect(server.instance / "understory.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = Counter(words for (words,) in connection.execute("SELECT source FROM revisions"))
    assert len(crowd.receipts) > KILLS
    lost = [words for words in crowd.receipts if words not in kept]
    assert lost == [], f"{len(lost)} of {len(crowd.receipts)} answered comments are gone"
    assert [words for words, times in kept.items() if times > 1] == []
    last = list(crowd.receipts)[-1]
    assert last in server.reader().opens(crowd.receipts[last]).text

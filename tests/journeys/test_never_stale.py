"""No page is older than the last commit before it was asked for: eight readers against people who approve, reject, withdraw."""

from __future__ import annotations

import os
import time
from itertools import cycle

import pytest

from tests.journeys.walking import ARTICLE
from tests.support.checker import Readers, Timeline, words
from tests.support.databases import PostgreSQL
from tests.support.fixtures.servers import StartServer
from tests.support.people import ModeratorAtWork, Reader
from tests.support.server import Server

pytestmark = pytest.mark.once

READS = int(os.environ.get("READS", "3000"))
"""How often readers look at least; `READS=10000 make test PYTEST='-k never_stale'` takes a minute more."""

COMMENTS = 16


@pytest.mark.server
def test_with_two_workers_on_sqlite(start_server: StartServer) -> None:
    _check([start_server(WORKERS=2)])


@pytest.mark.server
def test_with_two_servers_on_postgresql(start_server: StartServer, postgresql: PostgreSQL) -> None:
    shared = {"DATABASE_URL": postgresql.address(postgresql.create()), "SECRET_KEY": "the same on both", "WORKERS": 1}
    first = start_server(**shared)
    _check([first, start_server(**shared)])


def _check(servers: list[Server]) -> None:
    ada = servers[0].reader()
    receipts = [ada.comments(ARTICLE, words(number)) for number in range(COMMENTS)]
    noras = [server.moderator() for server in servers]
    waiting = {number: noras[0].finds(words(number)).comment for number in range(COMMENTS)}
    timeline = Timeline()
    with Readers([server.base for server in servers], f"/articles/{ARTICLE}", timeline) as readers:
        for number, nora in zip(range(COMMENTS), cycle(noras), strict=False):
            timeline.change(lambda: nora.approves(waiting[number]), shown=number)  # noqa: B023 - called at once
            if number % 2:
                _take_down(number, timeline, nora, waiting[number])
            else:
                _withdraw(number, timeline, ada, receipts[number])
        deadline = time.monotonic() + 120
        while readers.reads < READS and time.monotonic() < deadline:
            time.sleep(0.1)
    assert readers.stale == []
    assert readers.reads >= READS


def _take_down(number: int, timeline: Timeline, nora: ModeratorAtWork, comment: int) -> None:
    form = nora.reads(f"/moderation/comments/{comment}").form("/decisions")
    timeline.change(lambda: nora.submits(form, "Reject"), gone=number)


def _withdraw(number: int, timeline: Timeline, ada: Reader, receipt: str) -> None:
    form = ada.reads(ada.opens(receipt).link("Withdraw")).form("/withdraw")
    timeline.change(lambda: ada.submits(form), gone=number)

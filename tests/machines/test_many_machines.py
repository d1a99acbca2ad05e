"""Two servers, one balancer, a database that is followed by another, Redis: together they are one house, and each may fall."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from tests.support.cluster import Cluster
from tests.support.load import Crowd
from tests.support.people import Visitor
from tests.support.waiting import until

pytestmark = pytest.mark.xdist_group("machines")  # one worker of the run has them all: they share the machines

ARTICLE = "ask-for-tuesday"

BACK_WITHIN = 20
"""Seconds from an operator's promotion of the standby to the next comment that is kept, as deploy/README.md states it."""


def posting(cluster: Cluster) -> Callable[[int], str]:
    """Write one comment a call, each from a fresh browser; gives back the words that were acknowledged with a receipt."""

    def post(number: int) -> str:
        words = f"comment {number} of {os.urandom(4).hex()}"
        cluster.reader().comments(ARTICLE, words)
        return words

    return post


def reading(cluster: Cluster) -> Callable[[int], str]:
    """Read one page a call."""
    paths = ("/", f"/articles/{ARTICLE}", "/archive", "/feed.xml", "/about")

    def read(number: int) -> str:
        answer = cluster.reader().door.ask(paths[number % len(paths)])
        assert answer.status == 200, f"{answer.path} answers {answer.status}"
        return answer.path

    return read


def lost(cluster: Cluster, crowd: Crowd) -> set[str]:
    """What was acknowledged and is in no revision."""
    database = cluster.primary if cluster.primary.accepts() else cluster.standby
    kept = [str(words) for (words,) in database.ask("SELECT source FROM revisions")]
    assert len(kept) == len(set(kept)), "a comment was kept twice"
    return set(crowd.done) - set(kept)


def test_a_comment_posted_at_one_and_approved_at_the_other_is_on_both_at_once(cluster: Cluster) -> None:
    ada, ben, nora = cluster.reader(at="first"), cluster.reader("Ben", at="second"), cluster.moderator(at="second")
    assert ada.sees(ARTICLE) == ben.sees(ARTICLE)
    receipt = ada.comments(ARTICLE, "written at the first machine")
    nora.approves("written at the first machine")
    for reader in (ada, ben):
        assert "written at the first machine" in reader.sees(ARTICLE).values()
    cluster.reader(at="second").withdraws(receipt)
    for reader in (ada, ben):
        assert "written at the first machine" not in reader.sees(ARTICLE).values()


def test_a_limit_counts_what_happens_at_any_of_them(cluster: Cluster) -> None:
    doors = [cluster.reader(at=name) for name in ("first", "second")]
    wrong = [signs_in_wrongly(door) for _ in range(4) for door in doors]
    assert wrong == [401] * 8
    assert [signs_in_wrongly(door) for door in doors] == [429, 429]


def signs_in_wrongly(somebody: Visitor) -> int:
    """The status that a wrong password is answered with."""
    form = somebody.reads("/moderation/sign-in").form("/moderation/sign-in")
    return somebody.submits(form, "Sign in", Email="nobody@example.org", Password="not the pass phrase").status


def test_no_request_fails_while_each_is_restarted_in_turn(cluster: Cluster) -> None:
    readers, writers = Crowd(reading(cluster)), Crowd(posting(cluster))
    with readers.at_work(3), writers.at_work(2):
        for server in (cluster.first, cluster.second):
            server.restart()
            time.sleep(1)
    assert readers.failed == []
    assert writers.failed == []
    assert len(readers.done) > 50
    assert lost(cluster, writers) == set()


@pytest.mark.once
def test_a_server_that_is_killed_takes_nothing_with_it(cluster: Cluster) -> None:
    for server in (cluster.first, cluster.second):
        readers, writers = Crowd(reading(cluster)), Crowd(posting(cluster))
        with readers.at_work(2), writers.at_work(3):
            until(lambda crowd=writers: len(crowd.done) > 3, seconds=30)
            server.kill9()
            time.sleep(3)
        server.start()
        assert readers.failed == []
        assert writers.failed == []
        assert lost(cluster, writers) == set()


def test_without_redis_readers_write_and_limits_still_hold(cluster: Cluster) -> None:
    writers = Crowd(posting(cluster))
    with writers.at_work(2):
        until(lambda: len(writers.done) > 3, seconds=30)
        cluster.redis.kill9()
        before = len(writers.done)
        until(lambda: len(writers.done) > before + 6, seconds=30)
    cluster.redis.start()
    assert writers.failed == []
    assert lost(cluster, writers) == set()


@pytest.mark.once
def test_the_standby_takes_over_and_every_receipt_still_opens(cluster: Cluster) -> None:
    ada = cluster.reader()
    receipt = ada.comments(ARTICLE, "acknowledged before the fall")
    writers = Crowd(posting(cluster))
    with writers.at_work(3):
        until(lambda: len(writers.done) > 5, seconds=30)
        cluster.primary.kill9()
        time.sleep(1)
        cluster.standby.promote()
        promoted = time.monotonic()
        until(lambda: bool(writers.moments) and writers.moments[-1] > promoted, seconds=BACK_WITHIN)
        before = len(writers.done)
        until(lambda: len(writers.done) > before + 5, seconds=30)
    assert lost(cluster, writers) == set()
    assert "acknowledged before the fall" in cluster.reader().opens(receipt).text
    refusals = [line for line in writers.failed if "answers 503" not in line and "Nothing is lost" not in line]
    assert refusals == [], "whoever was turned away meanwhile was told so, with the words kept"


@pytest.mark.once
def test_the_balancer_writes_down_neither_who_asks_nor_what_is_secret(cluster: Cluster) -> None:
    receipt = cluster.reader().comments(ARTICLE, "not for any log")
    cluster.reader().opens(receipt)
    until(lambda: "/receipts/..." in cluster.balancer.access_log, seconds=30)  # it writes once the answer is on its way
    log = cluster.balancer.access_log
    assert receipt.split("/")[2] not in log
    assert "127.0.0.1 " not in "".join(line.rsplit(" ", 1)[0] for line in log.splitlines())

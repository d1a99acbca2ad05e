"""The page cache: what it keeps and sends, what it never keeps, and how it stays right. tests/journeys/test_never_stale.py
asks running servers the same."""

from __future__ import annotations

import gc
import gzip
import re
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.web.page_cache import PageCache
from app.web.page_cache import cache as the_cache
from app.web.page_cache.tidying import Tidying
from tests.support.doors import AppDoor
from tests.support.people import ModeratorAtWork, Reader, Visitor
from tests.support.waiting import until

ARTICLE = "/articles/a-quiet-hour"


class Count:
    """How many requests went through the cache to the application, and how long the application takes for one."""

    def __init__(self, inner: Callable[..., object]) -> None:
        self.inner, self.number, self.pause = inner, 0, 0.0

    def __call__(self, environ: dict[str, object], start_response: object) -> object:
        self.number += 1
        time.sleep(self.pause)
        return self.inner(environ, start_response)


@pytest.fixture
def cache(app: Flask) -> PageCache:
    """The application's cache."""
    found: PageCache = app.extensions["understory.page_cache"]
    return found


@pytest.fixture
def passed(cache: PageCache, monkeypatch: pytest.MonkeyPatch) -> Count:
    """What went through the cache since the test began."""
    count = Count(cache._inner)
    monkeypatch.setattr(cache, "_inner", count)
    return count


def test_each_packing_is_made_once_and_holds_the_same_page(passed: Count, visitor: Visitor) -> None:
    plain = visitor.asks(ARTICLE)
    zipped = visitor.asks(ARTICLE, Accept_Encoding="gzip, deflate")
    small = visitor.asks(ARTICLE, Accept_Encoding="gzip, deflate, br, zstd")
    assert plain.body == gzip.decompress(zipped.body) == brotli.decompress(small.body)
    assert len(small.body) < len(zipped.body) < len(plain.body) / 2
    assert [one.headers.get("Content-Encoding") for one in (plain, zipped, small)] == [None, "gzip", "br"]
    assert {one.headers["Vary"] for one in (plain, zipped, small)} == {"Accept-Encoding"}
    assert passed.number == 1


ACCEPTED = {
    "": None,
    "identity": None,
    "gzip;q=0": None,
    "gzip;q=0, *": None,
    "*;q=0": None,
    ",;=,q": None,
    "a" * 5000: None,
    "*": "gzip",
    "GZIP": "gzip",
    "x-gzip": "gzip",
    "br;q=0, gzip;q=0.5": "gzip",
    "br": "br",
    "gzip, br;q=0.1": "br",
}


@pytest.mark.parametrize(("accepted", "packing"), ACCEPTED.items())
def test_nobody_gets_a_packing_they_did_not_ask_for(visitor: Visitor, accepted: str, packing: str | None) -> None:
    assert visitor.asks(ARTICLE, Accept_Encoding=accepted).headers.get("Content-Encoding") == packing


def test_a_browser_that_has_the_page_is_told_so_without_touching_the_application(passed: Count, visitor: Visitor) -> None:
    first = visitor.asks(ARTICLE, Accept_Encoding="gzip")
    etag = first.headers["ETag"]
    assert etag.startswith('"'), "a strong one"
    asked = [etag, f"W/{etag}", f'"another", {etag}', "*"]
    again = [visitor.asks(ARTICLE, Accept_Encoding="gzip", If_None_Match=one) for one in asked]
    assert [(one.status, one.body) for one in again] == [(304, b"")] * 4
    assert {(one.headers["ETag"], one.headers["Cache-Control"], one.headers["Vary"]) for one in again} == {
        (etag, "no-cache", "Accept-Encoding")
    }
    assert passed.number == 1


def test_each_form_has_an_etag_of_its_own(visitor: Visitor) -> None:
    etags = {accepted: visitor.asks(ARTICLE, Accept_Encoding=accepted).headers["ETag"] for accepted in ("", "gzip", "br")}
    assert len(set(etags.values())) == 3
    assert visitor.asks(ARTICLE, Accept_Encoding="gzip", If_None_Match=etags["br"]).status == 200


def test_a_head_tells_what_a_get_would_and_makes_the_page_once(passed: Count, app: Flask, visitor: Visitor) -> None:
    head = app.test_client().head(ARTICLE)
    answer = visitor.asks(ARTICLE)
    assert head.data == b""
    assert (head.headers["ETag"], head.headers["Content-Length"]) == (answer.headers["ETag"], str(len(answer.body)))
    assert passed.number == 1


def test_a_part_of_a_page_is_the_page(visitor: Visitor) -> None:
    answer = visitor.asks(ARTICLE, Range="bytes=0-9")
    assert (answer.status, answer.body) == (200, visitor.asks(ARTICLE).body)


HOSTILE = [
    "?page=2",  # an article has no such pages
    "?comments=01",
    "?comments=1&comments=1",
    "?order=oldest",
    "?order=newest&comments=1",
    "?v=0123456789ab",
    "?nothing",
    "?%63omments=1",
    "?comments=1%00",
    "?" + "a" * 3000,
    "?utm_source=" + "a" * 3000,
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_query_that_the_page_does_not_depend_on_is_never_kept(cache: PageCache, visitor: Visitor, query: str) -> None:
    assert visitor.asks(ARTICLE + query).status in (200, 404)
    assert len(cache) == 0


def test_nothing_but_pages_is_kept(cache: PageCache, ada: Reader) -> None:
    for path in (
        "/nowhere",
        "/healthz",
        "/readyz",
        "/search?q=quiet",
        "/articles/" + "a" * 400,
        "/moderation/sign-in",
        "/comments/1",
    ):
        ada.asks(path)
    ada.asks(ARTICLE, {"a": "b"})
    assert len(cache) == 0


def test_a_foreign_host_neither_finds_nor_leaves_anything(cache: PageCache, visitor: Visitor) -> None:
    assert visitor.asks(ARTICLE, Host="evil.example").status == 421
    assert len(cache) == 0
    assert visitor.asks(ARTICLE).status == 200
    assert visitor.asks(ARTICLE, Host="evil.example").status == 421
    assert b"evil.example" not in visitor.asks(ARTICLE, X_Forwarded_Host="evil.example", X_Forwarded_Proto="ftp").body


def test_whoever_follows_a_link_with_a_trace_gets_the_page_itself(passed: Count, cache: PageCache, visitor: Visitor) -> None:
    plain = visitor.asks(ARTICLE)
    assert visitor.asks(ARTICLE + "?fbclid=abc").body == visitor.asks(ARTICLE + "?utm_source=x&utm_medium=y").body == plain.body
    assert (passed.number, len(cache)) == (1, 1)


def test_a_page_made_for_a_trace_holds_none_of_it(visitor: Visitor) -> None:
    assert b"abcdefg" not in visitor.asks(ARTICLE + "?fbclid=abcdefg").body
    assert b"abcdefg" not in visitor.asks(ARTICLE).body


def test_each_page_of_a_list_is_kept_under_its_number(cache: PageCache, visitor: Visitor) -> None:
    first, same = visitor.asks("/"), visitor.asks("/?page=1")
    assert first.body == same.body
    assert len(cache) == 2
    for number in range(90, 100):
        assert visitor.asks(f"/?page={number}").status == 404
    assert len(cache) == 2


def test_it_never_holds_more_than_it_may(
    cache: PageCache, passed: Count, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(the_cache, "MOST_BYTES", 40_000)
    for _ in range(4):
        for path in ("/", "/archive", "/feed.xml", "/sitemap.xml", "/guidelines", "/tags/rest", "/feed.json"):
            for packing in ("", "gzip", "br"):
                visitor.asks(path, Accept_Encoding=packing)
                visitor.asks(ARTICLE)
                assert cache.size <= 40_000
    assert passed.number > 15
    before = passed.number
    visitor.asks(ARTICLE)
    assert passed.number == before, "what is asked for most stays"
    assert cache.size == sum(kept.size for kept in cache._kept.values())


@pytest.mark.settings(UNDO_SECONDS=0)
def test_comments_that_wait_throw_nothing_away(passed: Count, ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    pages = (ARTICLE, "/", "/feed.xml")
    first = {path: visitor.asks(path).body for path in pages}
    receipts = [ada.comments("a-quiet-hour", f"Words that wait {number}.") for number in range(5)]
    ada.edits(receipts[0], "Other words that wait.")
    before = passed.number
    assert {path: visitor.asks(path).body for path in pages} == first
    assert passed.number == before
    nora.approves("Words that wait 2")
    assert b"Words that wait 2" in visitor.asks(ARTICLE).body
    assert passed.number > before + 1


@pytest.mark.settings(UNDO_SECONDS=0)
def test_a_page_is_as_new_as_the_last_commit(ada: Reader, nora: ModeratorAtWork, visitor: Visitor) -> None:
    for number in range(3):
        receipt = ada.comments("a-quiet-hour", f"word{number} of ada")
        assert f"word{number}" not in visitor.asks(ARTICLE).text
        nora.approves(f"word{number}")
        assert f"word{number}" in visitor.asks(ARTICLE).text
        ada.withdraws(receipt)
        assert f"word{number}" not in visitor.asks(ARTICLE).text


def test_a_whole_crowd_waits_for_one_page(app: Flask, passed: Count) -> None:
    passed.pause = 0.3
    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _: AppDoor(app).ask(ARTICLE), range(12)))
    assert len({answer.body for answer in answers}) == 1
    assert [answer.status for answer in answers] == [200] * 12
    assert passed.number == 1


def test_a_crowd_before_a_closed_door_does_not_queue(app: Flask, passed: Count) -> None:
    passed.pause = 0.3
    began = time.monotonic()
    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _: AppDoor(app).ask("/nowhere"), range(12)))
    assert [answer.status for answer in answers] == [404] * 12
    assert time.monotonic() - began < 12 * 0.3 / 2


@pytest.mark.settings(UNDO_SECONDS=0)
def test_who_waited_for_a_page_gets_none_from_before_a_commit_they_followed(
    app: Flask, passed: Count, ada: Reader, nora: ModeratorAtWork
) -> None:
    ada.comments("a-quiet-hour", "the words of tuesday")
    inner, let_go = passed.inner, threading.Event()

    def slow(environ: dict[str, object], start_response: object) -> object:
        answer = inner(environ, start_response)
        if environ["PATH_INFO"] == ARTICLE and not let_go.is_set():
            let_go.wait(10)  # the page is made, and not kept yet
        return answer

    passed.inner = slow
    with ThreadPoolExecutor(2) as readers:
        early = readers.submit(AppDoor(app).ask, ARTICLE)
        time.sleep(0.3)
        nora.approves("the words of tuesday")
        late = readers.submit(AppDoor(app).ask, ARTICLE)
        time.sleep(0.3)
        let_go.set()
        assert "the words of tuesday" not in early.result().text
        assert "the words of tuesday" in late.result().text


@pytest.mark.parametrize("said", ["understory={}", "understory ={}", "a=b;understory\t= {}", 'x="; understory={}'])
def test_nobody_else_sees_what_only_its_author_may(
    app: Flask, ada: Reader, open_article: str, visitor: Visitor, said: str
) -> None:
    ada.comments(open_article, "words that nobody has read yet")
    assert isinstance(ada.door, AppDoor)
    cookie = ada.door._client.get_cookie("understory")
    assert cookie
    for query in ("", "order=newest", "comments=1"):
        own = {"Cookie": said.format(cookie.value), "Host": "localhost"}
        environ = EnvironBuilder(path=f"/articles/{open_article}", query_string=query, headers=own).get_environ()
        run_wsgi_app(app.wsgi_app, environ)
        for _ in range(2):
            assert "nobody has read yet" not in visitor.asks(f"/articles/{open_article}?{query}").text


def test_an_answer_that_says_it_is_for_one_is_for_one(cache: PageCache, app: Flask, visitor: Visitor) -> None:
    inner = cache._inner

    def private(environ: dict[str, object], start_response: Callable[..., object]) -> object:
        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
            return start_response(status, [("Cache-Control", "private, no-cache"), *headers], exc_info)

        return inner(environ, start)

    cache._inner = private
    assert visitor.asks(ARTICLE).status == 200
    assert len(cache) == 0


@pytest.mark.parametrize(
    "other", ["/archive/0{year}", "/archive/{year}/", "//archive/{year}", "//", "///", "/static/./{css}", "/static/x/../{css}"]
)
def test_a_page_is_kept_under_one_address(cache: PageCache, visitor: Visitor, other: str) -> None:
    home = visitor.asks("/").text
    css = re.search(r'/static/(style\.css\?v=\w+)"', home)
    year = re.search(r'href="/archive/(\d{4})"', visitor.asks("/archive").text)
    assert css
    known = {"css": css[1], "year": year[1] if year else "2026"}
    for address in ("/archive/{year}", "/static/{css}"):
        visitor.asks(address.format(**known))
    before = len(cache)
    visitor.asks(other.format(**known))
    assert len(cache) == before


def test_headers_are_not_remembered_however_long_they_are(app: Flask, visitor: Visitor) -> None:
    def asks_with_long_headers(number: int) -> None:
        long = f"{number}, " + "x" * 100_000
        assert visitor.asks(ARTICLE, Accept_Encoding=long).status == 200
        assert visitor.asks(ARTICLE, Host=long).status == 421

    def held() -> int:
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        # What a first request loads, five megabytes of language data among it, is loaded before anything is counted.
        asks_with_long_headers(0)
        before = held()
        for number in range(1, 101):
            asks_with_long_headers(number)
        assert held() - before < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.settings(UNDO_SECONDS=0)
def test_withdrawn_words_leave_the_memory_of_a_worker_that_nobody_asks(
    cache: PageCache, ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    receipts = [ada.comments("a-quiet-hour", words) for words in ("words of tuesday", "words of wednesday")]
    first, _ = (nora.approves(words) for words in ("words of tuesday", "words of wednesday"))
    for path in (f"{ARTICLE}/reply/{first}", ARTICLE, f"{ARTICLE}/comments.xml", "/search", "/static/style.css"):
        visitor.asks(path, Accept_Encoding="gzip")
    assert b"tuesday" in _kept_bytes(cache)
    ada.withdraws(receipts[0])
    visitor.asks(ARTICLE)
    size, tidying = cache.size, Tidying(cache.let_go, every=0.05)
    tidying.begin()
    until(lambda: cache.size < size, seconds=10)
    tidying.end()
    assert b"tuesday" not in _kept_bytes(cache)
    assert b"wednesday" in _kept_bytes(cache), "what is right stays"
    assert cache.size == sum(kept.size for kept in cache._kept.values())


def _kept_bytes(cache: PageCache) -> bytes:
    return b"".join(kept._body for kept in cache._kept.values())

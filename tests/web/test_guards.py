"""Guards: the headers of every kind of page, whose forms are believed, which hosts are answered."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app import paths
from tests.support.people import ModeratorAtWork, Reader, Visitor

READING = ["/", "/articles/a-quiet-hour", "/tags/rest", "/authors/rosa", "/archive", "/about", "/feed.xml", "/sitemap.xml"]


@pytest.mark.parametrize("path", READING)
def test_a_reader_who_only_reads_gets_no_cookie_and_a_page_that_can_be_revalidated(visitor: Visitor, path: str) -> None:
    first = visitor.asks(path)
    assert first.status == 200
    assert "Set-Cookie" not in first.headers
    assert visitor.asks(path, If_None_Match=first.headers["ETag"]).status == 304


def test_every_kind_of_page_carries_the_headers(ada: Reader, nora: ModeratorAtWork, open_article: str) -> None:
    receipt = ada.comments(open_article, "words")
    answers = [ada.asks(path) for path in [*READING, receipt, "/nowhere", "/robots.txt", "/moderation/sign-in"]]
    answers += [nora.asks("/moderation"), ada.previews(open_article, "a preview"), ada.asks("/nowhere", {"body": "x"})]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, answer.path
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        if "Set-Cookie" in answer.headers:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "HttpOnly" in answer.headers["Set-Cookie"]
            assert "SameSite=Lax" in answer.headers["Set-Cookie"]


@pytest.mark.settings(SITE_URL="https://blog.example.org")
def test_over_tls_the_cookie_is_secure_and_the_browser_told_to_stay(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/moderation/sign-in", base_url="https://blog.example.org")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["Set-Cookie"].startswith("__Host-understory=")
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_a_foreign_host_is_refused_and_never_cached(app: Flask, host: str) -> None:
    client = app.test_client()
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.get("/", headers={"Host": "localhost"}).status_code == 200
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[no address"},
        {"Origin": "localhost"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused_with_the_words_kept(
    ada: Reader, nora: ModeratorAtWork, open_article: str, headers: dict[str, str]
) -> None:
    form = ada.previews(open_article, "hours of careful words").page.form(f"/articles/{open_article}/comments")
    answer = ada.asks(form.action, form.fields, **headers)
    assert answer.status == 403
    assert "hours of careful words" in answer.text
    assert nora.queue() == []
    assert ada.submits(answer.page.form(f"/articles/{open_article}/comments"), "Post comment").status == 303


def test_a_page_whose_address_cannot_be_read_leads_to_the_sign_in_like_any_other(ada: Reader, open_article: str) -> None:
    fields = ada.previews(open_article, "words").page.form(f"/articles/{open_article}/comments").fields
    answer = ada.asks("/moderation/comments/1/decisions", fields, Referer="http://[no address")
    assert answer.status == 303
    assert answer.location == paths.sign_in()


@pytest.mark.parametrize("token", ["", "x", None])
def test_without_the_right_token_the_words_come_back(ada: Reader, ben: Reader, open_article: str, token: str | None) -> None:
    form = ada.previews(open_article, "hours of careful words").page.form(f"/articles/{open_article}/comments")
    who, fields = (ben, form.fields) if token is None else (ada, {**form.fields, "csrf_token": token})
    answer = who.asks(form.action, fields)
    assert answer.status == 400
    assert "hours of careful words" in answer.text
    assert who.submits(answer.page.form(f"/articles/{open_article}/comments"), "Post comment").status == 303


@pytest.mark.settings(RATE_LIMIT="2/10 minutes")
def test_too_fast_is_said_with_the_words_kept_and_a_time(ada: Reader, open_article: str) -> None:
    for n in range(2):
        ada.comments(open_article, f"number {n}")
    answer = ada.posts(open_article, "number three")
    assert answer.status == 429
    assert "number three" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 600


@pytest.mark.settings(RATE_LIMIT="1/10 minutes")
def test_what_was_refused_costs_nobody_a_turn(ada: Reader, open_article: str) -> None:
    form = ada.previews(open_article, "a good comment").page.form(f"/articles/{open_article}/comments")
    for refused in ({"body": "x" * 4001}, {"body": "a\0b"}, {"parent": "999"}, {"form_key": "none"}):
        assert ada.asks(form.action, form.fields | refused).status in (404, 422)
    assert ada.asks(form.action, form.fields).status == 303
    assert ada.posts(open_article, "a second one").status == 429


@pytest.mark.settings(RATE_LIMIT="1/10 minutes")
def test_what_was_sent_is_not_replaced_more_often_than_it_may_be_edited(ada: Reader, open_article: str) -> None:
    form = ada.previews(open_article, "the same words").page.form(f"/articles/{open_article}/comments")
    assert ada.asks(form.action, form.fields).status == 303
    for name, status in (("Bea", 303), ("Cleo", 429)):
        again = ada.asks(form.action, form.fields | {"name": name})
        assert again.status == 409
        assert ada.submits(again.page.form("/replace"), "Replace the earlier one").status == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH"])
def test_other_methods_are_not_answered(app: Flask, method: str) -> None:
    assert app.test_client().open("/articles/a-quiet-hour", method=method).status_code in (400, 405)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/articles/a-quiet-hour/", "/articles/a-quiet-hour"),
        ("/articles/a-quiet-hour/?comments=1", "/articles/a-quiet-hour?comments=1"),
        ("/tags/early%20months/", "/tags/early%20months"),
        ("/about//", "/about"),
        ("/moderation/", "/moderation"),
        ("/tags/%5Cevil.example/", "/tags/%5Cevil.example"),
        ("/tags/a%0Ab/", "/tags/a%0Ab"),
        ("/%5Cevil.example/", None),
        ("/shared/", None),
        ("/shared/..%2f", None),
        ("/nobody/stood/here/", None),
    ],
)
def test_a_slash_at_the_end_leads_to_the_address_without_it_on_this_site(app: Flask, asked: str, leads_to: str | None) -> None:
    answer = app.test_client().get(asked)
    assert (answer.status_code, answer.headers.get("Location")) == ((301, leads_to) if leads_to else (404, None))
    assert app.test_client().post(asked).status_code in (404, 405)


def test_every_path_leads_to_a_route(app: Flask) -> None:
    samples = {
        "slug": "a-quiet-hour", "name": "x.svg", "key": "rosa", "token": "t", "id": 1, "comment_id": 1, "decision_id": 1,
        "switch_id": 1, "heard": "new",
        "parent": 1,
    }  # fmt: skip
    adapter = app.url_map.bind("localhost")
    for name, function in vars(paths).items():
        if name.startswith("_") or not callable(function) or getattr(function, "__module__", "") != paths.__name__:
            continue
        if name in ("absolute", "sent"):  # they make an address of a path
            continue
        wanted = [arg for arg in function.__annotations__ if arg in samples]
        path = function(*(samples[arg] for arg in wanted)).split("?")[0].split("#")[0]
        methods = adapter.allowed_methods(path)
        assert methods, f"paths.{name} gives {path}, which no route answers"
        assert not re.search(r"//|\s", path)

"""Previewing: a secret address shows what is not public yet, to whoever was given it, and to nobody else."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app import articles, paths
from app.articles import AlreadyPublic, LiveLibrary, Share, library, share, shares, unshare
from app.db import now
from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import Visitor


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    """A draft beside the ordinary articles, and one that is to appear in three days."""
    content.article("unready", title="Unready words", id="01UNREADY", draft=True, body="The *first* words.\n")
    later = (now() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    content.article("later", title="Later words", id="01LATER", date=later, tags=["rest"])
    return content


@pytest.fixture
def live(app: Flask) -> LiveLibrary:
    found: LiveLibrary = app.extensions["understory.library"]
    return found


def shared(slug: str, days: int = 7) -> str:
    """The path of a fresh address."""
    return paths.shared(share(library().find(slug), days=days))


def test_whoever_has_the_address_reads_the_draft_and_is_told_that_it_is_one(db: SQLAlchemy, client: FlaskClient) -> None:
    answer = client.get(shared("unready"))
    page = Page(answer.text)
    assert answer.status_code == 200
    assert "The first words." in page.text
    assert "This is a draft. It is not published yet." in page.text
    assert not page.forms
    assert client.get("/articles/unready").status_code == 404


def test_a_scheduled_article_says_when_it_will_appear(db: SQLAlchemy, client: FlaskClient) -> None:
    text = Page(client.get(shared("later")).text).text
    assert "This is not published yet." in text
    assert "It will be on" in text


def test_no_cache_no_search_engine_and_no_other_site_learns_of_it(db: SQLAlchemy, client: FlaskClient) -> None:
    path = shared("unready")
    for _ in range(2):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in answer.headers
        assert "Set-Cookie" not in answer.headers
    page = Page(answer.text)
    heads = {one.get("name"): one.get("content") for one in page.root.iter("meta")}
    assert heads["robots"] == "noindex"
    assert not [one for one in page.root.iter("link") if one.get("rel") == "canonical"]
    assert "ld+json" not in answer.text


def test_it_stays_out_of_everything_public(db: SQLAlchemy, client: FlaskClient) -> None:
    token = urlsplit(shared("unready")).path.rsplit("/", 1)[-1]
    client.get(paths.shared(token))
    for path in ("/", "/archive", "/feed.xml", "/feed.json", "/sitemap.xml", "/robots.txt"):
        text = client.get(path).text
        assert "Unready words" not in text
        assert token not in text


def test_the_newest_saved_words_are_shown_also_after_a_rename(
    db: SQLAlchemy, client: FlaskClient, content: ContentFolder, live: LiveLibrary
) -> None:
    path = shared("unready")
    content.remove("articles/unready.md")
    content.write(
        "articles/2026/other-name.md", "---\nid: 01UNREADY\ntitle: x\ndate: 2026-03-01\ndraft: true\n---\nSecond words.\n"
    )
    live.refresh()
    assert "Second words." in client.get(path).text


def test_once_the_article_is_public_it_leads_there(db: SQLAlchemy, client: FlaskClient, clock: Clock) -> None:
    path = shared("later", days=5)
    assert client.get(path).status_code == 200
    clock.forward(days=3, minutes=1)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/articles/later")
    assert answer.headers["Cache-Control"] == "no-store"
    clock.forward(days=30)
    assert client.get(path).status_code == 302


def test_after_its_time_it_is_dead(db: SQLAlchemy, client: FlaskClient, clock: Clock) -> None:
    path = shared("unready", days=2)
    clock.forward(days=1, hours=23)
    assert client.get(path).status_code == 200
    clock.forward(hours=2)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "This preview has ended." in Page(answer.text).text
    assert "Unready words" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_taken_back_it_is_dead_at_once_and_for_good(
    db: SQLAlchemy, client: FlaskClient, content: ContentFolder, live: LiveLibrary
) -> None:
    first, second, other = shared("unready"), shared("unready"), shared("later")
    assert client.get(first).status_code == 200
    assert (unshare("01UNREADY"), unshare("01UNREADY")) == (2, 0)
    assert [client.get(path).status_code for path in (first, second, other)] == [410, 410, 200]
    content.article("unready", id="01UNREADY", draft=False)
    live.refresh()
    assert client.get(first).status_code == 410


def test_an_article_that_is_gone_is_not_shared_any_more(
    db: SQLAlchemy, client: FlaskClient, content: ContentFolder, live: LiveLibrary
) -> None:
    path = shared("unready")
    content.remove("articles/unready.md")
    live.refresh()
    assert client.get(path).status_code == 410


@pytest.mark.parametrize("end", ["", "x", "x" * 65, "é" * 65, "%00", "..%2f"])
def test_any_other_address_is_unknown_and_writes_nothing(app: Flask, client: FlaskClient, visitor: Visitor, end: str) -> None:
    assert client.get(f"/shared/{end}").status_code == 404
    with app.app_context():
        assert articles.shares(now()) == []


def test_a_row_that_somebody_wrote_into_the_database_opens_nothing(db: SQLAlchemy, client: FlaskClient) -> None:
    token = share(library().find("unready"), days=7)
    forged = "A" * len(token)
    row = db.session.query(Share).one()
    row.token_hash = sha256(forged.encode()).digest()
    db.session.commit()
    assert client.get(paths.shared(forged)).status_code == 404


def test_the_database_cannot_tell_the_address(db: SQLAlchemy, database_bytes: Callable[[], bytes]) -> None:
    token = share(library().find("unready"), days=7)
    assert len(token) == 65
    assert token.encode() not in database_bytes()
    assert [one.article_id for one in shares(now())] == ["01UNREADY"]


def test_no_log_learns_the_address(db: SQLAlchemy, client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    heard, path = io.StringIO(), shared("unready")
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    with caplog.at_level(logging.DEBUG):
        assert client.get(path).status_code == 200
        unshare("01UNREADY")
        assert client.get(path).status_code == 410
    logging.getLogger().removeHandler(handler)
    assert path.rsplit("/", 1)[-1] not in heard.getvalue() + caplog.text


def test_what_readers_see_or_saw_is_not_shared(db: SQLAlchemy, content: ContentFolder, live: LiveLibrary) -> None:
    content.article("over", date="2026-01-01", expires="2026-02-01")
    live.refresh()
    for slug in ("a-quiet-hour", "over"):
        with pytest.raises(AlreadyPublic):
            share(library().find(slug), days=7)
    with pytest.raises(ValueError):
        share(library().find("unready"), days=0)

"""Time: what is scheduled happens at its minute on the site's clocks, on pages that the cache holds, without a restart."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.articles import LiveLibrary, keep_index
from tests.support.content import ContentFolder
from tests.support.fixtures.house import Clock
from tests.support.pages import Page
from tests.support.people import ModeratorAtWork, Reader, Visitor

PAGES = ["/", "/archive", "/tags/rest", "/authors/rosa", "/search?q=itself", "/articles/a-quiet-hour"]
MACHINES = ["/feed.xml", "/feed.json", "/tags/rest/feed.xml", "/authors/rosa/feed.xml", "/sitemap.xml"]
EVERYWHERE = PAGES + MACHINES

BEFORE = 50
"""Seconds before a minute: the clock runs on while a busy machine makes all these pages."""

CHANGES = [
    pytest.param("America/New_York", "2026-03-08 03:30", "2026-03-08T07:30+00:00", id="New York, an hour after 2:00 became 3:00"),
    pytest.param("America/New_York", "2026-03-08 01:59", "2026-03-08T06:59+00:00", id="New York, the last minute of winter"),
    pytest.param("America/New_York", "2026-03-08 02:30", "2026-03-08T07:30+00:00", id="New York, a time that was left out"),
    pytest.param("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30+00:00", id="New York, the first 1:30 of two"),
    pytest.param("America/New_York", "2026-11-01 02:00", "2026-11-01T07:00+00:00", id="New York, after both"),
    pytest.param("Europe/Madrid", "2026-03-29 03:00", "2026-03-29T01:00+00:00", id="Madrid, the first minute of summer"),
    pytest.param("Europe/Madrid", "2026-03-29 02:15", "2026-03-29T01:15+00:00", id="Madrid, a time that was left out"),
    pytest.param("Europe/Madrid", "2026-10-25 02:30", "2026-10-25T00:30+00:00", id="Madrid, the first 2:30 of two"),
    pytest.param("Europe/Madrid", "2026-10-25 03:00", "2026-10-25T02:00+00:00", id="Madrid, after both"),
]


def save(app: Flask, content: ContentFolder, zone: str, slug: str = "the-hour", closes: int = 0, **front: str) -> None:
    """A site in that zone with one more article, read by the running application."""
    text = content.path.joinpath("site.toml").read_text().replace('timezone = "UTC"', f'timezone = "{zone}"')
    if closes:
        text = text.replace('default = "open"', f'default = "open"\nclose_after_days = {closes}')
    content.site(text=text)
    content.article(slug, title="The hour itself", tags=["rest"], **front)
    live: LiveLibrary = app.extensions["understory.library"]
    with app.app_context():
        keep_index(live.refresh())


def named(client: FlaskClient) -> list[str]:
    """Where readers find the article."""
    return [path for path in EVERYWHERE if "/articles/the-hour" in client.get(path).text]


@pytest.mark.parametrize(("zone", "written", "moment"), CHANGES)
def test_a_scheduled_article_appears_everywhere_at_its_minute(
    app: Flask, client: FlaskClient, content: ContentFolder, clock: Clock, zone: str, written: str, moment: str
) -> None:
    minute = datetime.fromisoformat(moment)
    clock.at(minute.replace(minute=0) if minute.minute else minute)
    clock.forward(hours=-1)
    save(app, content, zone, date=written)
    assert (named(client), client.get("/articles/the-hour").status_code) == ([], 404)
    clock.at(minute)
    clock.forward(seconds=-BEFORE)
    assert (named(client), client.get("/articles/the-hour").status_code) == ([], 404)
    clock.at(minute)
    assert (named(client), client.get("/articles/the-hour").status_code) == (EVERYWHERE, 200)


@pytest.mark.parametrize(("zone", "written", "moment"), CHANGES)
def test_an_article_expires_everywhere_at_its_minute(
    app: Flask, client: FlaskClient, content: ContentFolder, clock: Clock, zone: str, written: str, moment: str
) -> None:
    clock.at(moment)
    clock.forward(seconds=-BEFORE)
    save(app, content, zone, date="2026-01-01 12:00", expires=written)
    assert (named(client), client.get("/articles/the-hour").status_code) == (EVERYWHERE, 200)
    clock.at(moment)
    assert (named(client), client.get("/articles/the-hour").status_code) == ([], 410)


@pytest.mark.parametrize(
    ("zone", "written", "days", "moment", "shown"),
    [
        ("America/New_York", "2026-03-01 09:00", 14, "2026-03-15T13:00+00:00", "Mar 15, 2026"),
        ("America/New_York", "2026-10-25 21:30", 14, "2026-11-09T02:30+00:00", "Nov 8, 2026"),
        ("Europe/Madrid", "2026-03-22 23:30", 7, "2026-03-29T21:30+00:00", "Mar 29, 2026"),
        ("Europe/Madrid", "2026-10-18 09:00", 14, "2026-11-01T08:00+00:00", "Nov 1, 2026"),
    ],
)
def test_comments_close_after_their_days_at_the_same_time_on_the_sites_clocks(
    app: Flask,
    client: FlaskClient,
    content: ContentFolder,
    clock: Clock,
    zone: str,
    written: str,
    days: int,
    moment: str,
    shown: str,
) -> None:
    clock.at(moment)
    clock.forward(seconds=-BEFORE)
    save(app, content, zone, closes=days, date=written)
    before = Page(client.get("/articles/the-hour").text)
    assert before.form("/comments/preview")
    clock.at(moment)
    after = Page(client.get("/articles/the-hour").text)
    assert not after.forms
    assert f"Comments closed on {shown}." in after.text
    assert "there is room" not in after.text


def test_words_sent_after_the_closing_come_back_to_their_author(
    app: Flask, content: ContentFolder, clock: Clock, ada: Reader
) -> None:
    clock.at("2026-03-11T08:50")
    save(app, content, "UTC", closes=10, date="2026-03-01 09:00")
    shown = ada.previews("the-hour", "Written in time, sent too late.")
    clock.at("2026-03-11T09:00")
    late = ada.submits(shown.page.form("/articles/the-hour/comments"), "Post comment")
    assert late.status == 409
    assert "Written in time, sent too late." in late.text


@pytest.mark.settings(UNDO_SECONDS=0)
def test_an_article_closed_by_its_author_says_so_and_keeps_what_was_said(
    app: Flask, content: ContentFolder, ada: Reader, nora: ModeratorAtWork, visitor: Visitor
) -> None:
    save(app, content, "UTC", date="2026-03-01 09:00")
    ada.comments("the-hour", "Said in time.")
    nora.approves("Said in time.")
    save(app, content, "UTC", date="2026-03-01 09:00", comments="closed")
    page = visitor.reads("/articles/the-hour")
    assert "Comments are closed here. What was said stays." in page.text
    assert "Said in time." in page.text
    assert not page.forms


def test_a_page_is_kept_until_the_next_moment_and_no_longer(
    app: Flask, client: FlaskClient, content: ContentFolder, clock: Clock
) -> None:
    clock.at("2026-03-01T08:00")
    save(app, content, "UTC", date="2026-03-01 09:00")
    built: list[str] = []
    app.before_request(lambda: built.append("once"))
    etags = {client.get("/").headers["ETag"] for _ in range(3)}
    clock.at("2026-03-01T08:59:10")
    etags |= {client.get("/").headers["ETag"]}
    assert (len(built), len(etags)) == (1, 1)
    clock.at("2026-03-01T09:00")
    changed = client.get("/", headers={"If-None-Match": etags.pop()})
    assert (len(built), changed.status_code) == (2, 200)


def test_a_moment_that_comes_while_a_page_is_made_does_not_stay_hidden(
    app: Flask, client: FlaskClient, content: ContentFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.at("2026-03-11T08:59:59")
    save(app, content, "UTC", closes=10, date="2026-03-01 09:00")
    real = LiveLibrary.current.fget
    assert real is not None

    def slowly(live: LiveLibrary) -> object:
        """The closing comes between the first look at the clock and the next."""
        found = real(live)
        if datetime.now(UTC) < datetime(2026, 3, 11, 9, tzinfo=UTC):
            clock.at("2026-03-11T09:00:00")
        return found

    monkeypatch.setattr(LiveLibrary, "current", property(slowly))
    client.get("/articles/the-hour")
    assert not Page(client.get("/articles/the-hour").text).forms


def test_the_year_of_the_archive_is_the_sites_year(app: Flask, client: FlaskClient, content: ContentFolder, clock: Clock) -> None:
    clock.at("2026-06-01")
    save(app, content, "America/New_York", date="2025-12-31 23:30")
    save(app, content, "America/New_York", slug="next", date="2026-01-01 00:30 -05:00")
    assert "/articles/the-hour" in client.get("/archive/2025").text
    assert "/articles/next" in client.get("/archive/2026").text
    live: LiveLibrary = app.extensions["understory.library"]
    at = live.current.find("the-hour").date
    assert at.astimezone(ZoneInfo("America/New_York")).year == 2025
    assert at.year == 2026

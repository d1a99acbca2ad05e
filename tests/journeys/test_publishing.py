"""Publish: a saved file is an article two seconds later, and a broken one takes nothing off line."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Somebody
from tests.journeys.walking import Someone
from tests.support.content import ContentFolder, ordinary
from tests.support.databases import bare_environment
from tests.support.fixtures.servers import StartServer
from tests.support.needs import ROOT
from tests.support.server import Server
from tests.support.waiting import until

WITHIN = 2.0
"""Seconds from the save to the page."""


@pytest.fixture
def content(tmp_path) -> ContentFolder:  # type: ignore[no-untyped-def]
    """The folder an editor saves to while the server runs."""
    return ordinary(tmp_path / "content")


def test_an_article_is_saved_broken_mended_renamed_and_removed(
    start_server: StartServer, content: ContentFolder, somebody: Somebody
) -> None:
    server = start_server(CONTENT_DIR=content.path)
    ben = somebody(server)
    page = ben.page
    assert _status(ben, "x") == 404

    content.article("x", title="A new one", body="The old words.\n", aliases=["former-x"])
    until(lambda: _status(ben, "x") == 200, seconds=WITHIN)
    expect(page.get_by_text("The old words.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="A new one")).to_be_visible()

    mended = content.path.joinpath("articles/x.md").read_text().replace("The old words.", "The new words.")
    content.write("articles/x.md", mended.replace("author: rosa", "autor: rosa"))
    content.article("saved-after-it")
    until(lambda: _status(ben, "saved-after-it") == 200, seconds=WITHIN)
    assert _status(ben, "x") == 200
    expect(page.get_by_text("The old words.")).to_be_visible()
    status, told = _check(server)
    assert status == 1
    assert "content/articles/x.md:4: unknown key" in told, told

    content.write("articles/x.md", mended)
    until(lambda: _status(ben, "x") == 200 and page.get_by_text("The new words.").count() == 1, seconds=WITHIN)
    assert _check(server)[0] == 0

    moved = ben.page.request.get("/articles/former-x", max_redirects=0)
    assert (moved.status, moved.headers["location"]) == (301, "/articles/x")

    content.remove("articles/x.md")
    content.write("articles/y.md", mended.replace("title:", "id: x\ntitle:"))
    until(lambda: _status(ben, "x") == 200 and page.url.endswith("/articles/y"), seconds=WITHIN)


def test_an_article_that_had_comments_says_that_it_is_gone_and_comes_back_with_them(
    start_server: StartServer, content: ContentFolder, somebody: Somebody
) -> None:
    server = start_server(CONTENT_DIR=content.path)
    ada, ben = server.reader("Ada"), somebody(server)
    ada.comments("a-quiet-hour", "words that outlive the file")
    server.moderator().approves("outlive the file")
    ben.reads("a-quiet-hour")
    assert ben.sees("words that outlive the file")
    kept = content.path.joinpath("articles/a-quiet-hour.md").read_text()

    content.remove("articles/a-quiet-hour.md")
    until(lambda: _status(ben, "a-quiet-hour") == 410, seconds=WITHIN)
    assert ben.page.get_by_text("outlive the file").count() == 0
    content.remove("articles/only-reading.md")
    until(lambda: _status(ben, "only-reading") == 404, seconds=WITHIN)

    content.write("articles/a-quiet-hour.md", kept)
    until(lambda: _status(ben, "a-quiet-hour") == 200, seconds=WITHIN)
    assert ben.sees("words that outlive the file")


@pytest.mark.once
def test_who_writes_while_the_article_is_given_another_address_sends_all_the_same(
    start_server: StartServer, content: ContentFolder, somebody: Somebody
) -> None:
    content.article("tea", id="01TEA")
    server = start_server(CONTENT_DIR=content.path)
    ada = somebody(server)
    ada.reads("tea").get_by_label("Comment", exact=True).press_sequentially("Begun under the old address.")
    content.article("tea", id="01TEA", slug="green-tea")
    until(lambda: server.reader().asks("/articles/green-tea").status == 200, seconds=WITHIN)
    ada.previews("Begun under the old address.")
    content.article("tea", id="01TEA", slug="white-tea")
    until(lambda: server.reader().asks("/articles/white-tea").status == 200, seconds=WITHIN)
    ada.posts()
    server.moderator().approves("Begun under the old address.")
    ada.reads("white-tea")
    assert ada.sees("Begun under the old address.")


def _status(reader: Someone, slug: str) -> int:
    answer = reader.page.goto(f"/articles/{slug}")
    assert answer is not None
    return answer.status


def _check(server: Server) -> tuple[int, str]:
    """How `flask articles check` ends on this server's content, and what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "articles", "check"],
        cwd=ROOT, env=bare_environment() | {k: v for k, v in server.environment.items() if k in ("CONTENT_DIR", "INSTANCE_DIR")},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr

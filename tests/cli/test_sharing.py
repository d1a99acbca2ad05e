"""`flask articles share | shares | unshare`, and `check` beside a database, as a writer types them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask

from app.articles import LiveLibrary, remember
from app.db import now
from tests.support.content import ContentFolder
from tests.support.people import ModeratorAtWork, Reader, Visitor


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    content.article("unready", id="01UNREADY", draft=True)
    content.article("later", date=(now() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M"))
    content.article("over", date="2026-01-01", expires="2026-02-01")
    return content


def typed(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["articles", *words])


def test_the_address_is_printed_alone_and_shows_the_draft(app: Flask, visitor: Visitor) -> None:
    done = typed(app, "share", "unready", "--days", "3")
    assert done.exit_code == 0
    found = re.fullmatch(r"http://localhost(/shared/[\w-]{65})\n", done.stdout)
    assert found
    assert "shows unready until" in done.stderr
    assert visitor.asks(found[1]).status == 200
    assert typed(app, "unshare", "unready").stdout == "1 address shows unready no more\n"
    assert visitor.asks(found[1]).status == 410
    assert typed(app, "unshare", "unready").stdout == "0 addresses show unready no more\n"


def test_the_list_names_articles_and_never_an_address(app: Flask) -> None:
    address = typed(app, "share", "later").stdout.strip()
    typed(app, "share", "unready", "--days", "2")
    rows = [line.split("\t") for line in typed(app, "shares").stdout.splitlines()]
    assert [row[0] for row in rows] == ["unready", "later"]
    assert address.rsplit("/", 1)[-1] not in typed(app, "shares").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("share", "a-quiet-hour"), "a-quiet-hour is public already: http://localhost/articles/a-quiet-hour"),
        (("share", "over"), "over was public until it expired"),
        (("share", "unraedy"), 'there is no article "unraedy" (did you mean "unready"?)'),
        (("unshare", "unraedy"), 'there is no article "unraedy"'),
        (("share", "unready", "--days", "0"), "0 is not in the range 1<=x<=90"),
    ],
)
def test_what_cannot_be_shared_is_said(app: Flask, words: tuple[str, ...], said: str) -> None:
    done = typed(app, *words)
    assert done.exit_code != 0
    assert said in done.output


@pytest.mark.settings(UNDO_SECONDS=0)
def test_check_asks_the_database_what_would_be_lost(
    app: Flask,
    content: ContentFolder,
    ada: Reader,
    nora: ModeratorAtWork,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CONTENT_DIR", environment["CONTENT_DIR"])
    live: LiveLibrary = app.extensions["understory.library"]
    with app.app_context():
        remember(live.current)
    ada.comments("a-quiet-hour", "Said in quiet.")
    nora.approves("Said in quiet.")
    assert "hang on the id" not in typed(app, "check").stdout
    text = content.path.joinpath("articles/a-quiet-hour.md").read_text()
    content.write("articles/a-quiet-hour.md", text.replace("---\n", "---\nid: another\n", 1))
    done = typed(app, "check")
    assert done.exit_code == 1
    assert 'the comments of /articles/a-quiet-hour hang on the id "a-quiet-hour"' in done.stdout

"""Commands beside a database that is not there, or not ready: a line that says so, and no traceback."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.db import DatabaseError, db
from tests.support.content import ContentFolder
from tests.support.fixtures.house import MakeApp
from tests.support.waiting import free_port

ASKING = [
    ("articles", "share", "unready"),
    ("articles", "shares"),
    ("articles", "unshare", "unready"),
    ("moderators", "list"),
    ("comments", "model"),
]


@pytest.fixture
def content(content: ContentFolder) -> ContentFolder:
    content.article("unready", draft=True)
    return content


def said_by(make_app: MakeApp, *words: str, **settings: object) -> str:
    """The one line that a command ends with instead of a traceback."""
    app = make_app(**settings)
    done = app.test_cli_runner().invoke(args=[*words])
    with app.app_context():
        db.engine.dispose()
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1
    return done.output


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_what_asks_a_database_without_tables_says_how_they_are_made(
    make_app: MakeApp, empty_database_url: str, words: tuple[str, ...]
) -> None:
    said = said_by(make_app, *words, DATABASE_URL=empty_database_url)
    assert "Error: the database cannot do this now:" in said
    assert "`flask db upgrade`" in said


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_what_asks_a_database_that_does_not_answer_says_so(make_app: MakeApp, words: tuple[str, ...]) -> None:
    said = said_by(make_app, *words, DATABASE_URL=f"postgresql+psycopg://nobody:secret@127.0.0.1:{free_port()}/none")
    assert "refused" in said
    assert "DATABASE_URL" in said
    assert "secret" not in said


def test_a_site_that_cannot_be_read_is_told_with_its_line(make_app: MakeApp, content: ContentFolder) -> None:
    content.site(text="title = [")
    assert "site.toml:1: is not TOML" in said_by(make_app, "articles", "share", "unready")


def test_a_mistake_of_ours_keeps_its_traceback(make_app: MakeApp) -> None:
    """The database is there and migrated: whatever it complains about then, nobody can mend it with a setting."""
    app = make_app()
    with app.app_context():
        db.session.execute(text("DROP TABLE shares"))
        db.session.commit()
    done = app.test_cli_runner().invoke(args=["articles", "shares"])
    assert isinstance(done.exception, DatabaseError)

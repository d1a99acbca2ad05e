"""Migrations on a database that is in use: what people wrote before an upgrade is there after it, and counted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app.articles import Known, LiveLibrary, known, remember
from app.cli.migrating import bring_up_to_date, database_of
from app.comments import Thread, counts
from app.db import db, now
from tests.support.content import ContentFolder
from tests.support.databases import bare_environment
from tests.support.needs import ROOT

BEFORE = "0003"
"""The revision that a database in use is planted at."""

PLANTED = [
    "INSERT INTO moderators (id, email, name, role, password_hash, created_at) VALUES (1, 'n@x.org', 'Nora', 'admin', 'x', :at)",
    "INSERT INTO sign_ins (moderator_id, token_hash, created_at, seen_at) VALUES (1, 'x', :at, :at)",
    *(
        "INSERT INTO comments (id, article_id, parent_id, depth, commenter, face, name, receipt_hash, posted_at, status,"
        " status_from, former_status, revision_id, public_revision_id, public_from, public_until, handed_over_by)"
        f" VALUES ({id}, 'a', {parent}, {depth}, :key, 1, '{name}', :hash{id}, :at, '{status}', :at, 'pending',"
        f" {id}, {id}, {public}, :{until}, 1)"
        for id, parent, depth, name, status, public, until in [
            (1, "NULL", 0, "one", "approved", ":at", "forever"),
            (2, 1, 1, "two", "withdrawn", ":at", "at"),
            (3, 2, 2, "three", "approved", ":at", "forever"),
            (4, "NULL", 0, "four", "rejected", "NULL", "forever"),
            (5, 1, 1, "five", "approved", ":at", "forever"),
        ]
    ),
    *(
        "INSERT INTO revisions (id, comment_id, number, source, html, policy, written_at)"
        f" VALUES ({id}, {id}, 1, 'words', '<p>words</p>', 1, :at)"
        for id in range(1, 6)
    ),
    "INSERT INTO decisions (id, comment_id, revision_id, verdict, moderator_id, decided_at, takes_effect_at, before)"
    " VALUES (1, 4, 4, 'rejected', 1, :at, :at, '{}')",
    *(
        f"INSERT INTO addresses (slug, article_id, first_served_at) VALUES ('{slug}', '{id}', :at)"
        for slug, id in [("a", "a"), ("old", "01OLD")]
    ),
    "INSERT INTO notes (id, comment_id, decision_id, text, shown_from) VALUES (1, 4, 1, 'A note.', :at)",
]


@pytest.fixture
def in_use(make_app: Callable[..., Flask], empty_database_url: str) -> Flask:
    """An application whose database was last migrated long ago and holds a conversation."""
    app = make_app(DATABASE_URL=empty_database_url)
    on_sqlite = empty_database_url.startswith("sqlite")
    at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    values = {"at": str(at.replace(tzinfo=None)) + ".000000" if on_sqlite else at, "key": bytes(32)}
    values |= {f"hash{id}": bytes([id]) * 32 for id in range(1, 6)}
    values["forever"] = "9999-12-31 00:00:00.000000" if on_sqlite else datetime(9999, 12, 31, tzinfo=UTC)
    with app.app_context():
        database_of(app)
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            for statement in PLANTED:
                used = text(statement)
                connection.execute(used, {name: value for name, value in values.items() if f":{name}" in statement})
    return app


def test_a_conversation_outlives_an_upgrade(in_use: Flask) -> None:
    with in_use.app_context():
        bring_up_to_date(in_use)
        shown = [(entry.name, entry.depth, entry.withdrawn) for entry in Thread.under("a", now()).entries]
        assert [(depth, withdrawn) for _, depth, withdrawn in shown] == [(0, False), (1, True), (2, False), (1, False)]
        assert [name for name, _, withdrawn in shown if not withdrawn] == ["one", "three", "five"]
        assert counts(["a"], now()) == {"a": 3}


def test_addresses_outlive_an_upgrade_and_learn_the_words_of_their_files(in_use: Flask, content: ContentFolder) -> None:
    content.article("a", body="Words.\n")
    with in_use.app_context():
        live: LiveLibrary = in_use.extensions["understory.library"]
        bring_up_to_date(in_use)
        assert known() == Known({"a": "a", "old": "01OLD"})
        remember(live.refresh())
        assert (found := known())
        assert found.served["old"] == "01OLD"
        assert found.words["a"] == live.current.find("a").words


def test_a_database_in_use_can_be_walked_back_and_forth(in_use: Flask) -> None:
    with in_use.app_context():
        bring_up_to_date(in_use)
        db.session.remove()
        downgrade(revision=BEFORE)
        bring_up_to_date(in_use)
        assert counts(["a"], now()) == {"a": 3}


def test_machines_that_start_together_migrate_once(environment: dict[str, str], empty_database_url: str) -> None:
    around = bare_environment() | environment | {"DATABASE_URL": empty_database_url}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    both = [subprocess.Popen(command, cwd=ROOT, env=around, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate(timeout=120)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said

"""Addresses: an article is found under every slug it was ever served under."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.articles import Address, LiveLibrary, identity_of, remember
from app.articles.running import open_library
from app.db import Base, db, open_database
from tests.support.content import ContentFolder


@pytest.fixture
def house(empty_database_url: str) -> Iterator[Flask]:
    """An application with a database and nothing else."""
    app = Flask("house")
    open_database(app, empty_database_url.replace("postgresql:", "postgresql+psycopg:"))
    with app.app_context():
        Base.metadata.create_all(db.engine, tables=[Base.metadata.tables["addresses"]])
        yield app
        db.session.remove()
        db.engine.dispose()


def test_slugs_and_aliases_are_remembered_for_the_article_that_had_them(
    house: Flask, folder: ContentFolder, live: LiveLibrary
) -> None:
    folder.article("new-name", id="01J", aliases=["old-name"])
    folder.article("unready", draft=True)
    remember(live.load())
    assert (identity_of("new-name"), identity_of("old-name")) == ("01J", "01J")
    assert identity_of("unready") is None
    assert identity_of("never") is None
    assert identity_of("x" * 5000) is None


def test_an_address_is_never_forgotten_nor_given_away(house: Flask, folder: ContentFolder, live: LiveLibrary) -> None:
    folder.article("a", id="first")
    remember(live.load())
    folder.remove("articles/a.md")
    remember(live.refresh())
    assert identity_of("a") == "first"
    folder.article("a", id="second")
    remember(live.refresh())
    assert identity_of("a") == "first"


def test_when_nothing_is_new_it_costs_one_query(house: Flask, folder: ContentFolder, live: LiveLibrary) -> None:
    for number in range(5):
        folder.article(f"a{number}")
    library = live.load()
    remember(library)
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    remember(library)
    assert len(said) == 1


def test_several_workers_may_remember_the_same_at_once(house: Flask, folder: ContentFolder, live: LiveLibrary) -> None:
    for number in range(300):
        folder.write(f"articles/a{number}.md", f"---\ntitle: x\ndate: 2026-03-01\naliases: [b{number}]\n---\n")
    library, failed = live.load(), []

    def work() -> None:
        try:
            with house.app_context():
                remember(library)
        except Exception as error:
            failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert db.session.scalar(select(func.count()).select_from(Address)) == 600


def test_a_watched_library_remembers_by_itself(house: Flask, folder: ContentFolder) -> None:
    folder.article("a")
    live = open_library(house, folder.path)
    heard = threading.Event()
    live.on_change(lambda _library: heard.set())
    live.watch()
    assert heard.wait(5)
    live.close()
    assert identity_of("a") == "a"

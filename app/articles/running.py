"""The running application's library: who hears of its changes, and how the other rooms come to it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app

from app.articles.addresses import known, remember
from app.articles.known import Known
from app.articles.library import Library
from app.articles.live import LiveLibrary
from app.articles.related import prepare
from app.articles.search import Indexing

EXTENSION = "understory.library"


def open_library(app: Flask, folder: Path, copies: Path | None = None, *, own_host: str = "") -> LiveLibrary:
    """Give `app` the library of a content folder, of a site at `own_host`. It is read when first asked for, or by `watch()`.

    While it is watched, every new slug is remembered in the database, and every new word in the search index.
    """

    def ask() -> Known | None:
        with app.app_context():
            return known()

    def remember_addresses(fresh: Library) -> None:
        with app.app_context():
            remember(fresh)

    live = app.extensions[EXTENSION] = LiveLibrary(folder, copies, ask=ask, own_host=own_host)
    live.on_change(remember_addresses)
    live.on_change(prepare)
    live.on_change(Indexing(app))
    return live


def library() -> Library:
    """The running application's library, as it is now. Take it once for each request."""
    live: LiveLibrary = current_app.extensions[EXTENSION]
    return live.current


def watch() -> None:
    """Let this process watch the running application's content, and make the smaller copies of its pictures.

    Raises:
        ContentError: site.toml cannot be read.
    """
    live: LiveLibrary = current_app.extensions[EXTENSION]
    live.watch()


def hush() -> None:
    """Let the running application's library say nothing in the log: for a command that prints what is wrong itself."""
    live: LiveLibrary = current_app.extensions[EXTENSION]
    live.aloud = False


def look_again() -> Library:
    """The library, brought up to date first: for a process that does not watch the content and needs it now and then."""
    live: LiveLibrary = current_app.extensions[EXTENSION]
    return live.refresh()

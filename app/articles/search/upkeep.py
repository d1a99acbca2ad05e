"""Keeping the index at the words of the library: only what changed is read, by as many workers at once as there are."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Sequence

from flask import Flask
from sqlalchemy import ColumnElement, func, select

from app.articles.article import Article
from app.articles.library import Library
from app.articles.search.full_text import Stems, full_text
from app.articles.search.indexed import Indexed, fingerprint_of, spoken_in
from app.articles.search.stems import joined
from app.db import answers, db, writing
from app.markup import plain_words
from app.statements import insert_or_ignore

log = logging.getLogger(__name__)

AT_ONCE = 25
"""Articles in one transaction, so that nobody waits long for the write lock."""

AGAIN_AFTER = 30
"""Seconds after which what could not be indexed is tried again, unless another change comes first."""

REST = 0.5
"""After each transaction, in parts of the time it took, so that readers of the same process are answered meanwhile."""


def keep_index(library: Library, most: int | None = None) -> int:
    """Index every article that is no draft and has changed, the newest first, at most `most`; forget those that are gone.

    Returns how many were indexed. Doing it twice is doing it once, and workers that do it at the same time share the
    work. When nothing changed it costs one query.
    """
    rows = db.session.execute(select(Indexed.article_id, Indexed.number, Indexed.fingerprint))
    kept = {identity: (number, seen) for identity, number, seen in rows}
    db.session.rollback()
    wanted = {article.identity: article for article in library.articles if not article.draft}
    _forget([number for identity, (number, _) in kept.items() if identity not in wanted])
    changed = [one for one in wanted.values() if kept.get(one.identity, (0, ""))[1] != fingerprint_of(one, library)][:most]
    batches = [changed[at : at + AT_ONCE] for at in range(0, len(changed), AT_ONCE)]
    if len(batches) > 2:
        # The newest stay first; behind them each worker takes another way, and finds done what others did.
        batches[1:] = random.sample(batches[1:], len(batches) - 1)
    return sum(_index(batch, library, rest=most is None and len(batches) > 2) for batch in batches)


def is_whole(library: Library) -> bool:
    """Whether about every article is indexed: after the first start with thousands it takes a while."""
    return (db.session.scalar(select(func.count()).select_from(Indexed)) or 0) >= sum(not one.draft for one in library.articles)


def _index(batch: Sequence[Article], library: Library, *, rest: bool) -> int:
    begun = time.monotonic()
    rows = db.session.execute(select(Indexed.article_id, Indexed.fingerprint).where(_among(batch)))
    seen = {row.article_id: row.fingerprint for row in rows}
    db.session.rollback()
    wanted = {one.identity: fingerprint_of(one, library) for one in batch}
    todo = sorted((one for one in batch if seen.get(one.identity) != wanted[one.identity]), key=lambda one: one.identity)
    if not todo:
        return 0
    stems = {one.identity: stems_of(one, library) for one in todo}
    with writing():
        # All in the order of their identities, or two workers could wait for each other for ever.
        for one in todo:
            insert_or_ignore(Indexed, article_id=one.identity, fingerprint="", date=one.date, expires=one.expires)
        for row in db.session.scalars(select(Indexed).where(_among(todo)).order_by(Indexed.article_id).with_for_update()):
            if row.fingerprint != wanted[row.article_id]:
                full_text().put(row.number, stems[row.article_id])
                article = library.with_id(row.article_id)
                row.date, row.expires = (article.date, article.expires) if article else (row.date, row.expires)
                row.fingerprint = wanted[row.article_id]
    if rest:
        time.sleep(REST * (time.monotonic() - begun))
    return len(todo)


def _among(batch: Sequence[Article]) -> ColumnElement[bool]:
    return Indexed.article_id.in_([one.identity for one in batch])


def stems_of(article: Article, library: Library) -> Stems:
    """An article's stems, cut from its source without rendering it."""
    language = spoken_in(article, library)
    return Stems(
        title=joined(article.title, language),
        tags=joined(" ".join(article.tags), language),
        summary=joined(article.summary, language),
        body=joined(plain_words(article.source.read()), language),
    )


def _forget(numbers: Sequence[int]) -> None:
    for at in range(0, len(numbers), AT_ONCE):
        some = numbers[at : at + AT_ONCE]
        with writing():
            full_text().remove(some)
            for row in db.session.scalars(select(Indexed).where(Indexed.number.in_(some))):
                db.session.delete(row)


class Indexing:
    """Listens to a library and keeps the index at it, in a thread of its own: noticing the next change must not wait."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._next: Library | None = None
        self._newer = threading.Event()
        self._thread: threading.Thread | None = None

    def __call__(self, library: Library) -> None:
        """Index this library; one that comes while another is being indexed takes its turn, and only the newest does."""
        with self._lock:
            self._next = library
            self._newer.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="index", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until nothing is left to do, or the time is over."""
        thread = self._thread
        if thread:
            thread.join(seconds)

    def _run(self) -> None:
        while library := self._take():
            while not self._is_kept(library) and not self._newer.wait(AGAIN_AFTER):
                pass

    def _is_kept(self, library: Library) -> bool:
        """Index it; False where the database did not let us. Searching goes on with what is there."""
        try:
            with self._app.app_context():
                if not answers():
                    return False
                keep_index(library)
        except Exception:
            log.exception("the search index could not be brought up to date; trying again in %d s", AGAIN_AFTER)
            return False
        return True

    def _take(self) -> Library | None:
        with self._lock:
            library, self._next = self._next, None
            self._newer.clear()
            if library is None:
                self._thread = None
            return library

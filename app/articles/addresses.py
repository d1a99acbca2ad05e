"""Addresses: every slug under which an article was ever served, so that an old link finds it, or learns that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Row, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.articles.article import Article
from app.articles.known import Known
from app.articles.library import Library
from app.db import Base, DatabaseError, db, now, start_afresh, writing
from app.statements import insert_or_ignore

LONGEST_NAME = 100
"""Of a slug or an identity, in characters."""

AT_ONCE = 200
"""Rows in one transaction, so that nobody waits long for the write lock."""


class Address(Base):
    """A slug, and the identity of the article that was first served under it. Rows are only ever added; of what is in
    them only `words` changes, the digest of what a file without an id held last."""

    __tablename__ = "addresses"

    slug: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(LONGEST_NAME), index=True)
    first_served_at: Mapped[datetime]
    words: Mapped[str | None]


def remember(library: Library) -> None:
    """Keep the slugs and aliases of every article that is no draft, and commit; and the words of those without an id.

    Doing it twice is doing it once, and so is doing it in several workers at the same time. When there is nothing new
    it costs one query.
    """
    rows = {row.slug: row for row in db.session.execute(select(Address.slug, Address.article_id, Address.words))}
    fresh = ((slug, one) for slug, one in _slugs_of(library).items() if slug not in rows)
    while some := list(islice(fresh, AT_ONCE)):
        with writing():
            for slug, one in some:
                words = _words_at(slug, one)
                insert_or_ignore(Address, slug=slug, article_id=one.identity, first_served_at=now(), words=words)
    changed = iter([(row.slug, words) for row in rows.values() for words in _other_words(row, library)])
    while few := list(islice(changed, AT_ONCE)):
        with writing():
            for slug, words in few:
                db.session.execute(update(Address).where(Address.slug == slug).values(words=words))


def identity_of(slug: str) -> str | None:
    """The identity of the article that was first served under this slug; None if none ever was."""
    return db.session.scalar(select(Address.article_id).where(Address.slug == slug)) if len(slug) <= LONGEST_NAME else None


def known() -> Known | None:
    """What the addresses tell; None where the database does not answer."""
    try:
        rows = db.session.execute(select(Address.slug, Address.article_id, Address.words)).all()
    except DatabaseError:
        start_afresh()
        return None
    return Known({row.slug: row.article_id for row in rows}, {row.slug: row.words for row in rows if row.words})


def _slugs_of(library: Library) -> dict[str, Article]:
    served = [article for article in library.articles if not article.draft]
    own = {article.slug: article for article in served}
    return {alias: article for article in served for alias in article.aliases if library.alias(alias) is article} | own


def _words_at(slug: str, article: Article) -> str | None:
    """What a file without an id is recognised by, at the newest of its addresses only."""
    return article.words or None if slug == article.slug else None


def _other_words(row: Row[str, str, str | None], library: Library) -> Iterator[str | None]:
    """What is to be kept at an address, if it is not what is kept there."""
    article = library.with_id(row.article_id)
    if article and not article.draft and row.words != _words_at(row.slug, article):
        yield _words_at(row.slug, article)

"""Addresses: every slug under which an article was ever served, so that an old link finds it, or learns that it is gone."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.articles.known import Known
from app.articles.library import Library
from app.db import Base, DatabaseError, db, now, start_afresh, writing
from app.statements import insert_or_ignore

LONGEST_NAME = 100
"""Of a slug or an identity, in characters."""

AT_ONCE = 200
"""Rows in one transaction, so that nobody waits long for the write lock."""


class Address(Base):
    """A slug, and the identity of the article that was first served under it. Rows are only ever added."""

    __tablename__ = "addresses"

    slug: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(LONGEST_NAME), index=True)
    first_served_at: Mapped[datetime]


def remember(library: Library) -> None:
    """Keep the slugs and aliases of every article that is no draft, and commit.

    Doing it twice is doing it once, and so is doing it in several workers at the same time. When there is nothing new
    it costs one query.
    """
    known = set(db.session.scalars(select(Address.slug)))
    fresh = iter([(slug, identity) for slug, identity in _slugs_of(library).items() if slug not in known])
    while some := list(islice(fresh, AT_ONCE)):
        with writing():
            for slug, identity in some:
                insert_or_ignore(Address, slug=slug, article_id=identity, first_served_at=now())


def identity_of(slug: str) -> str | None:
    """The identity of the article that was first served under this slug; None if none ever was."""
    return db.session.scalar(select(Address.article_id).where(Address.slug == slug)) if len(slug) <= LONGEST_NAME else None


def known() -> Known | None:
    """Every slug that was ever served, with the identity of the article it stood for first; None without a database."""
    try:
        rows = db.session.execute(select(Address.slug, Address.article_id)).all()
    except DatabaseError:
        start_afresh()
        return None
    return Known({row.slug: row.article_id for row in rows})


def _slugs_of(library: Library) -> dict[str, str]:
    served = [article for article in library.articles if not article.draft]
    own = {article.slug: article.identity for article in served}
    return {alias: article.identity for article in served for alias in article.aliases if library.alias(alias) is article} | own

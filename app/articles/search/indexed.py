"""Which articles the index holds, and in which version of their words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.articles.article import Article
from app.articles.library import Library
from app.articles.search.stems import language_of
from app.db import Base

VERSION = 1
"""To be raised whenever words are cut out or stemmed in another way: every article is then indexed again."""


class Indexed(Base):
    """An article that is no draft, under its identity. Its stems are in the full-text table, under `number`.

    `date` and `expires` are there so that the database can leave out what readers may not see yet, or no more.
    """

    __tablename__ = "indexed_articles"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    article_id: Mapped[str] = mapped_column(String, unique=True)
    fingerprint: Mapped[str]
    date: Mapped[datetime]
    expires: Mapped[datetime | None]


def spoken_in(article: Article, library: Library) -> str:
    """The language that an article's words are stemmed in."""
    return language_of(article.lang or library.site.language)


def fingerprint_of(article: Article, library: Library) -> str:
    """What changes whenever the article has to be indexed again."""
    expires = article.expires.timestamp() if article.expires else ""
    return f"{VERSION} {spoken_in(article, library)} {article.fingerprint} {article.date.timestamp()} {expires}"

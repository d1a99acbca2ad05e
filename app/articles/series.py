"""Series: articles that belong together and are read in an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.articles.article import Article
from app.articles.library import Library


@dataclass(frozen=True, slots=True)
class Parts:
    """The public parts of a series, as one of them sees it. `previous` and `next` are None at its ends."""

    name: str
    articles: tuple[Article, ...]
    previous: Article | None
    next: Article | None


def parts_of(library: Library, article: Article, at: datetime) -> Parts | None:
    """The series of a public article; None where it has none, or is the only part that readers may see at that moment."""
    found = library.series_of(article, at)
    if article.series is None or article not in found or len(found) < 2:
        return None
    place = found.index(article)
    return Parts(
        name=article.series.name,
        articles=found,
        previous=found[place - 1] if place else None,
        next=found[place + 1] if place + 1 < len(found) else None,
    )

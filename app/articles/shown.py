"""What readers may see during one stretch of time, between two moments at which an article appears or goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.articles.article import Article

Articles = tuple[Article, ...]


class Shown:
    """Public articles, newest first, and the same by tag and by author."""

    def __init__(self, public: Iterable[Article]) -> None:
        self.public: Articles = tuple(public)
        self._places = {article.slug: place for place, article in enumerate(self.public)}
        self._tagged: dict[str, list[Article]] = {}
        self._written: dict[str, list[Article]] = {}
        self._series: dict[str, list[Article]] = {}
        for article in self.public:
            for tag in article.tags:
                self._tagged.setdefault(tag, []).append(article)
            for key in article.authors:
                self._written.setdefault(key, []).append(article)
            if article.series:
                self._series.setdefault(article.series.name.casefold(), []).append(article)
        counts = Counter({tag: len(found) for tag, found in self._tagged.items()})
        self.tags = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0])))

    def tagged(self, tag: str) -> Articles:
        """Those with a tag."""
        return tuple(self._tagged.get(tag, ()))

    def written_by(self, key: str) -> Articles:
        """Those of an author."""
        return tuple(self._written.get(key, ()))

    def series(self, name: str) -> Articles:
        """Those of a series, in its order; where two have the same number, the older one first."""
        found = self._series.get(name.casefold(), ())
        return tuple(sorted(found, key=lambda one: (one.series.order if one.series else 0, one.date, one.slug)))

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The next older and the next newer one; two Nones for an article that is not among them."""
        place = self._places.get(article.slug)
        if place is None:
            return None, None
        older = self.public[place + 1] if place + 1 < len(self.public) else None
        return older, self.public[place - 1] if place else None

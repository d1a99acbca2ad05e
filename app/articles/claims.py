"""Who has a name: when two files want the same slug, identity or alias, one gets it and the other is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.articles.article import Article, Page
from app.problems import Problem


@dataclass(frozen=True)
class Claims:
    """The names of all articles. Whoever comes first has a name; a slug goes before an alias."""

    by_slug: dict[str, Article] = field(default_factory=dict)
    by_identity: dict[str, Article] = field(default_factory=dict)
    by_alias: dict[str, Article] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def settle(cls, articles: Iterable[Article]) -> Claims:
        """Give out the names in the order in which the articles come."""
        claims = cls()
        for article in articles:
            claims._admit(article)
        for article in claims.by_slug.values():
            claims._give_aliases(article)
        return claims

    def _admit(self, article: Article) -> None:
        holder = self.by_slug.get(article.slug)
        if holder:
            return self._refuse(article, f'the slug "{article.slug}" belongs to {name_of(holder)} already')
        holder = self.by_identity.get(article.identity)
        if holder:
            return self._refuse(
                article, f'the id "{article.identity}" belongs to {name_of(holder)} already: every article has its own'
            )
        self.by_slug[article.slug] = self.by_identity[article.identity] = article
        return None

    def _give_aliases(self, article: Article) -> None:
        for alias in article.aliases:
            holder = self.by_slug.get(alias) or self.by_alias.get(alias)
            if holder is None:
                self.by_alias[alias] = article
            elif holder is not article:
                self._refuse(article, f'the alias "{alias}" belongs to {name_of(holder)} already')

    def _refuse(self, article: Article, message: str) -> None:
        self.problems.append(Problem(article.path, 1, message))


def name_of(words: Article | Page) -> str:
    """A file's name as a message shows it, with its folder where that says more: `a.md`, `2026/a.md`."""
    folder = words.path.parent.name
    return words.path.name if folder in ("articles", "pages") else f"{folder}/{words.path.name}"


def pages_by_slug(pages: Iterable[Page]) -> tuple[dict[str, Page], list[Problem]]:
    """Pages by slug, and what is wrong where two want the same."""
    found: dict[str, Page] = {}
    problems = []
    for page in pages:
        holder = found.setdefault(page.slug, page)
        if holder is not page:
            problems.append(Problem(page.path, 1, f'the slug "{page.slug}" belongs to {name_of(holder)} already'))
    return found, problems

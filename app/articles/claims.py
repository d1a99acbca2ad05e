"""Who has a name: when two files want the same slug, identity or alias, one gets it and the other is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from app.articles.article import Article, Page
from app.articles.known import Known
from app.articles.place import in_front_matter
from app.problems import Problem

Rank = tuple[int, int]


@dataclass(frozen=True)
class Claims:
    """The names of all articles. `refused` are those that want what belongs to another, and are not served at all."""

    by_slug: dict[str, Article] = field(default_factory=dict)
    by_identity: dict[str, Article] = field(default_factory=dict)
    by_alias: dict[str, Article] = field(default_factory=dict)
    refused: list[Article] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def settle(cls, articles: Iterable[Article], known: Known, at: datetime) -> Claims:
        """Give out the names, in the same way whether the house has just started or not.

        Whom readers know under a name keeps it. Then come other articles that readers know, then new ones; among these what
        is public at that moment, then what is scheduled, then drafts; then whoever comes first. Among equals a slug goes
        before an alias.
        """
        settling = _Settling(cls(), known, tuple(articles), at)
        in_turn = sorted(settling.articles, key=lambda one: (settling.rank(one), settling.doubt(one)))
        for _, equals in groupby(in_turn, settling.rank):
            admitted = [article for article in equals if settling.admit(article)]
            for article in admitted:
                settling.give_aliases(article)
        return settling.claims


class _Settling:
    """Giving out names, one article after the other."""

    def __init__(self, claims: Claims, known: Known, articles: tuple[Article, ...], at: datetime) -> None:
        self.claims, self.articles, self._at = claims, articles, at
        self._served, self._words = known.served, known.words
        self._were_served = frozenset(known.served.values())
        self._here = {article.identity: article for article in reversed(articles)}

    def rank(self, article: Article) -> Rank:
        """Whose turn it is: the lowest first."""
        under_this_name, at_all = self._served.get(article.slug) == article.identity, article.identity in self._were_served
        standing = 0 if under_this_name else 1 if at_all else 2
        return standing, 2 if article.draft else int(self._at < article.date)

    def doubt(self, article: Article) -> tuple[bool, ...]:
        """Among equals a file without an id comes later that is not where such an article was last, with these very words."""
        if article.id:
            return False, False, False
        words = self._words.get(article.slug)
        elsewhere = bool(self._words) and words is None
        return elsewhere, words not in (None, article.words), article.slug != article.path.stem

    def admit(self, article: Article) -> bool:
        """Give an article its slug and its identity, unless another has one of them."""
        slug, identity = article.slug, article.identity
        holder = self.claims.by_slug.get(slug) or self.claims.by_alias.get(slug)
        former = None if identity in self._were_served else self._former_owner(slug, identity)
        twin = self.claims.by_identity.get(identity)
        if holder:
            self._refuse(article, ("slug",), f'the slug "{slug}" belongs to {name_of(holder)} already')
        elif former:
            self._refuse(article, ("slug",), taken_over(slug, former))
        elif twin:
            said = f'the id "{identity}" belongs to {name_of(twin)} already: every article has its own'
            self._refuse(article, ("id", "slug"), said)
        else:
            self.claims.by_slug[slug] = self.claims.by_identity[identity] = article
            return True
        self.claims.refused.append(article)
        return False

    def give_aliases(self, article: Article) -> None:
        """Give an article those of its aliases that are free."""
        for alias in article.aliases:
            holder = self.claims.by_slug.get(alias) or self.claims.by_alias.get(alias)
            former = self._former_owner(alias, article.identity)
            if holder is None and former is None:
                self.claims.by_alias[alias] = article
            elif holder is None and former:
                self._refuse(article, ("aliases",), taken_over(alias, former))
            elif holder and holder is not article:
                self._refuse(article, ("aliases",), f'the alias "{alias}" belongs to {name_of(holder)} already')

    def _former_owner(self, slug: str, identity: str) -> Article | None:
        """The article, another one that is still here, to which old links to this slug lead."""
        owner = self._served.get(slug, identity)
        return None if owner == identity else self.claims.by_identity.get(owner) or self._here.get(owner)

    def _refuse(self, article: Article, keys: tuple[str, ...], message: str) -> None:
        self.claims.problems.append(in_front_matter(article, (*keys, "title"), message))


def taken_over(slug: str, owner: Article) -> str:
    """That a name was another article's, and what to do."""
    return f"/articles/{slug} was the address of {name_of(owner)}, and old links would lead here instead; take another"


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
            problems.append(
                in_front_matter(page, ("slug", "title"), f'the slug "{page.slug}" belongs to {name_of(holder)} already')
            )
    return found, problems

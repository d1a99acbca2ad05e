"""Recognising articles that say no id: by the address that was theirs before, or by their words where the file was renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from app.articles.article import Article
from app.articles.known import Known


def recognised(articles: Iterable[Article], known: Known, broken: Collection[str], at: datetime) -> list[Article]:
    """The same articles, those without an id under the identity that readers' comments know them by.

    An address goes on standing for the article it stood for first. Where no file has that address any more, a new file with
    the very words takes its place; a copy does not, for then the first file is still there. Two new files with the same words:
    the one that is public, or neither, since nobody can tell. `broken` are the names of files that cannot be read now.
    """
    found = list(articles)
    nameless = [article for article in found if not article.id]
    if not known.served or not nameless:
        return found
    taken = {article.id for article in found if article.id} | set(broken)
    ours = _by_address(nameless, known, taken)
    lost = set(known.served.values()) - taken - set(ours.values()) - {one.slug for one in nameless if one.slug not in ours}
    ours |= _by_words([one for one in nameless if one.slug not in known.served], known, lost, at)
    return [_under(ours[one.slug], one) if not one.id and one.slug in ours else one for one in found]


def _under(identity: str, article: Article) -> Article:
    return article if identity == article.slug else replace(article, known_as=identity)


def _by_address(nameless: list[Article], known: Known, taken: Collection[str]) -> dict[str, str]:
    """Of several that have an address of the same article, the one at its newest address."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for article in nameless:
        identity = known.served.get(article.slug)
        if identity is not None and identity not in taken:
            wanted[identity].add(article.slug)
    return {min(slugs, key=lambda slug: (slug not in known.words, slug != one, slug)): one for one, slugs in wanted.items()}


def _by_words(newcomers: list[Article], known: Known, lost: Collection[str], at: datetime) -> dict[str, str]:
    """New files that hold the words of an article that is nowhere any more."""
    looked_for: dict[str, set[str]] = defaultdict(set)
    for slug, words in known.words.items():
        if known.served.get(slug) in lost:
            looked_for[words].add(known.served[slug])
    holding: dict[str, list[Article]] = defaultdict(list)
    for article in newcomers:
        if article.words in looked_for:
            holding[article.words].append(article)
    unmistakable = {words: next(iter(which)) for words, which in looked_for.items() if len(which) == 1}
    return {one.slug: unmistakable[words] for words in unmistakable for one in _only(holding[words], at)}


def _only(found: list[Article], at: datetime) -> Iterator[Article]:
    """The single one, or the single public one."""
    public = [article for article in found if article.is_public(at)]
    if len(public) == 1 or len(found) == 1:
        yield (public or found)[0]

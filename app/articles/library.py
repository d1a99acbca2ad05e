"""The Library: everything in content/ as it stood at one moment. Never changes; a newer one takes its place whole."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType

from app.articles.article import Article, Page
from app.articles.bodies import Bodies, Body
from app.articles.broken import Broken, may_be_there
from app.articles.claims import Claims, pages_by_slug
from app.articles.errors import ArticleNotFound, PageNotFound
from app.articles.known import Known
from app.articles.links import Links
from app.articles.recognising import recognised
from app.articles.shown import Articles, Shown
from app.db import now
from app.media import Media, MediaImage
from app.problems import Problem
from app.site import Author, Commenting, Site


class Library:
    """An immutable snapshot of site, articles, pages and media.

    `problems` are all that were found while reading, `broken` the files that could not be read at all, `refused` the articles
    that are not served because they want the name of another; `fingerprint` changes with everything a page could show;
    `ready` is False only where the folder of articles was never there.
    """

    def __init__(
        self,
        site: Site,
        media: Media,
        articles: Iterable[Article],
        pages: Iterable[Page],
        problems: Iterable[Problem] = (),
        *,
        own_host: str = "",
        broken: Iterable[Broken] = (),
        known: Known | None = None,
        bodies: Bodies | None = None,
        ready: bool = True,
    ) -> None:
        at, known, broken = now(), known or Known(), tuple(broken)
        names = frozenset(name for file in broken for name in file.names)
        claims = Claims.settle(recognised(articles, known, names, at), known, at)
        by_page, page_problems = pages_by_slug(pages)
        self.site, self.media, self.ready = site, media, ready
        self.problems = tuple(sorted([*problems, *claims.problems, *page_problems]))
        self.articles = tuple(sorted(claims.by_slug.values(), key=lambda one: (one.date, one.slug), reverse=True))
        self.pages = tuple(sorted(by_page.values(), key=lambda one: (one.order, one.title.casefold(), one.slug)))
        self.texts: tuple[Article | Page, ...] = (*self.pages, *self.articles)
        self.refused = tuple(claims.refused)
        self.everything: tuple[Article | Page, ...] = (*self.texts, *self.refused)
        self.menu = tuple(page for page in self.pages if page.menu)
        self._slugs, self._identities, self._aliases = claims.by_slug, claims.by_identity, claims.by_alias
        self._pages = by_page
        self.broken = (*broken, *(Broken.of(article) for article in self.refused if not article.draft))
        self._bodies = bodies or Bodies()
        self.links = self._links(own_host)
        self._turns = _moments(one for article in self.articles if not article.draft for one in (article.date, article.expires))
        self._changes = _moments(one for article in self.articles for one in _changes(article))
        self._shown: tuple[int, Shown] | None = None
        self.fingerprint = self._digest()

    def find(self, slug: str, at: datetime | None = None) -> Article:
        """The article with this slug; with `at`, only if readers may see it at that moment.

        Raises:
            ArticleNotFound: there is none.
        """
        article = self.with_slug(slug)
        if article is None or (at is not None and not article.is_public(at)):
            raise ArticleNotFound(slug)
        return article

    def with_slug(self, slug: str) -> Article | None:
        """The article that has this slug now, public or not."""
        return self._slugs.get(slug)

    def with_id(self, identity: str) -> Article | None:
        """The article that comments with this identity belong to, public or not; None if its file is gone."""
        return self._identities.get(identity)

    def alias(self, slug: str) -> Article | None:
        """The article that names this slug among its aliases."""
        return self._aliases.get(slug)

    def waits_for_mending(self, *names: str) -> bool:
        """Whether the article that was known under these names may lie in a file that cannot be read just now."""
        return may_be_there(self.broken, names)

    def page(self, slug: str) -> Page:
        """The page with this slug.

        Raises:
            PageNotFound: there is none.
        """
        try:
            return self._pages[slug]
        except KeyError:
            raise PageNotFound(slug) from None

    def public(self, at: datetime) -> Articles:
        """What readers may see at that moment, newest first."""
        return self._at(at).public

    def tags(self, at: datetime) -> tuple[tuple[str, int], ...]:
        """Every tag of a public article and how many have it, the most used first."""
        return self._at(at).tags

    def tagged(self, tag: str, at: datetime) -> Articles:
        """Public articles with this tag, newest first."""
        return self._at(at).tagged(tag)

    def written_by(self, key: str, at: datetime) -> Articles:
        """Public articles of the author with this key, newest first."""
        return self._at(at).written_by(key)

    def series_of(self, article: Article, at: datetime) -> Articles:
        """The public articles of its series, in the order of the series; nothing for an article without one."""
        return self._at(at).series(article.series.name) if article.series else ()

    def neighbours(self, article: Article, at: datetime) -> tuple[Article | None, Article | None]:
        """The next older and the next newer public article."""
        return self._at(at).neighbours(article)

    def authors_of(self, article: Article) -> tuple[Author, ...]:
        """Who wrote it, in the order of its front matter; names that site.toml does not know are left out."""
        return tuple(self.site.authors[key] for key in article.authors if key in self.site.authors)

    def cover_of(self, article: Article) -> MediaImage | None:
        """Its cover, if it has one that is there."""
        return self.media.find(article.cover.src) if article.cover else None

    def preview_picture(self, article: Article) -> MediaImage | None:
        """Its cover for link previews: a JPEG, PNG or WebP of at most about a megabyte; None where the cover is a drawing."""
        return self.media.preview(article.cover.src) if article.cover else None

    def shown_where_linked(self, article: Article) -> tuple[MediaImage, str] | None:
        """The picture of link previews and what it shows: the article's cover, or the site's picture where that is none."""
        cover = self.preview_picture(article)
        if cover and article.cover:
            return cover, article.cover.alt
        picture = self.media.preview(self.site.picture) if self.site.picture else None
        return (picture, self.site.title) if picture else None

    def body_of(self, words: Article | Page) -> Body:
        """The body of an article or a page, rendered once and kept for a while.

        Raises:
            TooComplex: quotes or lists nest in one another by the hundred.
        """
        return self._bodies.of(words, self.links, self.media)

    def next_change(self, after: datetime) -> datetime | None:
        """The next moment at which something takes effect by itself: an article appears, expires,
        is revised, or closes its comments."""
        place = bisect_right(self._changes, after)
        return self._changes[place] if place < len(self._changes) else None

    def _at(self, at: datetime) -> Shown:
        # One slot is enough: time goes on, and every request of a stretch asks for the same one.
        turn = bisect_right(self._turns, at)
        kept = self._shown
        if kept is None or kept[0] != turn:
            kept = self._shown = (turn, Shown(article for article in self.articles if article.is_public(at)))
        return kept[1]

    def _links(self, own_host: str) -> Links:
        slugs = MappingProxyType({**self._aliases, **self._slugs})
        return Links(slugs, self.texts, self._pages, self.media, frozenset(self.site.authors), own_host)

    def _digest(self) -> str:
        parts = [self.site.fingerprint, self.media.fingerprint]
        parts += [f"{one.path} {one.slug} {one.fingerprint}" for one in self.pages]
        parts += [f"{one.path} {one.slug} {one.identity} {one.fingerprint}" for one in self.articles]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:20]


def _changes(article: Article) -> tuple[datetime | None, ...]:
    if article.draft:
        return ()
    closes = article.comments_close_at if article.comments is Commenting.OPEN else None
    return article.date, article.expires, closes, article.updated


def _moments(found: Iterable[datetime | None]) -> list[datetime]:
    return sorted({moment for moment in found if moment is not None})

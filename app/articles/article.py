"""The nouns of the articles room: Article and Page, as their files' front matter describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.articles.kept import Kept
from app.site import Commenting

if TYPE_CHECKING:
    from app.articles.bodies import Body
    from app.articles.library import Library


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture that stands for an article. `src` is a file of content/media; `alt` and `caption` may be empty."""

    src: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Series:
    """The series an article belongs to, and its place in it."""

    name: str
    order: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as it stood in its file when it was last in order. Every moment is in UTC.

    `fingerprint` changes with every byte of the file. `comments` and `comments_close_at` are what the article and
    site.toml together say. Empty strings, empty tuples and None where nothing was said. `words` is the digest of the body of
    an article without an id, by which it is recognised when its file is renamed.
    """

    path: Path
    fingerprint: str
    source: Kept = field(repr=False, compare=False)
    body_line: int
    id: str
    title: str
    date: datetime
    updated: datetime | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    cover: Cover | None
    slug: str
    aliases: tuple[str, ...]
    draft: bool
    expires: datetime | None
    comments: Commenting
    comments_close_at: datetime | None
    sensitive: bool
    canonical: str
    series: Series | None
    lang: str
    noindex: bool
    words: str = ""
    known_as: str = ""

    @property
    def identity(self) -> str:
        """What comments hang on: the `id`; where there is none what it was known as before, or its slug."""
        return self.id or self.known_as or self.slug

    def is_public(self, at: datetime) -> bool:
        """Whether readers may see it at that moment: no draft, its date come, not expired."""
        return not self.draft and self.date <= at and (self.expires is None or at < self.expires)

    def is_over(self, at: datetime) -> bool:
        """Whether readers could see it until it expired."""
        return not self.draft and self.expires is not None and self.expires <= at

    def revised(self, at: datetime) -> datetime | None:
        """When its words last changed since they appeared, as far as that has come."""
        return self.updated if self.updated and self.date < self.updated <= at else None

    @property
    def listed(self) -> bool:
        """Whether it may be named to search engines; lists for people name every public article."""
        return not self.noindex

    @property
    def comments_shown(self) -> bool:
        """Whether comments stand under it, open or closed."""
        return self.comments is not Commenting.OFF

    def shows_comments(self, at: datetime) -> bool:
        """Whether readers see comments under it at that moment."""
        return self.comments_shown and self.is_public(at)

    def comments_open(self, at: datetime) -> bool:
        """Whether it takes comments at that moment."""
        return self.comments is Commenting.OPEN and not self.comments_ended(at) and self.is_public(at)

    def comments_ended(self, at: datetime) -> bool:
        """Whether the days in which it takes comments are over."""
        return self.comments_close_at is not None and self.comments_close_at <= at

    def body(self, library: Library) -> Body:
        """Its words as a page shows them, with links and pictures as they stand in `library`."""
        return library.body_of(self)


@dataclass(frozen=True, slots=True)
class Page:
    """A page such as *about*. `menu`: it stands in the menu, in the order of `order`."""

    path: Path
    fingerprint: str
    source: Kept = field(repr=False, compare=False)
    body_line: int
    title: str
    summary: str
    menu: bool
    order: int
    noindex: bool
    slug: str
    lang: str
    updated: datetime | None

    def body(self, library: Library) -> Body:
        """Its words as they are shown, with links and pictures as they stand in `library`."""
        return library.body_of(self)

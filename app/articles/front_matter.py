"""From a file's front matter to an Article or a Page. Strict: what is not understood keeps the file off line, and says why."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.articles.article import Article, Cover, Page, Series
from app.articles.errors import NotUnderstood
from app.articles.fields import Fields, is_slug, problems_of
from app.articles.header import read
from app.articles.kept import Keeper
from app.articles.source import Source, digest
from app.problems import Problem
from app.site import Commenting, Site, is_language, is_web_address

T = TypeVar("T")

RESERVED = frozenset(
    (
        "archive",
        "articles",
        "authors",
        "comments",
        "forget",
        "healthz",
        "media",
        "moderation",
        "readyz",
        "receipts",
        "record",
        "search",
        "shared",
        "static",
        "tags",
    )
)
"""Slugs no page can have, because something else answers there."""

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_SLUG_IS = "letters, digits and hyphens, at most 100"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def article_of(path: Path, data: bytes, site: Site, keeper: Keeper) -> tuple[Article, tuple[Problem, ...]]:
    """The article in a file's bytes, with the problems that do not keep it off line.

    Raises:
        NotUnderstood: with every problem that does.
        ContentError: it is no text, or has no front matter.
    """
    source, fields = _opened(path, data)
    zone = ZoneInfo(site.timezone)
    date = fields.moment("date", zone)
    if not fields.has("date"):
        fields.fault("date", '"date" is missing')
    comments = fields.fitting("comments", lambda text: text in list(Commenting), "open, closed or off") or site.comments.default
    article = Article(
        path=path,
        fingerprint=source.fingerprint,
        source=keeper.keep(source.body),
        body_line=source.body_line,
        id=fields.fitting("id", lambda text: bool(_ID.fullmatch(text)), "letters, digits, dots and hyphens, at most 64"),
        title=fields.text("title", required=True),
        date=date or _EPOCH,
        updated=fields.moment("updated", zone),
        authors=_authors(fields),
        tags=_tags(fields),
        summary=fields.text("summary"),
        cover=_cover(fields),
        slug=_slug(fields, path),
        aliases=_aliases(fields),
        draft=fields.yes("draft"),
        expires=fields.moment("expires", zone),
        comments=Commenting(comments),
        comments_close_at=_closing(date or _EPOCH, site, zone),
        sensitive=fields.yes("sensitive"),
        canonical=fields.fitting("canonical", is_web_address, "an address that begins with https:// or http://"),
        series=_series(fields),
        lang=_language(fields),
        noindex=fields.yes("noindex"),
    )
    if not article.id and source.body.strip():
        article = replace(article, words=digest(source.body.strip().encode("utf-8")))
    if article.expires and article.expires <= article.date:
        fields.fault("expires", '"expires" is not after "date", so nobody would ever see this article')
    return _finished(source, fields, article)


def page_of(path: Path, data: bytes, site: Site, keeper: Keeper) -> tuple[Page, tuple[Problem, ...]]:
    """The page in a file's bytes, with the problems that do not keep it off line.

    Raises:
        NotUnderstood: with every problem that does.
        ContentError: it is no text, or has no front matter.
    """
    source, fields = _opened(path, data)
    page = Page(
        path=path,
        fingerprint=source.fingerprint,
        source=keeper.keep(source.body),
        body_line=source.body_line,
        title=fields.text("title", required=True),
        summary=fields.text("summary"),
        menu=fields.yes("menu"),
        order=fields.number("order", 0),
        noindex=fields.yes("noindex"),
        slug=_slug(fields, path),
        lang=_language(fields),
        updated=fields.moment("updated", ZoneInfo(site.timezone)),
    )
    if page.slug in RESERVED:
        fields.fault("slug", f'a page cannot have the slug "{page.slug}": something else answers at /{page.slug}')
    return _finished(source, fields, page)


def _opened(path: Path, data: bytes) -> tuple[Source, Fields]:
    source = Source.of(path, data)
    table, faults = read(source.header, 2)
    return source, Fields.of(replace(table, line=1), faults, readable=bool(table.values or not faults))


def _finished(source: Source, fields: Fields, made: T) -> tuple[T, tuple[Problem, ...]]:
    fields.finish()
    if fields.faults:
        raise NotUnderstood([*source.problems, *problems_of(source.path, fields.faults)], made)
    return made, source.problems


def _authors(fields: Fields) -> tuple[str, ...]:
    if fields.has("author") and fields.has("authors"):
        fields.fault("author", 'write "authors" or "author", not both')
    return fields.texts("authors") or fields.texts("author", one_will_do=True)


def _tags(fields: Fields) -> tuple[str, ...]:
    tags = fields.texts("tags")
    for tag in tags:
        if "/" in tag or "\\" in tag or tag in (".", "..") or len(tag) > 60:
            fields.fault("tags", f'the tag "{tag}" cannot stand in an address: at most 60 characters, without slashes')
    return tags


def _cover(fields: Fields) -> Cover | None:
    inner = fields.inner("cover")
    if inner is None:
        return None
    cover = Cover(inner.text("src", required=True), inner.text("alt"), inner.text("caption"))
    inner.finish()
    return cover


def _series(fields: Fields) -> Series | None:
    inner = fields.inner("series")
    if inner is None:
        return None
    series = Series(inner.text("name", required=True), inner.number("order", 0))
    inner.finish()
    return series


def _slug(fields: Fields, path: Path) -> str:
    slug = fields.fitting("slug", _is_small, f"{_SLUG_IS}, in small letters")
    name = unicodedata.normalize("NFC", path.stem)
    if not slug and not fields.has("slug") and not _is_small(name):
        fields.fault("slug", f'the file\'s name cannot be an address ({_SLUG_IS}, in small letters); add a "slug" or rename it')
    return slug or name


def _is_small(text: str) -> bool:
    return is_slug(text) and text == text.lower()


def _aliases(fields: Fields) -> tuple[str, ...]:
    aliases = fields.texts("aliases")
    for alias in aliases:
        if not is_slug(alias):
            fields.fault("aliases", f'the alias "{alias}" must be {_SLUG_IS}, without the rest of its address')
    return aliases


def _language(fields: Fields) -> str:
    return fields.fitting("lang", is_language, "a language tag like es or pt-BR")


def _closing(date: datetime, site: Site, zone: tzinfo) -> datetime | None:
    """So many days later at the same time on the site's clocks, even where they were changed in between."""
    days = site.comments.close_after_days
    try:
        return (date.astimezone(zone) + timedelta(days=days)).astimezone(UTC) if days else None
    except OverflowError:
        return None

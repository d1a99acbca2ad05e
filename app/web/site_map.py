"""Site maps (sitemaps.org, 0.9): addresses for search engines, in files of at most 50,000."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

from app import paths
from app.articles import Article, Library
from app.web import xml

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses in one file: the protocol's limit. At the longest slugs that is some 20 MB, of 50 allowed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One path, and when it last changed, where that is known."""

    path: str
    changed: datetime | None


def changed(article: Article, at: datetime) -> datetime:
    """When an article's own words last changed: `updated`, or its date; never before it appeared, nor in the future."""
    return article.revised(at) or article.date


def listed(shelf: Library, at: datetime) -> Iterator[Listed]:
    """Every public address that search engines may show, lists by their first page."""
    public = [one for one in shelf.public(at) if one.listed]
    newest = _newest(public, at)
    yield Listed(paths.home(), newest)
    yield Listed(paths.archive(), newest)
    for page in shelf.pages:
        if not page.noindex:
            yield Listed(paths.page(page.slug), page.updated if page.updated and page.updated <= at else None)
    for article in public:
        yield Listed(paths.article(article.slug), changed(article, at))
    for key in shelf.site.authors:
        written = _newest([one for one in shelf.written_by(key, at) if one.listed], at)
        if written:
            yield Listed(paths.author(key), written)
    for tag, _count in shelf.tags(at):
        tagged = _newest([one for one in shelf.tagged(tag, at) if one.listed], at)
        if tagged:
            yield Listed(paths.tag(tag), tagged)


def parts(found: Sequence[Listed]) -> list[Sequence[Listed]]:
    """The addresses as they are shared out among files; one part where all fit into one."""
    return [found[start : start + MOST] for start in range(0, len(found), MOST)]


def site_map(found: Sequence[Listed], site_url: str) -> str:
    """One file of addresses."""
    root = Element("urlset", xmlns=SITEMAP)
    for one in found:
        _place(root, "url", one, site_url)
    return xml.document(root)


def index(found: Sequence[Sequence[Listed]], site_url: str) -> str:
    """The file that names the other files."""
    root = Element("sitemapindex", xmlns=SITEMAP)
    for number, part in enumerate(found, 1):
        newest = max((one.changed for one in part if one.changed), default=None)
        _place(root, "sitemap", Listed(paths.sitemap(number), newest), site_url)
    return xml.document(root)


def _place(root: Element, name: str, one: Listed, site_url: str) -> None:
    node = SubElement(root, name)
    xml.text(node, "loc", paths.absolute(one.path, site_url))
    if one.changed:
        xml.text(node, "lastmod", xml.moment(one.changed))


def _newest(found: Sequence[Article], at: datetime) -> datetime | None:
    return max((changed(article, at) for article in found), default=None)

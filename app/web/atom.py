"""Atom (RFC 4287) and sitemaps (sitemaps.org, 0.9) as text, written by the standard library's XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.config import settings

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `html` is the whole content, already sanitised."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    authors: Sequence[str]
    html: str
    summary: str = ""
    tags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `link` is its own address, `page` the page it tells of; both absolute."""

    id: str
    title: str
    link: str
    page: str
    updated: datetime
    entries: Sequence[FeedEntry]
    subtitle: str = ""


def tag_id(name: str) -> str:
    """A lasting id (RFC 4151): the host of the site, the year the scheme began, and what it names."""
    host = urlsplit(settings().site_url).hostname or "localhost"
    return f"tag:{host},2026:{quote(name)}"


def atom(feed: Feed) -> str:
    """The feed as an Atom document."""
    root = Element("feed", xmlns=ATOM)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.link)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    if not feed.entries:
        _text(SubElement(root, "author"), "name", feed.title)
    for entry in feed.entries:
        _entry(SubElement(root, "entry"), entry)
    return _document(root)


def site_map(found: Iterable[tuple[str, datetime | None]]) -> str:
    """Addresses with the moment each last changed, where it is known."""
    root = Element("urlset", xmlns=SITEMAP)
    for address, changed in found:
        url = SubElement(root, "url")
        _text(url, "loc", address)
        if changed:
            _text(url, "lastmod", _moment(changed))
    return _document(root)


def _entry(node: Element, entry: FeedEntry) -> None:
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    SubElement(node, "link", rel="alternate", type="text/html", href=entry.link)
    _text(node, "published", _moment(entry.published))
    _text(node, "updated", _moment(entry.updated))
    for name in entry.authors:
        _text(SubElement(node, "author"), "name", name)
    for tag in entry.tags:
        SubElement(node, "category", term=tag)
    if entry.summary:
        _text(node, "summary", entry.summary)
    _text(node, "content", entry.html).set("type", "html")


def _text(node: Element, name: str, text: str) -> Element:
    child = SubElement(node, name)
    child.text = _NOT_XML.sub("\ufffd", text)
    return child


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _document(root: Element) -> str:
    indent(root, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"

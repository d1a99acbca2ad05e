"""Atom (RFC 4287)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from app.web import xml
from app.web.feed import Feed, FeedEntry, Writer

ATOM = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml"
_LANG = "xml:lang"


def atom(feed: Feed) -> str:
    """The feed as an Atom document."""
    root = Element("feed", {"xmlns": ATOM, _LANG: feed.language})
    xml.text(root, "id", feed.id)
    xml.text(root, "title", feed.title, even_empty=True)
    xml.text(root, "subtitle", feed.subtitle)
    xml.text(root, "updated", xml.moment(feed.updated))
    xml.text(root, "icon", feed.icon)
    xml.text(root, "generator", "Understory")
    xml.empty(root, "link", rel="self", type=KIND, href=feed.link)
    xml.empty(root, "link", rel="alternate", type="text/html", href=feed.page)
    if not feed.entries:
        _writer(root, Writer(feed.title))  # a feed without entries needs an author of its own
    for entry in feed.entries:
        _entry(root, entry)
    return xml.document(root)


def _entry(root: Element, entry: FeedEntry) -> None:
    node = SubElement(root, "entry", {_LANG: entry.language} if entry.language else {})
    xml.text(node, "id", entry.id)
    xml.text(node, "title", entry.title, even_empty=True)
    xml.empty(node, "link", rel="alternate", type="text/html", href=entry.link)
    xml.text(node, "published", xml.moment(entry.published))
    xml.text(node, "updated", xml.moment(entry.updated))
    for writer in entry.writers:
        _writer(node, writer)
    for tag in entry.tags:
        xml.empty(node, "category", term=tag)
    xml.text(node, "summary", entry.summary)
    xml.text(node, "content", entry.html, even_empty=True, type="html")


def _writer(node: Element, writer: Writer) -> None:
    author = SubElement(node, "author")
    xml.text(author, "name", writer.name, even_empty=True)
    xml.text(author, "uri", writer.page)

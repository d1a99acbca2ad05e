"""JSON Feed (version 1.1, jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.web.feed import Feed, FeedEntry, Writer
from app.web.xml import moment

VERSION = "https://jsonfeed.org/version/1.1"
KIND = "application/feed+json"


def json_feed(feed: Feed) -> str:
    """The feed as a JSON Feed."""
    said = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.link,
        "description": feed.subtitle,
        "icon": feed.icon,
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_without_empty(said, keep=("title", "items")), ensure_ascii=False, indent=1) + "\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    said = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.picture,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "authors": [_author(writer) for writer in entry.writers],
        "tags": list(entry.tags),
        "language": entry.language,
    }
    return _without_empty(said, keep=("content_html",))


def _author(writer: Writer) -> dict[str, Any]:
    return _without_empty({"name": writer.name, "url": writer.page}, keep=("name",))


def _without_empty(said: dict[str, Any], keep: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value or name in keep}

"""Feed and FeedEntry: what a feed says, whatever it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from app.config import settings

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed that never held anything was last changed. If it said the present, no copy of it would ever be fresh."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who wrote an entry; `page` is the whole address of a page about them, empty for readers."""

    name: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `html` is the whole content, already sanitised; every address in it and here is a whole one."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    writers: Sequence[Writer]
    html: str
    summary: str = ""
    tags: Sequence[str] = ()
    language: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `link` is its own address, `page` the page it tells of; both absolute."""

    id: str
    title: str
    link: str
    page: str
    language: str
    entries: Sequence[FeedEntry]
    subtitle: str = ""
    icon: str = ""

    @property
    def updated(self) -> datetime:
        """When any of it was last changed."""
        return max((entry.updated for entry in self.entries), default=BEGINNING)


def tag_id(name: str) -> str:
    """A lasting id (RFC 4151): the host of the site, the year the scheme began, and what it names."""
    host = urlsplit(settings().site_url).hostname or ""
    return f"tag:{'localhost' if ':' in host else host or 'localhost'},2026:{quote(name)}"

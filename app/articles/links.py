"""Where a link between the files of content/ leads now."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from app import paths
from app.articles.article import Article, Page
from app.media import Media

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\?", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//([^/?#\s]+)", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"/(?:archive(?:/\d{4})?|search|forget|record|feed\.xml|feed\.json|sitemap\.xml|robots\.txt|comments/\d+"
    r"|tags/[^/]+|tags/[^/]+/feed\.xml|articles/[^/]+/comments\.xml)?"
)
_TAG = re.compile(r"/tags/([^/]+)(?:/feed\.xml)?")


class Links:
    """Resolves addresses as authors write them: `other-file.md`, `/articles/an-old-slug#part`, `/about`, `/media/leaflet.pdf`."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        texts: Iterable[Article | Page],
        pages: Mapping[str, Page],
        media: Media,
        authors: frozenset[str],
        own_host: str = "",
    ) -> None:
        """With `own_host`, such as `blog.example.org`, links that write the site's whole address are known as its own."""
        self._articles, self._pages, self._media, self._authors = articles, pages, media, authors
        self.own_host = own_host.lower()
        self._files: dict[str, list[Article | Page]] = {}
        for words in texts:
            self._files.setdefault(unicodedata.normalize("NFC", words.path.name), []).append(words)

    def local(self, link: str) -> str:
        """The link without the site's own address before it: `/articles/a-quiet-hour`."""
        host = _WEB.match(link)
        return link[host.end() :] or "/" if host and self.own_host and host[1].lower() == self.own_host else link

    def stays(self, link: str) -> bool:
        """Whether the link stays on the site, and leaves the text it stands in."""
        return not _OUTSIDE.match(self.local(link))

    def resolve(self, link: str) -> str | None:
        """The link's present address. Links that leave the site stay as they are; None for one that leads nowhere."""
        link = self.local(link)
        if _OUTSIDE.match(link):
            return link
        path, mark, rest = _split(link)
        found = self._path(unquote(path))
        return f"{found}{mark}{rest}" if found else None

    def target(self, link: str) -> tuple[Article | Page, str] | None:
        """The article or page that a link between files leads to, and the id it asks for there."""
        link = self.local(link)
        if _OUTSIDE.match(link):
            return None
        parts = urlsplit(link)
        found = self._words(unquote(parts.path))
        return (found, unquote(parts.fragment)) if found else None

    def tag(self, link: str) -> str | None:
        """The tag whose list or feed the link leads to."""
        found = _TAG.fullmatch(_split(self.local(link))[0])
        return unquote(found[1]) if found else None

    def _path(self, path: str) -> str | None:
        words = self._words(path)
        if words:
            return paths.article(words.slug) if isinstance(words, Article) else paths.page(words.slug)
        if _ELSEWHERE.fullmatch(path):
            return path
        if path.startswith("/authors/"):
            return path if path.removeprefix("/authors/").removesuffix("/feed.xml") in self._authors else None
        return self._media.address(path)

    def _words(self, path: str) -> Article | Page | None:
        if path.startswith("/articles/"):
            return self._articles.get(unicodedata.normalize("NFC", path.removeprefix("/articles/").rstrip("/")))
        if path.endswith(".md"):
            return self._file(path)
        return self._pages.get(path[1:].rstrip("/")) if path.startswith("/") else None

    def _file(self, path: str) -> Article | Page | None:
        """A file is known by its name, wherever it lies; of several with one name, the one the path fits best."""
        found = self._files.get(unicodedata.normalize("NFC", path.rsplit("/", 1)[-1]), [])
        parts = [part for part in path.split("/") if part not in (".", "..")]
        return max(found, key=lambda words: _in_common(words.path.parts, parts), default=None)


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts are the same from the end on."""
    return next((n for n, (a, b) in enumerate(zip(reversed(one), reversed(other), strict=False)) if a != b), len(other))


def _split(link: str) -> tuple[str, str, str]:
    """A path, and the `#...` or `?...` behind it."""
    at = min((place for place in (link.find("#"), link.find("?")) if place >= 0), default=len(link))
    return link[:at], link[at : at + 1], link[at + 1 :]

"""Bodies: the words of an article or a page as they are shown. Rendered when first asked for, and kept while they are true."""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from markupsafe import Markup

from app import language
from app.articles.article import Article, Page
from app.articles.links import Links
from app.markup import Heading, MediaImage, plain_text, render_article
from app.media import Media

WORDS_A_MINUTE = 238
"""Silent reading of English prose by adults: Brysbaert, *How many words do we read per minute?*, 2019."""

FIRST_IMAGE, LEAST_IMAGE = 12, 3
"""Seconds for the first picture, one less for each that follows, down to the least: Medium's rule, *Read time and you*, 2014."""

MOST_KEPT = 512
"""Bodies in memory: of articles of 1,500 words, some 15 MB."""

_TAG = re.compile(r"<[a-z][a-z0-9]*(?:\s+[\w-]+(?:=\"[^\"]*\")?)*\s*/?>")
_LOCAL = re.compile(r'(?<=\s)(href|src)="/(?!/)')
_HERE = re.compile(r'(?<=\s)href="#')
_COPIES = re.compile(r'\s(?:srcset|sizes)="[^"]*"')


@dataclass(frozen=True)
class Body:
    """What stands under a title. `words` are those of the prose, without the `code_words` of code blocks."""

    html: Markup
    headings: tuple[Heading, ...]
    words: int
    code_words: int = 0
    images: int = 0

    @property
    def minutes(self) -> int:
        """The time to read it and look at it, in whole minutes, rounded up; at least 1.

        Code is counted like prose, word for word. The pictures of the body count, the cover does not.
        """
        looking = sum(max(LEAST_IMAGE, FIRST_IMAGE - place) for place in range(self.images))
        seconds = (self.words + self.code_words) * 60 / WORDS_A_MINUTE + looking
        return max(1, math.ceil(seconds / 60))

    @cached_property
    def text(self) -> str:
        """The words alone, for search and previews: no HTML, to be escaped by whoever shows it."""
        return plain_text(self.html)

    def html_with(self, site_url: str, page: str = "") -> str:
        """The HTML with whole addresses, for feeds, which are read far from here; `page` is the path that `#...` belongs to.

        Pictures are named without their smaller copies: what was sent stays as it was when the copies are made.
        """

        def whole(tag: re.Match[str]) -> str:
            far = _LOCAL.sub(lambda found: f'{found[1]}="{site_url}/', _COPIES.sub("", tag[0]))
            return _HERE.sub(f'href="{site_url}{page}#', far) if page else far

        return _TAG.sub(whole, str(self.html))


@dataclass(frozen=True, slots=True)
class Asked:
    """What rendering asked the library about links and pictures, and what it was told."""

    links: tuple[tuple[str, str | None], ...]
    pictures: tuple[tuple[str, MediaImage | None], ...]

    def still_true(self, links: Links, media: Media) -> bool:
        """Whether the answers would be the same today."""
        return all(links.resolve(link) == told for link, told in self.links) and all(
            picture(src, media) == told for src, told in self.pictures
        )


class Bodies:
    """The bodies asked for lately. Safe among threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], tuple[Body, Asked]] = OrderedDict()
        self._lock = Lock()

    def of(self, words: Article | Page, links: Links, media: Media) -> Body:
        """The body of an article or page among these links and pictures."""
        return self.made(words, links, media)[0]

    def made(self, words: Article | Page, links: Links, media: Media) -> tuple[Body, Asked]:
        """The body, and what it asked for."""
        key = (words.fingerprint, language.spoken().tag)
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
        if kept and kept[1].still_true(links, media):
            return kept
        fresh = rendered(words.source.read(), links, media, lead=not (isinstance(words, Article) and words.cover))
        with self._lock:
            self._kept[key] = fresh
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return fresh


def rendered(text: str, links: Links, media: Media, *, lead: bool = False) -> tuple[Body, Asked]:
    """Markdown as a Body, and what was asked about its links and pictures. `lead`: no picture stands above it.

    Raises:
        TooComplex: quotes or lists nest in one another by the hundred.
    """
    asked_links: dict[str, str | None] = {}
    asked_pictures: dict[str, MediaImage | None] = {}

    def link(address: str) -> str | None:
        return asked_links.setdefault(address, links.resolve(address))

    def image(src: str) -> MediaImage | None:
        return asked_pictures.setdefault(src, picture(src, media))

    made = render_article(text, media=image, resolve_link=link, lead=lead)
    # An empty text is not parsed at all, and the parser still tells the headings of the text before it.
    body = Body(made.html, made.headings if made.html else (), made.words, made.code_words, made.images)
    return body, Asked(tuple(asked_links.items()), tuple(asked_pictures.items()))


def picture(src: str, media: Media) -> MediaImage | None:
    """A picture of the media room in the markup room's words; the two stand on one floor and do not know each other."""
    found = media.find(src)
    if found is None:
        return None
    return MediaImage(
        found.url, found.width, found.height, found.srcset, found.sizes, opens_larger=found.is_wider_than_the_column
    )

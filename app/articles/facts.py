"""Facts: what a text says about its links, pictures, headings and ids, for whoever checks it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from app.articles.article import Article, Page
from app.articles.bodies import Asked, Body
from app.articles.library import Library

_IMAGE = re.compile(r"<img\b(?:[^>\"]|\"[^\"]*\")*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_SRC = re.compile(r'\bsrc="/media/([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')
_HERE = re.compile(r'\bhref="#([^"]+)"')
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_LIKE_AN_ITEM = re.compile(r"\n([-*+]|\d{1,2}\.) (?:<[^>]*>)*(\w+)")


@dataclass(frozen=True, slots=True)
class Facts:
    """Each with its line in the file. `links` leave the text and stay on the site, `anchors` are the ids that links within
    the text ask for, `missing` are pictures that are not there, `alts` say what each picture shows, `items` are lines that go on
    with a paragraph and look like the first of a list, `words` are the prose's.
    """

    links: tuple[tuple[str, int], ...]
    anchors: tuple[tuple[str, int], ...]
    missing: tuple[tuple[str, int], ...]
    alts: tuple[tuple[str, int], ...]
    headings: tuple[tuple[int, str, int], ...]
    items: tuple[tuple[str, int], ...]
    ids: frozenset[str]
    words: int


def facts_of(words: Article | Page, body: Body, asked: Asked, library: Library) -> Facts:
    """What a rendered text says. A line is that of the first mention in the source."""
    source, shown = words.source.read(), str(body.html)

    def line(mention: str) -> int:
        return words.body_line + source.count("\n", 0, max(source.find(mention), 0))

    return Facts(
        links=tuple((link, line(link)) for link, _ in asked.links if library.links.stays(link)),
        anchors=tuple((anchor, line(f"#{anchor}")) for anchor in dict.fromkeys(map(_unquoted, _HERE.findall(shown)))),
        missing=tuple((src, line(src)) for src in _missing(shown, asked, library)),
        alts=tuple((alt, line(alt or "![](")) for alt in map(_alt, _IMAGE.findall(shown))),
        headings=tuple((one.level, one.text, line(one.text)) for one in body.headings),
        items=tuple((item.strip(" >"), line(item)) for item in _items_in_paragraphs(shown, source)),
        ids=frozenset(html.unescape(found) for found in _ID.findall(shown)),
        words=body.words,
    )


def _missing(shown: str, asked: Asked, library: Library) -> Iterator[str]:
    yield from (src for src, image in asked.pictures if image is None)
    known = {src for src, _ in asked.pictures}
    for tag in _IMAGE.findall(shown):
        # A picture written with its whole path, /media/cup.jpg, is not asked for.
        whole = _SRC.search(tag)
        name = _unquoted(whole[1]) if whole else ""
        if name and name not in known and library.media.file_for(name) is None:
            yield name


def _items_in_paragraphs(shown: str, source: str) -> Iterator[str]:
    """The first of each paragraph, as its author wrote it. One whose mark is escaped (`\\-`) is meant so."""
    for found in filter(None, map(_LIKE_AN_ITEM.search, _PARAGRAPH.findall(shown))):
        if written := re.search(rf"^[ >]{{0,6}}{re.escape(found[1])} \W*{found[2]}.*", source, re.MULTILINE):
            yield written[0]


def _alt(tag: str) -> str:
    said = _ALT.search(tag)
    return html.unescape(said[1]).strip() if said else ""


def _unquoted(found: str) -> str:
    return unquote(html.unescape(found))

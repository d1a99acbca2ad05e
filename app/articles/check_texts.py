"""What can be wrong inside one text: pictures, links, anchors, headings."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from app.articles.article import Article, Page
from app.articles.bodies import Asked, Bodies, Body
from app.articles.library import Library
from app.problems import Problem, did_you_mean

_IMAGE = re.compile(r"<img\b(?:[^>\"]|\"[^\"]*\")*>")
_ALT = re.compile(r'\balt="[^"]*[^"\s][^"]*"')
_SRC = re.compile(r'\bsrc="/media/([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')
_HERE = re.compile(r'\bhref="#([^"]+)"')


@dataclass(frozen=True)
class Reading:
    """One article or page, rendered, with what it asked for. `source` is its Markdown."""

    words: Article | Page
    body: Body
    asked: Asked
    source: str
    library: Library
    bodies: Bodies

    def problem(self, message: str, mention: str) -> Problem:
        """A problem in the line of the body that mentions something, or in the first."""
        line = self.words.body_line + self.source.count("\n", 0, max(self.source.find(mention), 0))
        return Problem(self.words.path, line, message)

    def images(self) -> list[str]:
        """The tags of its pictures."""
        return _IMAGE.findall(str(self.body.html))

    def ids_of(self, words: Article | Page) -> set[str]:
        """Every id that stands in the body of an article or page."""
        return _ids(self.bodies.of(words, self.library.links, self.library.media))


def _ids(body: Body) -> set[str]:
    return {html.unescape(found) for found in _ID.findall(str(body.html))}


def _pictures_are_there(reading: Reading) -> Iterator[Problem]:
    for src, image in reading.asked.pictures:
        if image is None:
            yield reading.problem(f'the picture "{src}" is not in content/media, or cannot be read', src)
    known = {src for src, _ in reading.asked.pictures}
    for tag in reading.images():
        # A picture written with its whole path, /media/cup.jpg, is not asked for.
        whole = _SRC.search(tag)
        name = unquote(html.unescape(whole[1])) if whole else ""
        if name and name not in known and reading.library.media.file_for(name) is None:
            yield reading.problem(f'the picture "{name}" is not in content/media', name)


def _pictures_are_described(reading: Reading) -> Iterator[Problem]:
    for number, image in enumerate(reading.images(), 1):
        if not _ALT.search(image):
            yield reading.problem(f"picture {number} has no alternative text: ![what it shows](file)", "![](")


def _links_lead_somewhere(reading: Reading) -> Iterator[Problem]:
    for link, address in reading.asked.links:
        if address is None:
            yield reading.problem(f'the link "{link}" leads nowhere on this site', link)


def _anchors_are_there(reading: Reading) -> Iterator[Problem]:
    own = _ids(reading.body)
    for found in dict.fromkeys(_HERE.findall(str(reading.body.html))):
        anchor = unquote(html.unescape(found))
        if anchor not in own:
            yield reading.problem(f'nothing in this text has the id "{anchor}"{did_you_mean(anchor, own)}', f"#{anchor}")
    for link, _ in reading.asked.links:
        target = reading.library.links.target(link)
        if target and target[1] and target[1] not in (ids := reading.ids_of(target[0])):
            yield reading.problem(
                f'nothing in {target[0].path.name} has the id "{target[1]}"{did_you_mean(target[1], ids)}', link
            )


def _headings_step_down_one_by_one(reading: Reading) -> Iterator[Problem]:
    level = 1
    for heading in reading.body.headings:
        if heading.level > level + 1:
            yield reading.problem(f'the heading "{heading.text}" jumps from level {level} to {heading.level}', heading.text)
        level = heading.level


RULES: list[Callable[[Reading], Iterable[Problem]]] = [
    _pictures_are_there,
    _pictures_are_described,
    _links_lead_somewhere,
    _anchors_are_there,
    _headings_step_down_one_by_one,
]

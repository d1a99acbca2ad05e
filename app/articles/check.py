"""Everything wrong with content/ that can be found without a reader: what `flask articles check` prints.

A rule takes one text, or the library and its folder, and yields problems; adding one is adding a function to a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.articles import check_library, check_texts
from app.articles.article import Article, Page
from app.articles.bodies import Bodies
from app.articles.check_texts import Reading
from app.articles.library import Library
from app.articles.live import LiveLibrary
from app.markup import TooComplex
from app.problems import ContentError, Problem, Severity


def check(folder: Path) -> list[Problem]:
    """Every problem of a content folder, in the order of files and lines."""
    try:
        library = LiveLibrary(folder).load()
    except ContentError as error:
        return list(error.problems)
    found = [*library.problems, *_never_read(folder)]
    for rule in check_library.RULES:
        found.extend(rule(library, folder))
    bodies = Bodies()
    for words in library.texts:
        found.extend(_of_text(words, library, bodies))
    return sorted(set(found))


def _of_text(words: Article | Page, library: Library, bodies: Bodies) -> Iterator[Problem]:
    try:
        body, asked = bodies.made(words, library.links, library.media)
    except TooComplex:
        yield Problem(words.path, words.body_line, "quotes or lists stand too deep in one another to be shown")
        return
    reading = Reading(words, body, asked, words.source.read(), library, bodies)
    for rule in check_texts.RULES:
        yield from rule(reading)


def _never_read(folder: Path) -> Iterator[Problem]:
    for place in (folder / "articles", folder / "pages"):
        if not place.is_dir():
            yield Problem(place, 1, "there is no such folder")
        for path in sorted(place.rglob("*")):
            lost = path.suffix.lower() in (".md", ".markdown") and (path.parent != place or path.suffix != ".md")
            if lost and path.is_file() and not path.name.startswith("."):
                yield Problem(path, 1, f"is never read: only {place.name}/*.md is", Severity.WARNING)

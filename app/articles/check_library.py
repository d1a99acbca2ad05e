"""What can be wrong between the files: authors, covers, pages, help lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from app.articles.check_texts import LONGEST_ALT, long_alt
from app.articles.library import Library
from app.articles.place import in_front_matter
from app.db import now
from app.language import in_language
from app.problems import Problem, Severity, did_you_mean

HELP_LINE_DAYS = 180
"""After so many days somebody should call a help line's number again."""


def _authors_are_known(library: Library, folder: Path) -> Iterator[Problem]:
    for article in (*library.articles, *library.refused):
        for key in article.authors:
            if key not in library.site.authors:
                hint = did_you_mean(key, library.site.authors)
                yield in_front_matter(article, ("authors", "author"), f'site.toml knows no author "{key}"{hint}')


def _nothing_is_revised_in_the_future(library: Library, folder: Path) -> Iterator[Problem]:
    for words in library.everything:
        if words.updated and words.updated > now():
            message = '"updated" is still to come; until then readers are told nothing of it'
            yield in_front_matter(words, ("updated",), message, Severity.WARNING)


def _covers_are_there(library: Library, folder: Path) -> Iterator[Problem]:
    for article in (*library.articles, *library.refused):
        if article.cover and library.cover_of(article) is None:
            yield in_front_matter(
                article, ("cover",), f'the cover "{article.cover.src}" is not in content/media, or cannot be read'
            )
        if article.cover and not article.cover.alt:
            yield in_front_matter(article, ("cover",), "the cover has no alternative text: cover: {src: ..., alt: what it shows}")
        elif article.cover and len(article.cover.alt) > LONGEST_ALT:
            yield in_front_matter(article, ("cover",), long_alt("the cover", article.cover.alt), Severity.WARNING)


def _site_is_complete(library: Library, folder: Path) -> Iterator[Problem]:
    site, file = library.site, folder / "site.toml"
    for author in site.authors.values():
        if author.photo and library.media.find(author.photo) is None:
            yield Problem(file, _line_of(file, author.photo), f'the photo "{author.photo}" is not in content/media')
    if site.picture and library.media.preview(site.picture) is None:
        message = f'the picture "{site.picture}" must be a photograph of content/media (JPEG, PNG, WebP): nobody shows a drawing'
        yield Problem(file, _line_of(file, site.picture), message)
    guidelines = site.comments.guidelines
    if guidelines and not any(page.slug == guidelines for page in library.pages):
        yield Problem(file, _line_of(file, "guidelines"), f'there is no page "{guidelines}" in content/pages')


def _the_interface_speaks_the_language(library: Library, folder: Path) -> Iterator[Problem]:
    tag = library.site.language
    if not in_language(tag, library.site.timezone).translated:
        message = (
            f'no translation for the language "{tag}": the interface will be English; docs/languages.md tells how to add one'
        )
        yield Problem(folder / "site.toml", _line_of(folder / "site.toml", "language"), message, Severity.WARNING)


def _help_lines_are_fresh(library: Library, folder: Path) -> Iterator[Problem]:
    file = folder / "site.toml"
    oldest = now().date() - timedelta(days=HELP_LINE_DAYS)
    for line in library.site.help:
        if line.checked is None or line.checked < oldest:
            when = f"was last checked on {line.checked}" if line.checked else "was never checked"
            message = f'the help line "{line.name}" {when}; call it, then write the day under "checked"'
            yield Problem(file, _line_of(file, line.name), message, Severity.WARNING)


def _line_of(file: Path, mention: str) -> int:
    """The first line of site.toml that says something, comments left out."""
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((number for number, line in enumerate(lines, 1) if mention in line.split("# ")[0]), 1)


RULES: list[Callable[[Library, Path], Iterable[Problem]]] = [
    _authors_are_known,
    _nothing_is_revised_in_the_future,
    _covers_are_there,
    _site_is_complete,
    _the_interface_speaks_the_language,
    _help_lines_are_fresh,
]

"""What would be lost of what was served before: an old address, or the comments of an article that has another id now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.articles.article import Article
from app.articles.claims import taken_over
from app.articles.known import Known
from app.articles.library import Library
from app.articles.place import in_front_matter
from app.problems import Problem, Severity


@dataclass(frozen=True)
class History:
    """What the database knows of articles, and whether an identity has comments."""

    known: Known
    has_comments: Callable[[str], bool]


def addresses_keep_their_article(library: Library, folder: Path, history: History) -> Iterator[Problem]:
    """Whoever follows an old address comes to the article it stood for, and finds its comments there."""
    for slug, identity in history.known.served.items():
        holder, owner = library.with_slug(slug) or library.alias(slug), library.with_id(identity)
        if holder is owner:
            if owner is None and history.has_comments(identity):
                yield _gone(folder, slug, identity)
        elif holder is not None and owner is not None:
            yield _at_slug(holder, slug, taken_over(slug, owner))
        elif holder is not None and history.has_comments(identity):
            message = f'the comments of /articles/{slug} hang on the id "{identity}", which no file has; write "id: {identity}"'
            yield in_front_matter(holder, ("id", "slug", "title"), message)


def _gone(folder: Path, slug: str, identity: str) -> Problem:
    message = f'/articles/{slug} had comments and is gone; if its file has another name now, write "id: {identity}" into that'
    return Problem(folder / "articles", 1, message, Severity.WARNING)


def _at_slug(holder: Article, slug: str, message: str) -> Problem:
    return in_front_matter(holder, ("slug", "title") if holder.slug == slug else ("aliases",), message)

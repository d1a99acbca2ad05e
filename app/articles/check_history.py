"""What would be lost of what was served before: an old address, or the comments of an article that has another id now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.articles.article import Article
from app.articles.claims import name_of, taken_over
from app.articles.known import Known
from app.articles.library import Library
from app.articles.place import in_front_matter
from app.problems import Problem, Severity

MOST_NAMED = 5


@dataclass(frozen=True)
class History:
    """What the database knows of articles, and whether an identity has comments."""

    known: Known
    has_comments: Callable[[str], bool]


def addresses_keep_their_article(library: Library, folder: Path, history: History) -> Iterator[Problem]:
    """Whoever follows an old address comes to the article it stood for, and finds its comments there."""
    for slug, identity in history.known.served.items():
        holder, owner = library.with_slug(slug) or library.alias(slug), library.with_id(identity)
        if holder is owner is None:
            if not library.waits_for_mending(slug, identity):
                yield _gone(library, folder, history, slug, identity)
        elif holder is None or holder is owner:
            continue
        elif owner is not None:
            yield _at_slug(holder, slug, taken_over(slug, owner))
        elif history.has_comments(identity):
            yield in_front_matter(holder, ("id", "slug", "title"), f'{_left_behind(slug, identity)}; write "id: {identity}"')


def ids_are_written_down(library: Library, folder: Path, history: History) -> Iterator[Problem]:
    """An article that was renamed says its id itself, since its words may change."""
    for article in library.articles:
        if article.known_as:
            message = f'is known as "{article.known_as}" by its former address only; write "id: {article.known_as}", to be sure'
            yield in_front_matter(article, ("title",), message, Severity.WARNING)


def _gone(library: Library, folder: Path, history: History, slug: str, identity: str) -> Problem:
    """An error where comments are lost and a new file may be the lost one; a warning where it may have been meant."""
    if not history.has_comments(identity):
        message = f'/articles/{slug} is gone; if its file has another name now, write "id: {identity}" into that'
        return Problem(folder / "articles", 1, message, Severity.WARNING)
    new = [one for one in library.articles if not (one.id or one.draft or one.slug in history.known.served)]
    if len(new) == 1:
        return in_front_matter(new[0], ("title",), f'{_left_behind(slug, identity)}; if this is it, write "id: {identity}"')
    message = f'/articles/{slug} had comments and is gone; if its file has another name now, write "id: {identity}" into that'
    if new:
        message += f" ({', '.join(name_of(one) for one in new[:MOST_NAMED])}?)"
    return Problem(folder / "articles", 1, message, Severity.ERROR if new else Severity.WARNING)


def _left_behind(slug: str, identity: str) -> str:
    return f'the comments of /articles/{slug} hang on the id "{identity}", which no file has'


def _at_slug(holder: Article, slug: str, message: str) -> Problem:
    return in_front_matter(holder, ("slug", "title") if holder.slug == slug else ("aliases",), message)


RULES: list[Callable[[Library, Path, History], Iterable[Problem]]] = [addresses_keep_their_article, ids_are_written_down]

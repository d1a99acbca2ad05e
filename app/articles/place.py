"""Where in a file's front matter something is said, so that whoever mends it finds the line."""

from __future__ import annotations

from app.articles.article import Article, Page
from app.articles.header import read
from app.articles.source import Source
from app.problems import ContentError, Problem, Severity


def in_front_matter(words: Article | Page, keys: tuple[str, ...], message: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem in the line of the first of these keys that the file has."""
    try:
        table, _ = read(Source.of(words.path, words.path.read_bytes()).header, 2)
    except (OSError, ContentError):
        return Problem(words.path, 1, message, severity)
    return Problem(words.path, next((table.lines[key] for key in keys if key in table.lines), 1), message, severity)

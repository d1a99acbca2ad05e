"""What can be wrong with a series: two parts in one place, a place without a part, a part without a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from app.articles.article import Article, Series
from app.articles.claims import name_of
from app.articles.library import Library
from app.articles.place import in_front_matter
from app.problems import Problem, Severity, did_you_mean


def series_are_whole(library: Library, folder: Path) -> Iterator[Problem]:
    """The parts of a series are numbered from the first to the last, each number once; or none is, and their dates say the order.
    Drafts are parts, too."""
    parts: dict[str, list[tuple[Series, Article]]] = defaultdict(list)
    for article in library.articles:
        if article.series:
            parts[article.series.name.casefold()].append((article.series, article))
    names = {key: found[0][0].name for key, found in parts.items()}
    for key, found in parts.items():
        yield from _of_one(sorted(found, key=lambda part: (part[0].order, part[1].date, part[1].slug)))
        yield from _alone(names[key], found, [name for other, name in names.items() if other != key])


def _of_one(found: list[tuple[Series, Article]]) -> Iterator[Problem]:
    numbered = any(series.order > 0 for series, _ in found)
    for series, article in found:
        if numbered and series.order <= 0:
            yield _said(article, f'has no number in the series "{series.name}", whose other parts have', Severity.WARNING)
    for (before, former), (series, article) in pairwise(part for part in found if part[0].order > 0):
        if series.order == before.order:
            yield _said(article, f'{name_of(former)} has the place {series.order} in the series "{series.name}", too')
        elif series.order > before.order + 1:
            lacking = ", ".join(map(str, range(before.order + 1, min(series.order, before.order + 6))))
            yield _said(article, f'the series "{series.name}" has no part {lacking}', Severity.WARNING)


def _alone(name: str, found: list[tuple[Series, Article]], others: list[str]) -> Iterator[Problem]:
    """A series of one part whose name is almost another's is a slip of the pen."""
    hint = did_you_mean(name, others) if len(found) == 1 else ""
    if hint:
        yield _said(found[0][1], f'the series "{name}" has only this part{hint}', Severity.WARNING)


def _said(article: Article, message: str, severity: Severity = Severity.ERROR) -> Problem:
    return in_front_matter(article, ("series",), message, severity)


RULES: list[Callable[[Library, Path], Iterable[Problem]]] = [series_are_whole]

"""Examining every text: most are skimmed; those that have to be rendered are shared among the machine's cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from werkzeug.utils import import_string

from app.articles.article import Article, Page
from app.articles.bodies import rendered
from app.articles.facts import Facts, facts_of
from app.articles.library import Library
from app.articles.skimming import skim
from app.markup import TooComplex

Progress = Callable[[int, int], None]
"""Told how many texts of how many are done."""

FEW = 40
"""So many texts are rendered sooner than other processes have begun."""

AT_ONCE = 8

_shelf: list[Library] = []
"""What a process that was forked off works on: a fork holds everything already, and nothing has to be sent to it."""


def examine(library: Library, progress: Progress) -> dict[Path, Facts | None]:
    """The facts of every article and page that was read, by its file; None of one too complex to be shown."""
    facts: dict[Path, Facts | None] = {}
    corners: list[int] = []
    texts = library.everything
    for number, words in enumerate(texts):
        skimmed = skim(words, library)
        if skimmed is None:
            corners.append(number)
        else:
            facts[words.path] = skimmed
        if number % AT_ONCE == 0:
            progress(len(facts), len(texts))
    for number, found in _rendered(library, corners):
        facts[texts[number].path] = found
        progress(len(facts), len(texts))
    return facts


def _rendered(library: Library, numbers: Sequence[int]) -> Iterable[tuple[int, Facts | None]]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(numbers) < FEW or cores < 2 or "fork" not in import_string("multiprocessing").get_all_start_methods():
        return ((number, look(library.everything[number], library)) for number in numbers)
    return _shared_out(library, numbers, cores)


def _shared_out(library: Library, numbers: Sequence[int], cores: int) -> Iterator[tuple[int, Facts | None]]:
    """The libraries for it are loaded here, since no worker of a server ever examines anything."""
    _shelf[:] = [library]
    try:
        fork = import_string("multiprocessing").get_context("fork")
        with import_string("concurrent.futures:ProcessPoolExecutor")(cores, mp_context=fork) as pool:
            yield from zip(numbers, pool.map(_look_at, numbers, chunksize=AT_ONCE), strict=True)
    finally:
        _shelf.clear()


def _look_at(number: int) -> Facts | None:
    library = _shelf[0]
    return look(library.everything[number], library)


def look(words: Article | Page, library: Library) -> Facts | None:
    """The facts of one text, rendered for it; None of one too complex to be shown."""
    try:
        body, asked = rendered(words.source.read(), library.links, library.media)
    except TooComplex:
        return None
    return facts_of(words, body, asked, library)

"""What somebody typed into the search field, made terms that both databases understand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.articles.search.stems import Word, words_of

LONGEST = 200
"""Characters of a question that are looked at."""

MOST_TERMS = 16

_QUOTED = re.compile(r'["“”„«»]')

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that must stand one after another; each of `ways` is one way to write it in stems."""

    ways: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The terms of a query. Without any there is nothing to look for."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, query: str, languages: Collection[str]) -> Question:
        """Read a query, of which each word may be one of any of these languages. Whatever is no word is passed over."""
        found: dict[Term, None] = {}
        for place, part in enumerate(_QUOTED.split(query[:LONGEST])):
            in_quotes = place % 2 == 1
            for term in _terms(part, in_quotes, languages):
                found.setdefault(term)
        return cls(tuple(found)[:MOST_TERMS])


def _terms(part: str, in_quotes: bool, languages: Collection[str]) -> Iterable[Term]:
    """In quotes all words are one phrase; elsewhere those that nothing stands between are.

    The first language says which words there are; the others only add ways to write each.
    """
    ways: dict[tuple[int, int], dict[Phrase, None]] = {}
    for number, language in enumerate(languages):
        for run in _runs(list(words_of(part, language)), in_quotes):
            span = (run[0].start, run[-1].end)
            place = ways.setdefault(span if number == 0 else _overlapping(ways, span), {})
            place.setdefault(tuple(word.stems[0] for word in run))
            if len(run) == 1:
                place.update(dict.fromkeys((stem,) for stem in run[0].stems))
    return [Term(tuple(found)) for found in ways.values()]


def _overlapping(known: Iterable[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    return next((one for one in known if one[0] < span[1] and span[0] < one[1]), span)


def _runs(words: list[Word], in_quotes: bool) -> list[list[Word]]:
    runs: list[list[Word]] = []
    for word in words:
        if runs and (in_quotes or runs[-1][-1].end == word.start):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs

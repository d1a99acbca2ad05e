"""Finding danger in a text: the wordings of the lexicons, without negations, titles, figures of speech and what is long over."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.comments.screening.danger.lexicon import Entry, Index, Level, Lexicon, LexiconError, lexicons
from app.comments.screening.words import Span, Words
from app.config import settings

NEAR = 5
"""How many words before a wording a negation reaches."""

_QUOTED_LINES = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
_QUOTED = re.compile(r'"([^"\n]{1,300})"')


@dataclass(frozen=True, slots=True)
class Danger:
    """Words that suggest danger. `words` are as typed; `because` is the reasoning of the lexicon."""

    level: Level
    words: str
    because: str
    span: Span


@dataclass(frozen=True, slots=True)
class Match:
    """A wording that stands in a text, from token `first` to token `last`."""

    entry: Entry
    first: int
    last: int


def danger_in(text: str) -> Danger | None:
    """The nearest danger that a text suggests, in any language of the lexicons; None where it suggests none.

    Never raises for a faulty file of the site's own: the shipped lexicon is then read without it.
    """
    found = sorted(all_dangers_in(text), key=lambda danger: (danger.level, danger.span.start))
    return found[0] if found else None


def all_dangers_in(text: str, language: str | None = None) -> list[Danger]:
    """Every wording of the lexicons, or of one language's, that stands in the text and is meant."""
    reading = Reading(Words(_without_quoted_lines(text)))
    return [danger for lexicon in _known() if language in (None, lexicon.language) for danger in reading.meant(lexicon)]


class Reading:
    """One text being read for danger."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.known = frozenset(words.tokens)
        self._said: dict[tuple[int, int, int], bool] = {}

    def meant(self, lexicon: Lexicon) -> Iterator[Danger]:
        """What the text says and means, by one lexicon."""
        near = lexicon.phrases.near(self.known)
        matches = [Match(entry, first, last) for entry in near for first, last in entry.phrase.places_in(self.words)]
        if not matches:
            return
        figures = self._spans(lexicon.figures)
        for match in matches:
            if not (
                any(first <= match.last and match.first <= last for first, last in figures)
                or self._negated(match, lexicon)
                or (match.entry.past and self._long_ago(match, lexicon))
                or self._title(match, lexicon)
            ):
                span = self.words.typed_from(match.first, match.last)
                yield Danger(match.entry.level, self.words.typed[span.start : span.end], match.entry.because, span)

    def _spans(self, index: Index, first: int = 0, behind: int | None = None) -> list[tuple[int, int]]:
        return [span for entry in index.near(self.known) for span in entry.phrase.places_in(self.words, first, behind)]

    def _negated(self, match: Match, lexicon: Lexicon) -> bool:
        """Whether a negation stands before the wording, in the same breath and near - and is itself not taken back."""
        start = self._clause_start(match.first)
        negations = self._spans(lexicon.negation, start, match.first)
        taken_back = self._spans(lexicon.no_negation, start, match.first + 1) if negations else []
        return any(not any(first <= index <= last for first, last in taken_back) for index, _last in negations)

    def _clause_start(self, index: int) -> int:
        start = max(0, index - NEAR)
        for place in range(index - 1, start - 1, -1):
            if self.words.tokens[place] in (".", ","):
                return place + 1
        return start

    def _long_ago(self, match: Match, lexicon: Lexicon) -> bool:
        """Whether the same sentence says that it is over."""
        return self._sentence_says(lexicon.long_ago, match)

    def _sentence_says(self, index: Index, match: Match) -> bool:
        """Whether one of these wordings stands in the match's sentence; asked once for all matches of the same one."""
        first, behind = self._sentence(match)
        key = (id(index), first, behind)
        if key not in self._said:
            self._said[key] = bool(self._spans(index, first, behind))
        return self._said[key]

    def _sentence(self, match: Match) -> tuple[int, int]:
        tokens = self.words.tokens
        first = next((place + 1 for place in range(match.first - 1, -1, -1) if tokens[place] == "."), 0)
        behind = next((place for place in range(match.last + 1, len(tokens)) if tokens[place] == "."), len(tokens))
        return first, behind

    def _title(self, match: Match, lexicon: Lexicon) -> bool:
        """Whether it stands in quotation marks in a sentence about a song, a book, a phrase."""
        span = self.words.typed_from(match.first, match.last)
        if not any(start <= span.start and span.end <= end for start, end in self._quotations):
            return False
        return self._sentence_says(lexicon.titles, match)

    @cached_property
    def _quotations(self) -> Sequence[tuple[int, int]]:
        return [found.span(1) for found in _QUOTED.finditer(self.words.folded)]


def _without_quoted_lines(text: str) -> str:
    """The text with the lines that answer somebody else's words left blank; every other character keeps its place."""
    return _QUOTED_LINES.sub(lambda line: " " * len(line[0]), text) if ">" in text else text


def _known() -> Sequence[Lexicon]:
    content = settings().content_dir
    try:
        return lexicons(content)
    except LexiconError as error:
        logging.getLogger(__name__).error("the site's own words of danger are left out: %s", error)
        return lexicons()

"""Words: a text as the screens read it - small letters, no accents, no signs - with the way back to what was typed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_LETTERS = {
    code: unicodedata.normalize("NFD", chr(code).lower())[0]
    for code in range(0x41, 0x250)
    if unicodedata.category(chr(code))[0] == "L"
}
_QUOTES = {0x2019: "'", 0x02BC: "'", 0x00B4: "'", 0x0060: "'", 0x201C: '"', 0x201D: '"', 0x00AB: '"', 0x00BB: '"'}
_FOLDED = _LETTERS | _QUOTES
"""One letter for one letter, so that a place in the folded text is the same place in what was typed."""

_PIECES = re.compile(r"([a-z0-9]+(?:'[a-z]+)*)|([.!?…]+|\n\s*\n)|([,;:()\n]|--| - |\u2013|\u2014)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of what was typed, from its first character to the one behind its last."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


class Words:
    """The words of a text, one blank between each two: `.` stands where a sentence ends, `,` where one takes a breath.

    `don't` is `dont`, `morirá` is `morira`. `starts` holds where each word begins in `line`.
    """

    def __init__(self, text: str) -> None:
        self.typed = unicodedata.normalize("NFC", text)
        self.folded = self.typed.translate(_FOLDED)
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self._ends: list[tuple[int, int]] = []
        place = 0
        for found in _PIECES.finditer(self.folded):
            word, stop, _breath = found.groups()
            token = word.replace("'", "") if word else ("." if stop else ",")
            self.tokens.append(token)
            self.starts.append(place)
            self._ends.append(found.span())
            place += len(token) + 1
        self.line = " ".join(self.tokens)

    def token_at(self, place: int) -> int:
        """The number of the token that stands at a place in `line`."""
        return bisect_right(self.starts, place) - 1

    def typed_from(self, first: int, last: int) -> Span:
        """Where in the typed text the tokens from `first` to `last`, both of them, stand."""
        return Span(self._ends[first][0], self._ends[last][1])

    @cached_property
    def likeness(self) -> int:
        """64 bits, the same for texts that differ in case, accents, blanks and signs only."""
        bare = " ".join(word for word in self.tokens if word not in ".,")
        return int.from_bytes(hashlib.blake2b(bare.encode(), digest_size=8).digest(), signed=True)

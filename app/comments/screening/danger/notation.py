"""The notation of the lexicon: a phrase as a person reads it, and the pattern that finds it.

word          that word, without case, accents or apostrophes
one/other     either
[maybe this]  with it or without it
<group>       any wording of that group, which the file lists at its top
...           up to four words of any kind, within the sentence
.             here the sentence ends, or takes a breath; only as the last sign
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from app.comments.screening.words import Words

Groups = Mapping[str, Sequence[str]]

_APART = "(?: ,)? "
_UP_TO_FOUR = rf"(?:{_APART}[^ .]+){{0,4}}"
_ENDS = r"(?= [.,]|$)"
_DEEPEST = 5
_PARTS = re.compile(r"\[[^\]]*\]|\S+")


class NotationError(ValueError):
    """A phrase cannot be read; the message says why."""


class Phrase:
    """One wording of the lexicon. Each of `needs` is a set of words one of which is always in it.

    Raises:
        NotationError: a group is missing, or a word is none.
    """

    def __init__(self, said: str, groups: Groups) -> None:
        self.said = said
        parts = _PARTS.findall(said)
        if not parts or parts[0].startswith(("[", ".")) or parts[-1] == "...":
            raise NotationError(f"{said!r} must begin with a word that is always there, and end with one")
        _pattern(parts, groups, 0)  # to complain now; the pattern itself is made when it is needed
        self._parts, self._groups = tuple(map(sys.intern, parts)), groups
        always = [part for part in parts if not part.startswith(("[", "."))]
        self.needs = tuple(_shared(frozenset(_spelled(part, groups, 0))) for part in always)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the wording in the line of a Words. Made when it is first needed: there are thousands."""
        return re.compile(f"(?<![^ ])(?:{_pattern(self._parts, self._groups, 0)})(?![^ ])")

    def places_in(self, words: Words, first: int = 0, behind: int | None = None) -> Iterator[tuple[int, int]]:
        """The first and last token of the wording, wherever it stands from token `first` up to the one before `behind`."""
        start = words.starts[first] if first < len(words.starts) else len(words.line)
        end = len(words.line) if behind is None or behind >= len(words.starts) else words.starts[behind]
        for found in self.pattern.finditer(words.line, start, end):
            yield words.token_at(found.start()), words.token_at(found.end() - 1)


_SHARED: dict[frozenset[str], frozenset[str]] = {}


def _shared(words: frozenset[str]) -> frozenset[str]:
    """The same set for every phrase that needs the same words: there are thousands of phrases, and few groups."""
    return _SHARED.setdefault(words, words)


def _pattern(parts: Sequence[str], groups: Groups, depth: int) -> str:
    built = ""
    for number, part in enumerate(parts):
        apart = _APART if number else ""
        if part == ".":
            built += _ENDS
        elif part == "...":
            built += _UP_TO_FOUR
        elif part.startswith("["):
            built += f"(?:{apart}{_choice(part[1:-1], groups, depth)})?"
        else:
            built += apart + _choice(part, groups, depth)
    return built


def _choice(part: str, groups: Groups, depth: int) -> str:
    built = [_pattern(one.split(), groups, depth + 1) if " " in one else one for one in _options(part, groups, depth)]
    return "(?:" + "|".join(built) + ")"


def _options(part: str, groups: Groups, depth: int) -> list[str]:
    """What may stand in one place: longer wordings first, so that none hides behind its own beginning."""
    if depth > _DEEPEST:
        raise NotationError(f"the groups around {part} hold each other")
    found: list[str] = []
    for one in part.split("/"):
        if one.startswith("<") and one.endswith(">"):
            if one[1:-1] not in groups:
                raise NotationError(f"there is no group {one}")
            for member in groups[one[1:-1]]:
                found += [member] if " " in member else _options(member, groups, depth + 1)
        else:
            found.append(one if " " in one else _plain(one))
    return sorted(set(found), key=lambda wording: (-len(wording.split()), wording))


def _spelled(part: str, groups: Groups, depth: int) -> list[str]:
    """What a place can begin with, in words."""
    spelled: list[str] = []
    for option in _options(part, groups, depth):
        spelled += _spelled(option.split()[0], groups, depth + 1) if " " in option else [option]
    return spelled


def _plain(word: str) -> str:
    tokens = Words(word).tokens
    if len(tokens) != 1 or tokens[0] in ".,":
        raise NotationError(f"{word!r} is no word")
    return tokens[0]

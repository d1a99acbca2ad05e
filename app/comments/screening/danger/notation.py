"""The notation of the lexicon: a phrase as a person reads it, and the pattern that finds it.

word          that word, without case, accents or apostrophes
one/other     either
[maybe]       with it or without it
<group>       any wording of that group, which the file lists at its top
...           up to three words of any kind, within the sentence
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from app.comments.screening.words import Words

Groups = Mapping[str, Sequence[str]]

_APART = "(?: ,)? "
_UP_TO_THREE = rf"(?:{_APART}[^ .]+){{0,3}}"
_DEEPEST = 5


class NotationError(ValueError):
    """A phrase cannot be read; the message says why."""


class Phrase:
    """One wording of the lexicon. `begins` holds every word it can begin with; the pattern is made when one of them is met."""

    def __init__(self, said: str, groups: Groups) -> None:
        self.said = said
        parts = said.split()
        if not parts or parts[0].startswith(("[", "...")) or parts[-1] == "...":
            raise NotationError(f"{said!r} must begin with a word that is always there, and end with one")
        self._parts, self._groups = parts, groups
        self.begins = {wording.split()[0] for wording in _wordings(parts[0], groups, 0)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the wording.

        Raises:
            NotationError: a group is missing, or a word is none.
        """
        return re.compile(_pattern(self._parts, self._groups, 0) + "(?= |$)")

    def end_in(self, line: str, place: int) -> int | None:
        """Where the phrase ends in `line` if it begins at `place`, or None."""
        found = self.pattern.match(line, place)
        return found.end() if found else None


def _pattern(parts: Sequence[str], groups: Groups, depth: int) -> str:
    built = ""
    for number, part in enumerate(parts):
        apart = _APART if number else ""
        if part == "...":
            built += _UP_TO_THREE
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
            found.append(_plain(one))
    return sorted(set(found), key=lambda wording: (-len(wording.split()), wording))


def _wordings(part: str, groups: Groups, depth: int) -> list[str]:
    """What a place can begin with, spelled out."""
    spelled: list[str] = []
    for option in _options(part, groups, depth):
        first = option.split()[0]
        spelled += _wordings(first, groups, depth + 1) if " " in option else [first]
    return spelled


def _plain(word: str) -> str:
    tokens = Words(word).tokens
    if len(tokens) != 1 or tokens[0] in ".,":
        raise NotationError(f"{word!r} is no word")
    return tokens[0]

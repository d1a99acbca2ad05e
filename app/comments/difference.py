"""Difference: what an edit took out and put in, word by word, for whoever has to read it again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PAIRS = 50_000
"""Pairs of equal words, one on each side, among which the longest passages are looked for; where there are more, a
passage changes as a whole. Looking takes time with their number, and a text of one repeated word has millions."""

_WORDS = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Change(StrEnum):
    """What became of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """A passage, and what became of it."""

    change: Change
    text: str


def difference(old: str, new: str) -> list[Span]:
    """What became of each passage of `old` on the way to `new`, in reading order.

    The passages that are the same or removed give `old` again, those that are the same or added give `new`.
    Takes under 100 ms for comments of the greatest length, whatever is in them.
    """
    found: list[Span] = []
    for change, before, after in _compared(_LINES.findall(old), _LINES.findall(new)):
        if change is Change.SAME:
            _add(found, Change.SAME, before)
        else:
            for inner, left, right in _compared(_WORDS.findall("".join(before)), _WORDS.findall("".join(after))):
                _add(found, Change.SAME if inner is Change.SAME else Change.REMOVED, left)
                _add(found, Change.ADDED, [] if inner is Change.SAME else right)
    return found


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Change, Sequence[str], Sequence[str]]]:
    """The same beginning, what differs in between piece by piece, and the same end."""
    shortest = min(len(old), len(new))
    begin = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    rest = shortest - begin
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    yield Change.SAME, old[:begin], new[:begin]
    left, right = old[begin : len(old) - end], new[begin : len(new) - end]
    bare_left, bare_right = ([piece.rstrip() for piece in side] for side in (left, right))
    if _pairs(bare_left, bare_right) > MOST_PAIRS:
        yield Change.REMOVED, left, right
    else:
        for tag, i, j, k, m in SequenceMatcher(None, bare_left, bare_right, autojunk=False).get_opcodes():
            if tag == "equal":
                yield from _almost_equal(left[i:j], right[k:m])
            else:
                yield Change.REMOVED, left[i:j], right[k:m]
    yield Change.SAME, old[len(old) - end :], new[len(new) - end :]


def _almost_equal(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Change, Sequence[str], Sequence[str]]]:
    """Pieces that differ in the space behind them at most. Where words now follow the last one, only the space is new."""
    for before, after in zip(left, right, strict=True):
        same = min(before, after, key=len)
        if before == after:
            yield Change.SAME, [before], [after]
        elif before.startswith(same) and after.startswith(same):
            yield Change.SAME, [same], [same]
            yield Change.REMOVED, [before[len(same) :]], [after[len(same) :]]
        else:
            yield Change.REMOVED, [before], [after]


def _pairs(left: Sequence[str], right: Sequence[str]) -> int:
    counted = Counter(right)
    return sum(counted[word] for word in left)


def _add(found: list[Span], change: Change, pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    if not text:
        return
    if found and found[-1].change is change:
        text = found.pop().text + text
    found.append(Span(change, text))

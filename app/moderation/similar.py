"""Similar: what was decided about comments that say much the same, so that the same is decided the same.

Compared are the rarer words of a comment: a common one stands in half of all comments and says little. How often each
stands in the newest decided ones tells how much it weighs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from app.comments import Revision, index

SHOWN = 3
COMPARED = 10
"""Words of a comment that are compared: its longest, which are seldom the common ones."""

SHORTEST = 5
"""Letters of a stem that says something."""

EACH = 100
"""Newest decided comments with a word that are looked at."""

SHARED = 3
"""Words in common below which two comments are not similar."""


def similar(revisions: Sequence[Revision]) -> Mapping[int, list[int]]:
    """The most similar decided comments for each of these revisions' comments, the most similar first, at most SHOWN."""
    compared = {revision.comment_id: _compared(revision) for revision in revisions}
    having = index.sharing(sorted({word for words in compared.values() for word in words}), EACH, decided=True)
    return {id: _nearest(id, [having[word] for word in words]) for id, words in compared.items()}


def _compared(revision: Revision) -> list[str]:
    words = {ways[0] for ways in index.word_tokens(revision.source) if len(ways[0]) >= SHORTEST}
    return sorted(words, key=lambda word: (-len(word), word))[:COMPARED]


def _nearest(comment_id: int, having: Sequence[Sequence[int]]) -> list[int]:
    """The comments most like this one, given those that have each of its words; at most SHOWN."""
    weights: dict[int, float] = defaultdict(float)
    shared: dict[int, int] = defaultdict(int)
    for numbers in having:
        for number in numbers:
            weights[number] += 1 / sqrt(len(numbers))
            shared[number] += 1
    alike = [number for number, count in shared.items() if count >= SHARED and number != comment_id]
    return sorted(alike, key=lambda number: (-weights[number], -number))[:SHOWN]

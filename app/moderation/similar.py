"""Similar: what was decided about comments that say much the same, so that the same is decided the same.

Compared are the rarer words of a comment: a common one stands in half of all comments and says little. How often each
stands in the newest comments tells how much it weighs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from app.comments import Revision, index
from app.moderation.past import Past, decided

SHOWN = 3
COMPARED = 10
"""Words of a comment that are compared: its longest, which are seldom the common ones."""

EACH = 200
"""Newest comments with a word that are looked at."""

SHARED = 2
"""Words in common below which two comments are not similar."""


def similar(revisions: Sequence[Revision]) -> Mapping[int, list[Past]]:
    """The most similar decided comments for each of these revisions' comments, the most similar first, at most SHOWN."""
    nearest = {revision.comment_id: _nearest(revision) for revision in revisions}
    known = decided({number for numbers in nearest.values() for number in numbers})
    return {id: [known[number] for number in numbers if number in known][:SHOWN] for id, numbers in nearest.items()}


def _nearest(revision: Revision) -> list[int]:
    words = {ways[0] for ways in index.word_tokens(revision.source)}
    longest = sorted(words, key=lambda word: (-len(word), word))[:COMPARED]
    weights: dict[int, float] = defaultdict(float)
    shared: dict[int, int] = defaultdict(int)
    for numbers in index.sharing(longest, EACH).values():
        for number in numbers:
            weights[number] += 1 / sqrt(len(numbers))
            shared[number] += 1
    alike = [number for number, count in shared.items() if count >= SHARED and number != revision.comment_id]
    return sorted(alike, key=lambda number: (-weights[number], -number))[: SHOWN * 4]

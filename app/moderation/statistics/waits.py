"""How long comments waited, as counts in buckets that grow by a quarter each: exact enough to tell an hour from two."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import floor, log

GROWTH = 1.25
"""Each bucket ends a quarter later than the one before it; the first ends after 1.25 seconds."""


def bucket_of(wait: timedelta) -> int:
    """The number of the bucket that a wait falls into, from 0."""
    return floor(log(max(wait.total_seconds(), 1.0), GROWTH))


def share_of(waits: Mapping[int, int], share: float) -> timedelta | None:
    """How long at most that share of the waits took, to about an eighth; None where there were none."""
    left = share * sum(waits.values())
    if left <= 0:
        return None
    for bucket in sorted(waits):
        left -= waits[bucket]
        if left <= 0:
            return timedelta(seconds=round(GROWTH ** (bucket + 0.5)))
    return None

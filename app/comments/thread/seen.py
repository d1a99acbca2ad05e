"""What readers see of a branch: the one rule, for pages and counts alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.comments.comment import Status


def seen(rows: Iterable[Any]) -> list[Any]:
    """Those comments that readers see, in their order, of whole branches in the order of their places.

    The rows are all that stand by themselves: public, or withdrawn after they were. Left out is what stands below a
    comment that does not, and a withdrawn one below which nothing public is left.
    """
    reached: list[Any] = []
    numbers: set[int] = set()
    for row in rows:
        if row.parent_id is None or row.parent_id in numbers:
            numbers.add(row.id)
            reached.append(row)
    answered: set[int | None] = set()
    shown = []
    for row in reversed(reached):
        if row.status != Status.WITHDRAWN or row.id in answered:
            shown.append(row)
            answered.add(row.parent_id)
    return shown[::-1]


def public(shown: Iterable[Any]) -> int:
    """How many of these are comments, and not the note that one was withdrawn."""
    return sum(row.status != Status.WITHDRAWN for row in shown)

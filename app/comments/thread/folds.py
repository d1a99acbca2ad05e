"""Folds: which branches of a page can be folded away under the comment that began them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.comments.thread.entry import Entry


def folded(entries: Sequence[Entry], sizes: dict[int, int]) -> list[Entry]:
    """The same entries; a root that is answered on this page knows how many entries its branch has below it, here or
    further on (`sizes` by root), and the last of the branch on this page that the fold ends behind it."""
    done = list(entries)
    starts = [number for number, one in enumerate(done) if not one.depth] + [len(done)]
    for root, after in pairwise(starts):
        if after - root > 1:
            done[root] = done[root]._replace(below=sizes[done[root].id] - 1)
            done[after - 1] = done[after - 1]._replace(ends_fold=True)
    return done

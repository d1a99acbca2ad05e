"""Counting: how many comments readers see, for lists and for the heading of a thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select

from app.comments.thread.branches import NOTHING, Branch, Size, Tally, measured, moving
from app.statements import ask

_KEPT = select(Tally.article_id, Tally.comments).where(Tally.article_id.in_(bindparam("articles", expanding=True)))
_KEPT_OF_BRANCHES = select(Branch.root_id, Branch.public).where(Branch.root_id.in_(bindparam("roots", expanding=True)))


def counts(articles: Collection[str], at: datetime) -> dict[str, int]:
    """How many comments readers see under each of these articles at a moment; articles with none are left out.

    What is kept is asked in one query, what is about to change in another; only where there is any, in two more.
    """
    if not articles:
        return {}
    counted: Counter[str] = Counter({row.article_id: row.comments for row in ask(_KEPT, articles=articles)})
    under = moving(articles, at)
    for root, more in not_yet(measured(under, at), under).items():
        counted[under[root]] += more
    return {article_id: number for article_id, number in counted.items() if number > 0}


def not_yet(sizes: Mapping[int, Size], roots: Collection[int]) -> dict[int, int]:
    """By how many comments each of these branches differs now from what is kept of it."""
    if not roots:
        return {}
    kept = {row.root_id: row.public for row in ask(_KEPT_OF_BRANCHES, roots=list(roots))}
    return {root: sizes.get(root, NOTHING).public - kept.get(root, 0) for root in roots}

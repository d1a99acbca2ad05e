"""Naming: how the desk calls whoever wrote a comment. A name may hurt as words do, and is folded with them."""

from __future__ import annotations

from typing import NamedTuple

from app.comments import Comment, Face, Lane, screening


class Called(NamedTuple):
    """How a comment's author is called. `folded` is the name that was typed, where the pseudonym stands in for it."""

    name: str
    folded: str | None


def called(comment: Comment, *, hard: bool | None = None) -> Called:
    """How to call the author of a comment; `hard` where its words stand folded, by default those read for danger do."""
    pseudonym = Face(comment.face).name
    if not comment.name:
        return Called(pseudonym, None)
    if hurts(comment.name, beside_hard_words=comment.lane == Lane.DANGER if hard is None else hard):
        return Called(pseudonym, comment.name)
    return Called(comment.name, None)


def hurts(name: str | None, *, beside_hard_words: bool = False) -> bool:
    """Whether a name sounds like danger or, where words are folded anyway, holds one of the block list."""
    if not name:
        return False
    blocked = beside_hard_words and screening.blocked_in(screening.Words(name)) is not None
    return blocked or screening.danger_in(name) is not None

"""Subject: what the screens look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, func, select

from app.comments.comment import Comment
from app.comments.screening.words import Words
from app.statements import ask


@dataclass(frozen=True)
class Subject:
    """A comment that is being submitted, or edited: then `comment_id` is its number.

    `trap` is what stands in the form's field that nobody is asked to fill.
    """

    body: str
    name: str
    commenter: bytes
    at: datetime
    comment_id: int | None = None
    trap: str = ""

    @cached_property
    def words(self) -> Words:
        """The words, read once for all screens."""
        return Words(self.body)

    @cached_property
    def last_by_author(self) -> datetime | None:
        """When the same author last sent another comment."""
        last: datetime | None = ask(_LAST, commenter=self.commenter).scalar()
        return last


_LAST = select(func.max(Comment.posted_at)).where(Comment.commenter == bindparam("commenter", type_=Comment.commenter.type))

"""Subject: what the screens look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.comments.screening.words import Words


@dataclass(frozen=True)
class Subject:
    """A comment that is being submitted or edited.

    `comment_id` is None for a new one. `opened_at` is when the form was made, None where nobody knows;
    `trap` is what the form's hidden field holds, which nobody is asked to fill.
    """

    body: str
    name: str
    commenter: bytes
    at: datetime
    comment_id: int | None = None
    opened_at: datetime | None = None
    trap: str = ""

    @cached_property
    def words(self) -> Words:
        """The words, read once for all screens."""
        return Words(self.body)

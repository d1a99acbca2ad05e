"""Looks: how an author's words will look, and what they may want to know before sending them, whether new or changed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from app import comments
from app.articles import library
from app.comments import screening
from app.db import now
from app.markup import TooComplex, render_comment
from app.web.receipt_words import how_soon


@dataclass(frozen=True, slots=True)
class Looks:
    """Words as readers would see them; `html` is None where they cannot be sent as they are. `in_danger`: they sound like it."""

    html: Markup | None
    advice: list[screening.Advice]
    in_danger: bool

    @property
    def how_soon(self) -> str:
        """How long it may take until somebody sees them, for whoever should not rely on us."""
        return how_soon(now())

    @classmethod
    def of(cls, body: str, name: str = "") -> Looks:
        """Look at words and the name they are signed with. Four megabytes come back, but nobody has to look through them."""
        seen = body[: max_length()]
        return cls(
            html=_rendered(body),
            advice=screening.advice_on(seen, name[: comments.MAX_NAME], library().site),
            in_danger=screening.danger_in(seen) is not None,
        )


def max_length() -> int:
    """The most characters of a comment."""
    return library().site.comments.max_length


def _rendered(body: str) -> Markup | None:
    words = comments.tidy(body)
    if not words.strip() or len(words) > max_length():
        return None
    try:
        return render_comment(words)
    except TooComplex:
        return None

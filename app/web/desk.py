"""The desk: what the moderators' pages show, with articles beside their comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app import moderation
from app.accounts import Moderator
from app.articles import Article, library
from app.db import now
from app.moderation import Card


@dataclass(frozen=True, slots=True)
class DeskCard:
    """A waiting comment and the article it stands under; None where the article has vanished."""

    card: Card
    article: Article | None


@dataclass(frozen=True, slots=True)
class UndoLine:
    """A decision that can still be undone. `seconds_left` is a whole number, `before` how many older ones can be undone, too."""

    decision_id: int
    verdict: str
    name: str
    article: Article | None
    seconds_left: int
    takes_effect_at: datetime
    before: int


def desk_cards(cards: Sequence[Card]) -> list[DeskCard]:
    """Cards with their articles."""
    return [DeskCard(card, library().with_id(card.article_id)) for card in cards]


def undo_lines(by: Moderator) -> list[UndoLine]:
    """What this moderator can still undo, newest first."""
    at = now()
    found = moderation.undoable(by, at)
    number = moderation.number_undoable(by, at) if len(found) == moderation.STEPS_BACK else len(found)
    return [
        UndoLine(
            decision_id=made.id,
            verdict=made.verdict,
            name=moderation.called(made.comment).name,
            article=library().with_id(made.comment.article_id),
            seconds_left=max(1, round((made.takes_effect_at - at).total_seconds())),
            takes_effect_at=made.takes_effect_at,
            before=number - place,
        )
        for place, made in enumerate(found, 1)
    ]

"""Together: waiting comments that share a signal - the same domain linked to, the same words - decided in one go.

Nothing else may be decided in bulk, and nothing that was not shown: each comment is decided in the words that were read.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import select

from app.accounts import Moderator
from app.comments import Comment, Revision
from app.db import db, now
from app.moderation.card import Card, cards_for
from app.moderation.deciding import AlreadyDecided, CommentTakenBack, WordsChanged, decide
from app.moderation.decision import Verdict
from app.moderation.signals import Signal, linking_to

MOST = 50
"""Comments that are shown, and so decided, together."""


def waiting_together(signal: Signal, *, by: Moderator) -> list[Card]:
    """The oldest waiting comments that share a signal, at most MOST."""
    waits = select(Comment).join(Revision, Revision.id == Comment.revision_id).where(Comment.waiting_since <= now())
    if signal.likeness is not None:
        waits = waits.where(Revision.likeness == signal.likeness)
    else:
        waits = waits.where(Comment.id.in_(linking_to([signal.domain or ""])[signal.domain or ""]))
    return cards_for(db.session.scalars(waits.order_by(Comment.id).limit(MOST)).all(), by)


def decide_together(
    shown: Iterable[tuple[int, int]], verdict: Verdict, signal: Signal, *, by: Moderator, reason: str | None = None
) -> int:
    """Decide the same about each (comment, revision) that was shown and still shares the signal; how many were decided.

    What changed, was decided or was taken back meanwhile is left as it is.
    """
    sharing, decided = {card.comment_id for card in waiting_together(signal, by=by)}, 0
    for comment_id, revision_id in shown:
        if comment_id in sharing:
            with suppress(WordsChanged, AlreadyDecided, CommentTakenBack):
                decide(comment_id, revision_id, verdict, by=by, reason=reason)
                decided += 1
    return decided

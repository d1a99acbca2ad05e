"""Together: waiting comments that share a signal - the same domain linked to, the same words - decided in one go.

Nothing else may be decided in bulk, and nothing that was not shown: each comment is decided in the words that were read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from app.accounts import Moderator
from app.comments import Comment, CommentNotFound, Revision, find_unheld, has_words
from app.db import db, now
from app.moderation.card import Card, cards_for
from app.moderation.deciding import AlreadyDecided, CommentTakenBack, WordsChanged, decide, standing
from app.moderation.decision import Decision, Verdict
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


@dataclass(slots=True)
class Outcome:
    """What became of comments that were to be decided together: how many were `decided`, and what stood in the way of others.

    `before` are the decisions that others had made meanwhile, `changed` how many have newer words, `gone` how many were taken
    back or erased.
    """

    decided: int = 0
    before: list[Decision] = field(default_factory=list)
    changed: int = 0
    gone: int = 0


def decide_together(
    shown: Iterable[tuple[int, int]], verdict: Verdict, signal: Signal, *, by: Moderator, reason: str | None = None
) -> Outcome:
    """Decide the same about each (comment, revision) that was shown and still shares the signal.

    What changed, was decided or was taken back meanwhile is left as it is, and told.
    """
    sharing, outcome = {card.comment_id for card in waiting_together(signal, by=by)}, Outcome()
    for comment_id, revision_id in shown:
        try:
            if comment_id in sharing:
                decide(comment_id, revision_id, verdict, by=by, reason=reason)
                outcome.decided += 1
            elif _stands_so(comment_id, revision_id, verdict, by):
                outcome.decided += 1
        except CommentNotFound:
            pass  # never shown
        except AlreadyDecided as error:
            outcome.before.append(error.decision)
        except WordsChanged:
            outcome.changed += 1
        except CommentTakenBack:
            outcome.gone += 1
    return outcome


def _stands_so(comment_id: int, revision_id: int, verdict: Verdict, by: Moderator) -> bool:
    """Whether a comment that does not share the signal any more is one on which `by` has decided just this.

    Raises:
        CommentTakenBack, WordsChanged, AlreadyDecided: what happened to it instead.
    """
    comment = find_unheld(comment_id)
    if not has_words(comment):
        raise CommentTakenBack
    if comment.revision_id != revision_id:
        raise WordsChanged(comment, revision_id)
    last = standing(comment_id) if comment.waiting_since is None else None
    if last is not None and (last.moderator_id, last.verdict) != (by.id, verdict):
        raise AlreadyDecided(last)
    return last is not None

"""Teaching: the spam filter learns from what people decide, and unlearns what they undo."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from app.comments import Revision, screening
from app.db import db, writing
from app.moderation.decision import Decision, Verdict

AT_A_TIME = 200
"""Decisions in one transaction, so that nobody waits long for the database."""


def teach(decision: Decision) -> None:
    """Let the filter learn what was decided. The caller commits.

    Rejecting says nothing about spam: most of what is rejected was meant well.
    """
    revision = db.session.get(Revision, decision.revision_id)
    if revision is not None:
        screening.learn(revision, _means_spam(decision))


def unteach(undone: Decision, standing: Decision | None) -> None:
    """Let the filter know what stands now that a decision was undone. The caller commits."""
    revision = db.session.get(Revision, undone.revision_id)
    if revision is not None:
        same = standing is not None and standing.revision_id == undone.revision_id
        screening.learn(revision, _means_spam(standing) if same and standing else None)


def teach_anew(told: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Forget all that was learned and learn again from every decision about words that still exist; how many texts that were.

    `told` hears how many of how many decisions are done.
    """
    screening.forget_all()
    newest = select(func.max(Decision.id)).where(Decision.undone_at.is_(None)).group_by(Decision.revision_id)
    numbers = sorted(db.session.scalars(newest).all())
    learned = 0
    for start in range(0, len(numbers), AT_A_TIME):
        with writing():
            for decision in db.session.scalars(select(Decision).where(Decision.id.in_(numbers[start : start + AT_A_TIME]))).all():
                teach(decision)
                learned += _means_spam(decision) is not None
        told(min(start + AT_A_TIME, len(numbers)), len(numbers))
    return learned


def _means_spam(decision: Decision) -> bool | None:
    return {Verdict.SPAM: True, Verdict.APPROVED: False}.get(Verdict(decision.verdict))

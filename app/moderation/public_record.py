"""The public record: lines about what readers could see for themselves, so that nothing is told before it is in force."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app import record
from app.db import now
from app.moderation.decision import Decision
from app.record import Act, Line


def lines_in_force(acts: Collection[Act], *, before: int | None, most: int) -> Sequence[Line]:
    """The newest lines about these acts, below the number `before`. A verdict is left out until it has taken effect, and for good
    where it was undone before."""
    # A line is written with its decision and right after it: that is the last such decision before the line.
    made = aliased(Decision)
    its_decision = (
        select(func.max(made.id))
        .where(made.comment_id == Line.comment_id, made.moderator_id == Line.by_id)
        .where(made.verdict == Line.act, made.decided_at <= Line.at)
        .scalar_subquery()
        .correlate(Line)
    )
    over = or_(Decision.undone_at.is_not(None), Decision.takes_effect_at > now())
    told = ~select(Decision.id).where(Decision.id == its_decision, over).exists()
    return record.lines(acts=acts, such=told, before=before, most=most)

"""How long comments usually wait for a person, from what happened in the last weeks."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from app.db import db
from app.moderation.decision import Decision

LOOKED_BACK = timedelta(weeks=4)
MOST_LOOKED_AT = 300
FEWEST = 10
"""Fewer decisions than these say nothing about the next one."""

MOST_OF_TEN = 8


def usual_wait(at: datetime) -> timedelta | None:
    """How long at most eight of ten comments waited that were decided in the last four weeks.

    None where too few were. A pause that an author chose is no waiting.
    """
    recent = (
        select(Decision.decided_at, Decision.before)
        .where(Decision.takes_effect_at > at - LOOKED_BACK, Decision.takes_effect_at <= at, Decision.undone_at.is_(None))
        .order_by(Decision.takes_effect_at.desc())
        .limit(MOST_LOOKED_AT)
    )
    waits = sorted(
        row.decided_at - datetime.fromisoformat(row.before["waiting_since"])
        for row in db.session.execute(recent)
        if row.before["waiting_since"]
    )
    return waits[len(waits) * MOST_OF_TEN // 10] if len(waits) >= FEWEST else None

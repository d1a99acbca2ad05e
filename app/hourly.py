"""Hourly: how much of what happened in which hour, counted in the transaction in which it happens.

Statistics read these few rows and never the comments, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, db
from app.statements import add_to


class HourlyCount(Base):
    """How often `what` happened in the hour that begins at `hour`, in UTC."""

    __tablename__ = "hourly_counts"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class Counted(NamedTuple):
    """One row of them."""

    hour: datetime
    what: str
    number: int


def count(what: Iterable[str], at: datetime, by: int = 1) -> None:
    """Count each of these once more (`by` -1: once less) at a moment. The caller commits.

    In the order of their names, so that two transactions that count the same never wait for each other in a ring.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    for one in sorted(what):
        add_to(HourlyCount, {"hour": hour, "what": one}, HourlyCount.number, by)


def counted(since: datetime, until: datetime) -> Sequence[Counted]:
    """Everything that was counted in the hours from `since` on and before `until`."""
    asked = select(HourlyCount.hour, HourlyCount.what, HourlyCount.number).where(
        HourlyCount.hour >= since, HourlyCount.hour < until
    )
    return [Counted(*row) for row in db.session.execute(asked)]

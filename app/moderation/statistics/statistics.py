"""Statistics: days, hours of the day, reasons, waits and spam, read from the hourly counts of the last days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeVar

from sqlalchemy import func, select

from app import hourly
from app.comments import Comment
from app.db import db
from app.hourly import Counted
from app.moderation.decision import Verdict
from app.moderation.queue import TO_READ
from app.moderation.statistics.counting import CAUGHT, MISSED, MISTAKEN, POSTED, REASON, UNDONE, WAITED
from app.moderation.statistics.waits import share_of

K = TypeVar("K")

DAYS = 90


@dataclass(frozen=True, slots=True)
class Day:
    """One day on the site's clocks. `median` and `most` (nine of ten) are of the waits that ended then."""

    day: date
    posted: int
    approved: int
    rejected: int
    spam: int
    undone: int
    median: timedelta | None
    most: timedelta | None

    @property
    def decided(self) -> int:
        """Decisions that stand."""
        return self.approved + self.rejected + self.spam


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day on the site's clocks, all days together."""

    hour: int
    posted: int
    decided: int


@dataclass(frozen=True, slots=True)
class Spam:
    """What the screens said about comments, held against what people decided."""

    caught: int
    missed: int
    mistaken: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last DAYS days. `undone_of` is how many decisions were made, undone ones too; `reasons` the commonest first."""

    days: Sequence[Day]
    hours: Sequence[Hour]
    reasons: Sequence[tuple[str, int]]
    spam: Spam
    posted: int
    decided: int
    undone: int
    undone_of: int
    median: timedelta | None
    most: timedelta | None
    oldest_waiting: datetime | None

    @classmethod
    def of(cls, at: datetime, zone: tzinfo, days: int = DAYS) -> Statistics:
        """Read them, with days as they are on the clocks of `zone`, today's the last."""
        today = at.astimezone(zone).date()
        first = today - timedelta(days=days - 1)
        since, until = (datetime.combine(day, time(), zone) for day in (first, today + timedelta(days=1)))
        rows = hourly.counted(since, until)
        totals, waits = _sums(rows), _waits(rows)
        by_day = _apart(rows, lambda hour: hour.astimezone(zone).date())
        by_hour = _apart(rows, lambda hour: hour.astimezone(zone).hour)
        reasons = Counter({what.removeprefix(REASON): n for what, n in totals.items() if what.startswith(REASON) and n})
        decided = _decided(totals)
        return cls(
            days=[_day(first + timedelta(days=n), by_day[first + timedelta(days=n)]) for n in range(days)],
            hours=[_hour(n, by_hour[n]) for n in range(24)],
            reasons=reasons.most_common(),
            spam=Spam(totals[CAUGHT], totals[MISSED], totals[MISTAKEN]),
            posted=totals[POSTED],
            decided=decided,
            undone=totals[UNDONE],
            undone_of=decided + totals[UNDONE],
            median=share_of(waits, 0.5),
            most=share_of(waits, 0.9),
            oldest_waiting=oldest_waiting(at),
        )


def oldest_waiting(at: datetime) -> datetime | None:
    """Since when the comment waits that has waited longest, probable spam left aside; None where none does."""
    waiting = select(func.min(Comment.waiting_since)).where(Comment.waiting_since <= at, Comment.lane.in_(TO_READ))
    return db.session.scalar(waiting)


def _apart(rows: Iterable[Counted], key: Callable[[datetime], K]) -> Mapping[K, list[Counted]]:
    """The rows apart by what `key` says of their hour."""
    apart: dict[K, list[Counted]] = defaultdict(list)
    for row in rows:
        apart[key(row.hour)].append(row)
    return apart


def _day(day: date, rows: Sequence[Counted]) -> Day:
    sums, waits = _sums(rows), _waits(rows)
    return Day(
        day=day,
        posted=sums[POSTED],
        approved=sums[Verdict.APPROVED],
        rejected=sums[Verdict.REJECTED],
        spam=sums[Verdict.SPAM],
        undone=sums[UNDONE],
        median=share_of(waits, 0.5),
        most=share_of(waits, 0.9),
    )


def _hour(hour: int, rows: Sequence[Counted]) -> Hour:
    sums = _sums(rows)
    return Hour(hour, sums[POSTED], _decided(sums))


def _decided(sums: Mapping[str, int]) -> int:
    return sum(sums[verdict] for verdict in Verdict)


def _sums(rows: Iterable[Counted]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.what] += row.number
    return sums


def _waits(rows: Iterable[Counted]) -> Counter[int]:
    waits: Counter[int] = Counter()
    for row in rows:
        if row.what.startswith(WAITED):
            waits[int(row.what.removeprefix(WAITED))] += row.number
    return waits

"""How often somebody did something lately, counted once for all workers: in the database, or in Redis where there is one.

The counting is the limits library's; here is only a place for it to count in that several processes share.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from limits import RateLimitItem, parse_many
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from app import keys
from app.config import settings
from app.db import Base, count_up, db, now

SWEEP_EVERY = 200
"""One hit in so many clears away the counts that have ended."""


class TooFast(Exception):
    """The limit is reached; `again_in` says after how many seconds it opens."""

    def __init__(self, again_in: int) -> None:
        super().__init__(f"again in {again_in} s")
        self.again_in = again_in


class Count(Base):
    """How often one keyed hash was seen in one window of time. Holds no address and no name."""

    __tablename__ = "counts"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class SharedCounts(Storage):
    """The limits library's storage, kept in the application's database."""

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return ()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        at = now()
        if random.randrange(SWEEP_EVERY) == 0:
            db.session.execute(delete(Count).where(Count.ends_at <= at))
        number = count_up(Count, {"key": key}, Count.number, Count.ends_at, at, at + timedelta(seconds=expiry), amount)
        db.session.commit()
        return number

    def get(self, key: str) -> int:
        return db.session.scalar(select(Count.number).where(Count.key == key, Count.ends_at > now())) or 0

    def get_expiry(self, key: str) -> float:
        ends: datetime | None = db.session.scalar(select(Count.ends_at).where(Count.key == key))
        return (ends or datetime.now(UTC)).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        db.session.execute(delete(Count))
        db.session.commit()
        return None

    def clear(self, key: str) -> None:
        db.session.execute(delete(Count).where(Count.key == key))
        db.session.commit()


def hit(limit: str, *, what: str, who: str) -> None:
    """Count one act `what` of `who` (hashed at once under a key that changes daily) against `limit`.

    `limit` is in the limits library's notation: `5/10 minutes;20/day`.

    Raises:
        TooFast: one of the limits is reached; then nothing is counted.
    """
    check(limit, what=what, who=who)
    limiter, hashed = _limiter(), keys.daily_hash(keys.RATES, what, who)
    for item in parse_many(limit):
        if not limiter.hit(item, what, hashed):
            raise TooFast(_wait(limiter, item, what, hashed))


def check(limit: str, *, what: str, who: str) -> None:
    """Refuse where `limit` is reached already; counts nothing. What then fails is counted by `hit`.

    Raises:
        TooFast: one of the limits is reached.
    """
    limiter, hashed = _limiter(), keys.daily_hash(keys.RATES, what, who)
    for item in parse_many(limit):
        if not limiter.test(item, what, hashed):
            raise TooFast(_wait(limiter, item, what, hashed))


def _wait(limiter: FixedWindowRateLimiter, item: RateLimitItem, what: str, hashed: str) -> int:
    ends = limiter.get_window_stats(item, what, hashed).reset_time
    return max(1, round(ends - now().timestamp()))


def _limiter() -> FixedWindowRateLimiter:
    url = settings().redis_url
    return FixedWindowRateLimiter(RedisStorage(url) if url else SharedCounts())

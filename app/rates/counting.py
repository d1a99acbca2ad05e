"""The counting itself: the limits library's, with a place for it to count in that several processes share."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from logging import getLogger
from threading import Lock
from time import monotonic

from limits import RateLimitItem, parse_many
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select

from app import keys
from app.config import settings
from app.db import db, now
from app.rates.count import Count, TooFast
from app.statements import count_up

SWEEP_EVERY = 200
"""One hit in so many clears away the counts that have ended."""

REDIS_SECONDS = 1
"""How long Redis may take to answer before the database counts instead."""

REDIS_AGAIN = 10
"""Seconds after which a Redis that did not answer is asked again."""

_log = getLogger(__name__)
_one_at_a_time = Lock()


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
    """See `app.rates.check`."""
    hashed = keys.daily_hash(keys.RATES, what, who)
    _counted(lambda limiter: _hit(limiter, limit, what, hashed))


def count(limit: str, *, what: str, who: str) -> None:
    """See `app.rates.count`."""
    hashed = keys.daily_hash(keys.RATES, what, who)
    _counted(lambda limiter: [limiter.hit(item, what, hashed) for item in parse_many(limit)])


def check(limit: str, *, what: str, who: str) -> None:
    """See `app.rates.check`."""
    hashed = keys.daily_hash(keys.RATES, what, who)
    _counted(lambda limiter: _test(limiter, limit, what, hashed))


def _hit(limiter: FixedWindowRateLimiter, limit: str, what: str, hashed: str) -> None:
    _test(limiter, limit, what, hashed)
    for item in parse_many(limit):
        if not limiter.hit(item, what, hashed):
            raise TooFast(_wait(limiter, item, what, hashed))


def _test(limiter: FixedWindowRateLimiter, limit: str, what: str, hashed: str) -> None:
    for item in parse_many(limit):
        if not limiter.test(item, what, hashed):
            raise TooFast(_wait(limiter, item, what, hashed))


def _wait(limiter: FixedWindowRateLimiter, item: RateLimitItem, what: str, hashed: str) -> int:
    ends = limiter.get_window_stats(item, what, hashed).reset_time
    return max(1, round(ends - now().timestamp()))


def _counted(act: Callable[[FixedWindowRateLimiter], object]) -> None:
    """Count in Redis where there is one and it answers, and in the database otherwise: without Redis nobody is turned away."""
    url = settings().redis_url
    redis = _redis(url) if url else None
    if redis and redis.may_be_asked:
        try:
            act(FixedWindowRateLimiter(redis.storage))
            return
        except redis.storage.base_exceptions as error:
            redis.asked_in_vain()
            _log.warning("Redis does not answer (%s); the database counts for %d s", type(error).__name__, REDIS_AGAIN)
    act(FixedWindowRateLimiter(SharedCounts()))


class _Redis:
    """The one connection pool of this process, and when it last failed."""

    def __init__(self, url: str) -> None:
        self.storage = RedisStorage(url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)
        self._rests_until = 0.0

    @property
    def may_be_asked(self) -> bool:
        return monotonic() >= self._rests_until

    def asked_in_vain(self) -> None:
        self._rests_until = monotonic() + REDIS_AGAIN


def _redis(url: str) -> _Redis:
    # The limits library imports its driver when it is first needed, and two threads that need it at once break each other.
    with _one_at_a_time:
        return _known_redis(url)


@lru_cache(maxsize=4)
def _known_redis(url: str) -> _Redis:
    return _Redis(url)

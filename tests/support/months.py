"""Ninety days as a small site lives them, for the picture of the statistics: the same whenever it is planted."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from app.db import db
from app.hourly import HourlyCount

WEEKDAYS = (9, 11, 10, 8, 7, 4, 6)
HOURS = (2, 1, 1, 0, 0, 1, 2, 4, 6, 6, 5, 5, 6, 5, 4, 4, 5, 6, 8, 10, 11, 10, 7, 4)
"""How busy each day of the week and each hour of the day is."""

READ_AT = (8, 9, 12, 13, 18, 20, 21)
"""The hours in which somebody moderates."""


def plant(at: datetime, reasons: list[str], days: int = 90) -> None:
    """Count what such a site would have counted in the days before a moment. Commits."""
    chance = random.Random(7)
    counted: dict[tuple[datetime, str], int] = {}

    def count(hour: datetime, what: str, number: int = 1) -> None:
        counted[hour, what] = counted.get((hour, what), 0) + number

    begun = at.replace(minute=0, second=0, microsecond=0) - timedelta(days=days)
    waiting: list[datetime] = []
    for hour in (begun + timedelta(hours=n) for n in range(days * 24)):
        busy = WEEKDAYS[hour.weekday()] * HOURS[hour.hour] / 900 * (1 + 0.5 * (hour - begun) / timedelta(days=days))
        came = sum(chance.random() < busy for _ in range(14))
        if came:
            count(hour, "posted", came)
        waiting += [hour] * came
        if hour.hour not in READ_AT or chance.random() < 0.25:
            continue
        for since in waiting:
            wait = (hour - since).total_seconds() + chance.randrange(60, 3000)
            count(hour, f"waited:{_bucket(wait)}")
            verdict = chance.choices(("approved", "rejected", "spam"), (84, 9, 7))[0]
            if verdict == "rejected":
                count(hour, f"reason:{chance.choices(reasons, range(len(reasons), 0, -1))[0]}")
            if verdict == "spam":
                count(hour, "caught" if chance.random() < 0.85 else "missed")
            count(hour, "undone" if chance.random() < 0.02 else verdict)
        waiting = []
    db.session.add_all(HourlyCount(hour=hour, what=what, number=number) for (hour, what), number in counted.items())
    db.session.commit()


def _bucket(seconds: float) -> int:
    bucket = 0
    while 1.25 ** (bucket + 1) <= seconds:
        bucket += 1
    return bucket

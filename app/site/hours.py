"""Reading hours: when somebody is at the desk, as site.toml says it - `Mon-Fri 9-17, Sat 10-12:30` - in the site's zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = "daily"

_TIME = r"(\d{1,2})(?::(\d\d))?"
_RANGE = re.compile(rf"(?:(?P<first>[a-z]{{3}})(?:-(?P<last>[a-z]{{3}}))?|{EVERY_DAY})\s+{_TIME}-{_TIME}")
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Range:
    """The same hours on one day or several days of the week in a row. Days count from Monday, 0; times in minutes.

    `last` may come before `first` in the week (Sat-Mon); `end` may be at or before `begin`: then it is of the day after.
    """

    first: int
    last: int
    begin: int
    end: int

    @property
    def days(self) -> tuple[int, ...]:
        """Its days of the week."""
        return tuple((self.first + step) % 7 for step in range((self.last - self.first) % 7 + 1))


@dataclass(frozen=True, slots=True)
class ReadingHours:
    """All ranges together. An hour that a clock change leaves out or repeats is what the clocks on the wall say."""

    ranges: tuple[Range, ...]

    @classmethod
    def parse(cls, text: str) -> ReadingHours:
        """The hours that a text such as `Mon-Fri 9-17, Sat 10-12:30` or `daily 8-24` names.

        Raises:
            ValueError: it is not written like that.
        """
        return cls(tuple(_range(part.strip().lower()) for part in re.split("[,;]", text)))

    def are_now(self, at: datetime, zone: tzinfo) -> bool:
        """Whether a moment lies within them."""
        return any(begin <= at < end for begin, end in self._around(at, zone))

    def next_change(self, at: datetime, zone: tzinfo) -> datetime | None:
        """The next moment after `at` at which they begin or end; None where they never do."""
        around = self._around(at, zone)
        moments = [moment for pair in around for moment in pair][:-1]  # the last one may go on
        return min((moment for moment in moments if moment > at), default=None)

    def next_begin(self, at: datetime, zone: tzinfo) -> datetime:
        """The next moment after `at` at which they begin. Only to be asked outside them."""
        return min(begin for begin, _ in self._around(at, zone) if begin > at)

    def _around(self, at: datetime, zone: tzinfo) -> list[tuple[datetime, datetime]]:
        """From yesterday to more than a week ahead, in order; those that touch are one."""
        return _days_around(self, at.astimezone(zone).date(), zone)

    def spans(self, today: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
        """Each time from the day before to more than a week after a day, in order; those that touch are one."""
        found = sorted(pair for step in range(-1, 16) for pair in self._of(today + timedelta(days=step), zone))
        merged = found[:1]
        for begin, end in found[1:]:
            if begin <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((begin, end))
        return merged

    def _of(self, day: date, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
        for one in self.ranges:
            if day.weekday() in one.days:
                longer = 0 if one.end > one.begin else _DAY
                yield _at(day, one.begin, zone), _at(day, one.end + longer, zone)


@lru_cache(maxsize=4)
def _days_around(hours: ReadingHours, today: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    """Every page with a form asks several times, and the answer is the same all day."""
    return hours.spans(today, zone)


def _range(text: str) -> Range:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, last = found["first"], found["last"]
    hours = [_minutes(found[n], found[n + 1]) for n in (3, 5)]
    if first is None:
        return Range(0, 6, *hours)
    return Range(DAYS.index(first), DAYS.index(last or first), *hours)


def _minutes(hours: str, minutes: str | None) -> int:
    """Minutes since midnight.

    Raises:
        ValueError: no clock shows that.
    """
    found = int(hours) * 60 + int(minutes or 0)
    if int(minutes or 0) > 59 or found > _DAY:
        raise ValueError(f"{hours}:{minutes}")
    return found


def _at(day: date, minutes: int, zone: tzinfo) -> datetime:
    """The moment when the clocks of `zone` show so many minutes after midnight of `day`."""
    local = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    return local.astimezone(UTC)

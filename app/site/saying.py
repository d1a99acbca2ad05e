"""Saying reading hours, in the site's language."""

from __future__ import annotations

from datetime import datetime, time

from babel.dates import format_time

from app.language import _, spoken
from app.site.hours import Range, ReadingHours


def hours_in_words(hours: ReadingHours) -> str:
    """`Monday to Friday, 9:00 AM to 5:00 PM (New York time)`."""
    said = "; ".join(_range_in_words(one) for one in hours.ranges)
    return spoken().by_its_clocks(said)


def next_begin_in_words(hours: ReadingHours, at: datetime) -> str:
    """`Monday, 9:00 AM`, within a week from `at`."""
    zone = spoken().zone
    local = hours.next_begin(at, zone).astimezone(zone)
    # Translators: a day of the week and a time.
    return _("%(day)s, %(time)s", day=_day(local.weekday()), time=_time(local.hour * 60 + local.minute))


def _range_in_words(one: Range) -> str:
    begin, end = _time(one.begin), _time(one.end)
    if len(one.days) == 7:
        return _("every day, %(begin)s to %(end)s", begin=begin, end=end)
    if one.first == one.last:
        return _("%(day)s, %(begin)s to %(end)s", day=_day(one.first), begin=begin, end=end)
    return _("%(first)s to %(last)s, %(begin)s to %(end)s", first=_day(one.first), last=_day(one.last), begin=begin, end=end)


def _day(number: int) -> str:
    return str(spoken().locale.days["format"]["wide"][number])


def _time(minutes: int) -> str:
    return str(format_time(time(minutes // 60 % 24, minutes % 60), "short", locale=spoken().locale))

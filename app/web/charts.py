"""Charts: numbers as places in an SVG. What is drawn stretches with its box and holds no text; words stand around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

from app.language import _, day, number
from app.moderation import Day, Hour
from app.web.spans import span

HEIGHT = 160
"""In pixels, of every chart; the labels beside it are set for the same."""

MIDDLE = HEIGHT // 2
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=7)
MARKS = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))


@dataclass(frozen=True, slots=True)
class Slot:
    """One column, one unit wide. `up` and `down` are lengths from the middle in pixels; `words` say what it shows."""

    x: float
    up: float
    down: float
    words: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """Comments above a line, decisions below it, on one scale; `most` is the number at its end."""

    slots: Sequence[Slot]
    most: int
    ends: Sequence[str]
    words: str


@dataclass(frozen=True, slots=True)
class Reach:
    """One column of waits: a line from `y` down by `length`, with the median at its foot."""

    x: float
    y: float
    length: float
    words: str


@dataclass(frozen=True, slots=True)
class Waits:
    """How long comments waited, on a scale where each step is several times the one before; `marks` are its (y, words)."""

    reaches: Sequence[Reach]
    marks: Sequence[tuple[float, str]]
    slots: int
    ends: Sequence[str]
    words: str


def by_day(days: Sequence[Day]) -> Mirror:
    """Comments and decisions of each day."""
    rows = [(one.posted, one.decided, _of_day(one)) for one in days]
    busiest = max(days, key=lambda one: one.posted)
    words = _(
        "From %(first)s to %(last)s. Most comments came on %(busiest)s: %(count)s.",
        first=day(days[0].day),
        last=day(days[-1].day),
        busiest=day(busiest.day),
        count=number(busiest.posted),
    )
    return _mirror(rows, _ends(days), words if busiest.posted else _("Nothing yet."))


def by_hour(hours: Sequence[Hour]) -> Mirror:
    """Comments and decisions of each hour of the day."""
    rows = [(one.posted, one.decided, _of_hour(one)) for one in hours]
    busiest = max(hours, key=lambda one: one.posted)
    words = _("Most comments come from %(from_)s to %(to)s.", from_=clock(busiest.hour), to=clock(busiest.hour + 1))
    return _mirror(rows, [clock(0), clock(12), clock(24)], words if busiest.posted else _("Nothing yet."))


def waits(days: Sequence[Day], usual: timedelta | None) -> Waits:
    """How long the comments waited that were decided on each day: half of them, and nine of ten."""
    reaches = [
        Reach(place, _height(one.most), max(_height(one.median) - _height(one.most), 0), _of_wait(one))
        for place, one in enumerate(days)
        if one.median and one.most
    ]
    words = _("Half of all comments were decided within %(usual)s.", usual=span(usual)) if usual else _("Nothing yet.")
    return Waits(reaches, [(_height(mark), span(mark)) for mark in MARKS], len(days), _ends(days), words)


def clock(hour: int) -> str:
    """`06:00`, of an hour from 0 to 24."""
    return f"{hour:02}:00"


def _mirror(rows: Sequence[tuple[int, int, str]], ends: Sequence[str], words: str) -> Mirror:
    most = max(1, *(max(above, below) for above, below, _words in rows))
    room = (MIDDLE - 2) / most
    slots = [Slot(place, round(up * room, 1), round(down * room, 1), said) for place, (up, down, said) in enumerate(rows)]
    return Mirror(slots, most, ends, words)


def _height(wait: timedelta | None) -> float:
    """Where a wait stands: short ones below, long ones above."""
    share = log(max(wait or SHORTEST, SHORTEST) / SHORTEST) / log(LONGEST / SHORTEST)
    return round(HEIGHT - 4 - min(share, 1.0) * (HEIGHT - 8), 1)


def _ends(days: Sequence[Day]) -> list[str]:
    return [day(one.day) for one in (days[0], days[len(days) // 2], days[-1])]


def _of_day(one: Day) -> str:
    return _("%(day)s: comments %(posted)s, decisions %(decided)s", day=day(one.day), posted=one.posted, decided=one.decided)


def _of_hour(one: Hour) -> str:
    return _("%(day)s: comments %(posted)s, decisions %(decided)s", day=clock(one.hour), posted=one.posted, decided=one.decided)


def _of_wait(one: Day) -> str:
    median, most = (span(wait) if wait else "" for wait in (one.median, one.most))
    return _("%(day)s: half within %(median)s, nine of ten within %(most)s", day=day(one.day), median=median, most=most)

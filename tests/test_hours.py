"""Reading hours: what `read_when` of site.toml means at any moment, clock changes and all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.site import ReadingHours

NEW_YORK, MADRID = ZoneInfo("America/New_York"), ZoneInfo("Europe/Madrid")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
WRITTEN = st.sampled_from(
    ["Mon-Fri 9-17", "Mon-Fri 9-12:30, Mon-Thu 14-17; Sat 10-12", "daily 8-24", "Fri-Mon 22-2", "Sun 0-24", "mon 9-10"]
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment", "open_"),
    [
        ("Mon-Fri 9-17", "2026-11-25T13:59", False),
        ("Mon-Fri 9-17", "2026-11-25T14:00", True),
        ("Mon-Fri 9-17", "2026-11-25T21:59:59", True),
        ("Mon-Fri 9-17", "2026-11-25T22:00", False),
        ("Mon-Fri 9-17", "2026-11-28T15:00", False),
        ("Fri 22-2", "2026-11-28T06:30", True),
        ("Fri 22-2", "2026-11-28T07:00", False),
        ("Sat-Mon 9-17", "2026-11-29T15:00", True),
        ("daily 0-24", "2026-11-28T03:00", True),
    ],
)
def test_they_are_those_of_the_clocks_on_the_wall(written: str, moment: str, open_: bool) -> None:
    assert ReadingHours.parse(written).are_now(at(moment), NEW_YORK) is open_


def test_they_follow_a_clock_change() -> None:
    hours = ReadingHours.parse("daily 9-17")
    assert hours.next_begin(at("2026-10-24T20:00"), MADRID) == at("2026-10-25T08:00")
    assert hours.next_begin(at("2026-10-23T20:00"), MADRID) == at("2026-10-24T07:00")


def test_hours_that_never_end_never_change() -> None:
    assert ReadingHours.parse("daily 0-24").next_change(at("2026-11-25T12:00"), MADRID) is None


@given(WRITTEN, MOMENTS)
def test_nothing_changes_before_the_next_change_and_something_does_then(written: str, moment: datetime) -> None:
    hours = ReadingHours.parse(written)
    change, now = hours.next_change(moment, NEW_YORK), hours.are_now(moment, NEW_YORK)
    assert change is not None
    assert moment < change <= moment + timedelta(days=8)
    assert hours.are_now(change - timedelta(seconds=1), NEW_YORK) is now or change - moment <= timedelta(seconds=1)
    assert hours.are_now(change, NEW_YORK) is not now


@pytest.mark.parametrize(
    "written", ["weekdays", "Mon-Fri", "9-17", "Mon 9", "Mon 25-26", "Mon 9:70-10", "Mon-Foo 9-17", "Mon 9-17,"]
)
def test_what_is_no_hours_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        ReadingHours.parse(written)

"""Dates as people write them in front matter, made moments in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d?:\d\d(?::\d\d)?)(?: ?(Z|[+-]\d\d(?::?\d\d)?))?)?", re.ASCII)


def moment(text: str, zone: tzinfo) -> datetime:
    """The moment in UTC that `2026-03-01`, `2026-03-01 09:00` or `2026-03-01T09:00:00+02:00` means.

    Without an offset it is the time on the clocks of `zone`; a date alone is its midnight. A time that a clock change
    leaves out is carried forward by it (2:30 becomes 3:30); one that comes twice is the first of the two.

    Raises:
        ValueError: it is not written like that, or there is no such day, or none on those clocks: the calendar's last hours in
            London are past its end in Tokyo.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError("not a date")
    day, time, offset = written.groups()
    clock = (time or "00:00").rjust(8 if (time or "").count(":") == 2 else 5, "0")
    try:
        at = datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
        made = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
        made.astimezone(zone)  # as every page will
        return made
    except OverflowError:
        raise ValueError("out of range") from None

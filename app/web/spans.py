"""A span of time in words."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_timedelta

from app.language import spoken


def span(wait: timedelta) -> str:
    """`3 hours`, in the site's language, rounded as people round it: an hour and a half are `90 minutes`."""
    exact = wait % timedelta(hours=1) == timedelta(0)
    return str(format_timedelta(wait, threshold=1 if exact else 1.6, locale=spoken().locale))

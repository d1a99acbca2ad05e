"""Statistics: ninety days at a glance, the numbers behind every picture, and both as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from app import moderation
from app.articles import library
from app.db import now
from app.language import spoken
from app.moderation import Statistics
from app.web import charts, guards
from app.web.gate import moderators_only

statistics = Blueprint("statistics", __name__)

Rows = Iterator[tuple[object, ...]]


@statistics.after_request
def _private(response: Response) -> Response:
    return guards.private(response)


@statistics.get("/moderation/statistics")
@moderators_only
def show() -> ResponseReturnValue:
    """What the last ninety days were like."""
    found, site = _found(), library().site
    return render_template(
        "moderating/statistics.html",
        found=found,
        waiting=moderation.waiting(),
        by_day=charts.by_day(found.days),
        by_hour=charts.by_hour(found.hours),
        waits=charts.waits(found.days, found.median),
        reasons=[(reason.title if (reason := site.reason(key)) else key, number) for key, number in found.reasons],
        clock=charts.clock,
        height=charts.HEIGHT,
        middle=charts.MIDDLE,
    )


@statistics.get("/moderation/statistics/<table>.csv")
@moderators_only
def as_csv(table: str) -> ResponseReturnValue:
    """One of TABLES, for a spreadsheet. Times in seconds, days and hours on the site's clocks."""
    if table not in TABLES:
        abort(404)
    text = io.StringIO()
    csv.writer(text).writerows(TABLES[table](_found()))
    answer = Response(text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{table}.csv"'
    return answer


def _days(found: Statistics) -> Rows:
    yield ("day", "comments", "approved", "rejected", "spam", "undone", "median_wait", "wait_of_nine_in_ten")
    for one in found.days:
        waits = (wait and int(wait.total_seconds()) for wait in (one.median, one.most))
        yield (one.day, one.posted, one.approved, one.rejected, one.spam, one.undone, *waits)


def _hours(found: Statistics) -> Rows:
    yield ("hour", "comments", "decisions")
    for one in found.hours:
        yield (one.hour, one.posted, one.decided)


def _reasons(found: Statistics) -> Rows:
    yield ("reason", "comments")
    yield from found.reasons


TABLES: dict[str, Callable[[Statistics], Rows]] = {"days": _days, "hours": _hours, "reasons": _reasons}


def _found() -> Statistics:
    return Statistics.of(now(), spoken().zone)

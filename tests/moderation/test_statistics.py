"""Statistics: they count what happened in the hour it happened, forget what was undone, and never read the comments."""

from __future__ import annotations

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from app import hourly
from app.hourly import HourlyCount
from app.moderation.statistics import DAYS, Statistics
from app.moderation.statistics.waits import bucket_of, share_of
from tests.support.databases import ADMIN_EMAIL, ADMIN_PASSWORD
from tests.support.fixtures.house import Clock
from tests.support.people import ModeratorAtWork, Reader

PATH = "/moderation/statistics"


def _csv(nora: ModeratorAtWork, table: str) -> list[dict[str, str]]:
    answer = nora.asks(f"{PATH}/{table}.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_day_is_counted_as_it_was(ada: Reader, nora: ModeratorAtWork, open_article: str, clock: Clock) -> None:
    clock.at("2027-04-01 09:10")
    nora.signs_in(ADMIN_EMAIL, ADMIN_PASSWORD)
    for words in ("the first", "the second", "the third"):
        ada.comments(open_article, words)
    clock.forward(hours=1)
    nora.approves("the first")
    nora.rejects("the second", reason="unkind")
    nora.rejects("the third", reason="advice")
    nora.undoes()
    today = _csv(nora, "days")[-1]
    assert today["day"] == "2027-04-01"
    assert [today[name] for name in ("comments", "approved", "rejected", "spam", "undone")] == ["3", "1", "1", "0", "1"]
    assert 3200 < int(today["median_wait"]) < 4100
    hours = _csv(nora, "hours")
    assert [(one["comments"], one["decisions"]) for one in hours[9:11]] == [("3", "0"), ("0", "2")]
    assert _csv(nora, "reasons") == [{"reason": "unkind", "comments": "1"}], "what was undone counts for no reason"
    page = nora.reads(PATH)
    assert "1 of 3" in page.text
    assert "Unkind to someone" in page.text
    assert "Apr 1, 2027, 9:10 AM" in page.text, "the third waits again, and since it came"


def test_nothing_yet_is_said_and_drawn(nora: ModeratorAtWork) -> None:
    page = nora.reads(PATH)
    assert "Nothing yet." in page.text
    assert "No comment was rejected with a reason." in page.text
    assert nora.asks(f"{PATH}/everything.csv").status == 404


def test_days_begin_at_the_sites_midnight(db: SQLAlchemy) -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    hourly.count(("posted",), at)
    db.session.commit()
    here, there = (Statistics.of(at, ZoneInfo(zone)).days for zone in ("UTC", "Asia/Tokyo"))
    assert (str(here[-1].day), here[-1].posted) == ("2026-03-01", 1)
    assert (str(there[-1].day), there[-1].posted) == ("2026-03-02", 1)


def test_a_share_of_the_waits_is_told_to_an_eighth() -> None:
    waits: dict[int, int] = {}
    for minutes in range(1, 101):
        bucket = bucket_of(timedelta(minutes=minutes))
        waits[bucket] = waits.get(bucket, 0) + 1
    for share, right in ((0.5, 50 * 60), (0.9, 90 * 60)):
        told = share_of(waits, share)
        assert told is not None
        assert 0.87 < told.total_seconds() / right < 1.15
    assert share_of({}, 0.5) is None
    assert bucket_of(timedelta(seconds=-5)) == 0


def test_ninety_full_days_are_read_at_once_and_from_few_rows(db: SQLAlchemy) -> None:
    at = datetime(2026, 6, 1, 12, tzinfo=UTC)
    kinds = ["posted", "approved", "rejected", "spam", "undone", "reason:unkind", *(f"waited:{n}" for n in range(20, 40))]
    begun = at - timedelta(days=DAYS)
    db.session.add_all(
        HourlyCount(hour=begun + timedelta(hours=n), what=what, number=3) for n in range(24 * DAYS) for what in kinds
    )
    db.session.commit()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    began = time.process_time()
    found = Statistics.of(at, ZoneInfo("UTC"))
    assert time.process_time() - began < 1.5
    assert found.posted > 3 * 24 * (DAYS - 1)
    assert len(asked) == 2
    assert "comments" not in asked[0]

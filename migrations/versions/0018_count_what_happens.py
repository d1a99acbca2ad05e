"""Count what happens in each hour, so that statistics need not read the comments; the last hundred days are counted now."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from math import floor, log

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

comments = sa.table("comments", sa.column("posted_at", UtcDateTime))
decisions = sa.table(
    "decisions",
    sa.column("id", BigId),
    sa.column("verdict", sa.String),
    sa.column("reason", sa.String),
    sa.column("decided_at", UtcDateTime),
    sa.column("undone_at", UtcDateTime),
    sa.column("before", sa.JSON),
)
SPAM_LIST = 3


def upgrade() -> None:
    hourly_counts = op.create_table(
        "hourly_counts",
        sa.Column("hour", UtcDateTime, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("hour", "what", name="pk_hourly_counts"),
    )
    found = _what_happened(datetime.now(UTC) - timedelta(days=100))
    if found:
        op.bulk_insert(hourly_counts, [{"hour": hour, "what": what, "number": number} for (hour, what), number in found.items()])


def _what_happened(since: datetime) -> Counter[tuple[datetime, str]]:
    counted: Counter[tuple[datetime, str]] = Counter()
    for row in op.get_bind().execute(sa.select(comments.c.posted_at).where(comments.c.posted_at >= since)):
        counted[_hour(row.posted_at), "posted"] += 1
    for row in op.get_bind().execute(sa.select(decisions).where(decisions.c.decided_at >= since)):
        counted.update((_hour(row.decided_at), what) for what in _of(row))
    return counted


def _of(row: sa.Row) -> list[str]:
    """What a decision is counted as."""
    if row.undone_at:
        return ["undone"]
    counted = [row.verdict, *([f"reason:{row.reason}"] if row.reason else [])]
    before = json.loads(row.before) if isinstance(row.before, str) else row.before
    since = before.get("waiting_since")
    if since:
        wait = (row.decided_at - datetime.fromisoformat(since)).total_seconds()
        counted.append(f"waited:{floor(log(max(wait, 1.0), 1.25))}")
        apart, spam = before.get("lane") == SPAM_LIST, row.verdict == "spam"
        counted += ["caught" if apart and spam else "missed" if spam else "mistaken"] if apart or spam else []
    return counted


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def downgrade() -> None:
    op.drop_table("hourly_counts")

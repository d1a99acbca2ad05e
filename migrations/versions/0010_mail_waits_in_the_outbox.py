"""Mail waits in the outbox: messages to be sent, and what periodic work has been done for which period."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WAITING = sa.text("sent_at IS NULL AND gave_up_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("stop_at", sa.String),
        sa.Column("comment_id", BigId),
        sa.Column("decision_id", BigId),
        sa.Column("subscription_id", BigId),
        sa.Column("put_at", UtcDateTime, nullable=False),
        sa.Column("not_before", UtcDateTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_until", UtcDateTime),
        sa.Column("trouble", sa.String),
        sa.Column("sent_at", UtcDateTime),
        sa.Column("gave_up_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_waiting", "messages", ["not_before"], sqlite_where=WAITING, postgresql_where=WAITING)
    for about in ("comment", "decision", "subscription"):
        op.create_index(f"ix_messages_{about}", "messages", [f"{about}_id"])
    op.create_table(
        "runs",
        sa.Column("task", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("task", "period", name="pk_runs"),
    )


def downgrade() -> None:
    op.drop_table("runs")
    op.drop_table("messages")

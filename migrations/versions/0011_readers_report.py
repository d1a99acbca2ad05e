"""Readers report: what one of them finds wrong with a public comment, until a decision answers it."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("reporter", sa.LargeBinary(32), nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("reported_at", UtcDateTime, nullable=False),
        sa.Column("closed_by", BigId),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_reports_comment_id_comments"),
        sa.UniqueConstraint("comment_id", "reporter", name="uq_reports_comment_id_reporter"),
    )
    op.create_index("ix_reports_closed_by", "reports", ["closed_by"])


def downgrade() -> None:
    op.drop_table("reports")

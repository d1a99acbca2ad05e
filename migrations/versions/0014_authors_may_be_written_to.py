"""Authors may be written to: an address for one comment, which hears nothing before its owner has confirmed it."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("of_decision", sa.Boolean, nullable=False),
        sa.Column("of_answers", sa.Boolean, nullable=False),
        sa.Column("salt", sa.String, nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("confirmed_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("comment_id", name="uq_subscriptions_comment_id"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_subscriptions_comment_id_comments"),
    )
    op.create_index("ix_subscriptions_address", "subscriptions", ["email", "article_id"])


def downgrade() -> None:
    op.drop_table("subscriptions")

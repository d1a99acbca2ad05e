"""Who reads what just now, and whether keys decide on a moderator's desk."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("moderator_id", name="pk_looks"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_looks_moderator_id_moderators"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_looks_comment_id_comments"),
    )
    op.create_index("ix_looks_comment_id", "looks", ["comment_id"])
    op.add_column("moderators", sa.Column("uses_keys", sa.Boolean, nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("moderators", "uses_keys")
    op.drop_table("looks")

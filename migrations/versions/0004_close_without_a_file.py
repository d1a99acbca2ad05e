"""Close without a file: what moderators close for a while, by whom, and until when."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("root_id", BigId),
        sa.Column("sentence", sa.String, nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.Column("closed_by", sa.Integer, nullable=False),
        sa.Column("ends_at", UtcDateTime),
        sa.Column("lifted_at", UtcDateTime),
        sa.Column("lifted_by", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_switches"),
        sa.ForeignKeyConstraint(["root_id"], ["comments.id"], name="fk_switches_root_id_comments"),
        sa.ForeignKeyConstraint(["closed_by"], ["moderators.id"], name="fk_switches_closed_by_moderators"),
        sa.ForeignKeyConstraint(["lifted_by"], ["moderators.id"], name="fk_switches_lifted_by_moderators"),
    )
    op.create_index("ix_switches_in_force", "switches", ["lifted_at", "article_id"])


def downgrade() -> None:
    op.drop_table("switches")

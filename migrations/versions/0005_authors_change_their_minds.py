"""Authors change their minds: a pause before anyone reads, and when what they erased was forgotten."""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TO_FORGET = sa.text("erased_at IS NOT NULL AND forgotten_at IS NULL")


def upgrade() -> None:
    for name in ("not_before", "erased_at", "forgotten_at"):
        op.add_column("comments", sa.Column(name, UtcDateTime))
    op.execute("UPDATE comments SET erased_at = status_from WHERE status IN ('withdrawn', 'erased')")
    op.create_index("ix_comments_forgetting", "comments", ["erased_at"], sqlite_where=TO_FORGET, postgresql_where=TO_FORGET)


def downgrade() -> None:
    op.drop_index("ix_comments_forgetting", "comments")
    with op.batch_alter_table("comments") as comments:
        for name in ("forgotten_at", "erased_at", "not_before"):
            comments.drop_column(name)

"""The spam filter learns: how often each word stood in what was marked as spam and in what was approved."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spam_words",
        sa.Column("word", sa.String, nullable=False),
        sa.Column("spam", sa.Integer, nullable=False),
        sa.Column("other", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_spam_words"),
    )
    op.create_table(
        "spam_lessons",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("is_spam", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("revision_id", name="pk_spam_lessons"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_spam_lessons_revision_id_revisions"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_spam_lessons_comment_id_comments"),
    )
    op.create_index("ix_spam_lessons_comment_id", "spam_lessons", ["comment_id"])


def downgrade() -> None:
    op.drop_table("spam_lessons")
    op.drop_table("spam_words")

"""An author's last comment is found at once, however many there are: each new one asks for it."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_comments_commenter", "comments")
    op.create_index("ix_comments_commenter", "comments", ["commenter", "posted_at"])


def downgrade() -> None:
    op.drop_index("ix_comments_commenter", "comments")
    op.create_index("ix_comments_commenter", "comments", ["commenter", "article_id"])

"""What an author says beside the words: a content note, and the consent that the site asked for."""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comments", sa.Column("content_note", sa.String))
    op.add_column("comments", sa.Column("consent", sa.String))
    op.create_table(
        "consents",
        sa.Column("version", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("first_asked_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_consents"),
    )


def downgrade() -> None:
    op.drop_table("consents")
    with op.batch_alter_table("comments") as comments:
        comments.drop_column("consent")
        comments.drop_column("content_note")

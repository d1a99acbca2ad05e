"""Moderators are cared for: which hard texts each of them opened; and notes say who wrote them."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hard_texts",
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("moderator_id", "comment_id", name="pk_hard_texts"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_hard_texts_moderator_id_moderators"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_hard_texts_comment_id_comments"),
    )
    writer = sa.Column("moderator_id", sa.Integer, sa.ForeignKey("moderators.id", name="fk_notes_moderator_id_moderators"))
    # SQLite can give a table a reference only together with its column, and then without a name.
    op.add_column("notes", writer, inline_references=op.get_bind().dialect.name == "sqlite")


def downgrade() -> None:
    # SQLite cannot drop a column that is a reference: the table is written anew.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("notes", recreate="always" if on_sqlite else "never") as notes:
        notes.drop_column("moderator_id")
    op.drop_table("hard_texts")

"""Moderators answer: a comment says which of them wrote it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    writer = sa.Column("moderator_id", sa.Integer, sa.ForeignKey("moderators.id", name="fk_comments_moderator_id_moderators"))
    # SQLite can give a table a reference only together with its column, and then without a name.
    op.add_column("comments", writer, inline_references=op.get_bind().dialect.name == "sqlite")


def downgrade() -> None:
    # SQLite cannot drop a column that is a reference: the table is written anew.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("comments", recreate="always" if on_sqlite else "never") as comments:
        comments.drop_column("moderator_id")

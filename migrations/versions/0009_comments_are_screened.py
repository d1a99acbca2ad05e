"""Comments are screened: the lane in which each is read, what was noticed about its words, and which words are alike."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WAITS = sa.text("waiting_since IS NOT NULL")


def upgrade() -> None:
    op.add_column("comments", sa.Column("lane", sa.SmallInteger, nullable=False, server_default="2"))
    op.drop_index("ix_comments_waiting", "comments")
    columns = ["lane", "waiting_since", "id"]
    op.create_index("ix_comments_waiting", "comments", columns, sqlite_where=WAITS, postgresql_where=WAITS)
    op.add_column("revisions", sa.Column("likeness", sa.BigInteger))
    op.create_index("ix_revisions_likeness", "revisions", ["likeness"])
    op.create_table(
        "findings",
        sa.Column("id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("screen", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_findings_comment_id_comments"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_findings_revision_id_revisions"),
    )
    op.create_index("ix_findings_comment_id", "findings", ["comment_id"])
    op.create_index("ix_findings_revision_id", "findings", ["revision_id"])


def downgrade() -> None:
    op.drop_table("findings")
    op.drop_index("ix_revisions_likeness", "revisions")
    op.drop_index("ix_comments_waiting", "comments")
    with op.batch_alter_table("revisions") as table:
        table.drop_column("likeness")
    with op.batch_alter_table("comments") as table:
        table.drop_column("lane")
    op.create_index("ix_comments_waiting", "comments", ["waiting_since", "id"])

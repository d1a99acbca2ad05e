"""Moderators hear by mail: which mails they want, and addresses that decide one comment once."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("moderators") as table:
        table.add_column(sa.Column("wants_digest", sa.Boolean, nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("wants_alerts", sa.Boolean, nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("signed_out_at", UtcDateTime))
    op.create_table(
        "mailed_cards",
        sa.Column("id", BigId, nullable=False),
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("allowed", sa.String, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("sent_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
        sa.Column("decision_id", BigId),
        sa.PrimaryKeyConstraint("id", name="pk_mailed_cards"),
        sa.UniqueConstraint("token_hash", name="uq_mailed_cards_token_hash"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_mailed_cards_moderator_id_moderators"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_mailed_cards_comment_id_comments"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_mailed_cards_revision_id_revisions"),
    )
    for about in ("moderator", "comment"):
        op.create_index(f"ix_mailed_cards_{about}_id", "mailed_cards", [f"{about}_id"])


def downgrade() -> None:
    op.drop_table("mailed_cards")
    with op.batch_alter_table("moderators") as table:
        for name in ("signed_out_at", "wants_alerts", "wants_digest"):
            table.drop_column(name)

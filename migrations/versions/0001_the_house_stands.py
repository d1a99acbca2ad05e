"""The house stands: moderators, comments with their revisions, decisions, and the addresses of articles."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    keys_and_counts()
    people()
    articles()
    comments()
    decisions()


def keys_and_counts() -> None:
    """Random keys that every process shares, and how often anyone did anything lately."""
    op.create_table(
        "keys",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_keys"),
    )
    op.create_table(
        "counts",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_counts"),
    )
    op.create_index("ix_counts_ends_at", "counts", ["ends_at"])


def people() -> None:
    """Who may sign in, and each session they signed in to."""
    op.create_table(
        "moderators",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("disabled_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_moderators"),
        sa.UniqueConstraint("email", name="uq_moderators_email"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("revoked_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_sign_ins_moderator_id_moderators"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ins_token_hash"),
    )
    op.create_index("ix_sign_ins_moderator_id", "sign_ins", ["moderator_id"])


def articles() -> None:
    """Every slug under which an article was ever served; and how often what is public under an article has changed."""
    op.create_table(
        "addresses",
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("first_served_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_addresses"),
    )
    op.create_index("ix_addresses_article_id", "addresses", ["article_id"])
    op.create_table(
        "versions",
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_versions"),
    )


def comments() -> None:
    """A comment's state in one row, its words in revisions, and what moderators wrote to its author."""
    op.create_table(
        "comments",
        sa.Column("id", BigId, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("parent_id", BigId),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("commenter", sa.LargeBinary(32), nullable=False),
        sa.Column("face", sa.Integer, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("receipt_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("posted_at", UtcDateTime, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("status_from", UtcDateTime, nullable=False),
        sa.Column("former_status", sa.String, nullable=False),
        sa.Column("revision_id", BigId),
        sa.Column("waiting_since", UtcDateTime),
        sa.Column("handed_over_by", sa.Integer),
        sa.Column("public_revision_id", BigId),
        sa.Column("public_from", UtcDateTime),
        sa.Column("public_until", UtcDateTime, nullable=False),
        sa.Column("next_revision_id", BigId),
        sa.Column("next_from", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name="fk_comments_parent_id_comments"),
        sa.ForeignKeyConstraint(["handed_over_by"], ["moderators.id"], name="fk_comments_handed_over_by_moderators"),
        sa.UniqueConstraint("receipt_hash", name="uq_comments_receipt_hash"),
    )
    op.create_index("ix_comments_thread", "comments", ["article_id", "id"])
    op.create_index("ix_comments_waiting", "comments", ["waiting_since", "id"])
    op.create_index("ix_comments_commenter", "comments", ["commenter", "article_id"])
    op.create_index("ix_comments_face", "comments", ["article_id", "face"])
    op.create_index("ix_comments_parent_id", "comments", ["parent_id"])
    op.create_table(
        "revisions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("html", sa.String, nullable=False),
        sa.Column("policy", sa.Integer, nullable=False),
        sa.Column("written_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_revisions_comment_id_comments"),
        sa.UniqueConstraint("comment_id", "number", name="uq_revisions_comment_id_number"),
    )
    op.create_table(
        "notes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("decision_id", BigId),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("shown_from", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_notes_comment_id_comments"),
    )
    op.create_index("ix_notes_comment_id", "notes", ["comment_id"])
    op.create_index("ix_notes_decision_id", "notes", ["decision_id"])


def decisions() -> None:
    """Every decision of every moderator, with what undoing it brings back."""
    op.create_table(
        "decisions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("comment_id", BigId, nullable=False),
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("decided_at", UtcDateTime, nullable=False),
        sa.Column("takes_effect_at", UtcDateTime, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("undone_at", UtcDateTime),
        sa.Column("undone_by", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_decisions_comment_id_comments"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_decisions_revision_id_revisions"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_decisions_moderator_id_moderators"),
        sa.ForeignKeyConstraint(["undone_by"], ["moderators.id"], name="fk_decisions_undone_by_moderators"),
    )
    op.create_index("ix_decisions_comment_id", "decisions", ["comment_id"])
    op.create_index("ix_decisions_recent", "decisions", ["moderator_id", "takes_effect_at"])
    op.create_index("ix_decisions_effect", "decisions", ["takes_effect_at"])


def downgrade() -> None:
    tables = ("decisions", "notes", "revisions", "comments", "versions", "addresses", "sign_ins", "moderators", "counts", "keys")
    for table in tables:
        op.drop_table(table)

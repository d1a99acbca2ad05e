"""Keep a record: what was done by whom and when, in lines that nobody changes; and the rules that admins switch."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("by_id", sa.Integer),
        sa.Column("about_id", sa.Integer),
        sa.Column("comment_id", BigId),
        sa.Column("article_id", sa.String),
        sa.Column("detail", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.ForeignKeyConstraint(["by_id"], ["moderators.id"], name="fk_record_by_id_moderators"),
        sa.ForeignKeyConstraint(["about_id"], ["moderators.id"], name="fk_record_about_id_moderators"),
    )
    op.create_index("ix_record_act", "record", ["act", "id"])
    op.create_index("ix_record_by", "record", ["by_id", "id"])
    op.create_index("ix_record_at", "record", ["at"])
    op.create_table(
        "rules",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("on", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_rules"),
    )
    _what_was_decided_before()
    _only_ever_added()


def _what_was_decided_before() -> None:
    """Decisions that are older than the record, and their undoing, in the order of their time."""
    op.execute(
        "INSERT INTO record (at, act, by_id, comment_id, article_id, detail)"
        " SELECT at, act, by_id, comment_id, article_id, detail FROM ("
        " SELECT d.decided_at AS at, d.verdict AS act, d.moderator_id AS by_id, d.comment_id, c.article_id,"
        " coalesce(d.reason, '') AS detail FROM decisions d JOIN comments c ON c.id = d.comment_id"
        " UNION ALL SELECT d.undone_at, 'undone', d.undone_by, d.comment_id, c.article_id, d.verdict"
        " FROM decisions d JOIN comments c ON c.id = d.comment_id WHERE d.undone_at IS NOT NULL) AS made ORDER BY at"
    )


def _only_ever_added() -> None:
    """The database itself refuses to change a line or to take one away. Whoever rebuilds the table makes these again."""
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER record_no_{what.lower()} BEFORE {what} ON record"
                " BEGIN SELECT RAISE(ABORT, 'lines of the record are only ever added'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION record_is_kept() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'lines of the record are only ever added'; END $$"
    )
    op.execute(
        "CREATE TRIGGER record_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON record"
        " FOR EACH STATEMENT EXECUTE FUNCTION record_is_kept()"
    )


def downgrade() -> None:
    op.drop_table("rules")
    op.drop_table("record")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION record_is_kept")

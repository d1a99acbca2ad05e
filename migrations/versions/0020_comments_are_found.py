"""Comments are found: the tokens each can be found by, and the order in which they are listed."""

import sqlalchemy as sa
from alembic import op

from app.comments import Face, index

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_comments_posted", "comments", ["posted_at", "id"])
    op.create_index("ix_comments_status", "comments", ["status", "posted_at", "id"])
    if op.get_bind().dialect.name == "sqlite":
        # Tokens come with blanks between, folded and cut already. Neither where they stand nor how many there are is asked.
        options = "detail = none, columnsize = 0"
        op.get_bind().exec_driver_sql(
            f"CREATE VIRTUAL TABLE comment_words_fts USING fts5(tokens, tokenize = \"ascii tokenchars ':.-_'\", {options})"
        )
    else:
        op.execute("CREATE TABLE comment_words_fts (comment_id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_comment_words_fts_tokens ON comment_words_fts USING gin (tokens) WITH (fastupdate = off)")
    find_those_that_are_there()


def find_those_that_are_there() -> None:
    """Every comment by its newest words. Read in steps: there may be a million."""
    connection, last = op.get_bind(), 0
    newest = sa.text(
        "SELECT c.id, c.name, c.face, r.source FROM comments c JOIN revisions r ON r.id = c.revision_id"
        " WHERE c.id > :last AND r.source <> '' ORDER BY c.id LIMIT 1000"
    )
    while rows := connection.execute(newest, {"last": last}).all():
        for row in rows:
            tokens = index.tokens_of(row.source, row.name or Face(row.face).name)
            connection.execute(*index.keeping(row.id, tokens, on_sqlite=connection.dialect.name == "sqlite"))
        last = rows[-1].id


def downgrade() -> None:
    op.drop_table("comment_words_fts")
    op.drop_index("ix_comments_status", "comments")
    op.drop_index("ix_comments_posted", "comments")

"""Articles are found: which of them the search index holds, and the stems of their words."""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indexed_articles",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("date", UtcDateTime, nullable=False),
        sa.Column("expires", UtcDateTime),
        sa.PrimaryKeyConstraint("number", name="pk_indexed_articles"),
        sa.UniqueConstraint("article_id", name="uq_indexed_articles_article_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Stems come with blanks between, folded and cut already: the simplest tokenizer leaves them as they are.
        op.execute("CREATE VIRTUAL TABLE indexed_articles_fts USING fts5(title, tags, summary, body, tokenize='ascii')")
    else:
        op.execute(
            "CREATE TABLE indexed_articles_fts (number integer PRIMARY KEY,"
            " title tsvector NOT NULL, tags tsvector NOT NULL, summary tsvector NOT NULL, body tsvector NOT NULL)"
        )
        # Written at once: a list of what waits to be written would be read through by every search.
        op.execute("CREATE INDEX ix_indexed_articles_fts_body ON indexed_articles_fts USING gin (body) WITH (fastupdate = off)")


def downgrade() -> None:
    op.drop_table("indexed_articles_fts")
    op.drop_table("indexed_articles")

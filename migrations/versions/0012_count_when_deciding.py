"""Count when deciding: how much readers see of each branch and under each article, and the indexes that find what changes."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

EVER_PUBLIC = sa.text("public_from IS NOT NULL")
ENDS = sa.text("public_until < '9999-12-31 00:00:00+00'")


def upgrade() -> None:
    make_indexes()
    op.create_table(
        "branches",
        sa.Column("root_id", BigId, nullable=False, autoincrement=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("public", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("root_id", name="pk_branches"),
    )
    op.create_table(
        "tallies",
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("comments", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_tallies"),
    )
    count()
    op.create_index("ix_branches_walk", "branches", ["article_id", "root_id", "entries"])


def make_indexes() -> None:
    """What appears and what goes under an article after a moment. The former index of a thread has no use any more."""
    op.drop_index("ix_comments_thread", "comments")
    op.create_index(
        "ix_comments_appearing",
        "comments",
        ["article_id", "public_from", "id"],
        sqlite_where=EVER_PUBLIC,
        postgresql_where=EVER_PUBLIC,
    )
    op.create_index("ix_comments_ending", "comments", ["article_id", "public_until"], sqlite_where=ENDS, postgresql_where=ENDS)


def count() -> None:
    """Count every branch as it will be once all that is decided is in force, branch after branch in the order of reading."""
    bind = op.get_bind()
    columns = [sa.column(name) for name in ("root_id", "article_id", "id", "parent_id", "status")]
    rows = sa.select(*columns, sa.literal_column(f"NOT ({ENDS})")).select_from(sa.table("comments")).where(EVER_PUBLIC)
    found = bind.execute(rows.order_by(sa.column("root_id"), sa.column("place")))
    branches: list[dict[str, object]] = []
    tallies: dict[str, int] = {}
    branch: list[tuple[int, int | None, bool]] = []
    former = None
    for root, article, id, parent, status, stays in [*found, (None, None, 0, None, "", False)]:
        if former and root != former[0]:
            entries, public = size(branch)
            branches.append({"root": former[0], "article": former[1], "entries": entries, "public": public})
            tallies[former[1]] = tallies.get(former[1], 0) + public
            branch = []
        former = (root, article)
        if status == "withdrawn" or stays:
            branch.append((id, parent, status == "withdrawn"))
    insert = sa.text("INSERT INTO branches (root_id, article_id, entries, public) VALUES (:root, :article, :entries, :public)")
    for start in range(0, len(branches), 10_000):
        bind.execute(insert, branches[start : start + 10_000])
    if tallies:
        insert = sa.text("INSERT INTO tallies (article_id, comments) VALUES (:article, :comments)")
        bind.execute(insert, [{"article": article, "comments": comments} for article, comments in tallies.items()])


def size(branch: list[tuple[int, int | None, bool]]) -> tuple[int, int]:
    """How many entries a branch shows, and how many of them are comments."""
    reached: list[tuple[int, int | None, bool]] = []
    numbers: set[int] = set()
    for id, parent, withdrawn in branch:
        if parent is None or parent in numbers:
            numbers.add(id)
            reached.append((id, parent, withdrawn))
    answered: set[int | None] = set()
    entries = public = 0
    for id, parent, withdrawn in reversed(reached):
        if not withdrawn or id in answered:
            answered.add(parent)
            entries, public = entries + 1, public + (not withdrawn)
    return entries, public


def downgrade() -> None:
    op.drop_table("tallies")
    op.drop_table("branches")
    op.drop_index("ix_comments_ending", "comments")
    op.drop_index("ix_comments_appearing", "comments")
    op.create_index("ix_comments_thread", "comments", ["article_id", "id"])

"""Comments know their branch: the comment that began it, and the place in it."""

import sqlalchemy as sa
from alembic import op

from app.db import BigId

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LEVELS, BYTES = 20, 6
"""How app/comments/place.py makes places, at the time of this revision."""


def upgrade() -> None:
    nothing = sa.text("x''" if op.get_bind().dialect.name == "sqlite" else "''")
    op.add_column("comments", sa.Column("root_id", BigId))
    op.add_column("comments", sa.Column("place", sa.LargeBinary, nullable=False, server_default=nothing))
    find_places()
    op.create_index(
        "ix_comments_branch",
        "comments",
        ["root_id", "place"],
        sqlite_where=sa.text("public_from IS NOT NULL"),
        postgresql_where=sa.text("public_from IS NOT NULL"),
    )


def find_places() -> None:
    """A reply's number is always higher than that of what it answers, so one walk in the order of numbers finds all."""
    bind = op.get_bind()
    bind.execute(sa.text("UPDATE comments SET root_id = id WHERE parent_id IS NULL"))
    found: dict[int, tuple[int, bytes]] = {}
    update = sa.text("UPDATE comments SET root_id = :root, place = :place WHERE id = :id")
    changes = []
    for id, parent in bind.execute(sa.text("SELECT id, parent_id FROM comments ORDER BY id")).all():
        if parent is None:
            found[id] = (id, b"")
            continue
        root, place = found[parent]
        found[id] = (root, place[: LEVELS * BYTES] + id.to_bytes(BYTES))
        changes.append({"id": id, "root": root, "place": found[id][1]})
    for start in range(0, len(changes), 10_000):
        bind.execute(update, changes[start : start + 10_000])


def downgrade() -> None:
    op.drop_index("ix_comments_branch", "comments")
    op.drop_column("comments", "place")
    op.drop_column("comments", "root_id")

"""An article without an id is known by its words: so its file may be renamed, and comments and old addresses come along."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("addresses", sa.Column("words", sa.String))


def downgrade() -> None:
    op.drop_column("addresses", "words")

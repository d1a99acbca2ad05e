"""People let people in: invites, second factors, and sessions that say which browser they are."""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    sessions()
    invites()
    second_factors()


def sessions() -> None:
    """A session that is open now counts as begun with its password, and waits for nothing."""
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.add_column(sa.Column("half", sa.Boolean, nullable=False, server_default=sa.false()))
        sign_ins.add_column(sa.Column("confirmed_at", UtcDateTime))
        sign_ins.add_column(sa.Column("device", sa.String, nullable=False, server_default=""))
        sign_ins.add_column(sa.Column("challenge", sa.String))
    op.execute("UPDATE sign_ins SET confirmed_at = created_at")
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.alter_column("confirmed_at", existing_type=UtcDateTime, nullable=False)
        sign_ins.alter_column("half", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
        sign_ins.alter_column("device", existing_type=sa.String(), existing_nullable=False, server_default=None)


def invites() -> None:
    """Single-use links: the row has the hash of what the link holds."""
    op.create_table(
        "invites",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("about_id", sa.Integer),
        sa.Column("made_by", sa.Integer),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("ends_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
        sa.Column("revoked_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.ForeignKeyConstraint(["about_id"], ["moderators.id"], name="fk_invites_about_id_moderators"),
        sa.ForeignKeyConstraint(["made_by"], ["moderators.id"], name="fk_invites_made_by_moderators"),
        sa.UniqueConstraint("token_hash", name="uq_invites_token_hash"),
    )


def second_factors() -> None:
    """Codes of an app, codes on paper, passkeys."""
    op.create_table(
        "totps",
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("confirmed_at", UtcDateTime),
        sa.Column("last_step", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("moderator_id", name="pk_totps"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_totps_moderator_id_moderators"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("code_hash", sa.String, nullable=False),
        sa.Column("used_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_recovery_codes_moderator_id_moderators"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_codes_code_hash"),
    )
    op.create_index("ix_recovery_codes_moderator_id", "recovery_codes", ["moderator_id"])
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("moderator_id", sa.Integer, nullable=False),
        sa.Column("credential_id", sa.LargeBinary, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_passkeys_moderator_id_moderators"),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
    )
    op.create_index("ix_passkeys_moderator_id", "passkeys", ["moderator_id"])


def downgrade() -> None:
    for table in ("passkeys", "recovery_codes", "totps", "invites"):
        op.drop_table(table)
    with op.batch_alter_table("sign_ins") as sign_ins:
        for column in ("half", "confirmed_at", "device", "challenge"):
            sign_ins.drop_column(column)

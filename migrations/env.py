"""How Alembic finds the database and the models: through the application, so that there is one place that knows both."""

from __future__ import annotations

from alembic import context
from flask import current_app

from app.db import Base, db

FULL_TEXT = ("_fts", "_fts_data", "_fts_idx", "_fts_content", "_fts_docsize", "_fts_config")


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Whether autogeneration should look at this: not at the shadow tables that SQLite's full-text search makes."""
    return not (kind == "table" and (name or "").endswith(FULL_TEXT))


def run() -> None:
    """Migrate over a live connection, in one transaction for all revisions."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, include_object=ours, **options)
        with context.begin_transaction():
            context.run_migrations()


run()

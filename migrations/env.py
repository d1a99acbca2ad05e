"""How Alembic finds the database and the models: through the application, so that there is one place that knows both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.db import Base, db

MIGRATING = 0x756E646572
"""The number of the lock under which PostgreSQL is migrated: any that nothing else in the database takes."""

PATIENCE = 600_000
"""Milliseconds that one waits for another who migrates the same SQLite file; a large one takes its time."""

FULL_TEXT = ("_fts", "_fts_data", "_fts_idx", "_fts_content", "_fts_docsize", "_fts_config")


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Whether autogeneration should look at this: not at the shadow tables that SQLite's full-text search makes."""
    return not (kind == "table" and (name or "").endswith(FULL_TEXT))


def run() -> None:
    """Migrate over a live connection, in one transaction for all revisions."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection, references_checked_at_the_end(connection):
        # SQLite can take the making of tables back, though Alembic does not count on it.
        context.configure(
            connection=connection, target_metadata=Base.metadata, include_object=ours, transactional_ddl=True, **options
        )
        with context.begin_transaction():
            begin_at_once(connection)
            context.run_migrations()
            refuse_broken_references(connection)


@contextmanager
def references_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by writing its table anew and dropping the old one, on which rows of others depend meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    _switch(connection, "OFF")  # says nothing inside a transaction, so before it
    try:
        yield
    finally:
        _switch(connection, "ON")


def begin_at_once(connection: Connection) -> None:
    """One migrates at a time: of machines that start together, the others find everything done.

    Python's driver begins SQLite's transaction with the first row that is written, and would let every table made before
    stay behind when something fails later.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")


def refuse_broken_references(connection: Connection) -> None:
    """What was not looked at row by row is looked at now, while all of it can still be taken back."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if broken:
            raise RuntimeError(f"rows that refer to what is not there: {broken}")


def _switch(connection: Connection, to: str) -> None:
    connection.exec_driver_sql(f"PRAGMA foreign_keys={to}")
    connection.commit()


run()

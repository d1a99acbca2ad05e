"""Forgetting: erased words leave the places behind the rows, where a database keeps them for its own purposes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine

from app.db import BUSY_SECONDS, db

STEP_MILLISECONDS = 50
"""How long one step may keep a writer waiting."""


def is_quick() -> bool:
    """Whether all of it takes no longer than a step: PostgreSQL goes through whole tables."""
    return db.engine.dialect.name == "sqlite"


def forgets_the_log() -> bool:
    """Whether erased words leave the database's log as well. PostgreSQL's is kept as long as whoever keeps it says."""
    return db.engine.dialect.name == "sqlite"


def forget_the_log() -> bool:
    """On SQLite, fold the write-ahead log into the database and empty it, so that no erased word stays in it.

    Returns whether it is empty; a reader at work makes it False, and one asks again later. True on PostgreSQL.
    """
    engine: Engine = db.engine
    if not forgets_the_log():
        return True
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={STEP_MILLISECONDS}")
        try:
            # The long part first, which keeps no writer waiting; what is left for the second is little.
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
            row: Any = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    return bool(row[0] == 0)


def forget_rows(tables: Iterable[str]) -> bool:
    """On PostgreSQL, give back the space of erased rows of these tables, so that no former version of one is kept there.

    Returns whether none is: it waits for nobody, and what a transaction can still see that was open before stays, to be asked
    again. Nothing to do on SQLite, which overwrites what it deletes.
    """
    if db.engine.dialect.name != "postgresql":
        return True
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        done = [_vacuumed(connection, table) for table in tables]  # each of them, whatever is left in one
    return all(done)


def _vacuumed(connection: Connection, table: str) -> bool:
    """Whether it left no dead row: what it could not remove is what it counts last, and everybody may read that."""
    connection.exec_driver_sql(f'VACUUM "{table}"')
    left = "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = to_regclass(%s)"
    return not connection.exec_driver_sql(left, (table,)).scalar()

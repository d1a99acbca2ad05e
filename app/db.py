"""The database: one Base for every model, one clock, how it is opened, and what a transaction that writes begins with."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    BigInteger,
    BindParameter,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    bindparam,
    event,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

DatabaseError = SQLAlchemyError
"""Anything that the database or the way to it can answer with."""

DatabaseBusy = OperationalError
"""It did not answer in time, or is not there."""

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what has no end: later than any time that is compared with it."""

BigId = BigInteger().with_variant(Integer, "sqlite")
"""The type of numbers that may pass two thousand million; SQLite numbers rows only in a column declared INTEGER."""

BUSY_SECONDS = 5
"""How long a writer waits for another on SQLite before the answer is 'try again'."""

_NOTICE_SILENCE = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 6000}
"""libpq's options, the last in milliseconds: a server whose machine lost power is noticed in about ten seconds."""

POSTGRESQL_OPTIONS = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 3, **_NOTICE_SILENCE}}
SQLITE_OPTIONS = {"connect_args": {"timeout": BUSY_SECONDS}}
QUIET = {"hide_parameters": True}
"""An error of the database that reaches a log says which statement failed, and never with which words."""

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python on every database. A naive datetime is refused: it has no moment."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone has no moment")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Moment = datetime | BindParameter[datetime]
"""A moment, or the place of one in a question that is put together before the moment is known."""

AT: BindParameter[datetime] = bindparam("at", type_=UtcDateTime())
"""The place of the moment that is asked about."""


class Base(DeclarativeBase):
    """What every model inherits from."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime})


class LenientSession(Session):
    """A session that takes a connection which is gone for rolled back: its database does the same.

    The database may go between the last statement of a request and its end, when the answer stands already: an error
    there would leave somebody whose comment was kept with an empty page.
    """

    def rollback(self) -> None:
        """Give up what was not committed."""
        with _gone_is_rolled_back():
            super().rollback()

    def close(self) -> None:
        """Give up what was not committed, and every object."""
        with _gone_is_rolled_back():
            super().close()


@contextmanager
def _gone_is_rolled_back() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise


db = SQLAlchemy(model_class=Base, session_options={"class_": LenientSession})


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def open_database(app: Flask, url: str) -> None:
    """Connect `app` to the database at `url`; nothing is created or migrated here."""
    on_sqlite = url.startswith("sqlite")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = QUIET | (SQLITE_OPTIONS if on_sqlite else POSTGRESQL_OPTIONS)
    db.init_app(app)
    if on_sqlite:
        with app.app_context():
            event.listen(db.engine, "connect", _set_pragmas)


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Durable through a power cut (FULL), erased words overwritten, foreign keys kept."""
    cursor = connection.cursor()
    _keep_a_log(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _keep_a_log(cursor: DBAPICursor) -> None:
    """Switch to write-ahead logging, which a file remembers. Where two begin on a new file at once, SQLite lets neither wait."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that begins by taking SQLite's write lock, commits at the end and rolls back on any error.

    A verb that reads before it writes must not lose the race between the two: on SQLite nobody else writes from
    the first statement on; on PostgreSQL the verb locks the rows it reads with `with_for_update()`.
    """
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("BEGIN IMMEDIATE"))
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def start_afresh() -> None:
    """Throw away what an answer that failed had begun."""
    db.session.rollback()


def let_go() -> None:
    """Close every connection of this process, before others are forked off from it: none of them may hold the same one."""
    db.session.remove()
    db.engine.dispose()


def answers() -> bool:
    """Whether the database answers and has been migrated."""
    try:
        db.session.execute(text("SELECT version_num FROM alembic_version")).one()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True

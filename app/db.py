"""The database: one Base for every model, one clock, the SQLite pragmas, and the question whether anything changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    BindParameter,
    DateTime,
    Dialect,
    Executable,
    Integer,
    MetaData,
    Result,
    bindparam,
    case,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from werkzeug.utils import import_string

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

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


db = SQLAlchemy(model_class=Base)


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
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


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


def ask(question: Executable, **values: object) -> Result[*tuple[Any, ...]]:
    """The answer to a question that was put together once, with `bindparam` where something differs.

    For what every reader's request asks: a fifth of what the same costs through the session's own `execute`, which also
    puts it together anew. Nothing that waits in the session is written first.
    """
    return db.session.connection().execute(question, values)


def next_ids(*models: type[Base]) -> list[int]:
    """The numbers of rows about to be inserted, one of each model, so that rows may name each other before any is written.

    On SQLite the transaction under way must hold the write lock, or another takes the same ones.
    """
    return list(ask(_next_ids(models, db.engine.dialect.name)).one())


@lru_cache(maxsize=8)
def _next_ids(models: tuple[type[Base], ...], dialect: str) -> Executable:
    if dialect == "sqlite":  # which numbers rows in the same way by itself
        return select(*(select(func.coalesce(func.max(one.__table__.c.id), 0) + 1).scalar_subquery() for one in models))
    return select(*(func.nextval(func.pg_get_serial_sequence(one.__tablename__, "id")) for one in models))


def insert_or_ignore(model: type[Base], /, **row: object) -> bool:
    """Insert a row unless one with its primary key is there already, and say which it was; safe between processes.

    The caller commits.
    """
    inserted = _insert(model).values(**row).on_conflict_do_nothing().returning(text("1"))
    return db.session.scalar(inserted) is not None


def replace(model: type[Base], keys: dict[str, object], /, **values: object) -> None:
    """Insert a row, or give the one with the same primary key these values. The caller commits."""
    statement = _insert(model).values(**keys, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))


def count_up(
    model: type[Base],
    keys: dict[str, object],
    number: InstrumentedAttribute[int],
    ends_at: InstrumentedAttribute[datetime],
    at: datetime,
    ends: datetime,
    amount: int,
) -> int:
    """Add `amount` to a count that starts again once it has ended, in one statement; returns the new count."""
    ended = ends_at <= at
    statement = _insert(model).values({**keys, number.key: amount, ends_at.key: ends})
    changed = statement.on_conflict_do_update(
        index_elements=list(keys),
        set_={number.key: case((ended, amount), else_=number + amount), ends_at.key: case((ended, ends), else_=ends_at)},
    ).returning(number)
    return int(db.session.scalars(changed).one())


def raise_by_one(model: type[Base], keys: dict[str, object], number: InstrumentedAttribute[int]) -> None:
    """Add one to a number that begins at 0, in one statement. The caller commits."""
    add_to(model, keys, number, 1)


def add_to(model: type[Base], keys: dict[str, object], number: InstrumentedAttribute[int], amount: int) -> None:
    """Add to a number that begins at 0, in one statement. The caller commits."""
    statement = _adding(model, tuple(keys), number.key, db.engine.dialect.name)
    db.session.connection().execute(statement, {**{f"its_{name}": value for name, value in keys.items()}, "amount": amount})


@lru_cache(maxsize=32)
def _adding(model: type[Base], keys: tuple[str, ...], number: str, dialect: str) -> Executable:
    """The statement of `add_to`, put together once: it is asked several times for every comment and decision."""
    columns = model.__table__.c
    values = {name: bindparam(f"its_{name}", type_=columns[name].type) for name in keys}
    amount = bindparam("amount", type_=columns[number].type)
    inserted = import_string(f"sqlalchemy.dialects.{dialect}:insert")(model.__table__).values({**values, number: amount})
    made: Executable = inserted.on_conflict_do_update(index_elements=list(keys), set_={number: columns[number] + amount})
    return made


def add_up(model: type[Base], rows: list[dict[str, Any]], key: InstrumentedAttribute[Any]) -> None:
    """Insert rows, or add their other numbers to those of the row that has the same key. The caller commits."""
    statement = _adding_up(model, tuple(rows[0]), key.key, db.engine.dialect.name)
    db.session.connection().execute(statement, [{f"its_{name}": value for name, value in row.items()} for row in rows])


@lru_cache(maxsize=8)
def _adding_up(model: type[Base], names: tuple[str, ...], key: str, dialect: str) -> Executable:
    """The statement of `add_up`, put together once."""
    columns = model.__table__.c
    values = {name: bindparam(f"its_{name}", type_=columns[name].type) for name in names}
    inserted = import_string(f"sqlalchemy.dialects.{dialect}:insert")(model.__table__).values(values)
    more = {name: columns[name] + inserted.excluded[name] for name in names if name != key}
    made: Executable = inserted.on_conflict_do_update(index_elements=[key], set_=more)
    return made


def _insert(model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """The database's own INSERT. Only the dialect that is spoken is loaded: PostgreSQL's takes 2 MB of every worker."""
    made: sqlite.Insert | postgresql.Insert = import_string(f"sqlalchemy.dialects.{db.engine.dialect.name}:insert")(model)
    return made


def start_afresh() -> None:
    """Throw away what an answer that failed had begun."""
    db.session.rollback()


def answers() -> bool:
    """Whether the database answers and has been migrated."""
    try:
        db.session.execute(text("SELECT version_num FROM alembic_version")).one()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True

"""What SQLite and PostgreSQL are told alike: questions put together once, numbers of new rows, rows that may be there already."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Result, bindparam, case, func, select, text
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.utils import import_string

from app.db import Base, db

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


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

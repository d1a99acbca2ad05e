"""The database: moments in UTC, transactions that lose no race, and migrations that build what the models say."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask, request_finished
from flask_migrate import check, downgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.cli.migrating import bring_up_to_date
from app.db import answers, now, writing
from app.forgetting import forget_the_log
from app.keys import Key
from app.watch import Watch
from tests.support.engines import only_on_postgresql, only_on_sqlite

MORNING = datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)


def key(name: str, value: str = "0", made_at: datetime = MORNING) -> Key:
    """A row of the smallest table."""
    return Key(name=name, value=value, made_at=made_at)


def test_a_moment_comes_back_aware_and_exact_whatever_zone_it_was_given_in(db: SQLAlchemy) -> None:
    db.session.add(key("tokyo", made_at=MORNING.astimezone(timezone(timedelta(hours=9)))))
    db.session.commit()
    db.session.expire_all()
    found = db.session.scalars(select(Key).where(Key.name == "tokyo")).one()
    assert found.made_at == MORNING
    assert found.made_at.utcoffset() == timedelta(0)


def test_moments_are_compared_as_moments(db: SQLAlchemy) -> None:
    db.session.add(key("morning"))
    db.session.commit()
    later_by_the_clock = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    assert db.session.scalars(select(Key.name).where(Key.name == "morning", Key.made_at > later_by_the_clock)).all() == [
        "morning"
    ]


def test_a_naive_datetime_is_refused(db: SQLAlchemy) -> None:
    db.session.add(key("nowhere", made_at=MORNING.replace(tzinfo=None)))
    with pytest.raises(StatementError, match="time zone"):
        db.session.commit()


def test_now_is_aware_and_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)


@only_on_sqlite(because="the pragmas are SQLite's own")
def test_sqlite_is_durable_and_forgets_what_is_erased(db: SQLAlchemy) -> None:
    full, on = 2, 1
    asked = {"journal_mode": "wal", "synchronous": full, "foreign_keys": on, "secure_delete": on}
    assert {name: db.session.execute(text(f"PRAGMA {name}")).scalar() for name in asked} == asked


def test_what_is_written_is_there_for_others_when_it_ends(db: SQLAlchemy) -> None:
    with writing():
        db.session.add(key("kept"))
    db.session.rollback()
    assert db.session.get(Key, "kept") is not None


def test_an_error_takes_the_whole_transaction_back(db: SQLAlchemy) -> None:
    db.session.add(key("there already"))
    db.session.commit()
    with pytest.raises(IntegrityError), writing():
        db.session.add_all([key("lost"), key("there already")])
    assert db.session.get(Key, "lost") is None


def lose_the_connection(db: SQLAlchemy) -> None:
    """End the server's side of the connection that this session reads with."""
    backend = db.session.scalar(text("SELECT pg_backend_pid()"))
    with db.engine.connect() as another:
        assert another.scalar(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})


BY_FILE = "SQLite's database is a file, and nobody ends the connection to it from the other side"


@only_on_postgresql(because=BY_FILE)
def test_an_answer_that_stands_is_given_although_the_connection_is_gone(app: Flask, db: SQLAlchemy) -> None:
    gone = []

    def lose(*_: object, **__: object) -> None:
        lose_the_connection(db)
        gone.append(True)

    with request_finished.connected_to(lose, app):
        assert app.test_client().get("/archive").status_code == 200
    assert gone == [True]
    assert app.test_client().get("/archive").status_code == 200


@only_on_postgresql(because=BY_FILE)
def test_what_was_not_committed_is_given_up_with_the_connection_and_the_session_goes_on(db: SQLAlchemy) -> None:
    db.session.add(key("given up"))
    db.session.flush()
    lose_the_connection(db)
    db.session.rollback()
    with writing():
        db.session.add(key("kept"))
    assert db.session.scalars(select(Key.name).where(Key.name.in_(["kept", "given up"]))).all() == ["kept"]


def test_two_who_read_and_then_write_lose_nothing(app: Flask, db: SQLAlchemy) -> None:
    db.session.add(key("count"))
    db.session.commit()

    def add_ten() -> None:
        with app.app_context():
            for _ in range(10):
                with writing():
                    row = db.session.scalars(select(Key).where(Key.name == "count").with_for_update()).one()
                    row.value = str(int(row.value) + 1)

    together = [threading.Thread(target=add_ten) for _ in range(3)]
    for one in together:
        one.start()
    for one in together:
        one.join(30)
    db.session.expire_all()
    assert db.session.get_one(Key, "count").value == "30"


@only_on_sqlite(because="data_version is SQLite's own")
def test_anybodys_commit_is_noticed_at_once(db: SQLAlchemy) -> None:
    watch = Watch(db.engine)
    before = watch.data_version()
    db.session.add(key("news"))
    db.session.flush()
    assert watch.data_version() == before, "what is not committed is no news"
    db.session.commit()
    assert watch.data_version() != before
    watch.drop()


def test_erased_words_leave_the_log(db: SQLAlchemy, database_bytes: Callable[[], bytes]) -> None:
    db.session.add(key("secret", "the words of tuesday"))
    db.session.commit()
    assert b"the words of tuesday" in database_bytes()
    db.session.delete(db.session.get_one(Key, "secret"))
    db.session.commit()
    db.session.remove()
    assert forget_the_log()
    assert b"the words of tuesday" not in database_bytes()


@only_on_sqlite(because="the write-ahead log that a reader holds is SQLite's own")
def test_a_reader_at_work_keeps_the_log_from_being_emptied(db: SQLAlchemy, database_url: str) -> None:
    db.session.add(key("before"))
    db.session.commit()
    reader = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM keys").fetchall()
    db.session.add(key("after"))
    db.session.commit()
    db.session.remove()
    assert not forget_the_log()
    reader.close()
    assert forget_the_log()


def test_it_answers_only_when_it_has_been_migrated(make_app: Callable[..., Flask], empty_database_url: str) -> None:
    app = make_app(DATABASE_URL=empty_database_url)
    with app.app_context():
        assert not answers()
        bring_up_to_date(app)
        assert answers()


def test_the_migrations_build_what_the_models_say(make_app: Callable[..., Flask], empty_database_url: str) -> None:
    app = make_app(DATABASE_URL=empty_database_url)
    with app.app_context():
        bring_up_to_date(app)
        check()


def test_the_migrations_can_be_walked_back_to_nothing(
    make_app: Callable[..., Flask], empty_database_url: str, db: SQLAlchemy
) -> None:
    app = make_app(DATABASE_URL=empty_database_url)
    with app.app_context():
        bring_up_to_date(app)
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        bring_up_to_date(app)
        assert answers()

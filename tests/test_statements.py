"""Statements that mean the same on both databases, whatever was there before."""

from datetime import UTC, datetime, timedelta

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.comments.screening.spam.learning import Word
from app.hourly import HourlyCount
from app.keys import Key
from app.outbox.message import Kind, Message
from app.rates.count import Count
from app.statements import add_to, add_up, count_up, insert_or_ignore, next_ids, replace

MORNING = datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)


def test_a_row_that_is_there_stays_unless_it_is_replaced(db: SQLAlchemy) -> None:
    for value in ("first", "second"):
        insert_or_ignore(Key, name="one", value=value, made_at=MORNING)
        db.session.commit()
    assert db.session.scalar(select(Key.value).where(Key.name == "one")) == "first"
    replace(Key, {"name": "one"}, value="third", made_at=MORNING)
    db.session.commit()
    assert db.session.scalar(select(Key.value).where(Key.name == "one")) == "third"


def test_a_number_begins_at_nothing_and_only_grows_for_its_own_key(db: SQLAlchemy) -> None:
    for what, amount in (("posted", 1), ("posted", 3), ("approved", 5)):
        add_to(HourlyCount, {"hour": MORNING, "what": what}, HourlyCount.number, amount)
    db.session.commit()
    assert dict(db.session.execute(select(HourlyCount.what, HourlyCount.number)).all()) == {"posted": 4, "approved": 5}


def test_rows_that_are_there_already_have_the_new_numbers_added(db: SQLAlchemy) -> None:
    add_up(Word, [{"word": "pills", "spam": 1, "other": 0}, {"word": "rest", "spam": 0, "other": 1}], Word.word)
    add_up(Word, [{"word": "pills", "spam": 1, "other": 1}], Word.word)
    db.session.commit()
    rows = db.session.execute(select(Word.word, Word.spam, Word.other).order_by(Word.word)).all()
    assert rows == [("pills", 2, 1), ("rest", 0, 1)]


def test_a_count_starts_again_in_the_moment_in_which_it_ends(db: SQLAlchemy) -> None:
    ends = MORNING + timedelta(minutes=1)

    def counted(at: datetime) -> int:
        return count_up(Count, {"key": "one"}, Count.number, Count.ends_at, at, at + timedelta(minutes=1), 1)

    assert [counted(MORNING), counted(ends - timedelta(microseconds=1)), counted(ends), counted(ends)] == [1, 2, 1, 2]


def test_numbers_for_new_rows_were_never_taken(db: SQLAlchemy) -> None:
    [first] = next_ids(Message)
    db.session.add(Message(id=first, kind=Kind.DIGEST, recipient="nora@example.org", subject="", body="", gave_up_at=None))
    db.session.commit()
    [second] = next_ids(Message)
    assert second > first

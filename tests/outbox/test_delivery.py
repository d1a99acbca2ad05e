"""Delivery: every message once, over a real SMTP conversation; what cannot be sent is tried again, then left to a person."""

from __future__ import annotations

import email
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app import outbox
from app.db import db as database
from app.db import now
from app.outbox import Kind, Message
from app.outbox.delivery import LEASE, PAUSES
from tests.support.fixtures.house import Clock, MakeApp
from tests.support.mail import MailServer, certificate


@pytest.fixture
def app(make_app: MakeApp, mail_server: MailServer) -> Flask:
    return make_app(MAIL_URL=mail_server.url, SITE_URL="http://localhost:8000")


def put(db: SQLAlchemy, subject: str = "Somebody answered", **more: object) -> int:
    message = outbox.put(Kind.DECISION, "ada@example.org", subject, "It is here.\n", **more)  # type: ignore[arg-type]
    db.session.commit()
    return message.id


def deliver() -> bool:
    return outbox.deliver(still_true=lambda message: True)


def the_row(db: SQLAlchemy, number: int) -> Message:
    return db.session.scalars(select(Message).where(Message.id == number).execution_options(populate_existing=True)).one()


def test_a_message_is_sent_once_and_its_row_keeps_nothing_of_it(db: SQLAlchemy, mail_server: MailServer) -> None:
    number = put(db, stop_at="http://localhost:8000/notices/abc")
    deliver()
    deliver()
    (mail,) = mail_server.mails
    assert mail_server.recipients == ["ada@example.org"]
    assert (mail["Subject"], mail.get_content().strip()) == ("Somebody answered", "It is here.")
    assert mail["From"].addresses[0].addr_spec == "understory@localhost"
    assert mail["List-Unsubscribe"] == "<http://localhost:8000/notices/abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    row = the_row(db, number)
    assert row.sent_at
    assert (row.recipient, row.subject, row.body, row.stop_at) == ("", "", "", None)


def test_words_of_every_language_arrive_as_they_were_written(db: SQLAlchemy, mail_server: MailServer) -> None:
    outbox.put(Kind.DECISION, "ada@example.org", "Alguien te contestó", "¿Quieres leerlo? Está aquí: " + "http://localhost/x" * 9)
    db.session.commit()
    deliver()
    assert mail_server.mails[0]["Subject"] == "Alguien te contestó"
    assert mail_server.mails[0].get_content().startswith("¿Quieres leerlo? Está aquí: http://localhost/xhttp")


def test_a_message_waits_for_its_time(db: SQLAlchemy, mail_server: MailServer, clock: Clock) -> None:
    put(db, not_before=now() + timedelta(seconds=10))
    deliver()
    assert not mail_server.mails
    clock.forward(seconds=11)
    deliver()
    assert len(mail_server.mails) == 1


def test_what_became_untrue_while_it_waited_is_dropped(db: SQLAlchemy, mail_server: MailServer) -> None:
    put(db)
    outbox.deliver(still_true=lambda message: False)
    deliver()
    assert not mail_server.mails
    assert not db.session.scalars(select(Message)).all()


def test_what_is_forgotten_is_not_sent(db: SQLAlchemy, mail_server: MailServer) -> None:
    put(db, comment=1)
    put(db, decision=1)
    put(db, subscription=1)
    put(db, "kept", comment=2, decision=2, subscription=2)
    for about in ("comment", "decision", "subscription"):
        outbox.forget(**{about: 1})
    db.session.commit()
    deliver()
    assert [mail["Subject"] for mail in mail_server.mails] == ["kept"]


def test_many_workers_send_every_message_once(app: Flask, db: SQLAlchemy, mail_server: MailServer) -> None:
    for number in range(20):
        put(db, f"message {number}")

    def work(_: int) -> None:
        with app.app_context():
            deliver()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    assert sorted(mail["Subject"] for mail in mail_server.mails) == sorted(f"message {number}" for number in range(20))


def test_a_message_that_was_claimed_is_left_alone_until_the_lease_ends(
    db: SQLAlchemy, mail_server: MailServer, clock: Clock
) -> None:
    number = put(db)
    the_row(db, number).claimed_until = now() + LEASE
    db.session.commit()
    deliver()
    assert not mail_server.mails
    clock.forward(seconds=LEASE.total_seconds() + 1)
    deliver()
    deliver()
    assert len(mail_server.mails) == 1


def test_a_message_sent_twice_says_that_it_is_the_same(db: SQLAlchemy, mail_server: MailServer, clock: Clock) -> None:
    def lost_after_taking(mail: object) -> str:
        seen.append(mail)
        return "451 it was taken, and the answer got lost"

    seen: list[object] = []
    mail_server.to_mail = lost_after_taking
    put(db)
    deliver()
    clock.forward(minutes=2)
    deliver()
    assert len({mail["Message-ID"] for mail in seen}) == 1  # type: ignore[index]
    assert len(seen) == 2


def test_a_server_that_is_away_is_asked_again_after_pauses_that_grow(
    db: SQLAlchemy, mail_server: MailServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.stop()
    number = put(db)
    for pause in PAUSES:
        deliver()
        row = the_row(db, number)
        assert row.not_before - now() == pytest.approx(pause, abs=timedelta(seconds=30))
        assert row.gave_up_at is None
        clock.at(row.not_before)
    deliver()
    assert the_row(db, number).gave_up_at
    assert [message.trouble for message in outbox.given_up()] == ["ConnectionRefusedError"]
    assert "ada@example.org" not in caplog.text


def test_a_server_that_is_away_is_asked_once_for_all_that_waits(db: SQLAlchemy, mail_server: MailServer) -> None:
    mail_server.stop()
    numbers = [put(db) for _ in range(5)]
    deliver()
    assert sum(the_row(db, number).attempts for number in numbers) == 1


def test_an_address_that_does_not_exist_is_given_up_at_once_and_holds_up_nobody(
    db: SQLAlchemy, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.to_recipient = lambda address: "550 no such ada@example.org" if address.startswith("ada") else None
    put(db)
    outbox.put(Kind.DECISION, "ben@example.org", "Somebody answered", "It is here.\n")
    db.session.commit()
    deliver()
    assert mail_server.recipients == ["ben@example.org"]
    (given_up,) = outbox.given_up()
    assert given_up.trouble == "the mail server answered 550"
    assert "ada@example.org" not in caplog.text


def test_what_was_given_up_can_be_sent_again(db: SQLAlchemy, mail_server: MailServer) -> None:
    mail_server.to_recipient = lambda address: "550 no such mailbox"
    put(db)
    deliver()
    mail_server.to_recipient = lambda address: None
    outbox.try_again()
    deliver()
    assert len(mail_server.mails) == 1
    assert not outbox.given_up()


def test_an_address_that_is_not_taken_just_now_is_tried_again(db: SQLAlchemy, mail_server: MailServer, clock: Clock) -> None:
    mail_server.to_recipient = lambda address: "450 mailbox busy"
    put(db)
    deliver()
    assert not outbox.given_up()
    mail_server.to_recipient = lambda address: None
    clock.forward(minutes=2)
    deliver()
    assert len(mail_server.mails) == 1


def test_the_conversation_is_encrypted_where_the_server_offers_it_and_the_password_fits(
    make_app: MakeApp, tmp_path: Path
) -> None:
    server = MailServer(encrypted=certificate(tmp_path), password="p@ss word")
    app = make_app(MAIL_URL=f"smtp://ann%40example.org:p%40ss%20word@127.0.0.1:{server.port}")
    with app.app_context():
        put_and_deliver()
    server.stop()
    assert (server.encrypted, server.signed_in) == ([True], ["ann@example.org"])


def test_a_wrong_password_is_told_without_it_and_nothing_is_lost(
    make_app: MakeApp, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = MailServer(encrypted=certificate(tmp_path), password="right")
    with make_app(MAIL_URL=f"smtp://ann:wrong-one@127.0.0.1:{server.port}").app_context():
        put_and_deliver()
    server.stop()
    assert "no mail can be sent: the mail server answered 535" in caplog.text
    assert "wrong-one" not in caplog.text


def test_without_a_mail_server_mails_are_files_for_their_owner_alone(make_app: MakeApp, tmp_path: Path) -> None:
    with make_app().app_context():
        put_and_deliver()
    (file,) = (tmp_path / "instance" / "mail").iterdir()
    assert file.suffix == ".eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    mail = email.message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "Somebody answered")


def put_and_deliver() -> None:
    put(database)
    deliver()

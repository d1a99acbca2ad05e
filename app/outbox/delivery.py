"""Delivery: each message once. Whoever sends it holds it by a lease, and nothing but the row says how far it has come.

A worker that is killed between sending a message and noting it leaves a lease that ends by itself; the message is then
sent once more, under the same Message-ID. Nothing else can send it twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from werkzeug.utils import import_string

from app.config import settings
from app.db import DatabaseBusy, db, now, start_afresh
from app.outbox.message import Kind, Message
from app.outbox.post import OutOfReach, Post, Refused, open_post

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""How long whoever claimed a message has for sending it; longer than a mail server may take with one."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""Between one attempt and the next. After the last, two days have gone by, and a person has to look."""

STEP = 4.0
"""Seconds after which no further message is begun, so that a worker can be asked to end."""

AT_ONCE = 100
NOTES = 4
"""How often it is tried to note that a message was sent: forgetting it would send it twice."""

StillTrue = Callable[[Message], bool]


def anything_due() -> bool:
    """Whether a message could be sent now."""
    return bool(_due(most=1))


def deliver(*, still_true: StillTrue) -> bool:
    """Send what is due, for some seconds; returns whether more is due now.

    `still_true` is asked of each message in turn, and may word it anew; one that became untrue while it waited is dropped.
    """
    post, began = open_post(settings()), time.monotonic()
    try:
        for number in _due():
            if time.monotonic() - began > STEP:
                return True
            _deliver_one(number, post, still_true)
    except OutOfReach as trouble:
        log.warning("no mail can be sent: %s", trouble)
    finally:
        post.close()
    return False


def _due(most: int = AT_ONCE) -> list[int]:
    due = select(Message.id).where(_claimable(now())).order_by(Message.not_before, Message.id).limit(most)
    found = list(db.session.scalars(due))
    db.session.commit()
    return found


def _claimable(at: datetime) -> ColumnElement[bool]:
    free = or_(Message.claimed_until.is_(None), Message.claimed_until <= at)
    return and_(Message.sent_at.is_(None), Message.gave_up_at.is_(None), Message.not_before <= at, free)


def _deliver_one(number: int, post: Post, still_true: StillTrue) -> None:
    lease = _claim(number)
    message = db.session.get(Message, number, populate_existing=True) if lease else None
    if lease is None or message is None:
        return
    if not still_true(message):
        db.session.delete(message)
        db.session.commit()
        return
    # The libraries that make mails are for the worker alone; processes that answer readers do without.
    mail = import_string("app.outbox.mail:mail_of")(message)
    attempts, stands_for = message.attempts, _stands_for(message)
    # Nothing of the database stays open while a mail server takes its time.
    db.session.commit()
    try:
        post.carry(mail)
    except Exception as error:
        _put_off(number, lease, attempts, error)
        if isinstance(error, OutOfReach):
            raise
    else:
        _note_sent(number, lease)
        _held(stands_for)


def _stands_for(message: Message) -> Any:
    """Takes out what a message about answers makes needless: others to the same reader that are due as well."""
    same = and_(Message.kind == Kind.ANSWER, Message.kind == message.kind, Message.subscription_id == message.subscription_id)
    return delete(Message).where(same, Message.id != message.id, _claimable(now()))


def _claim(number: int) -> datetime | None:
    """Take hold of a message: the moment until which it is ours, or None where somebody else was faster."""
    at = now()
    lease = at + LEASE
    claiming = update(Message).where(Message.id == number, _claimable(at))
    held = _held(claiming.values(claimed_until=lease, attempts=Message.attempts + 1))
    return lease if held else None


def _note_sent(number: int, lease: datetime) -> None:
    """Keep that it was sent, and nothing of what was in it."""
    empty = {"recipient": "", "subject": "", "body": "", "stop_at": None, "trouble": None}
    sent = update(Message).where(Message.id == number, Message.claimed_until == lease)
    for left in reversed(range(NOTES)):
        try:
            _held(sent.values(sent_at=now(), claimed_until=None, **empty))
            return
        except DatabaseBusy:
            start_afresh()
            if not left:
                raise


def _put_off(number: int, lease: datetime, attempts: int, error: Exception) -> None:
    """Try again after a pause that grows, or leave it to a person."""
    trouble = str(error) if isinstance(error, Refused | OutOfReach) else _named(error)
    log.warning("message %s could not be sent, attempt %s: %s", number, attempts, trouble)
    held = update(Message).where(Message.id == number, Message.claimed_until == lease)
    at = now()
    if isinstance(error, Refused) or attempts > len(PAUSES):
        _held(held.values(gave_up_at=at, claimed_until=None, trouble=trouble))
    else:
        _held(held.values(not_before=at + PAUSES[attempts - 1], claimed_until=None, trouble=trouble))


def _named(error: Exception) -> str:
    """The kind of an error and its number. What a mail server says in words may hold an address."""
    code = getattr(error, "smtp_code", None)
    return f"the mail server answered {code}" if code else type(error).__name__


def _held(statement: Any) -> bool:
    done: Any = db.session.execute(statement.execution_options(synchronize_session=False))
    db.session.commit()
    return bool(done.rowcount == 1)

"""The box: messages are put in, taken out while nobody has sent them, and looked at where they could not be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from app.db import db, now
from app.outbox.message import Kind, Message

KEPT = timedelta(days=30)
"""How long it is remembered that a message was sent or given up."""


def put(
    kind: Kind,
    recipient: str,
    subject: str,
    body: str,
    *,
    not_before: datetime | None = None,
    stop_at: str | None = None,
    comment: int | None = None,
    decision: int | None = None,
    subscription: int | None = None,
) -> Message:
    """Put a message into the box, as it will be sent. The caller commits, and then wakes the delivery.

    `stop_at` is the whole address that ends such mails, `comment`, `decision` and `subscription` what it is about.
    """
    at = now()
    message = Message(
        kind=kind,
        recipient=recipient,
        subject=subject,
        body=body,
        stop_at=stop_at,
        comment_id=comment,
        decision_id=decision,
        subscription_id=subscription,
        put_at=at,
        not_before=not_before or at,
    )
    db.session.add(message)
    return message


def forget(*, comment: int | None = None, decision: int | None = None, subscription: int | None = None) -> set[Kind]:
    """Take out what waits about a comment, a decision or a subscription; the kinds of what did. The caller commits."""
    asked = {Message.comment_id: comment, Message.decision_id: decision, Message.subscription_id: subscription}
    about = or_(*(column == number for column, number in asked.items() if number is not None))
    return {
        Kind(kind) for kind in db.session.scalars(delete(Message).where(Message.sent_at.is_(None), about).returning(Message.kind))
    }


def turn(kind: Kind, subscription: int, at: datetime, *, apart: timedelta) -> datetime:
    """When a message for `at` may go out, so that two of its kind for one subscription are `apart`.

    Those that have to wait get the same moment, and the first of them to be sent stands for all.
    """
    mine = select(Message).where(Message.kind == kind, Message.subscription_id == subscription)
    waiting = mine.where(Message.sent_at.is_(None), Message.not_before >= at)
    next_one: datetime | None = db.session.scalar(waiting.with_only_columns(func.min(Message.not_before)))
    if next_one is not None:
        return next_one
    last: datetime | None = db.session.scalar(
        mine.with_only_columns(func.max(func.coalesce(Message.sent_at, Message.not_before)))
    )
    return max(at, last + apart) if last else at


def given_up() -> Sequence[Message]:
    """What could not be sent, the newest first."""
    return db.session.scalars(select(Message).where(_given_up()).order_by(Message.gave_up_at.desc())).all()


def try_again() -> None:
    """Send what was given up once more, from the first attempt on."""
    afresh = update(Message).where(_given_up()).values(gave_up_at=None, attempts=0, not_before=now(), trouble=None)
    db.session.execute(afresh)
    db.session.commit()


def clear_out() -> None:
    """Take out what is done with for a while. The caller commits."""
    before = now() - KEPT
    db.session.execute(delete(Message).where(or_(Message.sent_at < before, and_(_given_up(), Message.gave_up_at < before))))


def _given_up() -> ColumnElement[bool]:
    return and_(Message.gave_up_at.is_not(None), Message.sent_at.is_(None))

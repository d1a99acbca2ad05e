"""Message: something to be mailed, as it will be sent. The row is the only record of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, BigId, now


class Kind(StrEnum):
    """What a message is about."""

    QUESTION = "question"
    DECISION = "decision"
    ANSWER = "answer"
    DIGEST = "digest"
    ALERT = "alert"
    INVITE = "invite"


WAITING = "sent_at IS NULL AND gave_up_at IS NULL"


class Message(Base):
    """One mail to one person. It waits until `not_before`, while nobody holds it (`claimed_until`).

    Once it is sent it holds no address and no text any more; what was given up keeps them, to be tried again. `stop_at` is the
    address that ends such mails.
    `reference` is the left part of its Message-ID, the same however often it is tried: so a mail server that is handed
    a message twice can tell. What it is about says which messages are dropped with a comment, a decision or a subscription.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_waiting", "not_before", sqlite_where=text(WAITING)),
        Index("ix_messages_comment", "comment_id"),
        Index("ix_messages_decision", "decision_id"),
        Index("ix_messages_subscription", "subscription_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str]
    reference: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(16))
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    stop_at: Mapped[str | None]

    comment_id: Mapped[int | None] = mapped_column(BigId)
    decision_id: Mapped[int | None] = mapped_column(BigId)
    subscription_id: Mapped[int | None] = mapped_column(BigId)

    put_at: Mapped[datetime] = mapped_column(default=now)
    not_before: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    trouble: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
